"""One paragraph of a template: find its tags, join split ones, put each where Jinja needs it.

A run that holds ``text {{ a }} text`` becomes three: the words keep their run, the tag stands
between runs as plain text, with the run's format as an argument, so that what is printed there
is a whole run in a content control. The marks U+FDD0 n U+FDD1 name the place of a tag through
docxtpl's patching; U+FDD2 and U+FDD3 shield single braces from it. No template may hold them
(``SIGNS``): Unicode has them for programs to use among themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Final

from msgspec import Struct

from docgen.docx.xml import SPACE, Element, ancestor, drop, is_own, local, make, to_text, w
from docgen.render.cell import CELL_ORDER, put, set_cell
from docgen.render.tags import FULL_WIDTH, LOOSE, OBJECT, Tag, read_tag, replaced, spans

SIGNS: Final = re.compile("[\ufdd0-\ufdd3]")
MARK: Final = "\ufdd0{}\ufdd1"
SHIELDED: Final = str.maketrans({"{": "\ufdd2", "}": "\ufdd3"})
UNSHIELDED: Final = {0xFDD2: "{", 0xFDD3: "}"}
_XMLNS: Final = re.compile(r' xmlns:([\w.\-]+)="([^"]*)"')
_LEVELS: Final = {"p": "p", "tr": "tr", "tc": "tc"}

Fault = Callable[[str, dict[str, str]], None]


class Pattern(Struct):
    """What is gathered over the paragraphs of all parts while they are woven."""

    formats: dict[str, int] = {}  # and their numbers
    blocks: list[tuple[Tag, Element, int]] = []
    richer: bool = False  # a tag that only docxtpl's way knows

    def format_of(self, run: Element) -> int:
        """The number of the run's format, with the namespaces that only the run declares."""
        properties, holder = run.find(w("rPr")), run.getparent()
        known = {} if holder is None else holder.nsmap
        text = "" if properties is None else to_text(_alone(properties))
        text = _XMLNS.sub(lambda told: "" if known.get(told[1]) == told[2] else told[0], text)
        return self.formats.setdefault(text, len(self.formats))


def _alone(element: Element) -> Element:
    copy = deepcopy(element)
    copy.tail = None
    return copy


def words_of(paragraph: Element) -> str:
    """The paragraph's own words (not those of a text box in it)."""
    return "".join(_letters(child) for run in own_runs(paragraph) for child in run)


def own_runs(paragraph: Element) -> list[Element]:
    """Its runs, those in links and controls too, not those of a text box in it."""
    return [run for run in paragraph.iter(w("r")) if ancestor(run, w("p")) is paragraph]


def _letters(child: Element) -> str:
    name = local(child)
    if name == "t":
        return child.text or ""
    return "" if name == "rPr" else OBJECT


class _Piece(Struct):
    """Text, an object, or a tag, and the run that it comes from."""

    run: Element
    text: str = ""
    thing: Element | None = None
    tag: Tag | None = None


def weave(paragraph: Element, place: int, pattern: Pattern, fault: Fault) -> None:
    """Rewrite the paragraph in place; faults are reported by name with arguments."""
    runs = own_runs(paragraph)
    text = "".join(_letters(child) for run in runs for child in run)
    for found in FULL_WIDTH.finditer(text):
        fault("full-width-tag", {"tag": text[found.start() : found.end() + 12]})
        return
    if "{" not in text and "}" not in text:
        return
    tags = _tags(text, fault)
    pieces = list(_pieces(runs, tags, fault))
    if not tags:
        _shield(runs)
        return
    if not _stands_alone(paragraph, text, [tag for _, _, tag in tags], fault):
        return
    for _, _, tag in tags:
        pattern.richer = (
            pattern.richer or tag.word == "hm" or (tag.kind, tag.level) == ("print", "p")
        )
        if tag.kind == "block":
            pattern.blocks.append((tag, _container(paragraph, tag, pieces), place))
    _rebuild(paragraph, pieces, place, pattern, fault)
    for run in runs:  # those too that held only the middle of a tag
        drop(run)


