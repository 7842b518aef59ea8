"""What a bundle says of itself: ``metadata.json`` of each version, from which all lists are made.

A version's folder never changes, so whoever reads the bundle finds its whole history in these.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - msgspec reads the annotations
from decimal import Decimal  # noqa: TC003 - as above
from typing import Final, Literal

import msgspec
from msgspec import Struct

from docgen.year.rank import Ties  # noqa: TC001 - as above
from docgen.year.results import Kind  # noqa: TC001 - as above

METADATA: Final = "metadata.json"
SUMS: Final = "SHA256SUMS"
RECORD: Final = "build.json"


class File(Struct, frozen=True):
    """A download: its name in the version's folder, bytes, SHA-256."""

    file: str
    format: str
    size: int
    sha256: str


class Published(Struct, frozen=True):
    """One document; ``pages`` where somebody counted them; ``words`` is the hash of its text.

    ``annexes``: it is a set that is not ``filled``, and of it only these are blank.
    """

    name: str
    type: str
    title: str
    filled: bool
    page: str
    pages: int | None
    words: str
    files: tuple[File, ...]
    annexes: bool = False


class Change(Struct, frozen=True):
    """What became of a document since the version before; ``kind`` names the words for it."""

    kind: Literal["added", "removed", "changed", "retyped"]
    name: str
    title: str
    removed: int = 0
    added: int = 0


class Column(Struct, frozen=True):
    """A 評核項目 of the year's rubric and its points."""

    id: str
    title: str
    points: Decimal


class UnitResult(Struct, frozen=True):
    """A unit's result of the year; ``points`` by 評核項目."""

    unit: str
    points: dict[str, Decimal]
    total: Decimal
    grade: str
    rank: int | None


class KindResults(Struct, frozen=True):
    """The year's results by one kind of assessment (``title`` 自行 …).

    ``points``, ``total`` and ``grade`` are those of the agency as a whole (``year.standing``).
    """

    kind: Kind
    title: str
    rows: tuple[UnitResult, ...]
    points: dict[str, Decimal]
    total: Decimal | None
    grade: str


class Results(Struct, frozen=True):
    """What was assessed in the year; ``ties`` is how the agency ranks those below it."""

    columns: tuple[Column, ...] = ()
    ties: Ties = "share"
    kinds: tuple[KindResults, ...] = ()


class Version(Struct, frozen=True):
    """One version of an agency's year. ``published`` is the day of the first, ``updated`` its own.

    ``content`` is a hash of all that would make another version (no date): publishing what is
    published already changes nothing.
    """

    agency: str
    name: str
    parent: str | None
    year: int
    version: int
    published: dt.date
    updated: dt.date
    issued: dt.date | None
    note: str
    content: str
    publication: dict[str, str]
    dublin_core: dict[str, str]
    documents: tuple[Published, ...]
    whole: File
    changes: tuple[Change, ...] = ()
    results: Results = Results()


def encoded(record: object) -> bytes:
    """A record as JSON that people can read; the same record is the same bytes."""
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def version_of(content: bytes) -> Version | None:
    """What ``metadata.json`` says; None where it is no such thing."""
    try:
        return msgspec.json.decode(content, type=Version)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
