"""What is said of a drafted file: where it was written, what changed, what was left out and why."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from docgen.problem.words import N_, printable, say_count
from docgen.problem.words import say as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.pipeline.beside import Drafted
    from docgen.pipeline.draft import Draft, Forced, Told
    from docgen.workspace import Workspace

OUTCOMES: Final = {
    "new": N_("wrote {path}"),
    "redrafted": N_("wrote {path} anew (nobody had edited the last draft)"),
    "beside": N_("wrote {path}, beside the file that was edited"),
    "merged": N_("merged the new draft into {path}"),
    "unchanged": N_("{path} is as it should be; nothing was changed"),
    "kept": N_("{path} was edited and is kept; there is nothing new to draft"),
}
ACHIEVEMENTS: Final = N_(
    "{cases} of {all} achievements; {pages} pages, {spare} lines free; weight {weight} of {possible}"
)
CASES: Final = N_(
    "{cases} of {all} cases; {pages} pages, {spare} lines free; weight {weight} of {possible}"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """``[--spare N] [--explain] [--merge]``."""
    parser.add_argument(
        "--spare",
        metavar="N",
        type=_number,
        help=_("lines to leave free on the last page (else as the document type says)"),
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help=_("say what was left out, and what it would have cost"),
    )
    parser.add_argument(
        "--merge",
        action="store_true",
        help=_("take the new draft over into an edited file where nobody edited it"),
    )


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 3):
        raise argparse.ArgumentTypeError(_("“{number}” is not a number of lines", number=typed))
    return int(typed)


def written(drafted: Drafted, workspace: Workspace) -> str:
    """What was written."""
    return _(OUTCOMES[drafted.outcome], path=workspace.relative(drafted.path))


def total(draft: Draft, wording: str) -> str:
    """The choice in one line, in the words of ``ACHIEVEMENTS`` or ``CASES``."""
    told = [each for each in draft.told if each.wording]
    return _(
        wording,
        cases=len(told),
        all=len(draft.told),
        pages=draft.pages,
        spare=draft.spare,
        weight=f"{draft.weight.normalize():f}",
        possible=f"{draft.possible.normalize():f}",
    )


def changes(drafted: Drafted) -> Iterator[str]:
    """As a difference reads: - what was there, + what is now."""
    from docgen.pipeline.beside import said

    for change in drafted.changes:
        yield printable(f"{' › '.join(change.path)}")
        if change.before is not None:
            yield printable(f"  - {said(change.before)}")
        if change.after is not None:
            yield printable(f"  + {said(change.after)}")


def explained(draft: Draft) -> Iterator[str]:
    """What was shortened, what was left out, and what the minima of headings did."""
    for each in draft.told:
        if each.wording == "short" and each.cost:
            lines = say_count("{count} line", "{count} lines", int(each.cost))
            yield _("shortened: {title} (in full {lines} more)", title=each.title, lines=lines)
    for each in draft.told:
        if not each.wording:
            yield _left_out(each)
    yield from map(_forced, draft.forced)


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


def _forced(each: Forced) -> str:
    known = {
        "heading": each.heading,
        "least": each.least,
        "gain": f"{each.gain.normalize():f}",
        "stand": "、".join(each.stand),
    }
    if not each.instead:
        return _(
            "minimum of “{heading}”: {least} cases, so {stand} stands there; without it the whole would weigh {gain} more",
            **known,
        )
    return _(
        "minimum of “{heading}”: {least} cases, so {stand} stands there; without it {instead} would stand in the report, and the whole would weigh {gain} more",
        instead="、".join(each.instead),
        **known,
    )


def as_dict(draft: Draft, candidates: str) -> dict[str, Any]:
    """The same for programs; ``candidates`` is what the draft chose from."""
    return {
        "pages": draft.pages,
        "lines": draft.lines,
        "spare": draft.spare,
        "weight": f"{draft.weight:f}",
        candidates: [_told(each) for each in draft.told],
        "minima": [
            {
                "heading": each.heading,
                "least": each.least,
                "gain": f"{each.gain:f}",
                "stand": list(each.stand),
                "instead": list(each.instead),
            }
            for each in draft.forced
        ],
    }


def outcome_as_dict(drafted: Drafted, workspace: Workspace) -> dict[str, Any]:
    """What became of it."""
    return {
        "path": workspace.relative(drafted.path),
        "outcome": drafted.outcome,
        "changes": [
            {"path": list(each.path), "before": each.before, "after": each.after}
            for each in drafted.changes
        ],
    }


def _told(each: Told) -> dict[str, Any]:
    return {
        "id": each.id,
        "title": each.title,
        "heading": each.heading,
        "weight": f"{each.weight:f}",
        "wording": each.wording,
        "lines": each.lines,
        "cost": None if each.cost is None else f"{each.cost:f}",
    }
