"""Clauses of 柒 and nominations that cannot be meant: each fault at its own place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from docgen.load import Data
from docgen.load.survey import survey
from docgen.workspace import Workspace
from tests.load.small import SMALL

Write = Callable[[dict[str, str]], Workspace]
RULES, NOMINATIONS = "data/hq/105/rules.yaml", "data/hq/105/nominations.yaml"
AWARDS = """\
awards:
  merits: {praise: 嘉獎}
  posts: {head: 首長}
  clauses:
    best:
      title: 最優
      when: {of: units, by: phone, rank-from: 1, rank-to: 2, grade: high, below: low}
      give: {head: {merit: praise, times: 2}}
      because: 柒
    prize:
      title: 獲獎
      when: {of: nominations, outcomes: [won]}
      because: 柒
"""
FINE = {
    **SMALL,
    RULES: SMALL[RULES] + AWARDS,
    NOMINATIONS: "nominations:\n  entry: {title: 淹水圖, unit: office, outcome: won}\n",
}
CASES = [
    ("unknown-grade", RULES, "grade: high", "grade: ▲hihg"),
    ("unknown-grade", RULES, "below: low", "below: ▲lowest"),
    ("unknown-part", RULES, "by: phone", "by: ▲phon"),
    ("ranks-upside-down", RULES, "rank-to: 2", "rank-to: ▲0"),
    ("ranks-upside-down", RULES, "rank-from: 1, rank-to: 2", "rank-from: 3, rank-to: ▲2"),
    ("outcomes-and-nominations", RULES, "when: {of: nominations, outcomes: [won]}", "▲when: {of: nominations}"),
    ("outcomes-and-nominations", RULES, "when: {of: units, by", "▲when: {of: units, outcomes: [won], by"),
    ("unknown-word", RULES, "outcomes: [won]", "outcomes: [▲one]"),
    ("unknown-post", RULES, "give: {head:", "give: {▲haed:"),
    ("unknown-merit", RULES, "merit: praise", "merit: ▲prais"),
    ("award-of-nothing", RULES, "{head: {merit: praise, times: 2}}", "{▲head: {times: 2}}"),
    ("setting-out-of-range", RULES, "times: 2", "times: ▲0"),
    ("unknown-unit", NOMINATIONS, "unit: office", "unit: ▲offise"),
    ("nominee-unclear", NOMINATIONS, "entry: {title: 淹水圖, unit: office,", "▲entry: {title: 淹水圖,"),
    ("nominee-unclear", NOMINATIONS, "entry: {title: 淹水圖,", "▲entry: {title: 淹水圖, agency: branch,"),
    ("unknown-word", NOMINATIONS, "outcome: won", "outcome: ▲one"),
]  # fmt: skip


def test_clauses_and_nominations_without_fault_have_none(write: Write) -> None:
    assert survey(Data(write(FINE)), "hq") == []


@pytest.mark.parametrize(("rule", "file", "old", "new"), CASES)
def test_a_fault_is_told_where_it_stands(
    write: Write, rule: str, file: str, old: str, new: str
) -> None:
    assert FINE[file].count(old) == 1
    text = FINE[file].replace(old, new)
    before = text[: text.index("▲")]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    found = survey(Data(write({**FINE, file: text.replace("▲", "")})), "hq")
    told = [(p.rule, f"{p.where.file}:{p.where.line}:{p.where.column}") for p in found]
    assert (rule, f"{file}:{line}:{column}") in told
