"""``docgen draft report AGENCY``: the report from the year's achievements, fitted to its pages."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from docgen.cli import where
from docgen.cli.arguments import add_agency, add_year
from docgen.cli.outcome import Outcome
from docgen.problem.words import N_, printable, say_count
from docgen.problem.words import say as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.pipeline.drafting import Draft, Drafted, Told

EXAMPLE: Final = "demo --year 105 --explain"
OUTCOMES: Final = {
    "new": N_("wrote {path}"),
    "redrafted": N_("wrote {path} anew (nobody had edited the last draft)"),
    "beside": N_("wrote {path}, beside the report that was edited"),
    "merged": N_("merged the new draft into {path}"),
    "unchanged": N_("{path} is as it should be; nothing was changed"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """``AGENCY [--year Y] [--spare N] [--explain] [--merge]``."""
    add_agency(parser)
    add_year(parser)
    parser.add_argument(
        "--spare",
        metavar="N",
        type=_lines,
        help=_("lines to leave free on the last page (else as forms.yaml says)"),
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help=_("say what was left out, and what it would have cost"),
    )
    parser.add_argument(
        "--merge",
        action="store_true",
        help=_("take the new draft over into an edited report where nobody edited it"),
    )


def run(options: argparse.Namespace) -> Outcome:
    """Draft it, say what was written, what changed, and with --explain what was left out."""
    from docgen.pipeline import draft_report

    workspace = where.chosen(options)
    drafted = draft_report(
        workspace,
        where.agency(options, workspace),
        options.year,
        spare=options.spare,
        explain=options.explain,
        taking_over=options.merge,
    )
    path = workspace.relative(drafted.path)
    lines = [_(OUTCOMES[drafted.outcome], path=path), _sum(drafted.draft), *_changes(drafted)]
    if options.explain:
        lines += _explained(drafted.draft)
    return Outcome(tuple(lines), _found(drafted, path), drafted.problems)


def _lines(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 3):
        raise argparse.ArgumentTypeError(_("“{number}” is not a number of lines", number=typed))
    return int(typed)


def _sum(draft: Draft) -> str:
    told = [each for each in draft.told if each.wording]
    return _(
        "{cases} of {all} achievements; {pages} pages, {spare} lines free; weight {weight} of {possible}",
        cases=len(told),
        all=len(draft.told),
        pages=draft.pages,
        spare=draft.spare,
        weight=f"{draft.weight.normalize():f}",
        possible=f"{draft.possible.normalize():f}",
    )


def _changes(drafted: Drafted) -> Iterator[str]:
    """As a difference reads: - what was there, + what is now."""
    from docgen.pipeline.drafting import said

    for change in drafted.changes:
        yield printable(f"{' › '.join(change.path)}")
        if change.before is not None:
            yield printable(f"  - {said(change.before)}")
        if change.after is not None:
            yield printable(f"  + {said(change.after)}")


def _explained(draft: Draft) -> Iterator[str]:
    for each in draft.told:
        if each.wording == "short" and each.cost:
            lines = say_count("{count} line", "{count} lines", int(each.cost))
            yield _("shortened: {title} (in full {lines} more)", title=each.title, lines=lines)
    for each in draft.told:
        if not each.wording:
            yield _left_out(each)


def _left_out(each: Told) -> str:
    takes = say_count("{count} line", "{count} lines", each.lines)
    known = {"title": each.title, "lines": takes, "weight": f"{each.weight.normalize():f}"}
    if each.cost is None:
        return _("left out: {title} (weight {weight}, {lines}; it fits in no way)", **known)
    if not each.cost:
        return _(
            "left out: {title} (weight {weight}, {lines}; with it the whole would weigh the same)",
            **known,
        )
    cost = f"{each.cost.normalize():f}"
    return _(
        "left out: {title} (weight {weight}, {lines}; with it the whole would weigh {cost} less)",
        cost=cost,
        **known,
    )


def _found(drafted: Drafted, path: str) -> dict[str, Any]:
    draft = drafted.draft
    return {
        "draft": {
            "path": path,
            "outcome": drafted.outcome,
            "pages": draft.pages,
            "lines": draft.lines,
            "spare": draft.spare,
            "weight": f"{draft.weight:f}",
            "achievements": [_as_dict(each) for each in draft.told],
            "changes": [
                {"path": list(each.path), "before": each.before, "after": each.after}
                for each in drafted.changes
            ],
        }
    }


def _as_dict(each: Told) -> dict[str, Any]:
    return {
        "id": each.id,
        "title": each.title,
        "heading": each.heading,
        "weight": f"{each.weight:f}",
        "wording": each.wording,
        "lines": each.lines,
        "cost": None if each.cost is None else f"{each.cost:f}",
    }
