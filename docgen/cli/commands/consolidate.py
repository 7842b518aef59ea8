"""``docgen consolidate AGENCY``: a parent's bureaus beside each other: results, awards, plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docgen.cli import drafted, made, where
from docgen.cli.arguments import add_agency, add_out, add_to, add_year
from docgen.cli.commands.awards import line_as_dict, line_text
from docgen.cli.commands.diff import KINDS
from docgen.cli.outcome import Outcome, few
from docgen.model.shapes import roc_date
from docgen.problem.words import say as _
from docgen.year.score import plain

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from docgen.pipeline.bureaus import Gathered
    from docgen.pipeline.consolidating import Bureau, Consolidated
    from docgen.workspace import Workspace
    from docgen.year.conformity import Conformity, Handed
    from docgen.year.diff import Difference

EXAMPLE: Final = "wra --year 105"


def arguments(parser: argparse.ArgumentParser) -> None:
    """``AGENCY [--year Y] [--kind K] [--to FORMATS] [-o DIR] [--draft] [--look] [--spare N] [--explain] …``."""
    add_agency(parser)
    add_year(parser)
    parser.add_argument(
        "--kind",
        choices=("self", "parent"),
        default="parent",
        help=_("the agency's own assessments, or its parent's"),
    )
    add_to(parser)
    add_out(parser)
    parser.add_argument("--look", action="store_true", help=_("only look: write nothing"))
    parser.add_argument(
        "--draft",
        action="store_true",
        help=_("write what breaks a rule too, beside, as TYPE.draft.docx"),
    )
    drafted.arguments(parser)


def run(options: argparse.Namespace) -> Outcome:
    """The table of all bureaus, who is due what, how each plan keeps to the parent's; the drafts."""
    from docgen.cli.bureau_table import tables
    from docgen.cli.drawing import drawn
    from docgen.pipeline import bureau_documents, consolidate, draft_bureaus, export

    workspace = where.chosen(options)
    found = consolidate(workspace, where.agency(options, workspace), options.year, options.kind)
    gathered = draft_bureaus(
        workspace,
        found,
        spare=options.spare,
        explain=options.explain,
        taking_over=options.merge,
        writing=not options.look,
    )
    written = Outcome()
    if not options.look:
        out = where.out(options)
        built = bureau_documents(workspace, found, out, draft=options.draft)
        built = export(workspace, built, options.to, out)
        written = made.outcome(workspace, [built], as_json=options.format == "json")
    told = (*_without_results(found), *_awards(found), *_conformities(found))
    chosen = _chosen(gathered, workspace, explain=options.explain)
    return Outcome(
        lines=(*drawn(*tables(found)), *told, *chosen, *written.lines),
        found={**_as_dict(found), "draft": _draft_as_dict(gathered, workspace), **written.found},
        problems=(*found.problems, *gathered.problems, *written.problems),
    )


def _chosen(gathered: Gathered, workspace: Workspace, *, explain: bool) -> Iterator[str]:
    """The choice among the bureaus' cases, and what became of it."""
    yield ""
    if gathered.draft is None:
        return
    yield drafted.total(gathered.draft, drafted.CASES)
    if explain:
        yield from drafted.explained(gathered.draft)
    if gathered.drafted is not None:
        yield drafted.written(gathered.drafted, workspace)
        yield from drafted.changes(gathered.drafted)


def _draft_as_dict(gathered: Gathered, workspace: Workspace) -> dict[str, Any] | None:
    if gathered.draft is None:
        return None
    became = gathered.drafted
    return {
        **(drafted.outcome_as_dict(became, workspace) if became is not None else {}),
        **drafted.as_dict(gathered.draft, "cases"),
    }


def _without_results(found: Consolidated) -> Iterator[str]:
    names = [each.standing.name for each in found.bureaus if each.standing.total is None]
    if names:
        yield _("no results yet: {names}", names="、".join(names))


