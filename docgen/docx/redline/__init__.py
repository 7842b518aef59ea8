"""Two documents as one with tracked changes: accept all is the new one, reject all the old one.

The text and the format of every paragraph come back exactly. What has no tracked form in both
Word and LibreOffice (page geometry, styles, pictures of the old document) is the new document's;
``told`` says so where it makes a difference. docs/decisions has the reasons.
"""

from __future__ import annotations

from docgen.docx.redline.documents import Redlined, redline

__all__ = ["Redlined", "redline"]
