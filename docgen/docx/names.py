"""Names of WordprocessingML and what XML cannot hold, for those who need no parser (start-up time).

Names are written ``w("tbl")`` → ``{…/wordprocessingml/2006/main}tbl``.
"""

from __future__ import annotations

import re
from typing import Final

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
STRICT: Final = "http://purl.oclc.org/ooxml/"
"""What the names of a Strict document begin with (ISO/IEC 29500-1), which says the same otherwise."""
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (2.2) cannot hold: control characters, lone surrogates, U+FFFE, U+FFFF."""


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def r(name: str) -> str:
    """The qualified name of a relationship attribute (``r:id``)."""
    return f"{{{R}}}{name}"