def _awards(found: Consolidated) -> Iterator[str]:
    yield ""
    yield _("awards (proposal)")
    if not found.awards:
        yield "    " + _("no clause looks at the bureaus")
    clause = None
    for line in found.awards:
        if line.clause is not clause:
            clause = line.clause
            yield "    " + _("{title} ({because})", title=clause.title, because=clause.because)
        yield "        " + line_text(line)


def _conformities(found: Consolidated) -> Iterator[str]:
    titles = (
        {each.id: each.title or "" for each in found.year.plan.sections} if found.year.plan else {}
    )
    yield ""
    yield _("conformity")
    for bureau in found.bureaus:
        yield "    " + _("{name} ({place})", name=bureau.standing.name, place=bureau.file)
        for line in _conformity(bureau, titles):
            yield "        " + line


def _conformity(bureau: Bureau, titles: dict[str, str]) -> Iterator[str]:
    made = bureau.conformity
    if made is None:
        yield _("no plan here: its data is kept elsewhere, or could not be read")
    else:
        lacking = "、".join(titles.get(each) or each for each in made.lacking)
        if lacking:
            yield _("required contents lacking: {names}", names=lacking)
        else:
            yield _("required contents: complete")
        yield from map(_difference, made.differences)
        if not made.differences:
            yield _("nothing dropped, added or reworded")
        yield _indicators(made)
    yield _handed(bureau.handed)


def _difference(each: Difference) -> str:
    sign, kind = KINDS[each.kind]
    told = {"sign": sign, "kind": _(kind), "path": "/".join(each.path)}
    if each.kind in {"added", "dropped"}:
        return _("{sign} {kind} ({path}): {text}", text=each.old or each.new or "", **told)
    return _("{sign} {kind} ({path}): {old} → {new}", old=each.old, new=each.new, **told)


def _indicators(made: Conformity) -> str:
    if not made.unmeasured:
        return _("all {all} practices have an indicator", all=str(made.practices))
    ids = [each.id for each in made.unmeasured]
    return _(
        "{count} of {all} practices have no indicator: {names}",
        count=str(len(ids)),
        all=str(made.practices),
        names=few(ids),
    )


def _handed(handed: Handed) -> str:
    if handed.deadline is None:
        return _("deadline unknown")
    date = roc_date(handed.deadline.on)
    if handed.on is None:
        return _("deadline {date}: unknown, nobody wrote down when it was handed in", date=date)
    on = roc_date(handed.on)
    if handed.timely == "late":
        return _("deadline {date}: late, handed in on {on}", date=date, on=on)
    return _("deadline {date}: kept, handed in on {on}", date=date, on=on)


def _as_dict(found: Consolidated) -> dict[str, Any]:
    return {
        "agency": found.year.slug,
        "year": found.year.year,
        "kind": found.kind,
        "bureaus": [_bureau(each) for each in found.bureaus],
        "awards": [line_as_dict(line) for line in found.awards],
    }


def _bureau(bureau: Bureau) -> dict[str, Any]:
    one, made = bureau.standing, bureau.conformity
    handed = bureau.handed
    return {
        "id": one.slug,
        "name": one.name,
        "file": bureau.file,
        "points": {id_: plain(points) for id_, points in one.points.items()},
        "total": None if one.total is None else plain(one.total),
        "grade": one.grade.title if one.grade else None,
        "rank": one.rank,
        "conformity": None
        if made is None
        else {
            "lacking": list(made.lacking),
            "differences": [
                {"kind": d.kind, "address": d.address, "old": d.old, "new": d.new}
                for d in made.differences
            ],
            "without-indicator": [each.id for each in made.unmeasured],
            "practices": made.practices,
        },
        "deadline": {
            "kept": handed.timely,
            "on": roc_date(handed.deadline.on) if handed.deadline else None,
            "handed-in": roc_date(handed.on) if handed.on else None,
        },
    }
