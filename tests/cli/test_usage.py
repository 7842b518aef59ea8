"""What is typed wrong is said plainly, with what to type instead, and ends with 2."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from docgen.cli.table import COMMANDS
from docgen.doctype import of_agency
from docgen.workspace import Workspace
from tests.cli.command import PROJECT, docgen

if TYPE_CHECKING:
    from pathlib import Path

TYPES = of_agency(Workspace(PROJECT))
NASTY = (
    "x\ny",
    "\x1b[2J",
    "\u202eexe",
    "../../etc/passwd",
    "x; touch p",
    "$(touch p)",
    "a" * 5000,
    "con",
    "10river/../wra",
    ".",
    "",
)


def test_the_six_documents_are_commands() -> None:
    six = {"plan", "scoresheet", "results", "proposal", "report", "set"}
    assert six <= set(TYPES)


@pytest.mark.parametrize("language", ["en", "zh_TW"])
def test_without_a_command_the_menu_is_printed(language: str) -> None:
    said = docgen(language=language)
    assert said.code == 0
    for name in (*TYPES, *COMMANDS):
        assert f"  {name} " in said.out
    assert said == docgen("--help", language=language)


@pytest.mark.parametrize("name", [*TYPES, *COMMANDS])
def test_the_help_of_each_command_has_an_example(name: str) -> None:
    said = docgen(*name.split(), "--help")
    assert said.code == 0
    assert said.err == ""
    assert f"usage: docgen {name}" in said.out
    assert f"example:\n  docgen {name}" in said.out


def test_the_help_speaks_chinese_argparse_included() -> None:
    said = docgen("plan", "--help", language="zh_TW")
    for word in ("用法：docgen plan", "參數", "選項", "顯示這段說明", "範例："):
        assert word in said.out
    assert "參數 --year：" in docgen("plan", "wra", "--year", "x", language="zh_TW").err
    assert "無法辨識的參數：--bogus" in docgen("plan", "wra", "--bogus", language="zh_TW").err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["plna"], "plan"),
        (["scoreshet", "wra"], "scoresheet"),
        (["vaildate"], "validate"),
        (["template"], "template check"),
        (["template", "chekc"], "template check"),
        (["PLAN", "wra"], "plan"),
        (["plan", "10rivr"], "10river"),
        (["template", "check", "pln"], "plan"),
    ],
)
def test_a_typing_error_names_what_was_meant(typed: list[str], meant: str) -> None:
    said = docgen(*typed)
    assert said.code == 2
    assert said.out == ""
    assert "did you mean" in said.err
    assert meant in said.err.split("did you mean")[1]


@pytest.mark.parametrize(
    "typed",
    [
        ["--bogus"],
        ["plan"],
        ["plan", "wra", "--year", "2016"],
        ["plan", "wra", "--year", "0105"],
        ["plan", "wra", "extra"],
        ["plan", "wra", "-o"],
        ["--format", "xml", "plan", "wra"],
        ["build", "wra", "--all"],
        ["explain", "wra"],
        ["init"],
        ["new"],
    ],
)
def test_wrong_usage_ends_with_2_and_one_line_of_what_is_wrong(typed: list[str]) -> None:
    said = docgen(*typed)
    assert said.code == 2
    assert said.out == ""
    assert said.err.startswith("usage  ")
    assert "Traceback" not in said.err


def test_a_missing_agency_is_asked_for_with_those_there_are() -> None:
    assert "known are: 10river, demo, wra" in docgen("plan").err


def test_wrong_usage_is_an_object_in_json() -> None:
    said = docgen("plan", "--year", "x", "--format=json")
    assert said.code == 2
    assert said.err == ""
    (problem,) = said.json["problems"]
    assert problem["rule"] == "usage"
    assert "x" in problem["message"]


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize(
    "command", [["plan"], ["validate"], ["explain", "wra", "plan"], ["new"], ["status"]]
)
def test_hostile_words_are_refused_and_printed_harmlessly(
    command: list[str], nasty: str, tmp_path: Path
) -> None:
    for name in ("data", "templates"):
        (tmp_path / name).mkdir()
    said = docgen(*command, nasty, cwd=tmp_path)
    assert said.code in {1, 2}
    assert "Traceback" not in said.err
    for raw in ("\x1b", "\u202e", "\ny"):
        assert raw not in said.err.replace("\n    ", " ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "templates"]
    assert list((tmp_path / "data").iterdir()) == []


def test_bytes_that_are_no_text_are_refused_too() -> None:
    said = docgen("plan", b"\xff\xfe10river")
    assert said.code == 2
    assert r"\udcff\udcfe10river" in said.err


def test_outside_a_workspace_it_says_how_to_get_into_one(tmp_path: Path) -> None:
    said = docgen("plan", "wra", cwd=tmp_path)
    assert said.code == 2
    assert said.err.startswith("no-workspace  ")
    assert "docgen init" in said.err


def test_root_names_a_workspace_from_anywhere(tmp_path: Path) -> None:
    for where in (["--root", str(PROJECT), "validate"], ["validate", "--root", str(PROJECT)]):
        said = docgen(*where, "wra", cwd=tmp_path)
        assert (said.code, said.err) == (0, "")


@pytest.mark.parametrize("typed", [["plan", "wra", "-o", ""], ["--root", "", "validate"]])
def test_a_folder_without_a_name_is_refused(typed: list[str]) -> None:
    said = docgen(*typed)
    assert said.code == 2
    assert "empty" in said.err


def test_a_root_that_cannot_be_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    for root in ("a" * 300, str(tmp_path / "loop"), str(tmp_path), os.devnull):
        said = docgen("--root", root, "validate")
        assert said.code == 2
        assert said.err.startswith("not-a-workspace  ")


def test_a_folder_that_was_deleted_under_ones_feet() -> None:
    script = 'd=$(mktemp -d); cd "$d"; rmdir "$d"; for c in "plan wra" "init x" --help; do "$0" -m docgen $c; done'
    done = subprocess.run(
        ["sh", "-c", script, sys.executable],
        env={**os.environ, "PYTHONPATH": str(PROJECT), "DOCGEN_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr.count("the folder you are in is not there any more") == 2
    assert "Traceback" not in done.stderr
