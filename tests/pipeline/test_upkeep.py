"""What is up to date is left alone; what is not is made, and it is said why."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.pipeline import Reason, build, make, status
from docgen.pipeline.built import CAUSES
from docgen.pipeline.stamps import Files
from docgen.problem import Refused, words
from docgen.workspace import Workspace
from tests.cli.command import docgen
from tests.pipeline.many import bench, digests, several, written
from tests.pipeline.test_documents import copy, edit

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.pipeline import Built
    from docgen.pipeline.documents import Loaded
    from docgen.pipeline.gate import Rendered

__all__ = ["copy"]


@pytest.fixture(scope="module")
def seven(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Seven agencies, all of their documents made."""
    workspace = several(tmp_path_factory.mktemp("seven"), 7)
    assert build(workspace).problems == ()
    return workspace


def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The (agency, type) that are loaded and rendered from now on."""
    from docgen.pipeline import agencies
    from docgen.pipeline.documents import fill_in

    found: list[str] = []

    def filled(workspace: Workspace, loaded: Loaded) -> tuple[Rendered, ...]:
        found.append(f"{loaded.slug} {loaded.type}")
        return fill_in(workspace, loaded)

    monkeypatch.setattr(agencies, "fill_in", filled)
    return found


def reasons(built: Built) -> dict[str, set[Reason]]:
    return {f"{one.agency} {one.name}": set(one.why) for one in built.made if one.written}


def test_nothing_is_read_rendered_or_written_when_nothing_changed(
    seven: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digests(seven.build)
    monkeypatch.setattr("docgen.pipeline.agencies.build_these", lambda *_: pytest.fail("built"))
    built = build(seven)
    assert len(built.made) == 35
    assert not any(one.written or one.why for one in built.made)
    assert digests(seven.build) == before


EDITS = st.tuples(
    st.sampled_from(
        [
            ("wra", "plan.yaml", "single-window: "),
            ("wra", "plan.yaml", "cross-agency: "),
            ("wra", "forms.yaml", ""),
            ("wra", "rules.yaml", ""),
            ("bureau-00001", "plan.yaml", "scope: {text: "),
            ("bureau-00002", "plan.yaml", "night-desk: {text: "),
            ("bureau-00003", "plan.yaml", "single-window: "),
            ("bureau-00004", "plan.yaml", ""),
        ]
    ),
    st.sampled_from(["便民", "主動", "持續", "積極"]),
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(EDITS, max_size=3, unique_by=lambda each: each[0]))
@pytest.mark.slow
def test_what_is_rebuilt_is_what_changes_byte_by_byte_and_nothing_else(
    seven: Workspace,
    tmp_path_factory: pytest.TempPathFactory,
    edits: list[tuple[tuple[str, str, str], str]],
) -> None:
    """Whatever the example before left there; an edit without a place adds a comment."""
    fresh = tmp_path_factory.mktemp("fresh")
    bench.generate(fresh, 7)
    for (agency, file, before), word in edits:
        path = fresh / "data" / agency / "105" / file
        text = path.read_text("utf-8")
        assert before in text
        changed = text.replace(before, before + word, 1) if before else f"# {word}\n{text}"
        path.write_text(changed, "utf-8")
    for path in (fresh / "data").rglob("*.yaml"):
        known = seven.data / path.relative_to(fresh / "data")
        if known.read_bytes() != path.read_bytes():
            known.write_bytes(path.read_bytes())
    old = digests(seven.build)
    built = build(seven)
    assert built.problems == ()
    now = digests(seven.build)
    assert written(seven, built) == {name for name in now if now[name] != old.get(name)}
    assert build(Workspace(fresh)).problems == ()
    assert digests(fresh / "build") == now


def test_a_word_of_a_child_rebuilds_its_own_documents_only(
    copy: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(copy, types=["plan", "report"])
    seen = rendered(monkeypatch)
    edit(copy, "data/10river/105/plan.yaml", "由專人提供諮詢協助等整合服務", "由專人服務")
    built = build(copy, types=["plan", "report"])
    assert reasons(built) == {"10river plan": {Reason("changed", "data/10river/105/plan.yaml")}}
    assert seen == ["10river plan"]


@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_a_word_of_the_parent_rebuilds_those_that_inherit_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    workspace = several(tmp_path, 7)
    build(workspace)
    seen = rendered(monkeypatch)
    edit(
        workspace, "data/wra/105/plan.yaml", "單一窗口櫃台，提供整合服務", "單一窗口，提供整合服務"
    )
    edit(workspace, "data/bureau-00006/105/plan.yaml", "本局各課室", "本局所有課室")
    built = build(workspace, jobs=jobs)
    heirs = [bench.slug(number) for number in range(1, 7) if not bench.overrides(number)]
    changed = Reason("changed", "data/wra/105/plan.yaml")
    assert reasons(built) == {
        **{f"{agency} plan": {changed} for agency in (*heirs, "wra")},
        "bureau-00006 plan": {changed, Reason("changed", "data/bureau-00006/105/plan.yaml")},
    }
    if jobs == 1:  # the others were not rendered
        assert seen == [f"{agency} plan" for agency in (*heirs, "bureau-00006", "wra")]


def test_a_comment_renders_nothing(copy: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    make(copy, "10river", "plan")
    seen = rendered(monkeypatch)
    path = copy.data / "wra" / "105" / "plan.yaml"
    path.write_text("# a remark\n" + path.read_text("utf-8"), "utf-8")
    (made,) = make(copy, "10river", "plan")
    assert (seen, made.written) == ([], False)
    assert made.why == (Reason("changed", "data/wra/105/plan.yaml"),)
    (made,) = make(copy, "10river", "plan")
    assert made.why == ()


@pytest.mark.parametrize(
    ("file", "types"),
    [
        ("templates/plan/doctype.yaml", {"plan"}),
        ("templates/house.yaml", {"plan", "report"}),
        ("data/wra/agency.yaml", {"plan", "report"}),
        ("data/10river/105/forms.yaml", {"report"}),
    ],
)
def test_each_file_has_its_say(copy: Workspace, file: str, types: set[str]) -> None:
    build(copy, ["10river"], types=["plan", "report"])
    path = copy.root / file
    path.write_text(path.read_text("utf-8") + "\n# changed\n", "utf-8")
    built = build(copy, ["10river"], types=["plan", "report"])
    assert {one.type for one in built.made if one.why == (Reason("changed", file),)} == types
    assert {one.type for one in built.made if one.why} == types


def test_an_own_template_an_indicator_and_a_name_have_theirs(copy: Workspace) -> None:
    build(copy, ["demo"], types=["plan"])
    own = copy.data / "demo" / "templates" / "plan.docx"
    own.parent.mkdir()
    own.write_bytes((copy.templates / "plan" / "template.docx").read_bytes())
    (made,) = make(copy, "demo", "plan")
    assert made.why == (Reason("changed", "data/demo/templates/plan.docx"),)
    (copy.data / "demo" / "105" / "indicators" / "service.yaml").unlink()
    (made,) = make(copy, "demo", "plan")
    assert set(made.why) == {
        Reason("changed", "data/demo/105/indicators"),
        Reason("gone", "data/demo/105/indicators/service.yaml"),
    }
    assert made.written
    station(copy, "demo", "示範工務所")
    (made,) = make(copy, "demo", "plan")
    assert (made.why, made.written) == ((Reason("names"),), False)


def station(copy: Workspace, parent: str, name: str) -> Path:
    """One agency more."""
    place = copy.data / "station" / "agency.yaml"
    place.parent.mkdir()
    place.write_text(f"name: {name}\nshort: 本所\nparent: {parent}\n", "utf-8")
    return place


def test_the_name_of_no_kin_makes_nothing_anew(copy: Workspace) -> None:
    build(copy, ["demo"], types=["plan"])
    edit(copy, "data/10river/agency.yaml", "第十河川局", "第九河川局")
    place = station(copy, "10river", "第九河川局工務所")
    place.write_text("name: [", "utf-8")
    (made,) = make(copy, "demo", "plan")
    assert (made.why, made.written) == ((), False)


def test_a_near_miss_that_is_the_name_of_no_kin_depends_on_every_name(copy: Workspace) -> None:
    edit(copy, "data/10river/105/plan.yaml", "由專人提供", "由經濟部水利署第士河川局提供")
    with pytest.raises(Refused) as caught:
        make(copy, "10river", "plan")
    assert "wrong-agency-name" in {each.rule for each in caught.value.problems}
    place = station(copy, "demo", "經濟部水利署第士河川局")
    for why in (Reason("new"),), ():
        (made,) = make(copy, "10river", "plan")
        assert made.why == why
    edit(copy, "data/demo/agency.yaml", "name: 示範", "name: 又一")
    (made,) = make(copy, "10river", "plan")
    assert (made.why, made.written) == ((Reason("names"),), False)
    place.unlink()
    with pytest.raises(Refused):
        make(copy, "10river", "plan")


def test_another_docgen_makes_everything_anew(
    copy: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(copy, "10river", "plan")
    monkeypatch.setattr("docgen.pipeline.machine.code", lambda: "another")
    (made,) = make(copy, "10river", "plan")
    assert made.why == (Reason("docgen"),)


def test_other_fonts_make_anew_what_was_measured(
    copy: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(copy, ["demo"], types=["plan", "report"])
    monkeypatch.setattr("docgen.pipeline.machine.tools", lambda: "another")
    built = build(copy, ["demo"], types=["plan", "report"])
    assert {one.name: one.why for one in built.made} == {
        "plan": (),
        "report": (Reason("tools"),),
    }


def test_a_document_that_is_gone_or_was_edited_is_made_again(copy: Workspace) -> None:
    (made,) = make(copy, "10river", "plan")
    content = made.path.read_bytes()
    made.path.unlink()
    (again,) = make(copy, "10river", "plan")
    assert again.why == (Reason("missing", "build/10river/105/plan.docx"),)
    made.path.write_bytes(b"edited in Word")
    assert {one.name: one.state for one in status(copy, ["10river"])}["plan"] == "edited"
    (again,) = make(copy, "10river", "plan")
    assert again.why == (Reason("edited", "build/10river/105/plan.docx"),)
    assert made.path.read_bytes() == content


def test_content_that_changed_under_the_same_size_and_times_is_not_believed(
    copy: Workspace,
) -> None:
    """Within the clock's tick: a file that is younger than the record is read again."""
    (made,) = make(copy, "10river", "plan")
    path = copy.data / "10river" / "105" / "plan.yaml"
    told, text = path.stat(), path.read_bytes()
    path.write_bytes(text.replace("整合服務".encode(), "整體服務".encode(), 1))
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert path.stat().st_size == told.st_size
    (again,) = make(copy, "10river", "plan")
    assert again.written
    assert made.path.read_bytes() != b""


