"""What a clerk has "improved" in Word comes back from one command, commented and mended."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from openxml_audit import OpenXmlValidator

from docgen.docx import text_of
from docgen.docx.facts import facts_of
from docgen.layout import Layout
from docgen.layout.libreoffice import measure
from tests import libreoffice
from tests.clerk import MING, improved
from tests.cli.command import PROJECT, Said, docgen
from tests.docx.test_annotate import covered, office

if TYPE_CHECKING:
    from pathlib import Path

LINES = 21  # four more than three pages hold, see the first test


def run(folder: Path, *options: str, language: str = "en") -> Said:
    asked = ("check", "report.docx", "--as", "report", *options, "--root", str(PROJECT))
    return docgen(*asked, cwd=folder, language=language)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.docx").write_bytes(improved(LINES))
    return tmp_path


@pytest.mark.slow
def test_a_comment_at_each_of_the_four_and_the_rest_mended(folder: Path) -> None:
    said = run(folder, "--annotate", "A.docx", "--fix", "B.docx")
    assert said.code == 1
    shown = covered((folder / "A.docx").read_bytes())
    by_rule = {words.split()[0]: (words, text) for words, text in shown.items()}
    assert {rule: text for rule, (_, text) in by_rule.items()} == {
        "wrong-font": "1,036人",
        "wrong-latin-font": "1,036人",
        "composed-character": "㈠",
        "numbering-skips-level": "(1)",
        "too-many-pages": "五、走動式服務場次集中於上半年，汛期人力調度困難；106年度將按月排定場次，由各科室輪流支援。",
    }
    words = by_rule["composed-character"][0]
    assert "Type the characters one by one" in words
    assert "附錄2填寫說明：1字1碼" in words
    before, now = (facts_of((folder / n).read_bytes(), n) for n in ("report.docx", "B.docx"))
    changed = [
        (old.text, new.text)
        for old, new in zip(before.paragraphs, now.paragraphs, strict=True)
        if old.text != new.text
    ]
    assert [(old[:1], new[:3]) for old, new in changed] == [("㈠", "(一)")]
    assert {run.east for p in now.paragraphs for run in p.runs} == {"標楷體"}
    assert said.err.count("numbering-skips-level") == said.err.count("too-many-pages") == 1
    assert "wrong-font" not in said.err
    assert "composed-character  ㈠ → (一)" in said.out
    (laid,) = measure([(folder / "B.docx").read_bytes()], ["B.docx"])
    assert isinstance(laid, Layout)
    assert (laid.pages, laid.lines) == (4, 4)
    for name in ("A.docx", "B.docx"):
        assert list(OpenXmlValidator().validate(folder / name).errors) == []


@pytest.mark.slow
def test_libreoffice_opens_the_comments_at_the_same_places(folder: Path) -> None:
    run(folder, "--annotate", "A.docx", "--layout", "typeset")
    content = (folder / "A.docx").read_bytes()
    (odt,) = libreoffice.convert([folder / "A.docx"], "odt", folder / "out")
    wanted = covered(content)
    assert len(wanted) == 5  # the fifth: where there is a table, the typesetter counts no pages
    found = office(odt.read_bytes())[1]
    assert {spaced(words): text for words, text in found.items()} == {
        spaced(words): text for words, text in wanted.items()
    }


def spaced(words: str) -> str:
    """Without spaces: ODF has an element for the second of two."""
    return words.replace(" ", "")


def test_the_comments_speak_the_readers_language(folder: Path) -> None:
    run(folder, "--annotate", "A.docx", "--layout", "typeset", language="zh_TW")
    words = " ".join(covered((folder / "A.docx").read_bytes()))
    assert "改以各別之字元輸入" in words
    assert "依據：附錄2填寫說明：1字1碼" in words
    assert "because" not in words


def test_a_second_run_changes_nothing_and_the_file_stays_itself(folder: Path) -> None:
    run(folder, "--fix", "B.docx", "--layout", "typeset")
    once = (folder / "B.docx").read_bytes()
    (folder / "report.docx").write_bytes(once)
    said = run(folder, "--fix", "C.docx", "--layout", "typeset")
    assert (folder / "C.docx").read_bytes() == once
    assert (folder / "report.docx").read_bytes() == once
    assert "mended" not in said.out


def test_what_is_all_mended_ends_well_and_says_each_fix_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(improved(0))
    said = run(tmp_path, "--fix", "B.docx", "--layout", "typeset", "--format", "json")
    (document,) = said.json["documents"]
    assert document["written"] == ["B.docx"] or document["written"][0].endswith("/B.docx")
    fixes = {(fix["rule"], fix["found"], fix["wanted"]) for fix in document["fixes"]}
    assert fixes == {
        ("wrong-font", "新細明體", "標楷體"),
        ("wrong-latin-font", "新細明體", "標楷體"),
        ("composed-character", "㈠", "(一)"),
    }
    assert {fix["where"]["paragraph"] for fix in document["fixes"]} == {5, 12}
    assert MING.count("新細明體") == 3
    assert text_of((tmp_path / "B.docx").read_bytes()).count("(一)") > 1


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        (("--fix", "report.docx"), "output-is-input"),
        (("--annotate", "./x/../report.docx"), "output-is-input"),
        (("--fix", "link.docx"), "output-is-input"),
        (("--fix", "twin.docx"), "output-is-input"),
        (("--fix", "B.docx", "--annotate", "B.docx"), "output-is-input"),
        (("--fix", "B.odt"), "output-not-docx"),
    ],
)
def test_the_result_never_takes_the_place_of_the_file(
    folder: Path, options: tuple[str, ...], rule: str
) -> None:
    (folder / "x").mkdir()
    (folder / "link.docx").symlink_to("report.docx")
    os.link(folder / "report.docx", folder / "twin.docx")
    before = (folder / "report.docx").read_bytes()
    said = run(folder, *options)
    assert said.code == 2
    assert rule in said.err
    assert (folder / "report.docx").read_bytes() == before
    assert sorted(p.name for p in folder.iterdir()) == [
        "link.docx",
        "report.docx",
        "twin.docx",
        "x",
    ]


def test_one_file_at_a_time_and_only_a_file(folder: Path) -> None:
    assert run(folder, "report.docx", "--fix", "B.docx").code == 2
    assert docgen("check", "--fix", "B.docx").code == 2


def test_nothing_is_written_of_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(b"PK")
    said = run(tmp_path, "--fix", "B.docx", "--annotate", "A.docx")
    assert said.code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["report.docx"]
