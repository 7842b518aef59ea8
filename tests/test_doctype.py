"""Every document type of the project: its data can be read and says what its source needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen import doctype
from docgen.load.files import FOLDERS, INHERITED, OWN
from docgen.problem import Refused
from docgen.render.context import CONTEXTS
from docgen.workspace import Workspace

PROJECT = Workspace(Path(__file__).parents[1])
SINGLE = ("plan", "scoresheet", "results", "proposal", "report")
BUREAUS = ("awards", "conformity")


def test_the_project_has_the_six_documents() -> None:
    assert set(doctype.of_agency(PROJECT)) == {*SINGLE, "set"}


def test_two_papers_are_of_a_parents_bureaus() -> None:
    assert doctype.of_bureaus(PROJECT) == BUREAUS


@pytest.mark.parametrize("name", [*SINGLE, *BUREAUS])
def test_a_type_names_a_source_and_known_files(name: str) -> None:
    made = doctype.read(PROJECT, name)
    assert (made.source or name) in CONTEXTS
    assert made.data
    assert set(made.data) <= {*INHERITED, *OWN, *FOLDERS}


@pytest.mark.parametrize("name", [*SINGLE, *BUREAUS])
def test_a_type_has_its_template_beside_it(name: str) -> None:
    assert (PROJECT.templates / name / "template.docx").is_file()


@pytest.mark.parametrize("name", [*SINGLE, *BUREAUS, "set"])
def test_a_type_has_a_title_in_both_languages(name: str) -> None:
    title = doctype.read(PROJECT, name).title
    assert title.zh
    assert title.en.isascii()


def test_the_set_is_the_plan_and_its_annexes_under_their_captions() -> None:
    parts = doctype.read(PROJECT, "set").parts
    assert [(part.type, part.caption) for part in parts] == [
        ("plan", None),
        ("scoresheet", "附表1"),
        ("results", "附表2"),
        ("proposal", "附錄1"),
        ("report", "附錄2"),
    ]


def test_the_report_is_numbered_as_its_form_prescribes() -> None:
    """附錄2 填寫說明：依序「一、(一)、1、(1)」."""
    assert doctype.read(PROJECT, "report").ladder == ("壹、", "一、", "(一)", "1、", "(1)")


def test_an_unknown_setting_is_refused_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "memo"
    folder.mkdir(parents=True)
    text = "title: {zh: 便箋, en: Memo}\nbracket: half\n"
    (folder / "doctype.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        doctype.read(Workspace(tmp_path), "memo")
    (problem,) = refused.value.problems
    assert problem.rule == "unknown-field"
    assert (problem.where.file, problem.where.line) == ("templates/memo/doctype.yaml", 2)
