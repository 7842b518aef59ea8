"""A problem is an address: file, paragraph, first words, page, and the line of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from docgen.check import KINDS, check, subject_of
from docgen.doctype import rules
from docgen.problem import Refused, words
from tests.check.facts import facts, layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.doctype import Rule
    from docgen.workspace import Workspace

    Write = Callable[[dict[str, str]], Workspace]

WHY = "because: 測試, help: {zh: 改, en: Mend it}"
HOUSE = f"""\
rules:
  too-many-pages: {{kind: pages, at-most: 3, {WHY}}}
  composed-character: {{kind: characters, ranges: [U+3220-U+3229], {WHY}}}
  guidance-left: {{kind: guidance, patterns: [填寫說明], when: filled, {WHY}}}
"""
MEMO = "title: {zh: 便箋, en: Memo}\n"


def made(write: Write, memo: str = "", house: str = HOUSE) -> tuple[Rule, ...]:
    files = {"templates/house.yaml": house, "templates/memo/doctype.yaml": MEMO + memo}
    return rules(write(files), "memo", {name: kind.rule for name, kind in KINDS.items()})


def refused(write: Write, memo: str = "", house: str = HOUSE) -> list[tuple[Any, ...]]:
    with pytest.raises(Refused) as caught:
        made(write, memo, house)
    return [(p.rule, p.where.file, p.where.line) for p in caught.value.problems]


def test_a_fault_says_where_why_and_what_to_do(write: Write) -> None:
    runs = ["一、", {"text": "整合㈠單一窗口，縮短等候時間", "address": "report:one-counter.title"}]
    subject = subject_of(facts(["首段", {"runs": runs}]), layouts=(layout(3, {1: 1, 2: 2}),))
    (problem,) = check(subject, made(write), "build/demo/105/report.docx")
    assert problem.rule == "composed-character"
    assert problem.where.as_dict() == {
        "docx": "build/demo/105/report.docx",
        "paragraph": 2,
        "text": "一、整合㈠單一窗口，縮短"[:12],
        "page": 2,
        "address": "report:one-counter.title",
    }
    assert problem.because == "測試"
    assert words.of(problem).help == "Mend it"


def test_faults_come_in_the_order_of_the_document(write: Write) -> None:
    subject = subject_of(facts(["㈠", "填寫說明", "㈡"]), layouts=(layout(4),))
    found = check(subject, made(write), "x.docx")
    assert [(p.rule, p.where.paragraph) for p in found] == [
        ("too-many-pages", None),
        ("composed-character", 1),
        ("guidance-left", 2),
        ("composed-character", 3),
    ]


def test_a_blank_form_may_say_what_a_filled_document_may_not(write: Write) -> None:
    blank = subject_of(facts(["填寫說明"]), filled=False, layouts=(layout(1),))
    assert check(blank, made(write), "x.docx") == ()


def test_pages_that_nobody_measured_are_said_not_to_be_judged(write: Write) -> None:
    (problem,) = check(subject_of(facts(["文"])), made(write), "x.docx")
    assert (problem.rule, problem.level) == ("pages-not-measured", "warning")


def test_a_rule_that_looked_at_nothing_is_a_problem(write: Write) -> None:
    memo = "rules: {composed-character: {parts: [table]}}\n"
    subject = subject_of(facts(["㈠"]), layouts=(layout(1),))
    (problem,) = check(subject, made(write, memo), "x.docx")
    assert problem.rule == "rule-saw-nothing"
    assert problem.args == {"rule": "composed-character"}


def test_a_rule_of_sections_says_which_are_not_there(write: Write) -> None:
    memo = f"rules: {{blank: {{kind: empty-section, headings: [甲|乙, 丙], {WHY}}}}}\n"
    subject = subject_of(facts(["文。"]), layouts=(layout(1),))
    (problem,) = check(subject, made(write, memo), "x.docx")
    assert (problem.rule, problem.args["headings"]) == ("no-such-section", "甲、丙")


def test_a_type_changes_takes_away_and_adds_rules(write: Write) -> None:
    memo = f"""\
rules:
  too-many-pages: {{at-most: 1, level: warning}}
  guidance-left: {{level: "off"}}
  doubled-stop: {{fault: doubled-punctuation, kind: pattern, pattern: 。。, {WHY}}}
