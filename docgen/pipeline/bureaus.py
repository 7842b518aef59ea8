"""The documents of a parent agency about all its bureaus: 附表2 of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.load import Data
from docgen.pipeline.documents import doctype_of, filled, give_out, placed
from docgen.pipeline.gate import Batch, Rendered

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.pipeline.consolidating import Consolidated
    from docgen.pipeline.documents import Built
    from docgen.render.context import Document
    from docgen.workspace import Workspace


def bureau_documents(
    workspace: Workspace, found: Consolidated, out: Path | None = None, *, draft: bool = False
) -> Built:
    """Write ``results-bureaus.docx``; what breaks a rule is not written, as with every document."""
    from docgen.render.context.results_bureaus import document

    table = document(
        found.year,
        doctype_of(workspace, "results"),
        found.kind,
        [bureau.standing for bureau in found.bureaus],
    )
    folder = (out or workspace.build) / found.year.slug / str(found.year.year)
    batches = [_batch(workspace, found, "results", folder, table)]
    return give_out(Data(workspace), batches, out, draft=draft)


def _batch(
    workspace: Workspace, found: Consolidated, type_: str, folder: Path, document: Document
) -> Batch:
    with placed(found.sources):
        content = filled(workspace, found.year.slug, type_, document, found.sources)
    rendered = Rendered(document.name, content, filled=True)
    return Batch(found.year.slug, found.year.year, type_, folder, (rendered,))
