"""Whether a prepared template that was found on disk can be one of this template.

Its digest says that it was not altered by accident. What stands in it may still come from
somebody else: then it can spoil words, and that is all (decision 9). It names no part that the
template does not have, relates none to anything new, leaves no part with its tags, and knows
where each of its tags stands.
"""

from __future__ import annotations

import binascii
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

from docgen.docx.package import (
    APP,
    APP_TYPE,
    CORE,
    CORE_TYPE,
    PACKAGE_RELS,
    TYPES,
    is_left_behind,
    is_main,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.docx.package import Parts

_MADE: Final = frozenset({TYPES, PACKAGE_RELS, CORE, APP})
_MADE_TYPES: Final = frozenset({(CORE, CORE_TYPE), (APP, APP_TYPE)})
_KINDS: Final = frozenset({"officeDocument", "core-properties", "extended-properties"})

Told = dict[str, str]


def refuse_foreign(told: dict[str, Any], original: Parts) -> None:
    """Raises ValueError, or whatever comes of a file that is none of ours."""
    _hold_parts(told, original)
    count = len(told["places"])
    for *_, body in told["programs"]:
        _hold(all(type(place) is int and 0 <= place < count for place in _places(body)))
    for part, content in told["changed"].items():
        if part == TYPES or part.endswith(".rels"):
            _related(part, binascii.a2b_base64(content, strict_mode=True), original)


def _hold_parts(told: dict[str, Any], original: Parts) -> None:
    """All parts of the template, each once, and none but those that are made for every one."""
    order, filled = list(told["order"]), [part for part, *_ in told["programs"]]
    types = dict(_types(original[TYPES]))
    own = {name for name in original if not is_left_behind(name, _kind(name, types))}
    _hold(len(set(order)) == len(order), own | _MADE <= set(order) <= {*original, *_MADE})
    _hold(set(told["changed"]) <= set(order), {_main(original), *filled} <= set(order))
    _hold(_main(original) in filled, len(set(filled)) == len(filled))


def _hold(*facts: bool) -> None:
    if not all(facts):
        raise ValueError("a foreign file")


def _related(part: str, content: bytes, original: Parts) -> None:
    """No relationship or content type that the template does not have."""
    if part == TYPES:
        _hold(_types(content) <= _types(original[TYPES]) | _MADE_TYPES)
    elif part == PACKAGE_RELS:
        rels = _rels(content)
        _hold({target for _, _, target, _ in rels} == {_main(original), CORE, APP}, len(rels) == 3)
        _hold({kind.rpartition("/")[2] for _, kind, _, _ in rels} == _KINDS)
        _hold(not any(external for *_, external in rels))
    else:
        _hold(_rels(content) <= _rels(original[part]))


def _main(original: Parts) -> str:
    """As ``main_part`` finds it, without lxml (start-up time)."""
    types = _types(original[TYPES])
    named = [name for name, kind in types if is_main(kind) and name in original]
    office = [
        target.removeprefix("/")
        for _, kind, target, external in _rels(original[PACKAGE_RELS])
        if kind.rpartition("/")[2] == "officeDocument" and not external
    ]
    (main,) = named or office
    return main


def _kind(part: str, types: dict[str, str]) -> str:
    return types.get(part) or types.get(f".{part.rpartition('.')[2].lower()}", "")


def _types(content: bytes) -> frozenset[tuple[str, str]]:
    """Names of parts, or endings of names after a point, with their content types."""
    return frozenset(
        (
            f".{each.get('Extension', '').lower()}"
            if name == "Default"
            else each.get("PartName", "").lstrip("/"),
            each.get("ContentType", ""),
        )
        for name, each in _elements(content)
        if name in {"Default", "Override"}
    )


def _rels(content: bytes) -> frozenset[tuple[str, str, str, bool]]:
    return frozenset(
        (
            each.get("Id", ""),
            each.get("Type", ""),
            each.get("Target", ""),
            each.get("TargetMode") == "External",
        )
        for name, each in _elements(content)
        if name == "Relationship"
    )


def _elements(content: bytes) -> list[tuple[str, Told]]:
    found: list[tuple[str, Told]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, told: found.append((name.rpartition(":")[2], told))
    parser.Parse(content, True)  # noqa: FBT003 - the last piece, as expat names it
    return found


def _places(body: list[Any]) -> Iterator[Any]:
    """Every place that a program names, its structure told or not."""
    for told in body:
        kind = "" if isinstance(told, str) else told[0]
        if kind in _PLACED:
            yield told[_PLACED[kind]]
        if kind == "if":
            yield from (place for _, _, place in told[1])
            yield from (place for _, inner, _ in told[1] for place in _places(inner))
        if kind == "cell":
            yield from _places(told[2][1])
            yield from (pair[1] for pair in told[2][3:] if isinstance(pair, list))
        for index in _BODIES.get(kind, ()):
            yield from _places(told[index])


_PLACED: Final = {"print": 4, "set": 3, "for": 6}
_BODIES: Final = {"if": (2,), "for": (4, 5), "table": (1, 3), "row": (2, 3), "cell": (3,)}
