"""Automatic numbers as they print: the lists of ``numbering.xml`` and the counters over them.

Lists (``w:num``) that share an abstract list share its counters; ``w:startOverride`` restarts
them at the list's first paragraph; a level restarts when a higher one has counted, unless
``w:lvlRestart`` says otherwise (ECMA-376 17.9).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from docgen.docx.facts.measure import on, whole
from docgen.docx.facts.numerals import numeral
from docgen.docx.facts.properties import paragraph_properties, run_properties
from docgen.docx.xml import w

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgen.docx.facts.properties import Props
    from docgen.docx.facts.styles import Stylesheet
    from docgen.docx.xml import Element

_VAL: Final = w("val")
_LEVEL: Final = w("ilvl")
_PLACE: Final = re.compile(r"%([1-9])")
_LONGEST: Final = 255  # characters of a level's text; Word writes at most 31


class Level(NamedTuple):
    """One level of a list. ``restart``: None after any higher level, 0 never, n after level n."""

    start: int
    form: str
    width: int  # of a custom form: 3 for 001, 002
    text: str
    suffix: str
    legal: bool
    restart: int | None
    style: str | None
    hidden: bool
    paragraph: Props


class List(NamedTuple):
    """One ``w:num``: its abstract list, its levels after overrides, the starts it overrides."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbering(NamedTuple):
    """All lists by their number."""

    lists: Mapping[int, List]

    def level(self, number: int | None, depth: int) -> Level | None:
        """A level of a list, None where there is no such list."""
        found = self.lists.get(number or 0)
        return None if found is None else found.levels.get(depth)

    def linked(self, number: int | None, style: str | None) -> int | None:
        """The level of a list that names this paragraph style, if one does."""
        found = self.lists.get(number or 0)
        if found is None or style is None:
            return None
        return next((d for d, level in found.levels.items() if level.style == style), None)


def read_numbering(root: Element | None, sheet: Stylesheet) -> Numbering:
    """``word/numbering.xml``; without it there are no lists."""
    if root is None:
        return Numbering({})
    abstracts = {a.get(w("abstractNumId"), ""): a for a in root.findall(w("abstractNum"))}
    targets = {
        whole(num.get(w("numId"))): _value(num, "abstractNumId") or ""
        for num in root.findall(w("num"))
    }
    lists: dict[int, List] = {}
    levels: dict[str, dict[int, Level]] = {}
    for num in root.findall(w("num")):
        number = whole(num.get(w("numId")))
        kind = _real(_value(num, "abstractNumId") or "", abstracts, targets, sheet)
        if number is None or kind not in abstracts:
            continue
        if kind not in levels:
            levels[kind] = _levels(abstracts[kind])
        lists[number] = _list(num, kind, levels[kind])
    return Numbering(lists)


def _real(
    kind: str,
    abstracts: Mapping[str, Element],
    targets: Mapping[int | None, str],
    sheet: Stylesheet,
) -> str:
    """Follow ``w:numStyleLink`` to the list of that numbering style."""
    link = _value(abstracts[kind], "numStyleLink") if kind in abstracts else None
    if link is None:
        return kind
    chain = sheet.chain("numbering", link)
    number = next((s.layer.paragraph["numId"] for s in chain if "numId" in s.layer.paragraph), None)
    real = targets.get(number, kind)
    return real if real in abstracts else kind


def _value(element: Element, name: str) -> str | None:
    found = element.find(w(name))
    return None if found is None else found.get(_VAL)


def _levels(abstract: Element) -> dict[int, Level]:
    found = {}
    for element in abstract.findall(w("lvl")):
        depth = whole(element.get(_LEVEL))
        if depth is not None and 0 <= depth < 9:
            found[depth] = _level(element)
    return found


def _list(num: Element, kind: str, levels: dict[int, Level]) -> List:
    starts: dict[int, int] = {}
    own = dict(levels)
    for override in num.findall(w("lvlOverride")):
        depth = whole(override.get(_LEVEL))
        if depth is None or not 0 <= depth < 9:
            continue
        level = override.find(w("lvl"))
        if level is not None:
            own[depth] = _level(level)
        start = whole(_value(override, "startOverride"))
        if start is not None:
            starts[depth] = start
        elif level is not None:
            starts[depth] = own[depth].start
    return List(kind, own, starts)


def _level(element: Element) -> Level:
    form, width = _form(element)
    suffix = _value(element, "suff") or "tab"
    properties: dict[str, Any] = paragraph_properties(element.find(w("pPr")))
    properties.pop("numId", None)
    properties.pop("ilvl", None)
    legal = element.find(w("isLgl"))
    text = element.find(w("lvlText"))
    start = whole(_value(element, "start"))
    return Level(
        0 if start is None else start,
        form,
        width,
        "" if text is None else text.get(_VAL, "")[:_LONGEST],
        suffix if suffix in {"tab", "space", "nothing"} else "tab",
        legal is not None and on(legal.get(_VAL)),
        whole(_value(element, "lvlRestart")),
        _value(element, "pStyle"),
        bool(run_properties(element.find(w("rPr")), {}).get("vanish")),
        properties,
    )


def _form(element: Element) -> tuple[str, int]:
    """The number format; ``custom`` (``001, 002, …``) stands beside a plain one for old Words."""
    found = list(element.iter(w("numFmt")))
    for form in found:
        first = form.get(w("format"), "").partition(",")[0].strip()
        if form.get(_VAL) == "custom" and first.isdecimal():
            return "decimal", min(len(first), 9)
    return (found[-1].get(_VAL, "decimal") if found else "decimal"), 0


class Counters:
    """The running numbers of one story (body, notes, each header …); it changes as it counts."""

    def __init__(self, numbering: Numbering) -> None:
        self.counted = 0  # how often it was asked
        self._numbering = numbering
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()

    def label(self, number: int, depth: int) -> tuple[str, str]:
        """Count one paragraph of a list; its label and what follows it."""
        self.counted += 1
        level = self._numbering.level(number, depth)
        if level is None:
            return "", "nothing"
        own = self._numbering.lists[number]
        counts = self._counts.setdefault(own.abstract, {})
        restarts = depth in own.starts and (number, depth) not in self._begun
        if depth in counts and not restarts:
            counts[depth] += 1
        else:
            counts[depth] = own.starts.get(depth, level.start)
        self._begun.add((number, depth))
        for deeper in [d for d in counts if d > depth]:
            below = own.levels.get(deeper)
            if below is None or below.restart is None or depth < below.restart:
                del counts[deeper]
        return ("", "nothing") if level.hidden else (_said(own, level, counts), level.suffix)


def _said(own: List, level: Level, counts: Mapping[int, int]) -> str:
    def number(found: re.Match[str]) -> str:
        depth = int(found[1]) - 1
        one = own.levels.get(depth)
        if one is None:
            return ""
        count = counts.get(depth, own.starts.get(depth, one.start))
        if level.legal and one.form not in {"none", "bullet"}:
            return str(count)
        return numeral(count, one.form).zfill(one.width)

    return _PLACE.sub(number, level.text)
