"""The order of steps from a year's achievements to its drafted report.

Candidates and review from the data, lines from the typesetter, the choice from ``year.fit``, the
choice rendered and measured again (``draft``). What a person edited is never overwritten
(``beside``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.load import Data
from docgen.load.guess import listed
from docgen.pipeline.beside import Drafted, Papers, said
from docgen.pipeline.checking import bench
from docgen.pipeline.draft import Draft, Told, draft_of
from docgen.pipeline.fitting import Press, limits
from docgen.problem import Problem, Refused, Where
from docgen.year import draft as drafts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.load import Sources
    from docgen.model.agency_year import AgencyYear
    from docgen.model.forms import Drafting
    from docgen.pipeline.fitting import Limits
    from docgen.workspace import Workspace
    from docgen.year.draft import Section

__all__ = ["Draft", "Drafted", "Told", "draft_report", "drafted", "said"]

TYPE: Final = "report"
NEEDS: Final = ("forms", "plan", "rubric", "rules", "assessments", "achievements")


def draft_report(
    workspace: Workspace,
    slug: str,
    year: int | None = None,
    *,
    spare: int | None = None,
    explain: bool = False,
    taking_over: bool = False,
) -> Drafted:
    """Draft, and write where nobody's words are lost; ``taking_over`` is ``--merge``.

    ``spare`` lines stay free on the last page allowed (None: as the forms say). Refused with
    every fault of the data, ``too-little-to-say``, ``draft-does-not-fit``, ``nothing-to-merge``.
    """
    data = Data(workspace)
    chosen = data.newest_year(slug) if year is None else year
    agency_year, sources = data.agency_year(slug, chosen, NEEDS)
    press = Press(workspace, slug, TYPE, bench(workspace).type(TYPE)[0])
    made = drafted(press, agency_year, sources, spare, explain=explain)
    folder = data.year_folder(slug, chosen, slug)
    return Papers(workspace, folder, press, agency_year).settle(made, taking_over=taking_over)


def drafted(
    press: Press,
    year: AgencyYear,
    sources: Sources,
    spare: int | None = None,
    *,
    explain: bool = False,
) -> Draft:
    """The draft of greatest weight that leaves the lines asked for; nothing is written."""
    words = _words(press, year, sources)
    allowed = limits(bench(press.workspace).type(press.type)[1], press.type)
    sections = drafts.sections(year, words)
    _enough(year, sections, allowed, sources)
    review = drafts.review(year, words)
    asked = allowed.spare if spare is None else spare
    found = draft_of(press, year, sections, review, allowed, asked, explain=explain)
    if found is not None:
        return found
    where = Where(file=sources.where("achievements:").file)
    args = {"spare": str(asked), "limit": str(allowed.pages)}
    raise Refused([Problem("draft-does-not-fit", where, args)])


def _words(press: Press, year: AgencyYear, sources: Sources) -> Drafting:
    folder = f"data/{press.slug}/{year.year}"
    faults = []
    if year.achievements is None or not year.achievements.achievements:
        file = f"{folder}/achievements.yaml"
        faults.append(Problem("no-achievements", Where(file=file), {"file": file}))
    words = year.forms.report.draft if year.forms else None
    if words is None:
        faults.append(Problem("no-draft-words", sources.where("forms:report")))
    if faults or words is None:
        raise Refused(faults)
    return words


def _enough(
    year: AgencyYear, sections: Sequence[Section], allowed: Limits, sources: Sources
) -> None:
    """Refused with every heading that has fewer achievements than cases are asked for."""
    faults = []
    for section in sections:
        least, _ = allowed.of(section.heading, len(section.candidates))
        if len(section.candidates) < least:
            args = {
                "heading": section.heading.title,
                "count": str(len(section.candidates)),
                "least": str(least),
                "practices": listed(drafts.idle_under(year, section.heading)),
            }
            where = Where(file=sources.where("achievements:").file)
            faults.append(Problem("too-little-to-say", where, args))
    if faults:
        raise Refused(faults)
