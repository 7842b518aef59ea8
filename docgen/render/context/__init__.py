"""What a template may name: one module per source of documents, pure functions of the data.

A context is made of frozen records whose fields are the template's vocabulary. Text that a
person may edit is a ``Value`` (it knows its address), labels and sums are plain strings.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final

from docgen.render.context.document import Document, Source

__all__ = ["CONTEXTS", "Document", "Source", "source"]

# source name → module that holds its SOURCE; imported only when such a document is made
CONTEXTS: Final[dict[str, str]] = {
    "plan": "docgen.render.context.plan",
    "scoresheet": "docgen.render.context.scoresheet",
    "results": "docgen.render.context.results",
    "proposal": "docgen.render.context.proposal",
    "report": "docgen.render.context.report",
    "conformity": "docgen.render.context.conformity",
    "awards": "docgen.render.context.awards",
}


def source(name: str) -> Source:
    """The source of that name; KeyError for any other (``doctype.yaml`` is checked earlier)."""
    found: Source = import_module(CONTEXTS[name]).SOURCE
    return found
