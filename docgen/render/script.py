"""A template's parts as Jinja text: woven, patched by docxtpl, every tag with its place.

It runs once per template and version (``cache``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.docx.package import Parts, main_part
from docgen.docx.rels import read_rels, rels_name, target_of
from docgen.docx.strip import without_noise
from docgen.docx.xml import (
    Element,
    XmlFault,
    ancestor,
    own,
    own_paragraphs,
    parse,
    serialize,
    to_text,
    w,
)
from docgen.problem.shape import Problem, Where
from docgen.render.elsewhere import mark_elsewhere
from docgen.render.measures import wrong_measures
from docgen.render.place import Place, docx_name
from docgen.render.tags import CLOSING, MIDDLE, OPENING, replaced
from docgen.render.weave import SIGNS, UNSHIELDED, Fault, Pattern, weave, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEMPLATED: Final = frozenset({"header", "footer", "footnotes", "endnotes"})
_TABLES: Final = (w("tc"), w("tr"), w("tbl"))
_MARK: Final = re.compile("\ufdd0(\\d+)\ufdd1")
_A_TAG: Final = re.compile(rb"\{\{(?!%\d)|\{%(?!\d)|%7B%7B")  # {%1} is a number of a list
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))


class Script(NamedTuple):
    """One part as Jinja text. ``lines``: (line of the text, index of the place), ascending.

    ``formats`` are the formats of the runs that tags stood in, by their number in ``_run(n)``.
    ``source`` is the woven part, not patched; ``richer``: it has tags that only docxtpl's way knows.
    """

    part: str
    text: str
    lines: tuple[tuple[int, int], ...]
    formats: tuple[str, ...]
    source: bytes
    richer: bool


class Woven(NamedTuple):
    """What preparing found: scripts of the parts that have tags, places, faults."""

    scripts: tuple[Script, ...]
    places: tuple[Place, ...]
    problems: tuple[Problem, ...]


def templated_parts(parts: Parts) -> tuple[str, ...]:
    """The document and what it prints around itself: headers, footers, notes."""
    main = main_part(parts)
    found = [main]
    rels = rels_name(main)
    if rels in parts:
        for rel in read_rels(parts[rels]):
            target = target_of(main, rel)
            if rel.kind in TEMPLATED and target in parts and target not in found:
                found.append(target)
    return tuple(found)


def weave_all(parts: Parts, name: str) -> Woven:
    """Every templated part of a package as a script, with all faults of its tags."""
    places: list[Place] = []
    problems: list[Problem] = []
    scripts = []
    for part in templated_parts(parts):
        root = parse(parts[part])
        without_noise(root)
        if ours := _our_sign(root, part, name):
            problems.append(ours)
            root = parse(SIGNS.sub("", to_text(root)))
        pattern = Pattern()
        before = len(problems)
        _weave_part(root, part, name, places, problems, pattern)
        if len(problems) == before:
            problems += _unbalanced(pattern, places, name)
            scripts.append(_script(root, part, pattern))
    problems += _out_of_place(parts, set(templated_parts(parts)), name)
    return Woven(tuple(scripts), tuple(places), tuple(problems))


def _weave_part(
    root: Element,
    part: str,
    name: str,
    places: list[Place],
    problems: list[Problem],
    pattern: Pattern,
) -> None:
    numbers = _numbers(root)
    paragraphs = list(own_paragraphs(root))
    begin = len(places)
    known = {paragraph: n for n, paragraph in enumerate(paragraphs, begin)}
    for number, paragraph in enumerate(paragraphs, 1):
        words = words_of(paragraph).strip()
        places.append(Place(part, number, words, _cell(paragraph, numbers)))
    if not paragraphs:
        places.append(Place(part, 1, ""))

    def place_of(element: Element) -> int:
        return _place_of(element, known, begin)

    def fault_at(place: int) -> Fault:
        return lambda rule, args: problems.append(_problem(rule, places[place], name, args))

    mark_elsewhere(root, place_of, pattern, fault_at)
    for paragraph, place in known.items():
        weave(paragraph, place, pattern, fault_at(place))
    for table in root.iter(w("tbl")):
        _mark_grid(table)
    told: set[Element] = set()
    for table in root.iter(w("tbl")):
        for wrong in wrong_measures(table):
            if wrong.element not in told:  # it is seen in the tables around, too
                told.add(wrong.element)
                fault_at(place_of(wrong.element))(wrong.rule, wrong.args)


def _our_sign(root: Element, part: str, name: str) -> Problem | None:
    """A sign that is ours, in words or attributes: it would become a place or a brace."""
    found = SIGNS.search(to_text(root))
    if found is None:
        return None
    where = Where(docx=docx_name(name, part))
    for number, paragraph in enumerate(own_paragraphs(root), 1):
        if SIGNS.search(to_text(paragraph)):
            where = Place(part, number, words_of(paragraph).strip()).where(name)
            break
    return Problem("illegal-character", where, {"text": ascii(found.group())[1:-1]})


def _problem(rule: str, place: Place, name: str, args: dict[str, str]) -> Problem:
    return Problem(rule, place.where(name), {**place.args(), **args})


def _place_of(element: Element, known: dict[Element, int], otherwise: int) -> int:
    """The place of the paragraph around, or of the first one of what is around."""
    for around in (element, *element.iterancestors()):
        if around in known:
            return known[around]
        if around.tag in _TABLES or around.getparent() is None:
            inner = next((known[p] for p in around.iter(w("p")) if p in known), None)
            if inner is not None:
                return inner
    return otherwise


def _numbers(root: Element) -> dict[Element, int]:
    """Which table it is of the part, which row of its table, which cell of its row, from 1.

    Rows and cells in content controls are counted too.
    """
    found = {table: n for n, table in enumerate(root.iter(w("tbl")), 1)}
    for tag, holder in (("tr", w("tbl")), ("tc", w("tr"))):
        count: dict[Element | None, int] = {}
        for one in root.iter(w(tag)):
            within = ancestor(one, holder)
            found[one] = count[within] = count.get(within, 0) + 1
    return found


def _cell(paragraph: Element, numbers: dict[Element, int]) -> tuple[int, ...]:
    cell = ancestor(paragraph, w("tc"))
    row = None if cell is None else ancestor(cell, w("tr"))
    table = None if row is None else ancestor(row, w("tbl"))
    if cell is None or row is None or table is None:
        return ()
    return (numbers[table], numbers[row], numbers[cell])


def _mark_grid(table: Element) -> None:
    """A table with looped columns, widths or spans has its grid made anew from its rows."""
    grid = table.find(w("tblGrid"))
    if grid is None:
        return
    rows = list(own(table, w("tr")))
    text = "".join(t.text or "" for row in rows for t in row.iter(w("t")))
    cells = [p for row in rows for p in row.iter(w("tcW"), w("gridSpan"))]
    if "{%tc" in text or any("{{" in v for p in cells for v in p.attrib.values()):
        grid.set("anew", "1")


def _unbalanced(pattern: Pattern, places: list[Place], name: str) -> Iterator[Problem]:
    """A block must close among the children of the element where it opened."""
    open_blocks: list[tuple[str, Element, int]] = []

    def problem(place: int, tag: str) -> Problem:
        found = places[place]
        return Problem("unbalanced-block", found.where(name), {**found.args(), "tag": tag})

    for tag, container, place in pattern.blocks:
        word = tag.body.split()[0]
        if word in OPENING:
            open_blocks.append((word, container, place))
        elif word in MIDDLE or word in CLOSING:
            wanted = CLOSING.get(word)
            top = open_blocks[-1] if open_blocks else None
            if top is None or top[1] is not container or (wanted and top[0] != wanted):
                yield problem(place, tag.body)
                return
            if wanted:
                open_blocks.pop()
    for word, _, place in open_blocks:
        yield problem(place, word)


def _out_of_place(parts: Parts, woven: set[str], name: str) -> Iterator[Problem]:
    """Tags in parts that are not filled would be printed as they are."""
    for part, content in parts.items():
        if part in woven or not part.startswith("word/") or not part.endswith((".xml", ".rels")):
            continue
        if _A_TAG.search(content):
            yield Problem("tag-out-of-place", Where(docx=docx_name(name, part)), {"part": part})


def _script(root: Element, part: str, pattern: Pattern) -> Script:
    from docxtpl import DocxTemplate

    patch: Callable[[str], str] = DocxTemplate(None).patch_xml
    text, lines = placed(patch(to_text(root)))
    return Script(part, text, lines, tuple(pattern.formats), serialize(root), pattern.richer)


def placed(patched: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The patched text as a script, and which line of it has which place."""
    text = replaced(patched.translate(UNSHIELDED), _plain)
    pieces = _MARK.split(text.replace("\n", " "))
    lines = tuple((n, int(place)) for n, place in enumerate(pieces[1::2], 2))
    return "\n".join(pieces[::2]), lines


def _plain(text: str) -> str:
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


__all__ = ["Script", "Woven", "XmlFault", "placed", "templated_parts", "weave_all"]
