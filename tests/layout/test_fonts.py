"""The names of the Kai font stand in one file, and fontconfig's file says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from docgen.layout.fonts import families, measured, ordered
from docgen.layout.libreoffice.profile import FONTS
from docgen.layout.typeset.widths import FONTS as WIDTHS

if TYPE_CHECKING:
    from collections.abc import Iterator


def aliases() -> Iterator[tuple[str, list[str]]]:
    root = etree.parse(FONTS).getroot()
    for alias in root.iter("alias"):
        accepted = [str(family.text) for family in alias.iterfind("accept/family")]
        yield str(alias.findtext("family")), accepted


def test_the_real_font_comes_first_and_the_stand_ins_after_it() -> None:
    names = [family.name for family in families()]
    assert names[0] == "標楷體"
    assert names.index("TW-Kai") < names.index("AR PL UKai TW")


def test_fontconfig_is_told_the_same_names_in_the_same_order() -> None:
    names = [name for family in families() for name in family.names if name != "全字庫正楷體"]
    told = dict(aliases())
    assert set(told) == {"標楷體", "DFKai-SB", "BiauKai", "BiauKaiTC"}
    for family, accepted in told.items():
        assert accepted == [name for name in names if name != family]


@pytest.mark.parametrize("font", WIDTHS)
def test_the_fonts_of_the_typesetters_tables_are_among_them(font: str) -> None:
    assert font in measured() <= ordered()
