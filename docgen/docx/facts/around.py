"""What a package holds besides its text: comments, links, foreign content, personal properties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docgen.docx.package import CORE_TYPE, TYPES
from docgen.docx.rels import read_rels, read_types
from docgen.docx.xml import local, parse, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.docx.package import Parts
    from docgen.docx.xml import Element

_APP_TYPE: Final = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_CUSTOM_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CORE: Final = ("creator", "lastModifiedBy")
_APP: Final = ("Manager", "Company")
_EMBEDDED: Final = frozenset({"aFChunk", "oleObject", "control", "package", "attachedTemplate"})
_FETCHING: Final = frozenset({"INCLUDEPICTURE", "INCLUDETEXT", "LINK", "DDE", "DDEAUTO", "RD"})
_WORDS: Final = re.compile(r'"([^"]*)"|(\S+)')
_TAG: Final = re.compile(
    r"[{｛][{%#｛％＃].{0,80}?[}%#｝％＃][}｝]|[{｛][{｛]|[{｛][%％]", re.DOTALL
)


def comments(root: Element | None) -> tuple[str, ...]:
    """The words of each comment; paragraphs are lines."""
    if root is None:
        return ()
    return tuple(
        "\n".join("".join(t.text or "" for t in p.iter(w("t"))) for p in comment.iter(w("p")))
        for comment in root.iter(w("comment"))
    )


def links(parts: Parts, instructions: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Hyperlink targets, and what else comes from outside or is foreign, each once."""
    linked: dict[str, None] = {}
    foreign: dict[str, None] = {}
    for name, content in parts.items():
        for rel in read_rels(content) if name.endswith(".rels") else ():
            if rel.kind == "hyperlink" and rel.external:
                linked[rel.target] = None
            elif rel.external or rel.kind in _EMBEDDED:
                foreign[rel.target] = None
    for instruction in instructions:
        words = [quoted or bare for quoted, bare in _WORDS.findall(instruction)]
        kind = words[0].upper() if words else ""
        target = next((word for word in words[1:] if not word.startswith("\\")), "")
        if kind == "HYPERLINK" and target:
            linked[target] = None
        elif kind in _FETCHING:
            foreign[" ".join(words[:3])] = None
    return tuple(linked), tuple(foreign)


def has_macros(parts: Parts) -> bool:
    """Whether the package is or holds macros."""
    types = read_types(parts[TYPES])
    kinds = (*types.overrides.values(), *types.defaults.values())
    return any("macroEnabled" in kind or "vbaProject" in kind for kind in kinds) or any(
        name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in parts
    )


def personal(parts: Parts) -> tuple[str, ...]:
    """The names of the personal properties that are set."""
    types = read_types(parts[TYPES])
    wanted = {CORE_TYPE: _CORE, _APP_TYPE: _APP}
    found: list[str] = []
    for name, content in parts.items():
        kind = types.of(name)
        if kind in wanted:
            found += [n for n in _set(parse(content)) if n in wanted[kind]]
        elif kind == _CUSTOM_TYPE:
            found += [p.get("name", "") for p in parse(content) if local(p) == "property"]
    return tuple(name[:1].lower() + name[1:] for name in found)


def _set(root: Element) -> Iterator[str]:
    for child in root:
        if (child.text or "").strip():
            yield local(child)


def left_over(texts: Iterable[str]) -> tuple[str, ...]:
    """Template tags that nobody filled, half and full width."""
    return tuple(
        found[0] for text in texts if "{" in text or "｛" in text for found in _TAG.finditer(text)
    )
