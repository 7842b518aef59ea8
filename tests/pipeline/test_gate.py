"""The gate: what breaks an error-level rule is not written, and what was there stays."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from docgen.docx.facts import facts_of
from docgen.docx.public import public
from docgen.layout import Layout, libreoffice
from docgen.pipeline import build, check_built, make, status
from docgen.pipeline.passed import Passed
from docgen.problem import Problem, Refused
from docgen.workspace import Workspace
from tests.cli.command import docgen
from tests.conftest import PROJECT
from tests.documents import documents, names, with_short_report

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.docx.facts.shape import Facts

REPORT = "data/demo/105/report.yaml"
PROPOSAL = "data/demo/105/proposals/flood-map.yaml"


@pytest.fixture
def copy(tmp_path: Path) -> Workspace:
    """The project's data and templates, to be changed at will."""
    for name in ("data", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    with_short_report(tmp_path)
    return Workspace(tmp_path)


def edit(workspace: Workspace, file: str, old: str, new: str) -> None:
    path = workspace.root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def lengthen(workspace: Workspace, lines: int) -> None:
    """The report's first case, so many lines longer."""
    more = "本局持續辦理教育訓練，並按月檢討成效及滿意度二十四次共計" * lines
    edit(workspace, REPORT, "現場滿意度達94.2%。", f"現場滿意度達94.2%，{more[: lines * 27]}。")


def test_a_document_that_breaks_a_rule_is_not_written_and_the_old_one_stays(
    copy: Workspace,
) -> None:
    (old,) = make(copy, "demo", "report")
    before = old.path.read_bytes()
    edit(copy, REPORT, "全年測試12次", "全年測試１２次")
    built = build(copy, ["demo"], types=["report"])
    assert built.made == ()
    assert [each.path for each in built.refused] == [old.path]
    fault, refusal = built.problems
    assert (fault.rule, fault.where.file, fault.where.line) == ("fullwidth-ascii", REPORT, 12)
    assert fault.where.docx == "build/demo/105/report.docx"
    assert (refusal.rule, refusal.level) == ("not-written", "error")
    assert old.path.read_bytes() == before
    assert [path.name for path in old.path.parent.iterdir()] == ["report.docx"]


def test_the_command_fails_and_says_so(copy: Workspace) -> None:
    edit(copy, REPORT, "全年測試12次", "全年測試１２次")
    said = docgen("report", "demo", "--root", str(copy.root))
    assert said.code == 1
    assert "fullwidth-ascii" in said.err
    assert "not-written" in said.err
    assert said.out.splitlines()[0] == "not written: build/demo/105/report.docx"
    said = docgen("build", "demo", "--root", str(copy.root))
    assert said.code == 1
    assert "wrote build/demo/105/plan.docx" in said.out
    assert "wrote build/demo/105/report.docx" not in said.out


def test_a_draft_is_written_beside_and_goes_when_the_document_passes(copy: Workspace) -> None:
    make(copy, "demo", "report")
    edit(copy, REPORT, "全年測試12次", "全年測試１２次")
    root = ("--root", str(copy.root))
    said = docgen("report", "demo", "--draft", "--format", "json", *root)
    assert said.code == 1
    (document,) = said.json["documents"]
    assert (document["path"], document["draft"]) == ("build/demo/105/report.draft.docx", True)
    assert {p["where"]["docx"] for p in said.json["problems"]} == {document["path"]}
    folder = copy.build / "demo" / "105"
    assert sorted(path.name for path in folder.iterdir()) == ["report.docx", "report.draft.docx"]
    edit(copy, REPORT, "全年測試１２次", "全年測試12次")
    make(copy, "demo", "report")
    assert [path.name for path in folder.iterdir()] == ["report.docx"]


def test_of_several_documents_those_that_pass_are_written(copy: Workspace) -> None:
    edit(copy, PROPOSAL, "title: ", "title: ㈠")
    built = build(copy, ["demo"], types=["proposal"])
    assert [each.name for each in built.made] == ["proposal"]
    assert {problem.where.docx for problem in built.problems} == {
        "build/demo/105/proposal-flood-map.docx"
    }


def test_a_warning_is_said_and_passes(copy: Workspace) -> None:
    edit(copy, REPORT, "全年測試12次", "計劃測試12次")
    said = docgen("report", "demo", "--root", str(copy.root))
    assert said.code == 0
    assert "confusable-word (warning)" in said.err
    assert (copy.build / "demo" / "105" / "report.docx").exists()


def signs(facts: Facts) -> list[tuple[object, ...]]:
    """Each paragraph without its runs, then each of its characters with its look."""
    told: list[tuple[object, ...]] = []
    for paragraph in facts.paragraphs:
        told.append(("paragraph", structs.replace(paragraph, runs=())))
        for run in paragraph.runs:
            look = structs.replace(run, text="", start=0, address=None)
            told += [(sign, look) for sign in run.text]
    return told


@pytest.mark.parametrize(("agency", "name"), names())
def test_pages_are_those_of_the_copy_for_publication(agency: str, name: str) -> None:
    """The typesetter reads the document itself: what is stripped changes no line."""
    content = documents(agency)[name]
    facts, bare = facts_of(content, name), facts_of(public(content, name).docx, name)
    assert any(run.address for p in facts.paragraphs for run in p.runs)
    assert not any(run.address for p in bare.paragraphs for run in p.runs)
    assert signs(facts) == signs(bare)
    assert facts.sections == bare.sections


def test_a_report_that_is_too_long_says_by_how_much_and_where_to_shorten(copy: Workspace) -> None:
    lengthen(copy, 23)
    built = build(copy, ["demo"], types=["report"])
    (pages,) = [each for each in built.problems if each.rule == "too-many-pages"]
    assert (pages.args["full"], pages.args["lines"], pages.args["over"]) == ("3", "2", "2")
    hints = [each for each in built.problems if each.rule == "shorten-here"]
    assert 1 <= sum(int(each.args["saves"]) for each in hints) <= 3
    assert sum(int(each.args["characters"]) for each in hints) == int(pages.args["characters"])
    assert all(each.level == "warning" and each.where.file == REPORT for each in hints)
    lines = (copy.root / REPORT).read_text("utf-8").splitlines()
    for each in hints:
        assert each.where.line
        assert lines[each.where.line - 1].split(":")[0].strip() in {"text", "name"} | {
            (each.where.address or "").partition(":")[2].partition(".")[0]
        }


def test_near_the_limit_libreoffice_is_asked_once_for_all(
    copy: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengthen(copy, 19)
    shutil.copytree(copy.data / "demo", copy.data / "other")
    asked: list[list[str]] = []

    def measure(docx: list[bytes], given: list[str]) -> list[Layout | Problem]:
        asked.append(given)
        assert all(b"sdtContent" not in each for each in docx)
        return [Layout("libreoffice", "test", ("TW-Kai",), 4, 1, ()) for _ in given]

    monkeypatch.setattr(libreoffice, "measure", measure)
    built = build(copy, ["demo", "other"])
    assert asked == [["build/demo/105/report.docx", "build/other/105/report.docx"]]
    refused = {p.where.docx for p in built.problems if p.rule == "not-written"}
    assert refused == set(asked[0])
    assert {(made.agency, made.type) for made in built.made} >= {("demo", "plan"), ("other", "set")}


def test_without_libreoffice_the_typesetter_decides_and_that_is_a_warning(
    copy: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengthen(copy, 19)
    missing = Problem("libreoffice-missing", args={"remedy": "…"})
    monkeypatch.setattr(libreoffice, "measure", lambda *_: [missing])
    built = build(copy, ["demo"], types=["report"])
    assert [made.name for made in built.made] == ["report"]
    assert {p.rule: p.level for p in built.problems} == {
        "libreoffice-missing": "warning",
        "few-spare-lines": "warning",
    }


def test_all_that_was_made_includes_drafts(copy: Workspace) -> None:
    make(copy, "demo", "report")
    edit(copy, REPORT, "全年測試12次", "全年測試１２次")
    build(copy, ["demo"], types=["report"], draft=True)
    checked = {each.name: bool(each.problems) for each in check_built(copy, ["demo"])}
    assert checked == {
        "build/demo/105/report.docx": False,
        "build/demo/105/report.draft.docx": True,
    }


def test_status_knows_refused_documents_and_drafts(copy: Workspace) -> None:
    make(copy, "demo", "report")
    edit(copy, REPORT, "全年測試12次", "全年測試１２次")
    build(copy, ["demo"], types=["report"], draft=True)
    states = {each.path.name: each.state for each in status(copy, ["demo"])}
    assert (states["report.docx"], states["report.draft.docx"]) == ("refused", "draft")
    edit(copy, REPORT, "全年測試１２次", "全年測試１３次")
    states = {each.path.name: each.state for each in status(copy, ["demo"])}
    assert states["report.draft.docx"] == "old-draft"
    edit(copy, REPORT, "review:", "reviw:")
    states = {each.path.name: each.state for each in status(copy, ["demo"])}
    assert (states["report.docx"], states["report.draft.docx"]) == ("refused", "old-draft")


def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that are read from now on, not only recognised."""
    found: list[str] = []

    def facts(docx: bytes, name: str) -> Facts:
        found.append(name)
        return facts_of(docx, name)

    monkeypatch.setattr("docgen.pipeline.judging.facts_of", facts)
    return found


def test_what_passed_is_known_again_until_anything_changes(
    copy: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = judged(monkeypatch)
    for change in (
        None,
        ("data/10river/105/plan.yaml", "由專人提供諮詢協助等整合服務", "由專人服務"),
        ("templates/house.yaml", "cm: 2.5", "cm: 2.6"),
        ("templates/plan/doctype.yaml", "because: ", "because: 本測試："),
        ("data/wra/agency.yaml", "name: 經濟部水利署", "name: 經濟部水利局"),
    ):
        if change:
            edit(copy, *change)
        read.clear()
        make(copy, "10river", "plan")
        assert len(read) == 1, change
        make(copy, "10river", "plan")
        assert len(read) == 1, change
    edit(copy, "data/demo/agency.yaml", "name: 示範", "name: 又一")  # no kin of it
    make(copy, "10river", "plan")
    assert len(read) == 1


def test_a_document_with_a_fault_is_never_taken_as_known(copy: Workspace) -> None:
    make(copy, "10river", "plan")
    edit(
        copy,
        "templates/house.yaml",
        "kind: page-size\n    short: 210",
        "kind: page-size\n    short: 200",
    )
    for _ in range(2):
        with pytest.raises(Refused) as caught:
            make(copy, "10river", "plan")
        assert caught.value.problems[0].rule == "wrong-page-size"


def test_a_folder_that_remembers_nothing_costs_no_document(copy: Workspace) -> None:
    (copy.build).mkdir()
    (copy.build / ".cache").write_text("a file where a folder belongs", "utf-8")
    passed = Passed(copy)
    passed.remember("key", "plan", b"docx", "names")
    assert not passed.knows("key", "plan", b"docx", "names")
    assert make(copy, "10river", "plan")


def test_files_of_killed_writers_are_swept_after_an_hour(copy: Workspace) -> None:
    (made,) = make(copy, "10river", "plan")
    folder = made.path.parent
    fresh, old, foreign = (
        folder / ".plan.docx.0123456789ab.tmp",
        folder / ".set.docx.ba9876543210.tmp",
        folder / ".notes.tmp",
    )
    for path in (fresh, old, foreign):
        path.write_bytes(b"half")
    for path in (old, foreign):
        os.utime(path, (1, 1))
    made.path.unlink()  # what is up to date is not written
    make(copy, "10river", "plan")
    assert sorted(path.name for path in folder.iterdir()) == [
        ".notes.tmp",
        ".plan.docx.0123456789ab.tmp",
        "plan.docx",
    ]