def test_an_old_file_is_believed_by_its_times_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"content")
    young = Files(tmp_path).seen(str(path))
    assert young.stamp is None
    later = path.stat().st_ctime_ns + 10**10
    monkeypatch.setattr("docgen.pipeline.stamps.time.time_ns", lambda: later)
    monkeypatch.setattr("docgen.pipeline.stamps._clock", lambda _folder: later)
    old = Files(tmp_path).seen(str(path))
    assert (old.digest, old.stamp is not None) == (young.digest, True)
    believed = Files(tmp_path).digest(str(path), old)
    assert believed == old.digest


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _text: b"",
        lambda text: text[: len(text) // 2],
        lambda text: text.replace(b'"plan"', b'"flan"', 1),
        lambda text: b"0" * 64 + text[64:],
        lambda _text: b"\xff" * 100,
        lambda _text: b"[" * 100_000,
    ],
    ids=["empty", "cut", "altered", "digest", "binary", "deep"],
)
def test_a_spoilt_record_is_no_record(copy: Workspace, spoil: object) -> None:
    make(copy, "10river", "plan")
    (path,) = (copy.build / ".cache" / "records").iterdir()
    assert callable(spoil)
    path.write_bytes(spoil(path.read_bytes()))
    (made,) = make(copy, "10river", "plan")
    assert made.why == (Reason("new"),)
    (made,) = make(copy, "10river", "plan")
    assert made.why == ()


