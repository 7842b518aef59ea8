"""``data/<agency>/agency.yaml``: who the agency is, its units, what a published page carries."""

from __future__ import annotations

from typing import ClassVar, Final

from docgen.model.shapes import EntriesOf, Entry, Record, Text

UNNAMED: Final = "機關全銜"  # what ``docgen new`` writes where the name is to stand, in brackets


class Unit(Entry, frozen=True, kw_only=True):
    """A 課室 (or 組室, 中心): who can be assessed and who can own a practice.

    ``assessed``: its sheets belong to the year, which is not complete without them.
    """

    shorthand: ClassVar[str | None] = "title"
    title: Text
    assessed: bool = True


class Publication(Record, frozen=True, kw_only=True):
    """What a published page must carry; ``unknown`` where it is not known."""

    office: Text | None = None
    contact: Text | None = None
    website: Text | None = None
    license: Text | None = None
    theme: Text | None = None
    cake: Text | None = None
    service: Text | None = None


class Agency(Record, frozen=True, kw_only=True):
    """``name`` as documents print it; ``short`` as the agency calls itself (本局).

    ``example``: it is made up, and what is published of a real agency must have nothing of it.
    """

    name: Text
    short: Text
    parent: Text | None = None
    units: EntriesOf[Unit] = ()
    publication: Publication = Publication()
    example: bool = False
