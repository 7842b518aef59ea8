"""``docgen check``: a docx from anywhere, and all that was made."""

from __future__ import annotations

import io
import random
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from bench import minimal
from bench.reports import facts, report
from docgen.pipeline import check, check_built, check_templates, make
from docgen.pipeline.checking import bench, judge
from docgen.problem import Refused
from docgen.workspace import Workspace
from tests.check.facts import layout
from tests.cli.command import docgen
from tests.conftest import PROJECT
from tests.documents import documents
from tests.docx.build import docx, p, r

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.docx.facts.shape import Paragraph

KAI = (
    '<w:rFonts w:ascii="標楷體" w:hAnsi="標楷體" w:eastAsia="標楷體"/><w:lang w:eastAsia="zh-TW"/>'
)


def edited(content: bytes, *changes: tuple[str, str]) -> bytes:
    """The document with words of its text replaced, as a clerk would in Word."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                text = part.decode()
                for before, after in changes:
                    assert before in text
                    text = text.replace(before, after, 1)
                part = text.encode()
            new.writestr(name, part)
    return made.getvalue()


@pytest.fixture
def linked(tmp_path: Path) -> Workspace:
    """The project's data and templates, with a build folder of its own."""
    for name in ("data", "templates"):
        (tmp_path / name).symlink_to(PROJECT / name)
    return Workspace(tmp_path)


def test_what_a_clerk_changed_is_found_and_traced_to_the_data(linked: Workspace) -> None:
    (report,) = make(linked, "demo", "report")
    changed = edited(documents("demo")["report"], ("較104年之14分鐘", "較104年之１４分鐘"))
    report.path.write_bytes(changed)
    checked = check(linked, report.path)
    (problem,) = [each for each in checked.problems if each.rule == "fullwidth-ascii"]
    assert (checked.type, checked.filled) == ("report", True)
    assert problem.where.docx == "build/demo/105/report.docx"
    assert problem.where.address == "report:one-counter.text"
    assert problem.where.file == "data/demo/105/report.yaml"
    line = (PROJECT / "data/demo/105/report.yaml").read_text("utf-8").splitlines()
    assert problem.where.line
    assert "較104年之14分鐘" in "".join(line[problem.where.line - 1 : problem.where.line + 2])


def test_what_a_clerk_improved_in_word_is_four_faults_in_four_places(linked: Workspace) -> None:
    content = edited(
        documents("demo")["report"],
        ("(一)", "㈠"),
        (
            "<w:t>按月以不預告方式",
            '<w:rPr><w:rFonts w:eastAsia="新細明體"/></w:rPr><w:t>按月以不預告方式',
        ),
        ("二、", "(二)"),
    )
    pages = (layout(4, {1: 1, 40: 4}),)
    found = judge(bench(linked), content, "report", name="x.docx", year=105, layouts=pages)
    places = {problem.rule: problem.where.paragraph for problem in found}
    assert places["composed-character"] == 5
    assert places["wrong-font"] == 8
    assert places["too-many-pages"] == 40
    assert {"numbering-out-of-order", "too-many-cases"} & places.keys()