def test_the_record_of_another_agency_is_no_record(copy: Workspace) -> None:
    build(copy, ["10river", "wra"], types=["plan"])
    folder = copy.build / ".cache" / "records"
    (folder / "10river-105").write_bytes((folder / "wra-105").read_bytes())
    (made,) = make(copy, "10river", "plan")
    assert made.why == (Reason("new"),)


def test_where_nothing_can_be_remembered_everything_is_made(copy: Workspace) -> None:
    copy.build.mkdir()
    (copy.build / ".cache").write_text("a file where a folder belongs", "utf-8")
    for _ in range(2):
        (made,) = make(copy, "10river", "plan")
        assert made.why == (Reason("new"),)


def test_two_folders_have_records_of_their_own(copy: Workspace, tmp_path: Path) -> None:
    make(copy, "10river", "plan")
    (made,) = make(copy, "10river", "plan", out=tmp_path / "elsewhere")
    assert made.why == (Reason("new"),)
    (made,) = make(copy, "10river", "plan", out=tmp_path / "elsewhere")
    assert made.why == ()


def test_what_was_refused_is_tried_again_and_warnings_are_repeated(copy: Workspace) -> None:
    report = "data/demo/105/report.yaml"
    edit(copy, report, "review:", "reviw:")
    for _ in range(2):
        assert build(copy, ["demo"], types=["report"]).problems
    edit(copy, report, "reviw:", "review:")
    first = build(copy, ["demo"], types=["report"])
    again = build(copy, ["demo"], types=["report"])
    assert again.problems == first.problems
    assert [one.budget for one in again.made] == [one.budget for one in first.made]
    assert [one.written for one in again.made] == [False]


