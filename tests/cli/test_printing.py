"""How problems and findings look, for people and for programs."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docgen.cli import main as entry
from docgen.cli import printing
from docgen.cli.outcome import Exit, Outcome
from docgen.problem import Problem, Refused, Where, words
from docgen.problem.faults import FAULTS
from tests.cli.command import PROJECT, docgen

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACE = Where(file="data/wra/105/plan.yaml", line=14, column=5)
FIELD = Problem("unknown-field", PLACE, {"field": "tilte", "near": "title", "known": "title, text"})
WARNING = Problem("empty-file", Where(file="data/wra/x.yaml"), level="warning")


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    words.speak("en")


def test_a_problem_is_an_address_the_fault_and_what_to_do() -> None:
    stream = io.StringIO()
    printing.show_problems([FIELD, WARNING], stream)
    assert stream.getvalue() == (
        "data/wra/105/plan.yaml:14:5  unknown-field  there is no field “tilte” here\n"
        "    did you mean “title”? fields: title, text\n"
        "data/wra/x.yaml  empty-file (warning)  the file is empty\n"
        "    fill it in, or delete it\n"
    )


def test_the_same_in_chinese() -> None:
    words.speak("zh_TW")
    stream = io.StringIO()
    printing.show_problems([FIELD, WARNING], stream)
    assert stream.getvalue() == (
        "data/wra/105/plan.yaml:14:5  unknown-field  此處沒有「tilte」這個欄位\n"
        "    是否為「title」？可用欄位：title, text\n"
        "data/wra/x.yaml  empty-file （警告）  檔案是空的\n"
        "    請填入內容，或刪除檔案\n"
    )


def test_what_is_said_of_many_paragraphs_is_said_once_with_the_range() -> None:
    def size(number: int, found: str = "12") -> Problem:
        where = Where(docx="x.docx", paragraph=number, text=f"甲{number}")
        return Problem("wrong-size", where, {"found": found, "wanted": "14"})

    words.speak("zh_TW")
    stream = io.StringIO()
    problems = [size(3), size(10), size(5, "16"), size(7, "16"), size(296)]
    printing.show_problems(problems, stream)
    places = [line.split("  ")[0] for line in stream.getvalue().splitlines() if line[0] != " "]
    assert places == ["x.docx 第3–296段（共3處）", "x.docx 第5段 「甲5」", "x.docx 第7段 「甲7」"]
    found = json.loads(printing.as_json(Outcome(problems=tuple(problems))))["problems"]
    assert len(found) == len(problems)


def test_what_follows_from_the_errors_is_not_counted_among_them() -> None:
    where = Where(docx="build/demo/105/report.docx")
    refusal = Problem("not-written", where, {"errors": "1"})
    err = io.StringIO()
    fault = Problem("missing-stop", where)
    printing.text(Outcome(problems=(fault, refusal)), io.StringIO(), err, quiet=False)
    assert err.getvalue().endswith("\n1 error\n")


def test_places_in_the_data_are_told_one_by_one() -> None:
    places = [Where(docx="x.docx", paragraph=n, file="a.yaml", line=n) for n in range(1, 9)]
    stream = io.StringIO()
    printing.show_problems([Problem("missing-stop", where) for where in places], stream)
    assert stream.getvalue().count("missing-stop") == len(places)


@pytest.mark.parametrize(
    ("rule", "args", "told"),
    [
        ("wrong-orientation", {"section": "3", "found": "landscape", "wanted": "portrait"},
         "第 3 節之方向為橫向，應為直向"),
        ("wrong-line-height", {"found": "exact 16", "wanted": "21"},
         "行高為固定行高16點，應為固定行高21點"),
        ("wrong-line-height", {"found": "1.5 ×", "wanted": "21"},
         "行高為1.5倍行高，應為固定行高21點"),
        ("personal-property", {"found": "creator"}, "檔案摘要資訊含個人資料：作者"),
        ("personal-property", {"found": "科室"}, "檔案摘要資訊含個人資料：科室"),
        ("mixed-brackets", {"found": "（1)", "wanted": "half"}, "（1)：括號應為半形"),
        ("not-a-spreadsheet", {"reason": "it is another Office file"},
         "不是可讀之試算表（.xlsx）：為其他種類之 Office 檔案"),
    ],
)  # fmt: skip
def test_what_word_calls_things_is_said_as_a_clerk_does(
    rule: str, args: dict[str, str], told: str
) -> None:
    words.speak("zh_TW")
    assert words.of(Problem(rule, args=args)).message == told


def test_a_text_that_is_quoted_is_no_term() -> None:
    words.speak("zh_TW")
    problem = Problem("doubled-punctuation", args={"found": "landscape"})
    assert "landscape" in words.of(problem).message


def test_every_term_is_translated() -> None:
    words.speak("zh_TW")
    for name, fault in FAULTS.items():
        for text in fault.terms:
            told = words.term(name, text.replace("#", "16"))
            assert not told.isascii(), (name, text)


def test_a_terminal_gets_colours_and_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = Terminal()
    printing.show_problems([FIELD], stream)
    coloured = stream.getvalue()
    assert "\x1b[" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    stream = Terminal()
    printing.show_problems([FIELD], stream)
    plain = stream.getvalue()
    assert "\x1b[" not in plain
    assert [part for part in plain.split() if part not in coloured] == []


def test_a_file_or_a_pipe_gets_no_colours() -> None:
    assert not printing.has_colours(io.StringIO())
    assert "\x1b" not in docgen("plan", "x").err


@pytest.mark.parametrize(
    ("problems", "code"),
    [
        ((), Exit.FINE),
        ((WARNING,), Exit.FINE),
        ((FIELD,), Exit.PROBLEMS),
        ((FIELD, WARNING), Exit.PROBLEMS),
        ((Problem("unknown-agency"),), Exit.USAGE),
        ((Problem("unknown-agency"), FIELD), Exit.PROBLEMS),
    ],
)
def test_exit_codes_follow_from_the_problems(problems: tuple[Problem, ...], code: Exit) -> None:
    assert Outcome(problems=problems).exit is code


def test_quiet_prints_errors_only(capsys: pytest.CaptureFixture[str]) -> None:
    printing.text(
        Outcome(("wrote x",), problems=(FIELD, WARNING)), sys.stdout, sys.stderr, quiet=True
    )
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "unknown-field" in printed.err
    assert "empty-file" not in printed.err


def test_the_sum_is_said_when_there_is_more_than_one(capsys: pytest.CaptureFixture[str]) -> None:
    printing.text(Outcome(problems=(FIELD, FIELD, WARNING)), sys.stdout, sys.stderr, quiet=False)
    assert capsys.readouterr().err.endswith("2 errors, 1 warning\n")


def test_json_has_problems_and_what_was_found() -> None:
    made = json.loads(printing.as_json(Outcome(found={"documents": []}, problems=(FIELD,))))
    assert made == {
        "problems": [
            {
                "rule": "unknown-field",
                "args": {"field": "tilte", "near": "title", "known": "title, text"},
                "level": "error",
                "message": "there is no field “tilte” here",
                "help": "did you mean “title”? fields: title, text",
                "because": None,
                "where": {"file": "data/wra/105/plan.yaml", "line": 14, "column": 5},
            }
        ],
        "documents": [],
    }


def test_json_of_text_that_is_no_unicode_is_still_json() -> None:
    said = docgen("plan", b"\xff", "--format", "json")
    assert said.json["problems"][0]["args"]["name"] == "\udcff"


def test_a_bug_of_ours_ends_with_4_a_traceback_and_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_given: object) -> None:
        raise ZeroDivisionError("sum of nothing")

    monkeypatch.setattr(entry, "_understand", broken)
    assert entry.main(["validate"]) == Exit.BUG
    printed = capsys.readouterr().err
    assert "Traceback" in printed
    assert "bug  this is a fault of docgen itself, not of your data: ZeroDivisionError" in printed


def test_an_interruption_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(entry, "_understand", interrupted)
    assert entry.main(["validate"]) == 130
    assert capsys.readouterr().err == ""


def test_every_problem_of_a_refusal_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(_given: object) -> None:
        raise Refused([FIELD, WARNING])

    monkeypatch.setattr(entry, "_understand", refused)
    assert entry.main(["validate"]) == Exit.PROBLEMS
    printed = capsys.readouterr().err
    assert "unknown-field" in printed
    assert "empty-file" in printed


def test_arguments_leave_the_environment_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    before = dict(os.environ)
    entry.main(["--version"])
    assert dict(os.environ) == before
    assert capsys.readouterr().out.startswith("docgen ")


def test_a_terminal_of_another_encoding_gets_escapes_not_a_traceback() -> None:
    said = docgen("plan", "臺", language="zh_TW", PYTHONIOENCODING="ascii")
    assert said.code == 2
    assert "bad-agency-name" in said.err
    assert r"\u" in said.err


SHELL = {**os.environ, "PYTHONPATH": str(PROJECT), "DOCGEN_LANG": "zh_TW"}


@pytest.mark.parametrize(
    ("where", "code"),
    [
        (">&-", 0),
        (">&- 2>&-", 0),
        ("| head -n 1 >/dev/null", 0),
        pytest.param(
            ">/dev/full",
            1,
            marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has it"),
        ),
    ],
)
def test_a_reader_that_is_closed_full_or_gone_is_no_fault_of_ours(where: str, code: int) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m docgen --help {where}', sys.executable],
        env=SHELL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (code, "")


@pytest.mark.parametrize("encoding", ["ascii", "cp950", "utf-8"])
def test_json_is_json_on_a_terminal_of_any_encoding(encoding: str) -> None:
    said = docgen("plan", "é𠮷", "--format", "json", PYTHONIOENCODING=encoding)
    assert said.code == 2
    assert "é𠮷" in said.json["problems"][0]["message"]


def test_what_the_system_and_the_parser_say_is_said_in_chinese_too() -> None:
    words.speak("zh_TW")
    full = Problem("cannot-write", PLACE, {"reason": "No space left on device"})
    tab = Problem("bad-yaml", PLACE, {"reason": "found character that cannot start any token"})
    assert "磁碟空間已滿" in words.of(full).message
    assert "Tab" in words.of(tab).message


def test_a_word_of_a_megabyte_is_not_printed_whole() -> None:
    assert len(words.of(Problem("bad-id", PLACE, {"id": "x" * 1_000_000})).message) < 1000
