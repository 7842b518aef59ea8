"""``docgen check`` of what is no docx, or is made to do harm: a clear sentence, exit 1, no traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.docx import facts, open_safely
from docgen.docx.facts import facts_of
from docgen.docx.facts.read import MAX_SEARCH
from docgen.docx.package import MAX_TAGS, MAX_XML
from docgen.problem import Refused
from tests.bad_files import DOCUMENT, bad_files, body, crowded, honest, huge
from tests.cli.command import PROJECT, docgen

if TYPE_CHECKING:
    from pathlib import Path

FILES = bad_files()
RULES = {
    "encrypted": "encrypted-file",
    "truncated": "truncated-file",
    "end cut off": "truncated-file",
    "first half missing": "truncated-file",
    "one byte wrong": "truncated-file",
    "zip bomb": "zip-bomb",
    "many small bombs": "zip-bomb",
    "dtd": "doctype-in-xml",
    "relationships broken": "broken-xml",
    "document broken": "broken-xml",
    "not utf-8": "broken-xml",
    "deep nesting": "broken-xml",
    "nesting just too deep": "broken-xml",
    "huge part": "too-much-text",
    "too much markup": "too-much-markup",
    "endless paragraph": "endless-paragraph",
    "many long paragraphs": "endless-paragraphs",
}


@pytest.mark.parametrize("name", FILES)
def test_it_is_refused_with_a_name(name: str) -> None:
    with pytest.raises(Refused) as refused:
        facts_of(FILES[name], "x.docx")
    found = {problem.rule for problem in refused.value.problems}
    assert RULES.get(name, "not-a-docx") in found
    assert all(problem.where.docx == "x.docx" for problem in refused.value.problems)


@pytest.mark.parametrize("name", ["0 bytes", "old .doc", "odt", "encrypted", "dtd", "deep nesting"])
def test_the_command_says_so_in_a_sentence(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(FILES[name])
    for language, sentence in (("en", " "), ("zh_TW", "。，、檔")):
        said = docgen("check", str(path), "--as", "report", language=language)
        assert said.code == 1
        assert said.out == ""
        assert "Traceback" not in said.err
        assert any(sign in said.err for sign in sentence)
        assert f"  {RULES.get(name, 'not-a-docx')}  " in said.err


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("0 bytes", "檔案是空的"),
        ("old .doc", "為舊版 Office 格式"),
        ("odt", "為 OpenDocument 檔"),
        ("plain text", "完全不是 Office 檔案"),
        ("document missing", "其中沒有 Word 文件"),
    ],
)
def test_the_reason_is_one_that_a_clerk_can_read(name: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(FILES[name])
    assert sentence in docgen("check", str(path), "--as", "report", language="zh_TW").err


def test_too_much_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    monkeypatch.setattr("docgen.docx.xml.parse", lambda data: read.append(len(data)))
    for content in (huge(), crowded(MAX_TAGS + 1)):
        with pytest.raises(Refused):
            open_safely(content, "x")
    assert read == []


def test_the_limits_are_far_from_an_honest_document() -> None:
    """200 pages as Word writes them, and several times as much, are read."""
    document = open_safely(honest(200), "x")[DOCUMENT]
    assert document.count(b"<") * 5 < MAX_TAGS
    assert len(document) * 5 < MAX_XML
    read = facts.facts_of(honest(20), "x").paragraphs
    assert len(read) == 220
    assert sum(len(paragraph.text) ** 2 for paragraph in read) * 200 < MAX_SEARCH  # 4,000 pages


def test_a_long_paragraph_is_searched_once_and_not_from_each_of_its_characters() -> None:
    """Steps are counted, not seconds: a sentence without a stop is skipped as a whole."""
    from docgen.check.kinds.repeats import _SENTENCE

    text = "字" * 50_000
    assert [hit.span() for hit in _SENTENCE.finditer(text)] == [(0, 50_000)]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("{{ 甲 }}乙{% if %}", ["{{ 甲 }}", "{% if %}"]),
        ("{{ 甲({丙}) }}", ["{{ 甲({丙}) }}"]),
        ("{{ 甲 {{ 乙 }}", ["{{ 乙 }}"]),  # the first never ends: it is not sought to the end
        ("｛｛甲｝｝{ {乙} }{# x #}", ["｛｛甲｝｝", "{ {乙} }", "{# x #}"]),
        ("{" * 9, []),
    ],
)
def test_a_tag_holds_no_other(text: str, tags: list[str]) -> None:
    from docgen.check.kinds.tags import _TAG

    assert [hit.group() for hit in _TAG.finditer(text)] == tags


def test_200_honest_pages_are_judged(tmp_path: Path) -> None:
    path = tmp_path / "long.docx"
    path.write_bytes(honest(200))
    said = docgen("check", str(path), "--as", "plan", cwd=PROJECT)
    assert said.code == 1  # its sections are missing, nothing else is wrong with it
    assert "missing-section" in said.err
    assert "wrong-font" not in said.err


def test_a_paragraph_just_short_enough_is_read() -> None:
    from docgen.docx.facts.read import MAX_PARAGRAPH

    text = ("字" * MAX_PARAGRAPH).encode()
    content = body(b"<w:p><w:r><w:t>" + text + b"</w:t></w:r></w:p>")
    assert len(facts_of(content, "x").paragraphs[0].text) == MAX_PARAGRAPH
