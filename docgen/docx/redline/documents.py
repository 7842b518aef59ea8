"""The package of the new document with the text of both."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.docx.pack import pack
from docgen.docx.package import main_part, open_safely
from docgen.docx.redline.marks import Marks
from docgen.docx.redline.pairs import Pair, known, paired
from docgen.docx.redline.paragraphs import paragraphs, set_section
from docgen.docx.redline.plain import plain
from docgen.docx.redline.tables import table
from docgen.docx.xml import R, canonical, local, parse, serialize, w
from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.docx.package import Parts
    from docgen.docx.redline.pairs import Known
    from docgen.docx.xml import Element

_P, _TABLE, _SECTION = w("p"), w("tbl"), w("sectPr")
_STYLES: Final = "word/styles.xml"
_AROUND: Final = ("word/header", "word/footer", "word/footnotes", "word/endnotes")


class Redlined(Struct, frozen=True):
    """The document with tracked changes, and (warnings) what of the old one it cannot show."""

    docx: bytes
    told: tuple[Problem, ...] = ()


def redline(old: bytes, new: bytes, old_name: str, new_name: str) -> Redlined:
    """Accept all: ``new``; reject all: ``old``, in text and in the format of paragraphs.

    Refused: what is no safe docx, one that has tracked changes already, and two documents that
    are not divided into equally many sections (``other-sections``).
    """
    before = open_safely(old, old_name, tracked=False)
    after = open_safely(new, new_name, tracked=False)
    told = tuple(_told(before, after, Where(docx=old_name)))
    marks = Marks()
    made = dict(after)
    main = main_part(after)
    _take_styles(before, after, made)
    made[main] = _main(before[main_part(before)], after[main], marks, Where(docx=old_name))
    for name in after:
        if name.startswith(_AROUND) and name in before and before[name] != after[name]:
            made[name] = _around(before[name], after[name], marks)
    return Redlined(pack(made), told)


def story(old: Sequence[Element], new: Sequence[Element], marks: Marks) -> list[Element]:
    """Blocks of a cell, a section or a header in both versions as one."""
    made: list[Element] = []
    pairs = paired(_blocks(old), _blocks(new))
    for tables, stretch in groupby(pairs, key=_is_table):
        if tables:
            made += [table(pair.old, pair.new, marks, story) for pair in stretch]
        else:
            made += paragraphs(list(stretch), marks)
    return made


def _is_table(pair: Pair) -> bool:
    block = pair.new if pair.new is not None else pair.old
    return block is not None and block.tag == _TABLE


def _blocks(elements: Sequence[Element]) -> list[Known]:
    return [known(each, local(each)) for each in elements if each.tag in {_P, _TABLE}]


def _main(old: bytes, new: bytes, marks: Marks, where: Where) -> bytes:
    before, after = plain(old), plain(new)
    old_body, new_body = before.find(w("body")), after.find(w("body"))
    assert old_body is not None  # noqa: S101 - open_safely looked
    assert new_body is not None  # noqa: S101 - open_safely looked
    _without_pictures(old_body, after)
    sides = [list(_sections(body)) for body in (old_body, new_body)]
    if len(sides[0]) != len(sides[1]):
        args = {"old": str(len(sides[0])), "new": str(len(sides[1]))}
        raise Refused([Problem("other-sections", where, args)])
    end = new_body.find(_SECTION)
    made: list[Element] = []
    for one, other in zip(*sides, strict=True):
        ends = _ends(other)  # before its paragraph goes into the result
        made += story(one, other, marks)
        if ends is not None:
            set_section(made[-1], ends)
    new_body[:] = made if end is None else [*made, end]
    return _finished(after)


def _around(old: bytes, new: bytes, marks: Marks) -> bytes:
    """A header or footer; notes hold their blocks one level deeper and are paired by number."""
    before, after = plain(old), plain(new)
    _without_pictures(before, after)
    if local(after) in {"hdr", "ftr"}:
        after[:] = story(list(before), list(after), marks)
        return _finished(after)
    by_number = {note.get(w("id")): note for note in before}
    for note in after:
        other = by_number.get(note.get(w("id")))
        if other is not None:
            note[:] = story(list(other), list(note), marks)
    return _finished(after)


def _sections(body: Element) -> Iterator[list[Element]]:
    """The blocks of each section; all but the last end with the paragraph that says so."""
    section: list[Element] = []
    for block in body:
        section.append(block)
        if block.tag == _P and block.find(f"{w('pPr')}/{_SECTION}") is not None:
            yield section
            section = []
    yield section


def _ends(section: Sequence[Element]) -> Element | None:
    """What the new document says of a section at its end; what the old one said is not tracked."""
    return section[-1].find(f"{w('pPr')}/{_SECTION}") if section else None


def _finished(root: Element) -> bytes:
    for element in root.iter():
        for name in [name for name in element.attrib if str(name).startswith("docgen-")]:
            del element.attrib[name]
    return serialize(root)


def _without_pictures(old: Element, new: Element) -> None:
    """What lies in other parts of the old package is not in the new one, unless both show it."""
    both = {canonical(run) for run in new.iter(w("r")) if _points_out(run)}
    for run in list(old.iter(w("r"))):
        parent = run.getparent()
        if parent is not None and _points_out(run) and canonical(run) not in both:
            parent.remove(run)


def _points_out(run: Element) -> bool:
    return any(str(name).startswith(f"{{{R}}}") for each in run.iter() for name in each.attrib)


def _told(before: Parts, after: Parts, where: Where) -> Iterator[Problem]:
    """Other styles, or pictures: what is left after rejecting looks as the new document does."""
    styles = [_styles(parts) for parts in (before, after)]
    other = sorted(name for name, look in styles[0].items() if styles[1].get(name) != look)
    if other:
        yield Problem("other-styles", where, {"styles": ", ".join(other[:10])}, "warning")
    if any(_points_out(run) for run in parse(before[main_part(before)]).iter(w("r"))):
        ours, theirs = (parts[main_part(parts)] for parts in (before, after))
        if _pictures(ours) != _pictures(theirs):
            yield Problem("other-pictures", where, level="warning")


def _pictures(part: bytes) -> list[bytes]:
    return [canonical(run) for run in parse(part).iter(w("r")) if _points_out(run)]


def _take_styles(before: Parts, after: Parts, made: dict[str, bytes]) -> None:
    """Styles that only the old document has: what comes back with rejecting needs them."""
    if _STYLES not in before or _STYLES not in after:
        return
    ours = _styles(after)
    root = parse(after[_STYLES])
    missing = [
        style
        for style in parse(before[_STYLES]).iterchildren(w("style"))
        if style.get(w("styleId"), "") not in ours
    ]
    if missing:
        for style in missing:
            style.attrib.pop(w("default"), None)
        root.extend(missing)
        made[_STYLES] = serialize(root)


def _styles(parts: Parts) -> dict[str, bytes]:
    found = parts.get(_STYLES)
    if found is None:
        return {}
    return {
        style.get(w("styleId"), ""): canonical(style)
        for style in parse(found).iterchildren(w("style"))
    }
