"""The page budget as lines for people, as a table, and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from msgspec import structs

from docgen.problem import words
from docgen.problem.words import say as _
from docgen.problem.words import say_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.layout.budget import Budget
    from docgen.pipeline.built import Share

INDENT: Final = "    "
_WIDTH: Final = 96  # columns of a list that is broken into lines


class Measured(Protocol):
    """A document that may have a budget: one that was made, or one that was checked."""

    @property
    def budget(self) -> Budget | None:
        """None where its pages were not measured."""

    @property
    def shares(self) -> tuple[Share, ...]:
        """What each value takes, the longest first."""


def summary(document: Measured) -> tuple[str, ...]:
    """Pages and lines used and left, and below them the lines that each value takes."""
    budget = document.budget
    if budget is None:
        return ()
    return (INDENT + _total(budget), *_listed(document.shares))


def table(document: Measured) -> tuple[str, ...]:
    """A line for each value: its lines, what costs it one, its name, where it stands."""
    budget = document.budget
    if budget is None:
        return (INDENT + _("its pages were not measured"),)
    rows = [(_("lines"), _("one line less"), _("field"), _("where"))]
    rows += [_row(share) for share in document.shares]
    if budget.empty:
        rows.append((str(budget.empty), "", _("(empty at the foot of pages)"), ""))
    if budget.used is not None:
        rows.append((str(budget.used), "", _("used"), ""))
    if budget.left is not None:
        rows.append((str(budget.left), "", _("left"), ""))
    return (INDENT + _total(budget), *(INDENT + line for line in _columns(rows)))


def as_dict(document: Measured) -> dict[str, Any]:
    """``pages``, ``lines`` on the last of them, ``engine``, and ``budget`` with its fields."""
    budget = document.budget
    if budget is None:
        return {}
    return {
        "pages": budget.pages,
        "lines": budget.lines,
        "engine": budget.engine,
        "budget": {
            "limit": budget.limit,
            "lines-per-page": budget.on_a_page,
            "used": budget.used,
            "left": budget.left,
            "empty": budget.empty,
            "fields": [
                {
                    "address": share.address,
                    "lines": share.lines,
                    "characters-to-one-less": share.characters,
                    **{key: v for key, v in share.where.as_dict().items() if key != "address"},
                }
                for share in document.shares
            ],
        },
    }


def _total(budget: Budget) -> str:
    said = _pages(budget)
    if budget.limit is not None:
        said += _(" of {limit} pages", limit=budget.limit)
    if budget.left is not None:
        said += _("; ")
        said += (
            say_count("{count} line left", "{count} lines left", budget.left)
            if budget.left >= 0
            else say_count("{count} line too many", "{count} lines too many", -budget.left)
        )
    return said + _(" (by {engine})", engine=words.term("too-many-pages", budget.engine))


def _pages(budget: Budget) -> str:
    """Full pages and the lines of the last, as one counts by hand."""
    if budget.lines is None:
        return say_count("{count} page", "{count} pages", budget.pages)
    full = budget.pages - 1
    parts = [
        say_count("{count} page", "{count} pages", full) if full else "",
        say_count("{count} line", "{count} lines", budget.lines),
    ]
    return _(" and ").join(filter(None, parts))


def _listed(shares: Sequence[Share]) -> Iterator[str]:
    """``report:flood-map.text 3, …``; values of one line are only counted."""
    long = [share for share in shares if share.address is not None and share.lines > 1]
    short = sum(share.address is not None and share.lines == 1 for share in shares)
    rest = sum(share.lines for share in shares if share.address is None)
    told = [f"{words.printable(share.address or '')} {share.lines}" for share in long]
    if short:
        told.append(say_count("{count} value of one line", "{count} values of one line", short))
    if rest:
        told.append(_("fixed text {count}", count=rest))
    line = ""
    for each in told:
        more = f"{line}{_(', ')}{each}" if line else each
        if line and _width(more) > _WIDTH:
            yield INDENT + line
            more = each
        line = more
    if line:
        yield INDENT + line


def _row(share: Share) -> tuple[str, str, str, str]:
    name = _("(fixed text)") if share.address is None else words.printable(share.address)
    less = "" if share.characters is None else _("−{count} characters", count=share.characters)
    place = words.place(structs.replace(share.where, column=None, address=None))
    return str(share.lines), less, name, place


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Numbers to the right, words to the left; Chinese characters are two columns wide."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for number, less, *rest in rows:
        cells = [
            " " * (widths[0] - _width(number)) + number,
            " " * (widths[1] - _width(less)) + less,
            *(
                cell + " " * (width - _width(cell))
                for cell, width in zip(rest, widths[2:], strict=True)
            ),
        ]
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    import unicodedata  # only where a budget is shown

    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
