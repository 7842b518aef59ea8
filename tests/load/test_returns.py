"""What bureaus without data here handed in: each fault at its own place."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from docgen.load import Data
from docgen.load.survey import survey
from docgen.workspace import Workspace
from tests.load.small import SMALL

Write = Callable[[dict[str, str]], Workspace]
FILE, OTHER = "data/hq/105/returns/ninth.yaml", "data/hq/105/returns/tenth.yaml"
FINE = {
    **SMALL,
    FILE: """\
name: 第九分局
received: 105-12-28
points: {phone: 55.5, hall: 40}
total: 95.5
performance:
  deepen: {cases: {map: {title: 淹水圖, text: 公開3處。}}}
""",
    OTHER: "name: 第十分局\ntotal: 90\n",
    "data/hq/105/returns/none.yaml": "name: 第一分局\n",
}
FORMS = "data/hq/105/forms.yaml"
FINE[FORMS] += (
    "  bureaus: {case: '{title}（{bureau}）', review: '{bureau}：{text}', review-items: 2}\n"
)
CASES = [
    ("unknown-blank", FORMS, "case: '{title}", "case: ▲'{titel}"),
    ("unknown-blank", FORMS, "review: '{bureau}", "review: ▲'{title}"),
    ("number-out-of-range", FORMS, "review-items: 2", "review-items: ▲-1"),
    ("unknown-item", FILE, "phone: 55.5", "▲phoen: 55.5"),
    ("item-without-points", FILE, "points: {phone: 55.5, hall: 40}", "▲points: {phone: 55.5}"),
    ("setting-out-of-range", FILE, "phone: 55.5", "phone: ▲60.5"),
    ("setting-out-of-range", FILE, "hall: 40", "hall: ▲-1"),
    ("setting-out-of-range", OTHER, "total: 90", "total: ▲100.1"),
    ("total-is-not-the-sum", FILE, "total: 95.5", "total: ▲95"),
    ("year-does-not-match", FILE, "105-12-28", "▲107-12-28"),
    ("unknown-heading", FILE, "deepen", "▲depen"),
    ("bureau-named-twice", OTHER, "第十分局", "▲第九分局"),
    ("bureau-named-twice", OTHER, "第十分局", "▲某部某總局"),
    ("missing-field", OTHER, "name: 第十分局\n", "▲"),
]  # fmt: skip


def test_returns_without_fault_have_none(write: Write) -> None:
    data = Data(write(FINE))
    assert survey(data, "hq") == []
    found = dict(data.agency_year("hq", 105, ("returns",))[0].returns)
    assert list(found) == ["ninth", "none", "tenth"]
    assert found["ninth"].points == {"phone": Decimal("55.5"), "hall": Decimal(40)}
    assert (found["none"].total, found["none"].kind) == (None, "parent")


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
