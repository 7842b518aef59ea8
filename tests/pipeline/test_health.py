"""What ``docgen doctor`` finds on this machine; what the tests need is installed (make test)."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from typing import TYPE_CHECKING

import pytest

from docgen.layout.fonts import families
from docgen.layout.libreoffice import found as office
from docgen.layout.libreoffice import probe
from docgen.pipeline import doctor
from docgen.problem import Problem
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from docgen.pipeline import Finding


def found() -> dict[str, Finding]:
    return {one.name: one for one in doctor()}


def test_what_is_here_is_said_with_its_version() -> None:
    told = found()
    assert {one.state for one in told.values()} == {"here"}
    assert told["docxtpl"].detail == "0.20.2"
    assert told["LibreOffice"].detail.startswith("LibreOffice")
    assert told["標楷體"].detail in {family.name for family in families()}


def test_the_packages_are_those_that_the_project_asks_for() -> None:
    asked = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"][
        "dependencies"
    ]
    names = {re.split("[>=\\[]", each)[0] for each in asked}
    assert names <= found().keys()
    assert len(names) > 6


def test_a_package_that_is_too_old_or_another_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    older = {"lxml": "4.9.3", "docxtpl": "0.19.0", "rich": "130.1"}
    real = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: older.get(name) or real(name))
    told = found()
    assert (told["lxml"].state, told["docxtpl"].state, told["rich"].state) == ("old", "old", "here")
    assert told["lxml"].detail == "4.9.3"
    assert told["docxtpl"].remedy == 'pip install "docxtpl==0.20.2"'


def test_what_is_missing_is_named_with_the_command_that_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setattr(office, "_PLACES", {})
    told = found()
    assert (told["LibreOffice"].state, told["標楷體"].state) == ("missing", "missing")
    assert told["LibreOffice"].remedy.startswith("apt install")


def test_the_font_is_the_one_that_libreoffice_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "kai", lambda: "AR PL UKai TW")
    assert found()["標楷體"].detail == "AR PL UKai TW"
    monkeypatch.setattr(probe, "kai", lambda: Problem("foreign-font"))
    assert (found()["LibreOffice"].state, found()["標楷體"].state) == ("here", "missing")
    monkeypatch.setattr(probe, "kai", lambda: Problem("libreoffice-dies"))
    assert (found()["LibreOffice"].state, found()["標楷體"].state) == ("old", "here")


@pytest.mark.parametrize(
    ("families", "detail"),
    [
        ("TW-Kai-98_1\tTW-Kai,全字庫正楷體\nUKaiTW\tAR PL UKai TW\n", "TW-Kai"),
        ("DFKaiShu-SB-Estd-BF\tDFKai-SB,標楷體\nTW-Kai-98_1\tTW-Kai\n", "標楷體"),
        ("UKaiCN\tAR PL UKai CN\nUKaiTW\tAR PL UKai TW\n", "AR PL UKai TW"),
        ("TW-Kai-Ext-B-98_1\tTW-Kai-Ext-B\nDejaVuSans\tDejaVu Sans\n", ""),
    ],
)
def test_without_libreoffice_the_first_kai_font_that_is_listed_counts(
    monkeypatch: pytest.MonkeyPatch, families: str, detail: str
) -> None:
    monkeypatch.setattr(office, "soffice", lambda: None)
    monkeypatch.setattr(office, "_output", lambda *_command: families)
    assert found()["標楷體"].detail == detail
