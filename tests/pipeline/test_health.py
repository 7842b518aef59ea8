"""What ``docgen doctor`` finds on this machine; what the tests need is installed (make test)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.layout.fonts import families
from docgen.layout.libreoffice import found as office
from docgen.pipeline import doctor

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


def test_what_is_missing_is_named_with_the_command_that_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setattr(office, "_PLACES", {})
    told = found()
    assert (told["LibreOffice"].state, told["標楷體"].state) == ("missing", "missing")
    assert told["LibreOffice"].remedy.startswith("apt install")


@pytest.mark.parametrize(
    ("families", "detail"),
    [
        ("TW-Kai-98_1\tTW-Kai,全字庫正楷體\nUKaiTW\tAR PL UKai TW\n", "TW-Kai"),
        ("DFKaiShu-SB-Estd-BF\tDFKai-SB,標楷體\nTW-Kai-98_1\tTW-Kai\n", "標楷體"),
        ("UKaiCN\tAR PL UKai CN\nUKaiTW\tAR PL UKai TW\n", "AR PL UKai TW"),
        ("TW-Kai-Ext-B-98_1\tTW-Kai-Ext-B\nDejaVuSans\tDejaVu Sans\n", ""),
    ],
)
def test_the_first_kai_font_counts_and_a_stand_in_does_not(
    monkeypatch: pytest.MonkeyPatch, families: str, detail: str
) -> None:
    monkeypatch.setattr(office, "_output", lambda *_command: families)
    assert found()["標楷體"].detail == detail
