"""What stands in a paragraph: its characters with their looks, as Word prints them.

Instructions of fields are no text, their results are; of a ruby the base is; of an
``mc:AlternateContent`` one branch is read. 合併字元 and 圍繞字元 are EQ fields, which print
their instruction.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.docx.facts.measure import on
from docgen.docx.facts.notes import mark_of
from docgen.docx.facts.properties import run_properties
from docgen.docx.facts.reading import Box, Field, Note, chosen
from docgen.docx.facts.runs import Piece
from docgen.docx.facts.shape import OBJECT
from docgen.docx.xml import SPACE, WP, w

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from docgen.docx.facts.cascade import Look
    from docgen.docx.facts.reading import At, Reading
    from docgen.docx.xml import Element

_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_VAL: Final = w("val")
_SWITCH: Final = re.compile(r"\\[a-z]+ ?-?\d*|[(),;\s]", re.IGNORECASE)
_SIGNS: Final = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
_BR, _TYPE = w("br"), w("type")
_BREAKS: Final = {"page": "\f", "column": "\v"}


class Line(NamedTuple):
    """The paragraph that is read; ``out`` grows, and ``sources`` with what each piece stands in."""

    reading: Reading
    at: At
    style: str | None
    theme: Mapping[str, str]
    out: list[Piece]
    sources: list[Element]


class State(NamedTuple):
    """What holds for the characters that come."""

    address: str | None
    deleted: bool = False
    inserted: bool = False
    field: bool = False
    ruby: bool = False


def characters(line: Line, holder: Element, state: State) -> None:
    """Read the runs of a paragraph, or of something in it that holds runs."""
    for child in holder:
        tag = child.tag
        if tag == _RUN:
            _run(line, child, state)
        elif tag == _PPR:
            continue
        elif tag == _SDT:
            content = child.find(_CONTENT)
            if content is not None:
                address = tag_of(child) or state.address
                characters(line, content, State(address, *state[1:]))
        elif tag in _MATHS:
            _formula(line, child, state)
        else:
            inner, held = _within(line, child, state)
            if inner is not None:
                characters(line, inner, held)


def _within(line: Line, child: Element, state: State) -> tuple[Element | None, State]:
    """What of an element holds runs, and what holds for them."""
    tag = child.tag
    if tag in _HOLDERS:
        return child, state
    if tag in _INSERTED:
        return child, state._replace(inserted=True)
    if tag in _DELETED:
        return child, state._replace(deleted=True)
    if tag == _SIMPLE:
        line.reading.instructions.append(child.get(_INSTRUCTION, ""))
        return child, state._replace(field=True)
    return (chosen(child) if tag == _ALTERNATE else None), state


_RUN, _PPR, _RPR = w("r"), w("pPr"), w("rPr")
_SDT, _CONTENT = w("sdt"), w("sdtContent")
_SIMPLE, _INSTRUCTION = w("fldSimple"), w("instr")
_HOLDERS: Final = frozenset(map(w, ("hyperlink", "smartTag", "customXml", "bdo", "dir")))
_INSERTED: Final = frozenset(map(w, ("ins", "moveTo")))
_DELETED: Final = frozenset(map(w, ("del", "moveFrom")))
_MATHS: Final = frozenset({f"{_MATH}oMath", f"{_MATH}oMathPara"})


_SDTPR, _TAG = w("sdtPr"), w("tag")


def tag_of(control: Element) -> str | None:
    """The address that a content control carries (``w:tag``)."""
    for properties in control.iterchildren(_SDTPR):
        for found in properties.iterchildren(_TAG):
            return found.get(_VAL)
    return None


def _run(line: Line, run: Element, state: State) -> None:
    first = next(iter(run), None)
    direct = run_properties(first, line.theme) if first is not None and first.tag == _RPR else {}
    look = line.reading.cascade.look(line.at.table, line.style, direct)
    if state.ruby and not look.fit:
        look = look._replace(fit=True)
    if line.at.hidden and not look.hidden:
        look = look._replace(hidden=True)
    _content(line, run, look, state)


def _content(line: Line, holder: Element, look: Look, state: State) -> None:
    for child in holder:
        tag = child.tag
        if tag in _TEXT:
            _say(line, child, words_of(child), look, state)
        elif tag in _SIGNS:
            _say(line, child, _SIGNS[tag], look, state)
        elif tag == _BR:
            _say(line, child, _BREAKS.get(child.get(_TYPE, ""), "\n"), look, state)
        elif tag in _SPECIAL:
            _SPECIAL[str(tag)](line, child, look, state)
        elif tag == _ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                _content(line, branch, look, state)


_TEXT: Final = frozenset({w("t"), w("delText")})


def words_of(child: Element) -> str:
    """Without ``xml:space`` Word drops space at both ends; a line break in the file is a space."""
    text = child.text or ""
    if child.get(SPACE) != "preserve":
        text = text.strip(" \t\r\n")
    if "\n" in text or "\t" in text or "\r" in text:
        text = re.sub(r"[\n\r\t]", " ", text)
    return text


def _say(line: Line, source: Element, text: str, look: Look, state: State) -> None:
    at = line.at
    if text and (not at.fields or at.fields[-1].shown):
        in_field = state.field or bool(at.fields)
        deleted = state.deleted or at.deleted
        line.sources.append(source)
        line.out.append(
            Piece(text, look, deleted, state.inserted and not deleted, in_field, state.address)
        )


def _shown(line: Line) -> bool:
    """Whether no instruction of a field is being read."""
    return not line.at.fields or line.at.fields[-1].shown


def _symbol(line: Line, child: Element, look: Look, state: State) -> None:
    """``w:sym`` brings its own font; Word keeps symbol fonts in the private use area."""
    try:
        sign = chr(int(child.get(w("char"), ""), 16))
    except (ValueError, OverflowError):
        return
    font = child.get(w("font")) or look.ascii
    look = look._replace(ascii=font, other_latin=font, east=font)
    _say(line, child, sign, look, state)


def _field(line: Line, child: Element, look: Look, state: State) -> None:
    kind = child.get(w("fldCharType"))
    fields = line.at.fields
    if kind == "begin":
        if child not in line.reading.unclosed:
            fields.append(Field(_shown(line)))
    elif kind == "separate" and fields:
        fields[-1].begun = True
    elif kind == "end" and fields:
        field = fields.pop()
        instruction = "".join(field.instruction).strip()
        line.reading.instructions.append(instruction)
        if not field.begun and instruction[:2].upper() == "EQ":
            composed = _SWITCH.sub("", instruction[2:])
            _say(line, child, composed, look._replace(fit=True), state._replace(field=True))


def _instruction(line: Line, child: Element, _look: Look, _state: State) -> None:
    if line.at.fields:
        line.at.fields[-1].instruction.append(child.text or "")


def _drawing(line: Line, child: Element, look: Look, state: State) -> None:
    properties = next(child.iter(f"{{{WP}}}docPr"), None)
    if properties is not None and on(properties.get("hidden", "0")):
        return
    if not line.at.silent:
        for box in _boxes(child):
            line.reading.boxes.append(
                Box(
                    box,
                    line.reading.number,
                    line.reading.section,
                    state.address,
                    look.hidden,
                )
            )
    _say(line, child, OBJECT, look, state)


def _boxes(holder: Element) -> Iterator[Element]:
    for child in holder:
        if child.tag == w("txbxContent"):
            yield child
        elif child.tag == _ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from _boxes(branch)
        else:
            yield from _boxes(child)


def _ruby(line: Line, child: Element, _look: Look, state: State) -> None:
    base = child.find(w("rubyBase"))
    if base is not None:
        characters(line, base, state._replace(ruby=True))


def _note(line: Line, child: Element, look: Look, state: State) -> None:
    """The mark of a footnote or endnote; only a note that is referred to prints."""
    kind = "footnote" if child.tag == w("footnoteReference") else "endnote"
    own = w("customMarkFollows") in child.attrib and on(child.get(w("customMarkFollows")))
    reading = line.reading
    mark = "" if own or line.at.silent else mark_of(reading, kind)
    if not line.at.silent:
        note = Note(child.get(w("id"), ""), mark, reading.number, reading.section)
        reading.notes.setdefault(kind, []).append(note)
    _say(line, child, mark, look, state._replace(field=True))


def _own_mark(line: Line, child: Element, look: Look, state: State) -> None:
    _say(line, child, line.at.mark, look, state._replace(field=True))


_SPECIAL: Final[Mapping[str, Callable[[Line, Element, Look, State], None]]] = {
    w("fldChar"): _field,
    w("instrText"): _instruction,
    w("delInstrText"): _instruction,
    w("sym"): _symbol,
    w("drawing"): _drawing,
    w("pict"): _drawing,
    w("object"): _drawing,
    w("ruby"): _ruby,
    w("footnoteReference"): _note,
    w("endnoteReference"): _note,
    w("footnoteRef"): _own_mark,
    w("endnoteRef"): _own_mark,
}


def _formula(line: Line, child: Element, state: State) -> None:
    """A formula as its characters; Word sets it in its own font and its own way."""
    text = "".join(t.text or "" for t in child.iter(f"{_MATH}t"))
    look = line.reading.cascade.look(line.at.table, line.style, {})
    font = "Cambria Math"
    look = look._replace(ascii=font, other_latin=font, east=font, other=(*look.other, "oMath"))
    _say(line, child, text, look, state)
