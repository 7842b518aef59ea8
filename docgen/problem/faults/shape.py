"""What a fault is: what is wrong, and what to do."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """Message and help, both message ids of the catalogue.

    ``tool``: it is one of an outside tool, a font or the disk, not of data or document (exit 3).
    ``passing``: next time it may not be there, though nothing changed that can be looked at.
    """

    message: str
    help: str
    tool: bool = False
    passing: bool = False
