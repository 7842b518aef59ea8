"""The papers of a parent agency about all its bureaus: 附表2 of them, awards, a sheet for each, a report.

All but the report rest on the bureaus' own folders, so that no build of one agency makes them.
The record names the files of every bureau, so that ``status`` tells when one of them changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import structs

from docgen.doctype import of_bureaus
from docgen.load import Data
from docgen.pipeline.agencies import give_out
from docgen.pipeline.awarding import SCORED
from docgen.pipeline.built import joined
from docgen.pipeline.bureau_cases import FILE
from docgen.pipeline.consolidating import NEEDS, PLANNED
from docgen.pipeline.documents import doctype_of, filled, placed, source_of
from docgen.pipeline.gate import Batch, Rendered
from docgen.pipeline.inputs import inputs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from docgen.doctype import Doctype
    from docgen.load import Sources
    from docgen.model.agency_year import AgencyYear
    from docgen.pipeline.built import Built
    from docgen.pipeline.consolidating import Bureau, Consolidated
    from docgen.render.context import Document
    from docgen.workspace import Workspace

RESULTS: Final = "results"
REPORT: Final = "report"
AWARDS: Final = "awards"
CONFORMITY: Final = "conformity"
_PLAN: Final = "plan"

Paper = tuple[str, str]
"""The type, and what the record calls the documents of it."""


def papers(workspace: Workspace, kind: str = "parent") -> tuple[Paper, ...]:
    """What ``docgen consolidate`` makes beside the report, as far as the workspace has the types."""
    from docgen.render.context.results_bureaus import NAMES

    there = of_bureaus(workspace)
    table = [
        (RESULTS, NAMES[each]) for each in NAMES if each == kind and RESULTS in workspace.types()
    ]
    return (*table, *((each, each) for each in (AWARDS, CONFORMITY) if each in there))


def bureau_documents(
    workspace: Workspace, found: Consolidated, out: Path | None = None, *, draft: bool = False
) -> Built:
    """Write the papers, and ``report-bureaus.docx`` where its data are there.

    What breaks a rule is not written, as with every document.
    """
    data = Data(workspace)
    parts = []
    for paper in papers(workspace, found.kind):
        batch = batch_of(workspace, found, paper, out)
        made_of = _inputs(data, found, paper)
        parts.append(give_out(data, batch, out, draft=draft, made_of=made_of, begun=found.begun))
    slug, number = found.year.slug, found.year.year
    own, sources = data.agency_year(slug, number, (*NEEDS, FILE))
    if own.consolidated is not None:
        kind = doctype_of(workspace, REPORT)
        with placed(sources):
            _, document = source_of(kind, REPORT).documents(own, kind)
        report = _batch(workspace, own, sources, (REPORT, ""), [document], out)
        parts.append(give_out(data, report, out, draft=draft))
    return joined(parts)


def batch_of(
    workspace: Workspace, found: Consolidated, paper: Paper, out: Path | None = None
) -> Batch:
    """A paper, rendered."""
    made = _MAKERS[paper[0]](workspace, found)
    return _batch(workspace, found.year, found.sources, paper, made, out)


def _batch(
    workspace: Workspace,
    own: AgencyYear,
    sources: Sources,
    paper: Paper,
    documents: Sequence[Document],
    out: Path | None,
) -> Batch:
    type_, key = paper
    folder = (out or workspace.build) / own.slug / str(own.year)
    with placed(sources):
        rendered = tuple(
            Rendered(each.name, filled(workspace, own.slug, type_, each, sources), filled=True)
            for each in documents
        )
    return Batch(own.slug, own.year, type_, folder, rendered, key)


def _results(workspace: Workspace, found: Consolidated) -> list[Document]:
    """附表2 of all bureaus."""
    from docgen.render.context.results_bureaus import document

    rows = [bureau.standing for bureau in found.bureaus]
    return [document(found.year, doctype_of(workspace, RESULTS), found.kind, rows)]


def _awards(workspace: Workspace, found: Consolidated) -> list[Document]:
    """The proposal of 柒、二."""
    from docgen.render.context.awards import document

    return [document(found.year, _type(workspace, AWARDS), found.awards)]


def _conformities(workspace: Workspace, found: Consolidated) -> list[Document]:
    """A sheet for each bureau."""
    from docgen.render.context.conformity import Subject, document

    kind = _type(workspace, CONFORMITY)
    required = doctype_of(workspace, _PLAN).required

    def subject(of: Bureau) -> Subject:
        one = of.standing
        return Subject(one.slug, one.name, of.handed, of.plan, of.conformity)

    return [document(found.year, kind, required, subject(each)) for each in found.bureaus]


_MAKERS: Final[dict[str, Callable[[Workspace, Consolidated], list[Document]]]] = {
    RESULTS: _results,
    AWARDS: _awards,
    CONFORMITY: _conformities,
}


def _type(workspace: Workspace, name: str) -> Doctype:
    """Refused where ``doctype.yaml`` lacks a word that the paper says."""
    kind = doctype_of(workspace, name)
    source_of(kind, name)
    return kind


def _inputs(data: Data, found: Consolidated, paper: Paper) -> tuple[str, ...]:
    """The files that a paper rests on: the parent's, and those of each bureau that keeps them here."""
    type_ = paper[0]
    kind = doctype_of(data.workspace, type_)
    own, number = found.year.slug, found.year.year
    asked = PLANNED if type_ == CONFORMITY else SCORED
    kinds = {type_: structs.replace(kind, data=tuple(dict.fromkeys((*kind.data, "returns"))))}
    if type_ == CONFORMITY:
        kinds[_PLAN] = doctype_of(data.workspace, _PLAN)
    names = list(inputs(data, own, number, kinds, data.chain(own)))
    returned = dict(found.year.returns)
    theirs = structs.replace(kind, data=asked)
    for slug in (each.standing.slug for each in found.bureaus):
        if slug not in returned:
            names += inputs(data, slug, number, {type_: theirs}, data.chain(slug))
    return tuple(dict.fromkeys(names))


def names(paper: Paper, bureaus: Sequence[str]) -> Iterator[str]:
    """The files' stems of a paper about these bureaus, without reading anything of them."""
    type_, key = paper
    if type_ == CONFORMITY:
        yield from (f"{CONFORMITY}-{slug}" for slug in bureaus)
    elif type_ == AWARDS:
        from docgen.render.context.awards import NAME

        yield NAME
    else:
        yield key
