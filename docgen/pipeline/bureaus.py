"""The report of all bureaus is data: ``consolidated.yaml`` of the parent's folder.

It is drafted from the bureaus' cases as a report is from achievements, and from then on the
parent's own. The document is made from it (``bureau_papers``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.load import Data
from docgen.load.survey import once
from docgen.pipeline.beside import Drafted, Papers
from docgen.pipeline.bureau_cases import FILE, tellers
from docgen.pipeline.checking import bench
from docgen.pipeline.draft import Draft, draft_of
from docgen.pipeline.fitting import Press, limits
from docgen.problem import Problem, Refused, Where
from docgen.year import bureau_report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.pipeline.consolidating import Consolidated
    from docgen.pipeline.fitting import Limits
    from docgen.workspace import Workspace
    from docgen.year.draft import Section

RESULTS: Final = "results"
REPORT: Final = "report"


class Gathered(Struct, frozen=True):
    """A draft of the bureaus' cases, and what became of it (None: it was only looked at)."""

    draft: Draft | None = None
    drafted: Drafted | None = None
    problems: tuple[Problem, ...] = ()


def draft_bureaus(
    workspace: Workspace,
    found: Consolidated,
    *,
    spare: int | None = None,
    explain: bool = False,
    taking_over: bool = False,
    writing: bool = True,
) -> Gathered:
    """Draft ``consolidated.yaml`` and write it where nobody's words are lost, as ``draft report``.

    There is none where the forms have no words for it, or where the bureaus have too little to say
    yet: that is a warning. What keeps the draft from being written is told as an error.
    """
    own, sources = found.year, found.sources
    words = own.forms.report.bureaus if own.forms else None
    if own.forms is None or words is None:
        return Gathered()
    data = Data(workspace)
    problems: list[Problem] = []
    told = [each.told for each in tellers(data, own, sources, problems)]
    sections = bureau_report.sections(own.forms.report.headings, told, words)
    kind, rules = bench(workspace).type(REPORT)
    allowed = limits(rules, REPORT)
    where = sources.where("forms:report.bureaus")
    lacking = tuple(_lacking(sections, allowed, where))
    if lacking:
        return Gathered(problems=tuple(once([*problems, *lacking])))
    press = Press(workspace, own.slug, REPORT, kind)
    asked = allowed.spare if spare is None else spare
    review = bureau_report.review(told, words)
    draft = draft_of(press, own, sections, review, allowed, asked, explain=explain)
    if draft is None:
        args = {"spare": str(asked), "limit": str(allowed.pages)}
        problems.append(Problem("bureau-report-does-not-fit", where, args, "warning"))
        return Gathered(problems=tuple(once(problems)))
    if not writing:
        return Gathered(draft, problems=tuple(once(problems)))
    papers = Papers(workspace, data.year_folder(own.slug, own.year, own.slug), press, own, FILE)
    try:
        drafted = papers.settle(draft, taking_over=taking_over, news_only=True)
    except Refused as refused:
        return Gathered(draft, problems=tuple(once([*problems, *refused.problems])))
    return Gathered(draft, drafted, tuple(once([*problems, *drafted.problems])))


def _lacking(sections: Sequence[Section], allowed: Limits, where: Where) -> Iterator[Problem]:
    for section in sections:
        count = len(section.candidates)
        least, _most = allowed.of(section.heading, count)
        if count < least:
            args = {"heading": section.heading.title, "count": str(count), "least": str(least)}
            yield Problem("too-few-bureau-cases", where, args, "warning")
