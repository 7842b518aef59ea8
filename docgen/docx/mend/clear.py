"""Take personal properties out of a package, unless the text shows them.

A field or a bound content control that prints a property would print nothing, or an error, the
next time Word brings it up to date.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docgen.docx.package import TYPES, is_xml
from docgen.docx.rels import read_types
from docgen.docx.xml import drop, local, parse, serialize, w

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from docgen.docx.xml import Element

_PROPERTIES: Final = re.compile(r"(?:core|extended|custom)-properties\+xml$")
_SHOWN_AS: Final = {"creator": {"author"}, "lastmodifiedby": {"lastsavedby"}}
_WORD: Final = re.compile(r"[^\W_]+")


def clear(parts: Mapping[str, bytes], names: Collection[str]) -> tuple[dict[str, bytes], set[str]]:
    """The parts that change, and the names that were taken out."""
    shown = _shown(parts)
    wanted = {
        name for name in names if not ({name.lower()} | _SHOWN_AS.get(name.lower(), set())) & shown
    }
    changed: dict[str, bytes] = {}
    done: set[str] = set()
    types = read_types(parts[TYPES])
    for name, content in parts.items() if wanted else ():
        if not _PROPERTIES.search(types.of(name)):
            continue
        root = parse(content)
        for child, told in [(child, _name(child)) for child in root]:
            if told in wanted:
                drop(child)
                done.add(told)
        if len(root) != len(parse(content)):
            changed[name] = serialize(root)
    return changed, done


def _name(child: Element) -> str:
    """As the facts call it: custom properties by their name, all with a small first letter."""
    name = child.get("name", "") if local(child) == "property" else local(child)
    return name[:1].lower() + name[1:]


def _shown(parts: Mapping[str, bytes]) -> set[str]:
    """Every word, in small letters, of fields and of the paths that content controls are bound to."""
    return {
        word.lower()
        for name, content in parts.items()
        if is_xml(name) and (b"instr" in content or b"dataBinding" in content)
        for text in _told(parse(content))
        for word in _WORD.findall(text)
    }


def _told(root: Element) -> Iterator[str]:
    for element in root.iter(w("instrText"), w("fldSimple"), "{*}dataBinding"):
        yield element.text or ""
        yield from map(str, element.attrib.values())
