"""Files beside the docx: many in one start, each failing alone, nothing half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docgen.docx.package import unpacked
from docgen.export import made_of
from docgen.layout.libreoffice import found
from docgen.layout.libreoffice.office import Office
from docgen.pipeline import export, make, status
from docgen.pipeline.built import Built, Made
from tests.conftest import PROJECT
from tests.export.small import LACKING
from tests.layout.libreoffice.impostor import processes
from tests.pipeline.many import several
from tests.pipeline.test_documents import copy, edit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docgen.workspace import Workspace

    Progress = Callable[[str, int, int], None]

__all__ = ["copy"]


def exported(
    copy: Workspace, made: Sequence[Made], to: Sequence[str], progress: Progress | None = None
) -> Built:
    return export(copy, Built(tuple(made), ()), to, progress=progress)


def names(made: tuple[Made, ...]) -> list[str]:
    return [one.path.name for one in made]


def test_the_files_stand_beside_the_docx_and_are_told(copy: Workspace) -> None:
    built = exported(copy, make(copy, "10river", "report"), ("docx", "odt", "pdf"))
    assert built.problems == ()
    assert names(built.made) == ["report.docx", "report.odt", "report.pdf"]
    folder = copy.build / "10river" / "105"
    assert sorted(path.name for path in folder.iterdir()) == names(built.made)
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert "mimetype" in unpacked((folder / "report.odt").read_bytes(), "odt")


def test_only_docx_starts_nothing(copy: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "soffice", lambda: pytest.fail("LibreOffice was looked for"))
    assert names(exported(copy, make(copy, "10river", "report"), ("docx",)).made) == ["report.docx"]


def test_without_libreoffice_the_docx_stays_and_it_is_said_once(
    copy: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "soffice", lambda: None)
    made = (*make(copy, "10river", "report"), *make(copy, "10river", "proposal"))
    built = exported(copy, made, ("pdf",))
    assert [problem.rule for problem in built.problems] == ["libreoffice-missing"]
    assert names(built.made) == ["report.docx", "proposal.docx"]
    folder = copy.build / "10river" / "105"
    assert sorted(path.name for path in folder.iterdir()) == ["proposal.docx", "report.docx"]


def test_one_that_fails_does_not_fail_the_others_and_its_old_file_stays(copy: Workspace) -> None:
    made = (*make(copy, "10river", "report"), *make(copy, "10river", "proposal"))
    made[0].path.write_bytes(b"not a docx")
    old = made[0].path.with_suffix(".pdf")
    old.write_bytes(b"old")
    gone = Made(made[0].path.with_name("gone.docx"), "report", "gone", "10river", 105)
    built = exported(copy, (*made, gone), ("pdf",))
    assert [problem.rule for problem in built.problems] == ["not-a-docx", "unreadable-file"]
    assert names(built.made) == ["report.docx", "proposal.docx", "proposal.pdf", "gone.docx"]
    assert old.read_bytes() == b"old"


def test_a_file_that_cannot_be_written_is_a_problem_of_its_own(copy: Workspace) -> None:
    made = (*make(copy, "10river", "report"), *make(copy, "10river", "proposal"))
    made[0].path.with_suffix(".pdf").mkdir()
    built = exported(copy, made, ("pdf",))
    assert [problem.rule for problem in built.problems] == ["cannot-write"]
    assert names(built.made) == ["report.docx", "proposal.docx", "proposal.pdf"]
    assert not list(made[0].path.parent.glob(".*"))


def test_what_is_not_for_everybody_is_a_warning_and_is_written(copy: Workspace) -> None:
    (made,) = make(copy, "10river", "report")
    made.path.write_bytes(LACKING["picture-without-words"])
    built = exported(copy, (made,), ("pdf",))
    assert [(p.rule, p.level) for p in built.problems] == [("picture-without-words", "warning")]
    assert names(built.made) == ["report.docx", "report.pdf"]


def test_status_tells_of_the_files_that_are_there(copy: Workspace) -> None:
    made = make(copy, "10river", "report")
    exported(copy, made, ("odt", "pdf"))

    def states() -> dict[str, str]:
        told = status(copy, ["10river"])
        return {one.path.name: one.state for one in told if one.path.stem == "report"}

    every = ("report.docx", "report.odt", "report.pdf")
    assert states() == dict.fromkeys(every, "current")
    assert made_of("pdf", made[0].path.with_suffix(".pdf").read_bytes())
    made[0].path.with_suffix(".odt").write_bytes(b"edited")
    assert states()["report.odt"] == "differs"
    edit(copy, "data/10river/agency.yaml", "第十河川局", "第九河川局")
    assert states() == dict.fromkeys(every, "differs")


def test_progress_is_told_of_the_last_too(copy: Workspace) -> None:
    told: list[tuple[str, int, int]] = []
    made = make(copy, "10river", "report")
    exported(copy, made, ("pdf",), progress=lambda *each: told.append(each))
    assert told == [("pdf", 0, 1), ("", 1, 1)]
    assert isinstance(made[0].path, Path)


def test_what_holds_the_same_is_converted_once_though_both_are_under_way(
    copy: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (made,) = make(copy, "10river", "report")
    folder = made.path.parent
    several = [Made(folder / f"{each}.docx", "report", each, "10river", 105) for each in "abcd"]
    for each in several:
        each.path.write_bytes(made.path.read_bytes())
    given: list[bytes] = []
    real = Office.give

    def give(office: Office, docx: bytes, words: str) -> int:
        given.append(docx)
        return real(office, docx, words)

    monkeypatch.setattr(Office, "give", give)
    built = exported(copy, several, ("pdf",))
    assert names(built.made)[1::2] == ["a.pdf", "b.pdf", "c.pdf", "d.pdf"]
    assert len({each.path.read_bytes() for each in built.made[1::2]}) == 1
    assert len(given) == 1


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells of processes")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_build_of_two_processes_that_is_stopped_leaves_no_libreoffice(
    tmp_path: Path, number: signal.Signals
) -> None:
    several(tmp_path / "all", 60)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    command = (sys.executable, "-m", "docgen", "build", "--all", "--jobs", "2", "--to", "docx,pdf")
    process = subprocess.Popen(
        (*command, "--root", str(tmp_path / "all")),
        cwd=PROJECT,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + 120
    rooms: set[Path] = set()
    while len(rooms) < 2 and time.monotonic() < until:  # each process has its own
        rooms = {path.parent.parent for path in temporary.glob("docgen-*/out/*.began")}
        time.sleep(0.02)
    assert len(rooms) == 2
    os.kill(process.pid, number)
    process.wait(30)
    until = time.monotonic() + 30
    while (any(temporary.iterdir()) or processes(str(tmp_path))) and time.monotonic() < until:
        time.sleep(0.05)
    assert list(temporary.iterdir()) == []
    assert processes(str(tmp_path)) == []
    assert not any(path.name.endswith(".tmp") for path in (tmp_path / "all").rglob("*"))
