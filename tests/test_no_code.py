"""A new agency needs no code: other weights, other depths, extra columns, a grandparent."""

from __future__ import annotations

import ast
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from docgen.docx.text import text_of
from docgen.load import Data
from docgen.load.survey import survey
from docgen.pipeline import make
from docgen.workspace import Workspace
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = """\
name: 某市政府工務處
short: 本處
parent: wra
units: {road: 道路科, park: 公園科}
"""
OFFICE_PLAN = """\
sections:
  scope: {text: "{agency.short}各科。"}
columns: {owner: {title: 主辦單位, kind: unit}, how: {title: 具體作法}, marks: {title: 量化指標, kind: indicators}}
dimensions:
  network: null
  quality:
    strategies:
      process:
        measures:
          convenience:
            practices:
              single-window:
                text: 設置單一窗口。
                owner: road
                how: 每日輪值
                indicators:
                  days: {name: 平均處理日數, unit: 日, target: 5}
"""
# 400 points for the first dimension, two dimensions fewer, one leaf higher, one level deeper
OFFICE_RUBRIC = """\
title: "{agency.name}{year}年度考核評分表"
fields: {number: 編號, unit: 科別}
levels: [構面, 評核項目, 評核指標, 次評核指標, 細項, 評分參考標準]
totals: {1: 小計, 2: 得分}
parts:
  first:
    title: 服務構面
    points: 400
    intro: 以民為先。
    parts:
      counter:
        title: 臨櫃
        points: 300
        parts:
          speed:
            title: 速度
            points: 300
            parts:
              wait:
                title: 等候
                points: 200
                parts:
                  morning:
                    title: 上午
                    points: 120
                    bands: [{from: 61, to: 120, text: 十分鐘內}, {from: 1, to: 60, text: 逾十分鐘}]
                  afternoon:
                    title: 下午
                    points: 80
                    bands: [{from: 1, to: 80, text: 依抽測評分}]
              cases:
                title: 案件
                points: 100
                bands: [{from: 1, to: 100, text: 依期限評分}]
      phone:
        title: 電話
        points: 100
        bands: [{from: 1, to: 100, text: 依測試評分}]
  second:
    title: 創新構面
    points: 600
    levels: [構面, 評核項目, 評分參考標準]
    parts:
      ideas:
        title: 提案
        points: 600
        criteria: [有提案, 有執行]
"""
TEAM = "name: 某市政府工務處養護隊\nshort: 本隊\nparent: office\nunits: {crew: 一班}\n"
TEAM_PLAN = """\
dimensions:
  quality:
    strategies:
      process:
        measures:
          convenience:
            practices:
              night: {text: 夜間搶修。, after: single-window, owner: crew}
"""


@pytest.fixture
def other(tmp_path: Path) -> Workspace:
    """The project's wra and templates, and below it an office and its team."""
    shutil.copytree(PROJECT / "templates", tmp_path / "templates")
    shutil.copytree(PROJECT / "data" / "wra", tmp_path / "data" / "wra")
    files = {
        "office/agency.yaml": OFFICE,
        "office/105/plan.yaml": OFFICE_PLAN,
        "team/agency.yaml": TEAM,
        "team/105/plan.yaml": TEAM_PLAN,
    }
    for name, text in files.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    # a rubric of its own: the parent's parts dropped, its own in their place
    import yaml

    old = yaml.safe_load((PROJECT / "data/wra/105/rubric.yaml").read_text("utf-8"))["parts"]
    patch = OFFICE_RUBRIC.replace("  first:\n", "  first:\n    after: ^\n")
    patch = patch.replace("  second:\n", "  second:\n    after: first\n")
    patch = patch.replace("fields: {number: 編號, unit: 科別}\n", "")
    patch += "".join(f"  {key}: null\n" for key in old)
    (tmp_path / "data/office/105/rubric.yaml").write_text(patch, "utf-8")
    return Workspace(tmp_path)


def text(workspace: Workspace, slug: str, type_: str) -> str:
    return text_of(make(workspace, slug, type_)[0].path.read_bytes())


def test_the_data_has_no_fault(other: Workspace) -> None:
    data = Data(other)
    assert [fault for slug in other.agencies() for fault in survey(data, slug)] == []


def test_extra_columns_and_indicators_stand_in_the_strategy_table(other: Workspace) -> None:
    plan = text(other, "office", "plan")
    for word in ("主辦單位", "具體作法", "量化指標", "道路科", "每日輪值", "平均處理日數"):
        assert word in plan
    assert "資訊網路服務" not in plan
    assert "二、創新加值服務" in plan


def test_other_weights_and_depths_stand_in_the_rubric(other: Workspace) -> None:
    sheet = text(other, "office", "scoresheet")
    for word in ("服務構面", "400分", "細項", "上午", "120分", "創新構面", "600分", "電話"):
        assert word in sheet
    assert "優質便民服務構面" not in sheet


def test_the_columns_of_the_results_follow_the_rubric(other: Workspace) -> None:
    results = text(other, "office", "results")
    for word in ("臨櫃", "電話", "提案", "300分", "100分"):
        assert word in results


def test_a_grandchild_inherits_through_its_parent(other: Workspace) -> None:
    plan = text(other, "team", "plan")
    for word in ("本隊各科。", "設置單一窗口。", "夜間搶修。", "一班"):
        assert word in plan


@pytest.mark.parametrize("type_", ["plan", "scoresheet", "results", "proposal", "report", "set"])
def test_every_document_is_made(other: Workspace, type_: str) -> None:
    for slug in ("office", "team"):
        assert make(other, slug, type_)[0].path.is_file()


_OTHER = {"ladder.py", "gates.py"}  # the signs that Chinese counts with; what is looked for
_PRINTED = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")


def printed_words(path: Path) -> list[str]:
    """Chinese signs in strings that are no docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in said
        and _PRINTED.search(node.value)
    ]


@pytest.mark.parametrize("room", ["render/context", "site", "export/chart"])
def test_what_is_printed_is_data(room: str) -> None:
    files = list((PROJECT / "docgen" / room).rglob("*.py"))
    assert len(files) > 1
    found = {path.name: printed_words(path) for path in files if path.name not in _OTHER}
    assert {name: words for name, words in found.items() if words} == {}