"""
    subject = subject_of(facts(["填寫說明。。"]), layouts=(layout(2),))
    found = check(subject, made(write, memo), "x.docx")
    assert [(p.rule, p.level) for p in found] == [
        ("too-many-pages", "warning"),
        ("doubled-punctuation", "error"),
    ]


@pytest.mark.parametrize(
    ("memo", "fault", "line"),
    [
        ("rules:\n  a: {kind: paging, because: x}\n", "unknown-kind", 3),
        ("rules:\n  a: {because: x}\n", "missing-field", 3),
        (f"rules:\n  a: {{kind: pages, {WHY}}}\n", "missing-field", 3),
        ("rules:\n  a: {kind: pages, at-most: 3, help: {zh: 改, en: x}}\n", "missing-field", 3),
        (f"rules:\n  a: {{kind: pages, at-most: three, {WHY}}}\n", "not-a-number", 3),
        (f"rules:\n  a: {{kind: pages, at-least: 3, at-most: 3, {WHY}}}\n", "unknown-field", 3),
        (f"rules:\n  a: {{kind: pattern, pattern: '(', {WHY}}}\n", "unreadable-pattern", 3),
        (f"rules:\n  a: {{kind: pattern, pattern: '(a+)+b', {WHY}}}\n", "runaway-pattern", 3),
        (f"rules:\n  a: {{kind: guidance, patterns: [x, '(?:、[^、]*)*$'], {WHY}}}\n", "runaway-pattern", 3),
        (f"rules:\n  a:\n    kind: characters\n    ranges: [U+20, x]\n    {WHY.replace(', help', chr(10) + '    help')}\n", "unreadable-pattern", 5),
        (f"rules:\n  a: {{kind: residue, of: comments, mend: true, {WHY}}}\n", "mends-nothing", 3),
        (f"rules:\n  a: {{kind: pattern, pattern: x, mend: true, {WHY}}}\n", "mends-nothing", 3),
        (f"rules:\n  a: {{kind: size, points: [12, 14], mend: true, {WHY}}}\n", "mends-nothing", 3),
        (f"rules:\n  a: {{kind: characters, ranges: [U+E000-U+E010], mend: true, {WHY}}}\n", "mends-nothing", 3),
        ("rules:\n  composed-character: {ranges: [U+200B],\n    mend: true}\n", "mends-nothing", 4),
        (f"rules:\n  a: {{kind: words, words: {{x: y}}, mend: true, {WHY}}}\n", "unknown-field", 3),
        ("rules:\n  too-many-pages: {level: loud}\n", "unknown-word", 3),
        ("rules: [pages]\n", "wrong-type", 2),
    ],
)  # fmt: skip
def test_a_faulty_rule_is_refused_with_its_line(
    write: Write, memo: str, fault: str, line: int
) -> None:
    found = refused(write, memo)
    assert (fault, "templates/memo/doctype.yaml", line) in found


def test_a_rule_that_can_be_mended_in_part_may_be(write: Write) -> None:
    memo = f"""\
rules:
  a: {{kind: characters, ranges: [U+E000-U+E010], words: {{\ue000: 甲}}, mend: true, {WHY}}}
  b: {{kind: characters, ranges: [U+2460-U+24FF, U+E000], mend: true, {WHY}}}
  c: {{kind: residue, of: properties, mend: true, {WHY}}}
"""
    assert {"a", "b", "c"} <= {rule.id for rule in made(write, memo)}


def test_the_faults_of_all_rules_come_at_once(write: Write) -> None:
    memo = "rules:\n  a: {because: x}\n  b: {kind: paging}\n"
    assert [rule for rule, _, _ in refused(write, memo)] == ["missing-field", "unknown-kind"]


def test_a_text_that_was_clean_for_one_rule_is_still_looked_at_by_another(write: Write) -> None:
    one = made(write)
    other = made(write, "rules:\n  odd: {kind: pattern, pattern: 乙, " + WHY + "}\n")
    clean, wrong = subject_of(facts(["甲乙"])), subject_of(facts(["㈠乙"]))
    for _ in range(2):
        assert [p.rule for p in check(clean, one, "x") if p.level == "error"] == []
        assert [p.rule for p in check(clean, other, "x") if p.level == "error"] == ["odd"]
        assert [p.rule for p in check(wrong, one, "x") if p.level == "error"] == [
            "composed-character"
        ]


def test_what_is_known_of_texts_is_bounded(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    from docgen.check import texts

    monkeypatch.setattr(texts, "_MOST_TEXTS", 50)
    rules_ = made(write)
    for number in range(200):
        said = ["㈠", f"第{number}件"]
        found = [p.rule for p in check(subject_of(facts(said)), rules_, "x") if p.level == "error"]
        assert found == ["composed-character"]
        assert len(texts._CLEAN) <= 52


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("依“總”函", ["“ ”"]),
        ("他說：‘好’。", ["‘ ’"]),
        ("依agency’s函", []),
        ("“as it is”", []),
        ("依「總」函", []),
    ],
)
def test_the_house_warns_of_curly_quotes_about_chinese(
    project: Workspace, text: str, found: list[str]
) -> None:
    house = rules(project, "plan", {name: kind.rule for name, kind in KINDS.items()})
    rule = tuple(each for each in house if each.id == "curly-quotes")
    problems = check(subject_of(facts([text])), rule, "x.docx")
    assert [(p.level, p.args["found"]) for p in problems] == [("warning", one) for one in found]
