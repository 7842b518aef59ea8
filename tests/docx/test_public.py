"""The copy that leaves the house says the same words and nothing of whence they come."""

from __future__ import annotations

import pytest

from docgen.docx.package import unpacked
from docgen.docx.public import public
from docgen.docx.text import text_of
from docgen.problem import Refused
from tests.documents import documents, names
from tests.docx.build import docx, p
from tests.export.small import TITLE, small


@pytest.mark.parametrize(("agency", "name"), names())
def test_every_document_says_the_same_without_controls(agency: str, name: str) -> None:
    content = documents(agency)[name]
    copy = public(content, name).docx
    assert b"w:sdt" in b"".join(unpacked(content, name).values())
    assert b"w:sdt" not in b"".join(unpacked(copy, name).values())
    assert text_of(copy) == text_of(content)
    assert public(copy, name).docx == copy


def test_controls_in_controls_are_taken_out_with_their_text_in_place() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    empty = "<w:sdt><w:sdtPr/></w:sdt>"
    content = docx(
        p("甲"), control.format(p(control.format("<w:r><w:t>乙</w:t></w:r>"))), empty, p("丙")
    )
    assert text_of(public(content, "x").docx).splitlines()[:3] == ["甲", "乙", "丙"]


def test_the_title_stays_and_the_person_goes() -> None:
    core = unpacked(public(small(p("一")), "x").docx, "x")["docProps/core.xml"].decode()
    assert TITLE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in core
    assert "王小明" not in core


def test_a_document_without_properties_is_in_chinese_of_taiwan() -> None:
    assert public(docx(p("一")), "x").language == "zh-TW"


def test_a_hostile_file_is_refused() -> None:
    with pytest.raises(Refused):
        public(b"PK\x03\x04", "x")