def test_a_docx_from_elsewhere_needs_a_type(linked: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "sent.docx"
    path.write_bytes(docx(p(r("壹、執行績效", KAI))))
    with pytest.raises(Refused) as refused:
        check(linked, path)
    assert refused.value.problems[0].rule == "type-needed"
    rules = {problem.rule for problem in check(linked, path, "report").problems}
    assert {"missing-section", "wrong-size", "wrong-line-height"} <= rules
    assert "pages-not-measured" not in rules
    assert "wrong-font" not in rules


@pytest.mark.parametrize(
    ("content", "rule"),
    [(b"", "not-a-docx"), (b"plain text", "not-a-docx"), (None, "missing-file")],
)
def test_a_file_that_is_no_docx_is_refused(
    linked: Workspace, tmp_path: Path, content: bytes | None, rule: str
) -> None:
    path = tmp_path / "report.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        check(linked, path, "report")
    assert refused.value.problems[0].rule == rule


def test_all_that_was_made_is_judged_as_what_it_is(linked: Workspace) -> None:
    with pytest.raises(Refused) as refused:
        check_built(linked)
    assert refused.value.problems[0].rule == "nothing-built"
    for type_ in ("results", "proposal"):
        make(linked, "demo", type_)
    checked = check_built(linked)
    assert [(each.path.stem, each.filled) for each in checked] == [
        ("proposal", False),
        ("proposal-flood-map", True),
        ("results", False),
        *((f"results-q{number}", True) for number in range(1, 5)),
        ("results-unannounced-parent", True),
        ("results-year", True),
        ("results-year-parent", True),
    ]
    assert [each.problems for each in checked] == [()] * len(checked)


def test_a_broken_file_does_not_keep_the_others_from_being_judged(linked: Workspace) -> None:
    blank, filled = make(linked, "demo", "proposal")
    blank.path.write_bytes(b"PK")
    assert {each.path: bool(each.problems) for each in check_built(linked, ["demo"])} == {
        blank.path: True,
        filled.path: False,
    }


def test_a_template_whose_own_text_breaks_its_rules_is_refused(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(PROJECT / "templates", tmp_path / "templates")
    (tmp_path / "data").mkdir()
    path = tmp_path / "templates" / "report" / "template.docx"
    path.write_bytes(edited(path.read_bytes(), ("填寫說明：請以word", "填寫說明：㈠請以word")))
    (problem,) = check_templates(Workspace(tmp_path), ["report"])
    assert problem.rule == "composed-character"
    assert problem.where.docx == "templates/report/template.docx"


def test_the_command_says_the_faults_as_text_and_as_json(linked: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "clerk.docx"
    path.write_bytes(edited(documents("demo")["report"], ("(一)", "㈠")))
    root = ("--root", str(linked.root))
    said = docgen("check", str(path), "--as", "report", *root)
    assert said.code == 1
    assert "composed-character" in said.err
    assert "clerk.docx" in said.err
    told = docgen("check", str(path), "--as", "report", "--format", "json", *root).json
    (document,) = told["documents"]
    assert (document["path"], document["type"], document["filled"]) == (
        "clerk.docx",
        "report",
        True,
    )
    assert (document["pages"], document["lines"], document["engine"]) == (3, 30, "typeset")
    (problem,) = [p for p in told["problems"] if p["rule"] == "composed-character"]
    assert problem["where"]["paragraph"] == 5
    assert problem["because"].startswith("附錄2")
    assert problem["help"]


def calls(workspace: Workspace, path: Path, pages: int) -> int:
    """How many functions are called to judge a report of so many pages."""
    chance = random.Random(105)  # noqa: S311 - made-up text
    body: list[Paragraph] = []
    while len(body) < pages * 14:
        body += report(chance).paragraphs
    path.write_bytes(minimal.docx(facts(body)))
    counted = [0]

    def count(_frame: object, event: str, _arg: object) -> None:
        counted[0] += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        checked = check(workspace, path, "report", choice="typeset")
    finally:
        sys.setprofile(None)
    assert checked.budget
    assert checked.budget.pages >= pages
    return counted[0]


@pytest.mark.slow
def test_two_hundred_pages_cost_four_times_as_much_as_fifty(
    linked: Workspace, tmp_path: Path
) -> None:
    """Work is counted, not seconds: nothing is quadratic."""
    calls(linked, tmp_path / "warm.docx", 1)
    few, many = (calls(linked, tmp_path / f"{pages}.docx", pages) for pages in (50, 200))
    assert many < 5 * few


def test_a_file_that_cannot_be_judged_does_not_keep_the_others_from_it(
    linked: Workspace, tmp_path: Path
) -> None:
    good = tmp_path / "good.docx"
    good.write_bytes(documents("demo")["report"])
    said = docgen("check", "missing.docx", str(good), "--as", "report", "--root", str(linked.root))
    assert said.code == 1
    assert "missing-file" in said.err
    assert "good.docx" in said.out


def test_the_command_refuses_what_contradicts_itself(linked: Workspace) -> None:
    root = ("--root", str(linked.root))
    assert docgen("check", "--as", "report", *root).code == 2
    assert docgen("check", "x.docx", "--agency", "demo", *root).code == 2
