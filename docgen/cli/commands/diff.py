"""``docgen diff A B``: what one has and the other has not, as text, JSON or tracked changes."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from docgen.cli import where
from docgen.cli.arguments import Usage, folder
from docgen.cli.colours import paint
from docgen.cli.outcome import Outcome
from docgen.problem.words import N_, printable, say_count
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from docgen.cli.colours import Paint
    from docgen.pipeline.comparing import Comparison, Side
    from docgen.year.diff import Compared, Difference, Sheet, Value

EXAMPLE: Final = "10river@105 10river@106 --docx changes.docx"
KINDS: Final = {
    "added": ("+", N_("added")),
    "dropped": ("-", N_("dropped")),
    "reworded": ("~", N_("reworded")),
    "moved": (">", N_("moved")),
    "reordered": (">", N_("in another order")),
}
_FIGURE: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")


def arguments(parser: argparse.ArgumentParser) -> None:
    """``A B [--all] [--docx FILE] [--type TYPE]``."""
    side = _("an agency, or an agency and a year: 10river@105")
    parser.add_argument("old", metavar="A", help=side)
    parser.add_argument("new", metavar="B", help=side)
    parser.add_argument(
        "--all", action="store_true", help=_("also what differs only by the year or by names")
    )
    parser.add_argument(
        "--docx", metavar="FILE", type=folder, help=_("write a Word document with tracked changes")
    )
    parser.add_argument(
        "--type", metavar="TYPE", dest="document", help=_("of that document (else plan)")
    )


def run(options: argparse.Namespace) -> Outcome:
    """The differences by file, then scores and targets; with --docx their number and the file."""
    from docgen.pipeline import diff, redline

    if options.document and not options.docx:
        raise Usage(_("--type says of which document --docx is to be written"))
    workspace = where.chosen(options)
    compared = diff(workspace, options.old, options.new)
    found: dict[str, Any] = {**_as_dict(compared), "document": None}
    total = _sum(compared.found)
    if not options.docx:
        lines = _lines(compared, paint(), everything=options.all)
        return Outcome((*lines, *total), found)
    out = where.here() / options.docx
    made = redline(workspace, options.old, options.new, options.document or "plan", out)
    path = workspace.relative(made.path)
    return Outcome(
        (*total, _("wrote {path}", path=path)), {**found, "document": path}, made.problems
    )


def _lines(compared: Comparison, colour: Paint | None, *, everything: bool) -> Iterator[str]:
    yield f"{compared.old} → {compared.new}"
    shown = [each for each in compared.found.differences if everything or not each.follows]
    sides: dict[str, Side] = {"added": compared.new, "dropped": compared.old}
    for file, group in groupby(shown, key=lambda each: each.address.partition(":")[0]):
        yield ""
        for number, each in enumerate(group):
            if each.address.endswith(":"):
                yield _("{file}: only in {side}", file=file, side=sides[each.kind])
                continue
            if not number:
                yield file
            yield from _difference(each, colour)
    yield from _figures(compared.found, colour)
    yield ""


def _difference(each: Difference, colour: Paint | None) -> Iterator[str]:
    sign, word = KINDS[each.kind]
    rest = each.address.partition(":")[2]
    above = " / ".join(each.path[:-1])
    told = f"  {sign} {_(word)}  {printable(rest)}"
    yield f"{told}  ({printable(above)})" if above else told
    for line in _wording(each, colour).splitlines():
        yield f"      {line}"


def _wording(each: Difference, colour: Paint | None) -> str:
    old, new = each.old, each.new
    if old is None:
        return _painted("added", new or "", colour)
    if new is None:
        return _painted("dropped", old, colour)
    if each.kind in {"moved", "reordered"} or (_FIGURE.match(old) and _FIGURE.match(new)):
        return _arrow(old, new, colour)
    from docgen.year.wording import pieces

    return "".join(_painted(piece.kind, piece.text, colour) for piece in pieces(old, new))


def _painted(kind: str, text: str, colour: Paint | None) -> str:
    """Without colours in brackets, as ``git diff --word-diff`` and wdiff have them."""
    said = "\n".join(printable(line) for line in text.split("\n"))
    if kind == "same" or not said:
        return said
    if colour is None:
        return f"[-{said}-]" if kind == "dropped" else f"{{+{said}+}}"
    style = "red strike" if kind == "dropped" else "green underline"
    return "\n".join(colour(line, style) for line in said.split("\n"))


def _arrow(old: str, new: str, colour: Paint | None) -> str:
    one, other = printable(old), printable(new)
    if colour is not None:
        one, other = colour(one, "red"), colour(other, "green")
    return f"{one} → {other}{_by(old, new)}"


def _by(old: str, new: str) -> str:
    """How much a figure rose or fell."""
    if not (_FIGURE.match(old) and _FIGURE.match(new)):
        return ""
    from decimal import Decimal

    by = Decimal(new) - Decimal(old)
    return f" ({by:+f})" if by else ""


def _figures(found: Compared, colour: Paint | None) -> Iterator[str]:
    for title, values in ((N_("points"), found.points), (N_("targets"), found.targets)):
        changed = [each for each in values if each.old != each.new]
        if changed:
            yield from ("", _(title), *(_value(each, colour) for each in changed))
    if found.sheets:
        yield from ("", _("scores"))
        for sheet in found.sheets:
            yield from _sheet(sheet, colour)


def _value(each: Value, colour: Paint | None) -> str:
    if each.old == each.new:
        return f"  {printable(each.title)}  {printable(each.new)}"
    unit = f" {printable(each.unit)}" if each.unit else ""
    return f"  {printable(each.title)}  {_arrow(each.old, each.new, colour)}{unit}"


def _sheet(sheet: Sheet, colour: Paint | None) -> Iterator[str]:
    one, other = sheet.grade
    grade = other if one == other else f"{one} → {other}"
    yield f"{_value(sheet.total, colour)}  {printable(grade)}  ({printable(sheet.address)})"
    for part in sheet.parts:
        if part.old != part.new:
            yield f"  {_value(part, colour)}"


def _sum(found: Compared) -> tuple[str, ...]:
    written = [each for each in found.differences if not each.follows]
    follow = len(found.differences) - len(written)
    counts = [
        f"{_(word)} {number}"
        for kind, (_sign, word) in KINDS.items()
        if (number := sum(each.kind == kind for each in written))
    ]
    lines = [_(", ").join(counts) if counts else _("no differences")]
    if follow:
        lines.append(
            say_count(
                "{count} more text differs only by the year or by names (--all shows it)",
                "{count} more texts differ only by the year or by names (--all shows them)",
                follow,
            )
        )
    return tuple(lines)


def _as_dict(compared: Comparison) -> dict[str, Any]:
    found = compared.found
    return {
        "old": _side(compared.old),
        "new": _side(compared.new),
        "differences": [
            {
                "kind": each.kind,
                "address": each.address,
                "path": list(each.path),
                "old": each.old,
                "new": each.new,
                "follows": each.follows,
            }
            for each in found.differences
        ],
        "points": [_value_dict(each) for each in found.points],
        "targets": [_value_dict(each) for each in found.targets],
        "scores": [
            {
                "address": sheet.address,
                "unit": sheet.unit,
                "old": sheet.total.old,
                "new": sheet.total.new,
                "grades": list(sheet.grade),
                "parts": [_value_dict(each) for each in sheet.parts],
            }
            for sheet in found.sheets
        ],
    }


def _side(side: Side) -> dict[str, Any]:
    return {"agency": side.agency, "year": side.year}


def _value_dict(each: Value) -> dict[str, str]:
    return {
        "address": each.address,
        "title": each.title,
        "old": each.old,
        "new": each.new,
        "unit": each.unit,
    }
