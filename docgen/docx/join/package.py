"""The package that grows: parts are added once, relationships of the main part get new ids."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

from docgen.docx.package import CORE, PACKAGE_RELS, TYPES, main_part
from docgen.docx.rels import (
    ContentTypes,
    Rel,
    read_rels,
    read_types,
    rels_name,
    target_of,
    write_rels,
    write_types,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.docx.package import Parts

_ID_NUMBERS: Final = re.compile(
    rb'(<w:id w:val="|<wp:docPr id="|<w:bookmark(?:Start|End) w:id=")[^"]*"'
)


class Growing:
    """A docx to which others are added. Parts keep the order in which they came."""

    def __init__(self, first: Parts) -> None:
        self.main = main_part(first)
        self.parts: dict[str, bytes] = dict(first)
        types = read_types(first[TYPES])
        self._defaults = dict(types.defaults)
        self._overrides = dict(types.overrides)
        self.rels: list[Rel] = list(read_rels(first.get(rels_name(self.main), _NO_RELS)))
        self._known = {self._likeness(name): name for name in first}

    def _likeness(self, name: str) -> tuple[str, bytes, bytes]:
        """What makes two parts the same: type, words, links; not the numbers in them."""
        kind = self._overrides.get(name, posixpath.splitext(name)[1])
        links = self.parts.get(rels_name(name), b"")
        return kind, _ID_NUMBERS.sub(b"\\1", self.parts[name]), links

    def add_part(self, source: Parts, name: str, change: Callable[[bytes], bytes]) -> str:
        """Copy a part with all it links to; the name it has here (an equal one's if there is)."""
        types = read_types(source[TYPES])
        free = self._free(name)
        if name in types.overrides:
            self._overrides[free] = types.overrides[name]
        else:
            self._defaults.setdefault(name.rpartition(".")[2].lower(), types.of(name))
        self.parts[free] = change(source[name])
        if rels_name(name) in source:
            rels = [self._copied(source, name, rel) for rel in read_rels(source[rels_name(name)])]
            self.parts[rels_name(free)] = write_rels(
                rel if rel.external else rel._replace(target="/" + rel.target) for rel in rels
            )
        same = self._known.setdefault(self._likeness(free), free)
        if same != free:
            del self.parts[free]
            self.parts.pop(rels_name(free), None)
            self._overrides.pop(free, None)
        return same

    def _copied(self, source: Parts, name: str, rel: Rel) -> Rel:
        if rel.external:
            return rel
        return rel._replace(target=self.add_part(source, target_of(name, rel), _as_it_is))

    def _free(self, name: str) -> str:
        stem, dot, ending = name.rpartition(".")
        stem = re.sub(r"\d+\Z", "", stem)
        taken = {known.lower() for known in self.parts}
        number = 1
        while f"{stem}{number}{dot}{ending}".lower() in taken:
            number += 1
        return f"{stem}{number}{dot}{ending}"

    def add_new(self, name: str, content: bytes, content_type: str) -> str:
        """Add a part that no document had; its name here."""
        free = self._free(name)
        self.parts[free] = content
        self._overrides[free] = content_type
        same = self._known.setdefault(self._likeness(free), free)
        if same != free:
            del self.parts[free], self._overrides[free]
        return same

    def relate(self, kind: str, target: str, *, external: bool = False) -> str:
        """The id of the main part's relationship to a target, a new one if there is none."""
        if not external:
            target = posixpath.relpath(target, posixpath.dirname(self.main))
        for rel in self.rels:
            if (rel.type, rel.target, rel.external) == (kind, target, external):
                return rel.id
        taken = {rel.id for rel in self.rels}
        number = len(self.rels) + 1
        while f"rId{number}" in taken:
            number += 1
        self.rels.append(Rel(f"rId{number}", kind, target, external))
        return f"rId{number}"

    def related(self, kind: str) -> str | None:
        """The name of the main part's only part of that kind."""
        found = next((rel for rel in self.rels if rel.kind == kind), None)
        return None if found is None else target_of(self.main, found)

    def done(self, core: bytes | None) -> dict[str, bytes]:
        """All parts, with content types and relationships written."""
        self.parts[TYPES] = write_types(ContentTypes(self._defaults, self._overrides))
        self.parts[rels_name(self.main)] = write_rels(self.rels)
        if core is not None and CORE in self.parts:
            self.parts[CORE] = core
        first = {name: self.parts[name] for name in (TYPES, PACKAGE_RELS)}
        return {**first, **{n: c for n, c in self.parts.items() if n not in first}}


_NO_RELS: Final = b"<Relationships/>"


def _as_it_is(content: bytes) -> bytes:
    return content
