"""Several docx as one: section after section, nothing twice, every number its own.

``package`` gathers parts and relationships, ``styles`` and ``numbering`` lay one document's
definitions beside another's, ``sections`` joins bodies so that each keeps its page.
"""

from __future__ import annotations

from docgen.docx.join.documents import merge

__all__ = ["merge"]