def _tags(text: str, fault: Fault) -> list[tuple[int, int, Tag]]:
    tags = []
    rest = list(text)
    for begin, end in spans(text):
        rest[begin:end] = "\0" * (end - begin)
        found = text[begin:end]
        tag = read_tag(found)
        if OBJECT in found:
            fault("split-tag", {"tag": found.replace(OBJECT, " ")})
        elif tag is None:
            fault("unsupported-tag", {"tag": found})
        else:
            tags.append((begin, end, tag))
    loose = LOOSE.search("".join(rest))
    if loose:
        fault("unclosed-tag", {"tag": text[max(0, loose.start() - 10) : loose.end() + 20]})
    return tags


def _pieces(
    runs: list[Element], tags: list[tuple[int, int, Tag]], fault: Fault
) -> Iterator[_Piece]:
    """Text, objects and tags in order; a tag belongs to the run in which it begins."""
    at = 0
    coming = iter([*tags, (1 << 60, 1 << 60, None)])
    start, end, tag = next(coming)
    begun: Element | None = None
    told: list[Tag | None] = []
    for run in runs:
        for child in run:
            letters = _letters(child)
            if local(child) != "t":
                if letters:
                    yield _Piece(run, thing=child)
                at += len(letters)
                continue
            done = 0
            while done < len(letters):
                here = at + done
                if here < start:
                    upto = min(len(letters), start - at)
                    yield _Piece(run, text=letters[done:upto])
                    done = upto
                    continue
                if begun is None:
                    begun = run
                    yield _Piece(run, tag=tag)
                elif tag not in told and not _same_format(begun, run):
                    fault("split-tag", {"tag": tag.body if tag else ""})
                    told.append(tag)
                done = min(len(letters), end - at)
                if at + done >= end:
                    start, end, tag = next(coming)
                    begun = None
            at += len(letters)


def _same_format(one: Element, other: Element) -> bool:
    return one.getparent() is other.getparent() and _format(one) == _format(other)


def _format(run: Element) -> str:
    """The format without what Word adds by itself: language, proofing, script hint."""
    properties = run.find(w("rPr"))
    if properties is None:
        return ""
    bare = _alone(properties)
    for name in ("lang", "noProof", "webHidden"):
        for child in bare.findall(w(name)):
            bare.remove(child)
    for fonts in bare.findall(w("rFonts")):
        fonts.attrib.pop(w("hint"), None)
        if not fonts.attrib:
            bare.remove(fonts)
    return to_text(bare) if len(bare) else ""


def _stands_alone(paragraph: Element, text: str, tags: list[Tag], fault: Fault) -> bool:
    """A tag for a paragraph, row or cell must be alone in it: docxtpl drops what is beside."""
    level = next((tag.level for tag in tags if tag.level), "")
    if not level:
        return True
    holder = paragraph if level == "p" else ancestor(paragraph, w(_LEVELS[level]))
    if holder is None:
        fault("tag-outside-table", {"tag": text.strip()})
        return False
    whole = "".join(words_of(p) for p in holder.iter(w("p")))
    section = next(paragraph.iter(w("sectPr")), None) is not None
    beside = replaced(whole, lambda _: "").strip()
    if len(tags) > 1 or beside or whole.strip() != text.strip() or section:
        fault("text-beside-tag", {"tag": text.strip(), "element": level})
        return False
    return True


def _container(paragraph: Element, tag: Tag, pieces: list[_Piece]) -> Element:
    """The element whose children the tag stands among: a block must close where it opened."""
    inner = paragraph if tag.level == "p" else None
    if tag.level in ("tr", "tc"):
        inner = ancestor(paragraph, w(tag.level))
    if inner is None:
        inner = next(piece.run for piece in pieces if piece.tag is tag)
    parent = inner.getparent()
    return paragraph if parent is None else parent


