"""From data to files: what is written where, and that a failure changes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from docgen.docx.text import text_of
from docgen.pipeline import build, make, status
from docgen.problem import Refused
from docgen.workspace import Workspace
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def copy(tmp_path: Path) -> Workspace:
    """The project's data and templates, to be changed at will."""
    for name in ("data", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    return Workspace(tmp_path)


def edit(workspace: Workspace, file: str, old: str, new: str) -> None:
    path = workspace.root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_document_stands_under_agency_and_year(copy: Workspace) -> None:
    (made,) = make(copy, "10river", "plan")
    assert made.path == copy.root / "build" / "10river" / "105" / "plan.docx"
    assert made.path.is_file()


def test_another_folder_can_be_named(copy: Workspace, tmp_path: Path) -> None:
    (made,) = make(copy, "10river", "plan", out=tmp_path / "elsewhere")
    assert made.path == tmp_path / "elsewhere" / "10river" / "105" / "plan.docx"


def test_a_failed_build_leaves_the_old_file(copy: Workspace) -> None:
    (made,) = make(copy, "10river", "plan")
    before = made.path.read_bytes()
    edit(copy, "data/10river/105/plan.yaml", "sections:", "sectionz:")
    with pytest.raises(Refused):
        make(copy, "10river", "plan")
    assert made.path.read_bytes() == before
    assert [path.name for path in made.path.parent.iterdir()] == ["plan.docx"]


def test_what_fails_does_not_stop_the_others(copy: Workspace) -> None:
    edit(copy, "data/demo/105/report.yaml", "review:", "reviw:")
    built = build(copy, ["demo", "10river"])
    assert {problem.rule for problem in built.problems} == {"unknown-field", "missing-field"}
    assert {(one.agency, one.type) for one in built.made} >= {
        ("10river", "report"),
        ("demo", "plan"),
    }
    assert not (copy.build / "demo" / "105" / "report.docx").exists()


def test_nothing_is_written_through_a_link(copy: Workspace, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    copy.build.mkdir()
    (copy.build / "10river").symlink_to(outside, target_is_directory=True)
    with pytest.raises(Refused) as caught:
        make(copy, "10river", "plan")
    assert caught.value.problems[0].rule == "symbolic-link"
    assert list(outside.iterdir()) == []


def test_a_folder_that_takes_no_file_is_a_problem(copy: Workspace) -> None:
    copy.build.mkdir()
    (copy.build / "10river").write_text("a file where a folder belongs", "utf-8")
    with pytest.raises(Refused) as caught:
        make(copy, "10river", "plan")
    assert caught.value.problems[0].rule == "cannot-write"


def test_an_agency_may_carry_its_own_template(copy: Workspace) -> None:
    own = copy.data / "10river" / "templates" / "plan.docx"
    own.parent.mkdir()
    shutil.copy(copy.templates / "report" / "template.docx", own)
    with pytest.raises(Refused) as caught:  # a template of another type: checked before any render
        make(copy, "10river", "plan")
    assert caught.value.problems[0].where.docx == "data/10river/templates/plan.docx"
    shutil.copy(copy.templates / "plan" / "template.docx", own)
    assert make(copy, "10river", "plan")
    assert make(copy, "wra", "plan")


def test_status_knows_what_is_missing_current_and_changed(copy: Workspace) -> None:
    (made,) = make(copy, "10river", "plan")
    states = {one.name: one.state for one in status(copy, ["10river"])}
    assert states["plan"] == "current"
    assert states["report"] == "missing"
    edit(copy, "data/10river/105/plan.yaml", "由專人提供諮詢協助等整合服務", "由專人服務")
    assert {one.name: one.state for one in status(copy, ["10river"])}["plan"] == "differs"
    made.path.write_bytes(b"edited in Word")
    assert {one.name: one.state for one in status(copy, ["10river"])}["plan"] == "edited"


SCRIPT = """
import sys, hashlib
from pathlib import Path
from docgen.load import Data
from docgen.pipeline.documents import render
from docgen.workspace import Workspace
data = Data(Workspace(Path(sys.argv[1])))
for type_ in ("plan", "scoresheet", "set"):
    for one in render(data, "10river", type_, 105):
        print(one.name, hashlib.sha256(one.content).hexdigest())
"""


def test_the_same_bytes_on_another_day_under_another_user_locale_and_zone() -> None:
    told = set()
    for number, (zone, locale, user, seed) in enumerate(
        [("Asia/Taipei", "C", "clerk", "0"), ("America/New_York", "C.UTF-8", "root", "7")]
    ):
        environment = {
            **os.environ,
            "TZ": zone,
            "LC_ALL": locale,
            "USER": user,
            "LOGNAME": user,
            "PYTHONHASHSEED": seed,
            "SOURCE_DATE_EPOCH": str(10**9 * (number + 1)),
        }
        told.add(
            subprocess.run(
                [sys.executable, "-c", SCRIPT, str(PROJECT)],
                env=environment,
                cwd=PROJECT,
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
    assert len(told) == 1


def test_a_disk_that_takes_nothing_is_a_problem_and_the_old_file_stays(
    copy: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (made,) = make(copy, "10river", "plan")
    before = made.path.read_bytes()

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system", str(path))

    monkeypatch.setattr("pathlib.Path.open", refuse)
    monkeypatch.setattr("pathlib.Path.unlink", refuse)
    with pytest.raises(Refused) as caught:
        make(copy, "10river", "plan")
    monkeypatch.undo()
    (problem,) = caught.value.problems
    assert problem.where.file == "build/10river/105/plan.docx"
    assert made.path.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has none")
def test_status_waits_for_no_pipe(copy: Workspace) -> None:
    folder = copy.build / "10river" / "105"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "plan.docx")
    assert {one.name: one.state for one in status(copy, ["10river"])}["plan"] == "differs"


def test_figures_of_a_case_are_printed_as_lines_below_it(copy: Workspace) -> None:
    case = "{title: 事例, text: 全年辦理12次。}"
    figures = '{a: {name: 人次, value: "1,234", unit: 人, last: "800", target: "900"}}'
    first = f"{{title: 事例, text: 如下：, figures: {figures}}}"
    headings = ("streamline", "listen", "inform", "innovate")
    cases = {"deepen": (first, case), **dict.fromkeys(headings, (case, case))}
    (copy.data / "demo/105/report.yaml").write_text(
        "performance:\n"
        + "".join(
            f"  {heading}: {{cases: {{{heading}-1: {one}, {heading}-2: {other}}}}}\n"
            for heading, (one, other) in cases.items()
        )
        + "review: 已檢討。\n",
        "utf-8",
    )
    (made,) = make(copy, "demo", "report")
    assert "\n1、\t人次：1,234人（上年度800人，目標900人）\n" in text_of(made.path.read_bytes())


@pytest.mark.parametrize(
    ("type_", "line", "rule", "name"),
    [
        ("results", "  comma: ", "missing-words", "comma"),
        ("results", "  months: ", "missing-words", "months"),
        ("scoresheet", "  none: ", "missing-words", "none"),
        ("results", "  rank: ", "missing-width", "rank"),
        ("plan", "  extra: ", "missing-width", "extra"),
    ],
)
def test_a_type_that_lacks_what_its_source_prints_is_named(
    copy: Workspace, type_: str, line: str, rule: str, name: str
) -> None:
    file = f"templates/{type_}/doctype.yaml"
    edit(copy, file, line, f"  other-{line.strip()} ")
    with pytest.raises(Refused) as refused:
        make(copy, "demo", type_)
    (problem,) = refused.value.problems
    assert (problem.rule, problem.args, problem.where.file) == (rule, {"name": name}, file)


def test_what_stands_between_values_is_the_type_s_word(copy: Workspace) -> None:
    edit(copy, "templates/results/doctype.yaml", "comma: 、", "comma: ／")
    made = {one.name: one for one in make(copy, "demo", "results")}
    text = text_of(made["results-q1"].path.read_bytes())
    assert "秘書室／" in text
