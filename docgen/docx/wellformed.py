"""Whether a part is well-formed XML, asked of expat: it builds no tree, and loads in no time."""

from __future__ import annotations

from xml.parsers import expat


class Malformed(Exception):  # noqa: N818 - an outcome of the check
    """Not well-formed; ``reason`` as the parser says it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check(part: bytes) -> None:
    """Raises Malformed. The part is our own: no document type, no entities of its own."""
    try:
        expat.ParserCreate().Parse(part, True)  # noqa: FBT003 - the last piece, as expat names it
    except expat.ExpatError as fault:
        raise Malformed(str(fault)) from None