def _rebuild(
    paragraph: Element, pieces: list[_Piece], place: int, pattern: Pattern, fault: Fault
) -> None:
    mark = MARK.format(place)
    cell = ancestor(paragraph, w("tc"))
    open_run: Element | None = None
    open_source: Element | None = None
    before = _Before()
    for piece in pieces:
        source, tag = piece.run, piece.tag
        before.of(source)
        if tag is None or tag.level or (tag.word == "hm" and _merge_across(cell, fault)):
            if open_run is None or open_source is not source:
                open_run, open_source = _copy_of(source), source
                before.write()
                source.addprevious(open_run)
            _fill(open_run, piece, mark)
            continue
        open_run = None
        if tag.kind == "print":
            number = pattern.format_of(source)
            before.texts.append(f"{{{{ {mark}({tag.body})|_run({number}) }}}}")
        elif tag.kind == "block":
            before.texts.append(f"{{% {mark}{tag.body} %}}")
        elif tag.kind == "cell" and tag.word != "hm":
            if cell is None or not _is_laid(cell):
                fault("tag-outside-table", {"tag": f"{{% {tag.word} {tag.body} %}}"})
            else:
                set_cell(cell, tag, mark)
    before.write()
    only_cell_tags = all(
        piece.tag is not None and piece.tag.kind == "cell" and piece.tag.word != "hm"
        for piece in pieces
    )
    if cell is not None and only_cell_tags and len(cell.findall(w("p"))) > 1:
        drop(paragraph)


def _is_laid(cell: Element) -> bool:
    """Whether the layout of a table finds the cell: it is a row's, and that is the table's."""
    row = ancestor(cell, w("tr"))
    return row is not None and is_own(cell, w("tr")) and is_own(row, w("tbl"))


def _merge_across(cell: Element | None, fault: Fault) -> bool:
    """The cell as docxtpl multiplies it: its span stands there as a number."""
    if cell is None:
        fault("tag-outside-table", {"tag": "{% hm %}"})
        return False
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    if span is None:
        properties = cell.find(w("tcPr"))
        if properties is None:
            properties = make("tcPr")
            cell.insert(0, properties)
        put(properties, make("gridSpan", {"val": "1"}), CELL_ORDER)
    elif not span.get(w("val"), "").isdecimal():
        fault("text-beside-tag", {"tag": "{% hm %}", "element": "tc"})
        return False
    return True


def _copy_of(run: Element) -> Element:
    copy = make("r")
    properties = run.find(w("rPr"))
    if properties is not None:
        copy.append(_alone(properties))
    return copy


def _fill(run: Element, piece: _Piece, mark: str) -> None:
    if piece.thing is not None:
        run.append(piece.thing)
        return
    if piece.tag is None:
        text = piece.text.translate(SHIELDED)
    elif piece.tag.kind == "comment":
        text = f"{{#{piece.tag.level} #}}"
    elif piece.tag.kind == "print":
        text = f"{{{{{piece.tag.level} {mark}({piece.tag.body})|_block }}}}"
    elif piece.tag.word == "hm":
        text = "{% hm %}"
    else:
        text = f"{{%{piece.tag.level} {mark}{piece.tag.body} %}}"
    written = make("t", text=text)
    if text != text.strip():
        written.set(SPACE, "preserve")
    run.append(written)


def _shield(runs: list[Element]) -> None:
    for run in runs:
        for text in run.findall(w("t")):
            text.text = (text.text or "").translate(SHIELDED)


class _Before(Struct):
    """Texts that stand before a run, written at once: there may be thousands."""

    run: Element | None = None
    texts: list[str] = []

    def of(self, run: Element) -> None:
        """The run that we are at."""
        if run is not self.run:
            self.write()
            self.run = run

    def write(self) -> None:
        """Put them there."""
        if self.run is not None and self.texts:
            _text_before(self.run, "".join(self.texts))
            self.texts = []


def _text_before(element: Element, text: str) -> None:
    before = element.getprevious()
    parent = element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text
