"""附錄1 創意服務計畫: blank with guidance, or one for each proposal of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.render.context.document import Document, Source, needed
from docgen.render.context.figure import FigureContext, figures
from docgen.render.context.ladder import Passage, label, passage
from docgen.render.rich import Picture
from docgen.render.value import Missing, Value, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.doctype import Doctype
    from docgen.model.agency_year import AgencyYear
    from docgen.model.proposal import Attachment, Proposal


class AttachmentContext(Struct, frozen=True):
    """肆、附件: one of the proofs; ``file`` is where it is kept, ``picture`` what is printed of it."""

    label: str
    title: Value
    file: Value | Missing
    caption: Value | Missing
    picture: Picture | None


class FiguresContext(Struct, frozen=True):
    """量化數據 under its own ``label``; false when there are none."""

    label: str
    rows: tuple[FigureContext, ...]

    def __bool__(self) -> bool:
        return bool(self.rows)


class ProposalContext(Struct, frozen=True):
    """The whole form; blank unless ``filled``. Passages are false where nothing was written."""

    caption: str
    title: Value
    filled: bool
    unit: Value | Missing
    background: Passage
    solution: Passage
    benefits: Passage
    external: Passage
    internal: Passage
    figures: FiguresContext
    process: Passage
    ict: Passage
    attachments: tuple[AttachmentContext, ...]
    urls: tuple[Value, ...]
    address: Value | Missing


def documents(year: AgencyYear, doctype: Doctype) -> tuple[Document, ...]:
    """The blank form, and one filled for each proposal."""
    made = [blank(year, doctype, "")]
    made += [_filled(year, doctype, name, proposal) for name, proposal in year.proposals]
    return tuple(made)


def blank(year: AgencyYear, doctype: Doctype, caption: str) -> Document:
    """The empty form with its guidance."""
    forms = needed(year.forms, "forms")
    none = passage(None, doctype, "forms:proposal")
    missing = Missing("forms:proposal")
    context = ProposalContext(
        caption=caption,
        title=Value(forms.proposal.title, "forms:proposal.title"),
        filled=False,
        unit=missing,
        background=none,
        solution=none,
        benefits=none,
        external=none,
        internal=none,
        figures=FiguresContext("", ()),
        process=none,
        ict=none,
        attachments=(),
        urls=(),
        address=missing,
    )
    return Document("proposal", forms.proposal.title, context)


def _filled(year: AgencyYear, doctype: Doctype, name: str, proposal: Proposal) -> Document:
    forms = needed(year.forms, "forms")
    file = f"proposals/{name}"
    units = {unit.id: unit.title for unit in year.agency.units}
    pattern, address = forms.proposal.title, "forms:proposal.title"
    if forms.proposal.filled is not None:
        pattern, address = forms.proposal.filled, "forms:proposal.filled"
    title = pattern.replace("{proposal.title}", proposal.title)
    results, methods = proposal.results, proposal.methods
    proved = _labels(doctype, (results.external, results.internal, results.figures))
    solved = _labels(doctype, (methods.process, methods.ict))
    context = ProposalContext(
        caption="",
        title=Value(title, address),
        filled=True,
        unit=Value(units[proposal.unit], f"{file}:unit"),
        background=passage(proposal.background, doctype, f"{file}:background", level=2),
        solution=passage(proposal.solution, doctype, f"{file}:solution", level=2),
        benefits=passage(proposal.benefits, doctype, f"{file}:benefits", level=2),
        external=passage(
            results.external, doctype, f"{file}:results.external", level=2, label=next(proved)
        ),
        internal=passage(
            results.internal, doctype, f"{file}:results.internal", level=2, label=next(proved)
        ),
        figures=FiguresContext(next(proved), figures(results.figures, doctype, file, level=2)),
        process=passage(
            methods.process, doctype, f"{file}:methods.process", level=2, label=next(solved)
        ),
        ict=passage(methods.ict, doctype, f"{file}:methods.ict", level=2, label=next(solved)),
        attachments=tuple(
            AttachmentContext(
                label(doctype.ladder[1], place, doctype.brackets),
                Value(attachment.title, f"{file}:{attachment.id}.title"),
                value(attachment.file, f"{file}:{attachment.id}.file"),
                value(attachment.caption, f"{file}:{attachment.id}.caption"),
                _picture(year, attachment, f"{file}:{attachment.id}.image"),
            )
            for place, attachment in enumerate(proposal.attachments, 1)
        ),
        urls=tuple(Value(url, f"{file}:urls.{n}") for n, url in enumerate(proposal.urls, 1)),
        address=value(proposal.address, f"{file}:address"),
    )
    return Document(f"proposal-{name}", title, context)


def _picture(year: AgencyYear, attachment: Attachment, address: str) -> Picture | None:
    content = dict(year.pictures).get(attachment.image or "")
    if content is None:
        return None
    return Picture(content, attachment.description or "", attachment.width, address)


def _labels(doctype: Doctype, there: tuple[object, ...]) -> Iterator[str]:
    """一、二、… for what is there, nothing for what is not."""
    count = 0
    for thing in there:
        count += bool(thing)
        yield label(doctype.ladder[1], count, doctype.brackets) if thing else ""


SOURCE = Source(ProposalContext, documents, blank)
