"""``ladder-order``: items of one level are numbered 1, 2, 3 … below each parent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.check.labels import level_of
from docgen.check.subject import Finding, Line, Subject, Verdict, ladder_of, lines
from docgen.doctype import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class LadderOrder(Rule, frozen=True, kw_only=True):
    """``restarts``: several documents in one file, so the highest level may begin anew."""

    ladder: tuple[str, ...] = ()
    restarts: bool = False


def judge(rule: LadderOrder, subject: Subject) -> Verdict:
    """In a table each column counts for itself, and a list may begin anew in any cell."""
    ladder = ladder_of(rule.ladder, subject)
    seen = lines(subject, rule)
    findings = tuple(_out_of_order(seen, ladder, restarts=rule.restarts))
    return Verdict(len(seen) if ladder else 0, findings)


def _out_of_order(
    seen: Sequence[Line], ladder: Sequence[str], *, restarts: bool
) -> Iterator[Finding]:
    counts: dict[int, int] = {}
    columns: dict[tuple[int, int, int], int] = {}
    for line in seen:
        level = level_of(line.item.form, ladder) if line.item else None
        if line.item is None or level is None or not line.item.number:
            continue
        number, cell = line.item.number, line.paragraph.cell
        if cell:
            column = (cell.table, cell.column, level)
            before, anew = columns.get(column, 0), True
            columns[column] = number
        else:
            before, anew = counts.get(level, 0), restarts and level == 0
            counts = {each: count for each, count in counts.items() if each < level}
            counts[level] = number
        if number != before + 1 and not (anew and number == 1):
            args = {"found": line.item.label, "number": str(before + 1)}
            yield Finding(args, line.paragraph, 0, line.item.end)
