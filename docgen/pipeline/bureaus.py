"""The documents of a parent agency about all its bureaus: 附表2 of them, and one report.

A bureau whose report cannot be read is named and does not stop the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import structs

from docgen.load import Data
from docgen.load.survey import once
from docgen.pipeline.agencies import give_out
from docgen.pipeline.documents import doctype_of, filled, placed, source_of
from docgen.pipeline.gate import Batch, Rendered
from docgen.problem import Problem, Refused, Where
from docgen.year import bureau_report
from docgen.year.bureau_report import Reported

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from docgen.pipeline.built import Built
    from docgen.pipeline.consolidating import Consolidated
    from docgen.pipeline.fitting import Limits
    from docgen.render.context import Document
    from docgen.workspace import Workspace
    from docgen.year.draft import Section

REPORT: Final = "report"
NAME: Final = "report-bureaus"


def bureau_documents(
    workspace: Workspace, found: Consolidated, out: Path | None = None, *, draft: bool = False
) -> Built:
    """Write ``results-bureaus.docx`` and ``report-bureaus.docx``.

    What breaks a rule is not written, as with every document. There is no report where the forms
    have no words for it, or where the bureaus have too little to say yet: that is a warning.
    """
    from docgen.render.context.results_bureaus import document

    data = Data(workspace)
    folder = (out or workspace.build) / found.year.slug / str(found.year.year)
    table = document(
        found.year,
        doctype_of(workspace, "results"),
        found.kind,
        [bureau.standing for bureau in found.bureaus],
    )
    batches = [_batch(workspace, found, "results", folder, table)]
    problems: list[Problem] = []
    report = _report(data, found, problems)
    if report is not None:
        batches.append(_batch(workspace, found, REPORT, folder, report))
    built = give_out(data, batches, out, draft=draft)
    return structs.replace(built, problems=(*once(problems), *built.problems))


def _batch(
    workspace: Workspace, found: Consolidated, type_: str, folder: Path, document: Document
) -> Batch:
    with placed(found.sources):
        content = filled(workspace, found.year.slug, type_, document, found.sources)
    rendered = Rendered(document.name, content, filled=True)
    return Batch(found.year.slug, found.year.year, type_, folder, (rendered,))


def _report(data: Data, found: Consolidated, problems: list[Problem]) -> Document | None:
    """The weightiest cases of all bureaus that fit the pages of a report."""
    from docgen.pipeline.checking import bench
    from docgen.pipeline.fitted import fitted
    from docgen.pipeline.fitting import Press, limits

    forms = found.year.forms.report if found.year.forms else None
    if forms is None or forms.bureaus is None:
        return None
    bureaus = tuple(_reported(data, found, problems))
    sections = bureau_report.sections(forms.headings, bureaus, forms.bureaus)
    review = bureau_report.review(bureaus, forms.bureaus)
    kind, rules = bench(data.workspace).type(REPORT)
    allowed = limits(rules, REPORT)
    where = found.sources.where("forms:report.bureaus")
    lacking = tuple(_lacking(sections, allowed, where))
    if lacking:
        problems += lacking
        return None
    press = Press(data.workspace, found.year.slug, REPORT, kind)
    made = fitted(press, found.year, sections, review, allowed, allowed.spare)
    if made is None:
        args = {"spare": str(allowed.spare), "limit": str(allowed.pages)}
        problems.append(Problem("bureau-report-does-not-fit", where, args, "warning"))
        return None
    whole = structs.replace(found.year, report=made.report)
    (document,) = source_of(kind, REPORT).documents(whole, kind)
    return structs.replace(document, name=NAME)


def _lacking(sections: Sequence[Section], allowed: Limits, where: Where) -> Iterator[Problem]:
    for section in sections:
        count = len(section.candidates)
        least, _most = allowed.of(section.heading, count)
        if count < least:
            args = {"heading": section.heading.title, "count": str(count), "least": str(least)}
            yield Problem("too-few-bureau-cases", where, args, "warning")


def _reported(data: Data, found: Consolidated, problems: list[Problem]) -> Iterator[Reported]:
    """What each bureau reports, those without a report left out."""
    returned = dict(found.year.returns)
    for one in (bureau.standing for bureau in found.bureaus):
        if one.slug in returned:
            given = returned[one.slug]
            yield Reported(one.slug, one.name, given.performance, given.review)
            continue
        if found.year.year not in data.workspace.years(one.slug):
            continue
        try:
            child, _ = data.agency_year(
                one.slug, found.year.year, ("forms", "report", "achievements")
            )
        except Refused as refused:
            problems += [structs.replace(each, level="warning") for each in refused.problems]
            continue
        if child.report is not None:
            done = child.achievements.achievements if child.achievements else ()
            weights = {each.id: each.weight for each in done}
            yield Reported(
                one.slug, one.name, child.report.performance, child.report.review, weights
            )
