"""The names of the Kai font, from ``kai.yaml`` beside this file; read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from docgen.model.shapes import Record, Text

KAI: Final = Path(__file__).resolve().parent / "kai.yaml"


class Family(Record, frozen=True, kw_only=True):
    """One font as machines call it; see the file's head for the fields."""

    name: Text
    also: tuple[Text, ...] = ()
    faces: tuple[Text, ...]
    widths: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the family."""
        return (self.name, *self.also)


class Kai(Record, frozen=True, kw_only=True):
    """The families, the best first."""

    families: tuple[Family, ...]


@cache
def families() -> tuple[Family, ...]:
    """What ``kai.yaml`` says."""
    from docgen.load.convert import convert
    from docgen.load.patch import normalise_root
    from docgen.load.reader import read

    made, faults = convert(Kai, normalise_root(Kai, read(KAI.read_bytes(), KAI.name)))
    if made is None or faults:
        raise ValueError(f"{KAI.name}: {faults}")  # ours, and a test reads it
    return made.families


@cache
def ordered() -> frozenset[str]:
    """Names by which a document asks for the Kai font; each may stand for each other."""
    return frozenset(name for family in families() for name in family.names)


@cache
def measured() -> frozenset[str]:
    """Names of fonts whose widths the typesetter knows."""
    return frozenset(name for family in families() if family.widths for name in family.names)