WHY: dict[str, tuple[str, str]] = {
    "new": (
        "it was not made before, or there is no record of it",
        "先前沒有製作過，或沒有製作紀錄",
    ),
    "changed": (
        "data/10river/105/plan.yaml has changed",
        "data/10river/105/plan.yaml 的內容已修改",
    ),
    "inherited": (
        "data/wra/105/plan.yaml, of an agency above, has changed",
        "上級機關的 data/wra/105/plan.yaml 已修改，本文件沿用其內容",
    ),
    "template": (
        "the template or its rules have changed: templates/plan/template.docx",
        "範本或其格式規定已修改：templates/plan/template.docx",
    ),
    "rules": (
        "the template or its rules have changed: templates/house.yaml",
        "範本或其格式規定已修改：templates/house.yaml",
    ),
    "gone": (
        "data/10river/105/indicators/works.yaml is not there any more",
        "data/10river/105/indicators/works.yaml 已刪除或移走",
    ),
    "missing": (
        "build/10river/105/plan.docx, which was made before, is not there",
        "先前製作的 build/10river/105/plan.docx 不見了",
    ),
    "edited": (
        "build/10river/105/plan.docx was edited since it was made",
        "build/10river/105/plan.docx 製作後曾經人工修改",
    ),
    "docgen": (
        "docgen, or a library that it uses, has changed",
        "docgen 或其使用的套件已更新",
    ),
    "names": (
        "an agency was added, left out, renamed, or put under another",
        "有機關新增、刪除、更名或改隸",
    ),
    "tools": ("LibreOffice or the fonts have changed", "LibreOffice 或字型已變更"),
    "format": (
        "build/10river/105/plan.pdf was not made of the document as it is now",
        "build/10river/105/plan.pdf 不是由目前的文件轉成",
    ),
    "asked": ("it was asked for", "依指令要求重新製作"),
}
FILES = {
    "changed": "data/10river/105/plan.yaml",
    "inherited": "data/wra/105/plan.yaml",
    "template": "templates/plan/template.docx",
    "rules": "templates/house.yaml",
    "gone": "data/10river/105/indicators/works.yaml",
    "missing": "build/10river/105/plan.docx",
    "edited": "build/10river/105/plan.docx",
    "format": "build/10river/105/plan.pdf",
}


@pytest.mark.parametrize("case", WHY)
def test_each_reason_has_its_line_in_both_languages(case: str) -> None:
    cause = "changed" if case in {"inherited", "template", "rules"} else case
    reason = Reason(cause, FILES.get(case, ""))  # type: ignore[arg-type]
    assert set(CAUSES) <= set(WHY)
    for language, line in zip(("en", "zh_TW"), WHY[case], strict=True):
        words.speak(language)
        said = words.say(reason.message("10river"), file=reason.file)
        words.speak("en")
        assert said == line


def test_the_command_says_each_reason_of_a_change_that_a_clerk_makes(copy: Workspace) -> None:
    root = ("--root", str(copy.root))
    document = copy.build / "10river" / "105" / "plan.docx"
    plan = "data/10river/105/plan.yaml"

    def why(*options: str) -> list[str]:
        out = docgen("plan", "10river", "--why", *options, *root, language="zh_TW").out
        return [line.strip() for line in out.splitlines() if line.startswith("    ")]

    def line(case: str) -> list[str]:
        return [WHY[case][1]]

    assert why() == line("new")
    assert why() == []
    edit(copy, plan, "由專人提供諮詢協助等整合服務", "由專人服務")
    assert why() == line("changed")
    document.unlink()
    assert why() == line("missing")
    document.write_bytes(b"edited in Word")
    assert why() == line("edited")
    assert why("--anew") == []  # the same bytes stand there
    document.write_bytes(b"edited in Word")
    assert why("--anew") == line("asked")
    station(copy, "10river", "新設機關")
    document.write_bytes(b"edited in Word")
    assert why() == [*line("names"), *line("edited")]


def test_why_is_said_in_words_and_to_programs(copy: Workspace) -> None:
    root = ("--root", str(copy.root))
    assert docgen("plan", "10river", *root).out == "wrote build/10river/105/plan.docx\n"
    assert docgen("plan", "10river", *root).out == "up to date: build/10river/105/plan.docx\n"
    edit(copy, "data/10river/105/plan.yaml", "由專人提供諮詢協助等整合服務", "由專人服務")
    said = docgen("build", "10river", "--why", *root)
    assert said.out.splitlines()[:2] == [
        "wrote build/10river/105/plan.docx",
        "    data/10river/105/plan.yaml has changed",
    ]
    edit(copy, "data/10river/105/plan.yaml", "由專人服務", "由專人提供服務")
    told = docgen("plan", "10river", "--format", "json", *root).json
    (document,) = told["documents"]
    assert document["written"] is True
    assert document["why"] == [{"cause": "changed", "file": "data/10river/105/plan.yaml"}]
