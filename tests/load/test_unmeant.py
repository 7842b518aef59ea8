"""What YAML reads without a word though nobody meant it: its name, at its exact place (``▲``)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from docgen.load import Data
from docgen.load.reader import read
from docgen.load.survey import survey
from docgen.problem import Refused
from docgen.workspace import Workspace
from tests.load.small import SMALL

Write = Callable[[dict[str, str]], Workspace]
FILE = "data/hq/105/plan.yaml"
CASES = [
    ("text-in-comment", "text: 由各 ▲#課室 辦理\n"),
    ("text-in-comment", "a:\n  - 由各 ▲#課室\n"),
    ("text-in-comment", "text: 由\n  各 ▲#1課室\n"),
    ("full-width-colon", "scope:\n  title▲：甲\n"),
    ("full-width-colon", "title▲：甲\n"),
    ("full-width-colon", "phone: {score▲：3, evidence: 甲}\n"),
    ("colon-without-blank", "scope:\n  title▲:甲\n"),
    ("colon-without-blank", "phone: {score▲:3, evidence: 甲}\n"),
]


def faults(text: str, file: str = FILE) -> list[tuple[str, int | None, int | None]]:
    try:
        read(text.encode(), file)
    except Refused as refused:
        return [(p.rule, p.where.line, p.where.column) for p in refused.problems]
    return []


@pytest.mark.parametrize(("rule", "text"), CASES)
def test_what_nobody_meant_is_named_where_it_was_typed(rule: str, text: str) -> None:
    before = text[: text.index("▲")]
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert (rule, *place) in faults(text.replace("▲", ""))


@pytest.mark.parametrize(
    "text",
    [
        "text: 由各課室 # 各課室\n",
        "text: 由各課室 #\n",
        "text: 由各課室 #====\n",
        "# 甲\n#乙\ntext: 甲\n #丙\n",
        'text: "由各 #課室 {agency.short}"\n',
        "text: |\n  由各 #課室\n",
        "text: 見 e-mail：甲\n",
        'text:\n  "e-mail：甲"\n',
        "text: |\n  e-mail：甲\n  Tel:02\n",
        "text:\n  https://example.gov.tw\n",
        "text: 集合｛甲｝\n",
        "a: {b: {c: 1}}\n",
        "a: ['b:1', c]\n",
    ],
)
def test_what_may_well_be_meant_is_left(text: str) -> None:
    assert faults(text) == []


def test_all_of_them_come_at_once_with_the_other_faults() -> None:
    found = faults("a: 由 #室\na: 由 #課\n")
    assert [rule for rule, *_ in found] == ["duplicate-key", *["text-in-comment"] * 2]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("依“總”函。", 9),
        ("“依總函”。", 8),
        ("‘依總函’。", 8),
        ("依agency’s函", None),
        ("“as it is”", None),
        ("依「總」函。", None),
    ],
)
def test_curly_quotes_about_chinese_are_a_warning(
    write: Write, text: str, column: int | None
) -> None:
    files = dict(SMALL)
    files[FILE] = files[FILE].replace("      draft: 研訂計畫。", f"      draft: {text}")
    found = survey(Data(write(files)), "hq")
    if column is None:
        assert found == []
        return
    (fault,) = found
    assert (fault.rule, fault.level, fault.where.line) == ("curly-quotes", "warning", 10)
    assert fault.where.file == FILE
    assert fault.where.column == column + 6
