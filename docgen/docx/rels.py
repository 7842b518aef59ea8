"""Relationships and content types of a package: read as tuples, written in a fixed form."""

from __future__ import annotations

import posixpath
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.docx.kept import Kept
from docgen.docx.xml import CONTENT_TYPES, RELATIONSHIPS, local, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_EXTERNAL: Final = ' TargetMode="External"'


class Rel(NamedTuple):
    """One relationship; ``kind`` is the last part of its type's address (``hyperlink``)."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """``header``, ``hyperlink``, ``attachedTemplate`` …."""
        return self.type.rpartition("/")[2]


def _quoted(value: str) -> str:
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return f'"{value}"'


def rels_name(part: str) -> str:
    """``word/document.xml`` → ``word/_rels/document.xml.rels``; ``""`` → ``_rels/.rels``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def source_of(rels: str) -> str:
    """The inverse of ``rels_name``."""
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def read_rels(data: bytes) -> tuple[Rel, ...]:
    """All relationships in the order of the file."""
    return _RELS.get(data, _read_rels)


def _read_rels(data: bytes) -> tuple[Rel, ...]:
    return tuple(
        Rel(
            item.get("Id", ""),
            item.get("Type", ""),
            item.get("Target", ""),
            item.get("TargetMode") == "External",
        )
        for item in parse(data)
        if local(item) == "Relationship"
    )


def write_rels(rels: Iterable[Rel]) -> bytes:
    """The bytes of a ``.rels`` part."""
    lines = "".join(
        f"<Relationship Id={_quoted(rel.id)} Type={_quoted(rel.type)}"
        f" Target={_quoted(rel.target)}{_EXTERNAL if rel.external else ''}/>"
        for rel in rels
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">{lines}</Relationships>'.encode()


def target_of(part: str, rel: Rel) -> str:
    """The name of the part that an internal relationship of ``part`` points to."""
    if rel.target.startswith("/"):
        return rel.target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), rel.target))


class ContentTypes(NamedTuple):
    """``defaults`` by extension (lower case), ``overrides`` by part name without ``/``."""

    defaults: Mapping[str, str]
    overrides: Mapping[str, str]

    def of(self, part: str) -> str:
        """The content type of a part; empty where none is declared."""
        return self.overrides.get(part) or self.defaults.get(part.rpartition(".")[2].lower(), "")


def read_types(data: bytes) -> ContentTypes:
    """``[Content_Types].xml``."""
    return _TYPES.get(data, _read_types)


def _read_types(data: bytes) -> ContentTypes:
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for item in parse(data):
        if local(item) == "Default":
            defaults[item.get("Extension", "").lower()] = item.get("ContentType", "")
        elif local(item) == "Override":
            overrides[item.get("PartName", "").lstrip("/")] = item.get("ContentType", "")
    return ContentTypes(MappingProxyType(defaults), MappingProxyType(overrides))


_RELS: Final = Kept[tuple[Rel, ...]]()
_TYPES: Final = Kept[ContentTypes]()


def write_types(types: ContentTypes) -> bytes:
    """``[Content_Types].xml``, sorted so that equal content is equal bytes."""
    lines = "".join(
        f"<Default Extension={_quoted(ext)} ContentType={_quoted(kind)}/>"
        for ext, kind in sorted(types.defaults.items())
    ) + "".join(
        f"<Override PartName={_quoted('/' + name)} ContentType={_quoted(kind)}/>"
        for name, kind in sorted(types.overrides.items())
    )
    return f'{HEAD}<Types xmlns="{CONTENT_TYPES}">{lines}</Types>'.encode()
