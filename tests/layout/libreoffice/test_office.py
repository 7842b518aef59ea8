"""A LibreOffice that lives on: let go in time, replaced when it dies, alone with its job, ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docgen.docx.public import public
from docgen.export import OTHERS, Source, finished
from docgen.layout.libreoffice import (
    Ask,
    Limits,
    Made,
    begin,
    convert,
    converting,
    kept,
    measure,
    start,
)
from docgen.problem import Problem
from tests.conftest import PROJECT
from tests.documents import documents
from tests.layout.libreoffice.documents import line, report
from tests.layout.libreoffice.impostor import Stage, processes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="impostors are scripts")

HONEST = "for job in jobs():\n    honest(job); ended(job)\n"
SOURCE = Source("0" * 32, "zh-TW")
SECONDS = 20.0


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    return Stage(tmp_path, monkeypatch)


def wait_for(condition: Callable[[], bool], pause: float = 0.02) -> None:
    until = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < until, "it never came"
        time.sleep(pause)


def pages(texts: str, limits: Limits | None = None) -> list[int | str]:
    """Documents of one character each: their pages, or the fault."""
    told = measure([report(line(each)) for each in texts], list(texts), limits)
    return [each.rule if isinstance(each, Problem) else each.pages for each in told]


def test_within_the_block_all_ask_the_same_one(stage: Stage) -> None:
    stage.play(HONEST)
    with kept():
        assert pages("一二") == pages("三四") == [1, 1]
        with kept():
            assert pages("五") == [1]
    assert stage.started() == ["一二三四五"]
    assert stage.left() == []
    assert pages("六") == [1]
    assert stage.started() == ["一二三四五", "六"]


def test_it_starts_before_it_is_asked(stage: Stage) -> None:
    stage.play(HONEST)
    with kept():
        begin()
        begin()
        wait_for(lambda: len(stage.started()) == 1)
        assert pages("一") == [1]
    assert stage.started() == ["一"]
    begin()  # nobody keeps one
    assert stage.started() == ["一"]
    assert stage.left() == []


def test_after_a_number_of_documents_another_takes_over(stage: Stage) -> None:
    stage.play(HONEST)
    with kept():
        for each in "一二三四五":
            assert pages(each, Limits(documents=2)) == [1]
    assert stage.started() == ["一二", "三四", "五"]
    assert stage.left() == []


def test_what_waits_in_the_row_goes_to_the_one_that_takes_over(stage: Stage) -> None:
    stage.play(HONEST)
    assert pages("一二三四五六七八", Limits(documents=3)) == [1] * 8
    assert "".join(stage.started()) == "一二三四五六七八"
    assert len(stage.started()) == 2
    assert stage.left() == []


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells of memory")
def test_what_grew_is_let_go(stage: Stage) -> None:
    stage.play(
        "held = []\n"
        "for job in jobs():\n"
        "    held.append(b'x' * 30 * 2**20 if text(job) == '三' else b'')\n"
        "    honest(job); ended(job)\n"
    )
    with kept():
        for each in "一二三四五":
            assert pages(each, Limits(growth=20 * 2**20)) == [1]
    assert stage.started() == ["一二三", "四五"]
    assert stage.left() == []


def test_one_that_died_between_two_calls_is_replaced(stage: Stage) -> None:
    stage.play("for job in jobs():\n    honest(job); ended(job)\n    sys.exit(0)\n")
    with kept():
        assert pages("一") == [1]
        wait_for(lambda: len(processes(f"{stage.temporary}/docgen-")) == 1)  # who watches
        assert pages("二") == [1]
    assert stage.started() == ["一", "二"]
    assert stage.left() == []


def test_two_jobs_never_share_one(stage: Stage) -> None:
    stage.play(HONEST)
    both = threading.Barrier(2, timeout=SECONDS)
    told: dict[str, list[int | str]] = {}

    def job(text: str) -> None:
        with kept():
            told[text] = pages(text)
            both.wait()
            told[text] += pages(text)

    threads = [threading.Thread(target=job, args=(each,)) for each in "一二"]
    for each in threads:
        each.start()
    for each in threads:
        each.join(SECONDS)
    assert told == {"一": [1, 1], "二": [1, 1]}
    assert sorted(stage.started()) == ["一一", "二二"]
    assert stage.left() == []


def test_who_gives_up_in_the_middle_leaves_nobody_to_answer_the_next(stage: Stage) -> None:
    stage.play(HONEST)
    with kept():
        stream = converting((Ask(report(line(each)), each) for each in "一二三四"), ("pdf",))
        assert isinstance(next(stream), Made)
        stream.close()
        assert pages("五") == [1]
    assert stage.started()[-1] == "五"
    assert stage.left() == []


def test_no_more_is_taken_ahead_than_a_few_and_none_comes_in_its_turn(stage: Stage) -> None:
    stage.play(HONEST)
    taken: list[str] = []

    def asked() -> Iterator[Ask | None]:
        for each in "一二三四五六七八":
            taken.append(each)
            yield None if each in "三四" else Ask(report(line(each)), each)

    told = []
    for answer in converting(asked(), ("pdf",)):
        told.append(isinstance(answer, Made))
        assert len(taken) <= len(told) + 2
    assert told == [True, True, False, False, True, True, True, True]
    assert stage.left() == []


# the real one


def real(documents: dict[str, bytes], limits: Limits | None = None) -> dict[str, dict[str, bytes]]:
    """The finished files of each document."""
    told = convert(list(documents.values()), list(documents), OTHERS, limits)
    return {name: done(each) for name, each in zip(documents, told, strict=True)}


def done(made: Made | Problem | None) -> dict[str, bytes]:
    assert isinstance(made, Made), made
    return {each: finished(each, raw, SOURCE).content for each, raw in made.files.items()}


def some() -> dict[str, bytes]:
    """A long one, a broad one, a rigid one, of the demo agency."""
    made = documents("demo")
    names = ("plan", "scoresheet-service-q1", "report")
    return {name: public(made[name], name).docx for name in names}


@pytest.fixture(scope="module")
def cold() -> dict[str, dict[str, bytes]]:
    """Each by a process of its own."""
    return {name: files for one in some().items() for name, files in real(dict([one])).items()}


def test_the_bytes_are_those_of_a_cold_start(cold: dict[str, dict[str, bytes]]) -> None:
    every = some()
    with kept():
        for _ in range(3):
            assert real(every) == cold
        assert real(dict(reversed(every.items()))) == cold


def test_asking_for_lines_changes_no_byte(cold: dict[str, dict[str, bytes]]) -> None:
    asked = [Ask(content, name) for name, content in some().items()]
    told = list(converting(asked, OTHERS, lines=True))
    assert dict(zip(cold, map(done, told), strict=True)) == cold
    assert all(isinstance(each, Made) and each.layout.paragraphs for each in told)


def in_the_middle(stage: Stage, number: signal.Signals) -> threading.Thread:
    """Sends the signal to the first ``soffice.bin`` that has begun its second document."""

    def send() -> None:
        wait_for(lambda: any(stage.temporary.glob("docgen-*/out/1.began")), pause=0.001)
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if b"soffice.bin" in command and f"{stage.temporary}/".encode() in command:
                os.kill(int(folder.name), number)

    thread = threading.Thread(target=send, daemon=True)
    thread.start()
    return thread


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells of processes")
@pytest.mark.parametrize(
    ("number", "seconds"), [(signal.SIGKILL, 60), (signal.SIGSTOP, 8)], ids=["crash", "hang"]
)
def test_what_ends_it_in_the_middle_costs_no_document(
    number: signal.Signals, seconds: float, stage: Stage, cold: dict[str, dict[str, bytes]]
) -> None:
    thread = in_the_middle(stage, number)
    begun = time.monotonic()
    assert real(some(), Limits(seconds=seconds)) == cold
    assert time.monotonic() - begun < seconds + SECONDS
    thread.join(1)
    assert not thread.is_alive()
    assert stage.left() == []


SCRIPT = """
import sys, tempfile, time
from pathlib import Path
tempfile.tempdir = sys.argv[1]
from docgen.layout.libreoffice import convert, kept
with kept():
    convert([Path(sys.argv[2]).read_bytes()], ["a"])
    print("done", flush=True)
    time.sleep(600)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_it_does_not_outlive_who_started_it(number: signal.Signals, stage: Stage) -> None:
    docx = stage.folder / "a.docx"
    docx.write_bytes(report(line("一")))
    # a shell starts its background jobs deaf to SIGINT, and its children inherit that
    heard = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    command = [sys.executable, "-c", heard + SCRIPT, str(stage.temporary), str(docx)]
    with subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"done\n"
        (room,) = stage.temporary.glob("docgen-*")
        assert start.pipe(room).exists()
        process.send_signal(number)
        process.wait(SECONDS)
    wait_for(lambda: not stage.left())
    assert stage.left() == []
    assert not start.pipe(room).exists()
