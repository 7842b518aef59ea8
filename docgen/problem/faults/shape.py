"""What a fault is: what is wrong, and what to do."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


class Fault(NamedTuple):
    """Message and help, both message ids of the catalogue.

    ``tool``: it is one of an outside tool, a font or the disk, not of data or document (exit 3).
    ``passing``: next time it may not be there, though nothing changed that can be looked at.
    ``terms``: what an argument of Word's own language is called, itself a message; ``exact #`` is
    ``exact`` with any number, which the message names ``{number}``.
    """

    message: str
    help: str
    tool: bool = False
    passing: bool = False
    terms: Mapping[str, str] = _NONE
