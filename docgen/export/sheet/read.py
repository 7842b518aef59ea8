"""An xlsx that came from anywhere → its cells, or what is wrong with it.

The package is judged before anything is parsed: size, parts, DTDs, macros, objects, links that
fetch. Read here and not by openpyxl, which walks through every cell of a merged range, were it
the whole sheet. Formulas are never calculated, nor their last results believed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from docgen.docx.package import TYPES, is_xml, too_much, unpacked, unsafe_xml
from docgen.docx.rels import read_rels, read_types, rels_name, target_of
from docgen.docx.xml import XmlFault, local, parse
from docgen.problem import Problem, Refused, Where
from docgen.year.score import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.docx.package import Parts
    from docgen.docx.xml import Element

# Safety limits, not policy: a form has 20 kB, 300 kB unpacked, 400 cells.
MAX_BYTES: Final = 4 * 2**20
MAX_UNPACKED: Final = 32 * 2**20
MAX_SHEETS: Final = 16
MAX_CELLS: Final = 50_000
_MAIN: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_FORBIDDEN_PARTS: Final = re.compile(
    r"vbaproject|vbadata|activex|/embeddings/|externallink|connections\.xml|querytable"
    r"|/media/|oleobject|macrosheet|dialogsheet|webextension|customdata|/model/",
    re.IGNORECASE,
)
_LINK: Final = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_CELLS: Final = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:c|row|si)[\s/>]")
_PLACE: Final = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}\Z")
_DAMAGED: Final = "the file is damaged"
_OF_DOCX: Final = {
    "truncated-file": _DAMAGED,
    "not-a-docx": "",  # it says itself what the file is
    "encrypted-file": "it is protected by a password",
}

Kind = Literal["text", "number", "formula", "other"]


class Found(Struct, frozen=True):
    """What a cell holds; ``text`` is how a message quotes it."""

    kind: Kind
    text: str
    number: Decimal | None = None


Cells = dict[str, dict[str, Found]]
"""Sheet → cell (``C12``) → what it holds; empty cells are not there."""


def cells(data: bytes, name: str) -> Cells:
    """All cells that hold something. Refused with every fault of the package."""
    where = Where(file=name)
    if len(data) > MAX_BYTES:
        args = {"size": str(len(data)), "limit": str(MAX_BYTES)}
        raise Refused([Problem("spreadsheet-too-large", where, args)])
    parts = _parts(data, where)
    problems = list(too_much(parts, where))
    if problems:
        raise Refused(problems)
    problems = [*unsafe_xml(parts, where), *_active(parts, where), *_too_many(parts, where)]
    if problems:
        raise Refused(problems)
    try:
        return _book(parts)
    except (XmlFault, ValueError, LookupError, ArithmeticError):
        raise Refused([Problem("not-a-spreadsheet", where, {"reason": _DAMAGED})]) from None


def _parts(data: bytes, where: Where) -> Parts:
    try:
        parts = unpacked(data, where.file or "", MAX_UNPACKED)
    except Refused as refused:
        raise Refused(_told(problem, where) for problem in refused.problems) from None
    if TYPES in parts and b"ms-excel.sheet.macroEnabled" in parts[TYPES]:
        raise Refused([Problem("spreadsheet-holds", where, {"part": "macroEnabled"})])
    if TYPES not in parts or _MAIN.encode() not in parts[TYPES]:
        raise Refused([Problem("not-a-spreadsheet", where, {"reason": _reason(parts)})])
    return parts


def _reason(parts: Parts) -> str:
    """What a package is that is no workbook."""
    return "it is no Office file at all" if TYPES not in parts else "it is another Office file"


def _told(problem: Problem, where: Where) -> Problem:
    """A fault of the package in the words of spreadsheets."""
    if problem.rule in _OF_DOCX:
        reason = _OF_DOCX[problem.rule] or problem.args["reason"]
        return Problem("not-a-spreadsheet", where, {"reason": reason})
    return Problem(problem.rule, where, problem.args)


def _active(parts: Parts, where: Where) -> Iterator[Problem]:
    """Whatever does or fetches something when the file is opened."""
    for name in parts:
        if _FORBIDDEN_PARTS.search(f"/{name}"):
            yield Problem("spreadsheet-holds", where, {"part": name})
    try:
        kinds = read_types(parts[TYPES]).overrides.values()
        if any("macroEnabled" in kind for kind in kinds):
            yield Problem("spreadsheet-holds", where, {"part": "macroEnabled"})
        for name, content in parts.items():
            if name.endswith(".rels"):
                for rel in read_rels(content):
                    if rel.external and (rel.kind != "hyperlink" or not _LINK.match(rel.target)):
                        yield Problem("spreadsheet-holds", where, {"part": rel.target})
    except XmlFault:
        yield Problem("not-a-spreadsheet", where, {"reason": _DAMAGED})


def _too_many(parts: Parts, where: Where) -> Iterator[Problem]:
    count = sum(len(_CELLS.findall(content)) for name, content in parts.items() if is_xml(name))
    if count > MAX_CELLS:
        args = {"count": str(count), "limit": str(MAX_CELLS)}
        yield Problem("too-many-cells", where, args)


def _book(parts: Parts) -> Cells:
    """The sheets of a package (ECMA-376 18.2, 18.3). LookupError or ValueError where it lies."""
    types = read_types(parts[TYPES]).overrides
    book = next(name for name in parts if types.get(name) == _MAIN)
    rels = {rel.id: rel for rel in read_rels(parts[rels_name(book)])}
    strings = next((rel for rel in rels.values() if rel.kind == "sharedStrings"), None)
    shared = _strings(parts[target_of(book, strings)]) if strings else ()
    sheets = [each for each in parse(parts[book]).iter() if local(each) == "sheet"]
    if len(sheets) > MAX_SHEETS:
        raise ValueError(f"{len(sheets)} sheets")
    made: Cells = {}
    for sheet in sheets:
        rel = rels[next(value for name, value in sheet.attrib.items() if str(name).endswith("}id"))]
        if rel.kind == "worksheet":
            made[sheet.get("name", "")] = dict(_sheet(parts[target_of(book, rel)], shared))
    return made


def _strings(content: bytes) -> tuple[str, ...]:
    return tuple(_text(each) for each in parse(content) if local(each) == "si")


def _text(item: Element) -> str:
    """All runs of a text, without the readings beside it (rPh)."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), "".join(_runs(item)))


def _runs(item: Element) -> Iterator[str]:
    for child in item:
        if local(child) == "t":
            yield child.text or ""
        elif local(child) == "r":
            yield from _runs(child)


def _sheet(content: bytes, shared: tuple[str, ...]) -> Iterator[tuple[str, Found]]:
    """Only the cells that the file names: a sheet that claims a million rows costs nothing."""
    for cell in parse(content).iter():
        if local(cell) == "c":
            place = cell.get("r", "")
            if not _PLACE.match(place):
                raise ValueError(f"a cell without a place: {place}")
            found = _found(cell, shared)
            if found is not None:
                yield place, found


def _found(cell: Element, shared: tuple[str, ...]) -> Found | None:
    inside = {local(child): child for child in cell}
    if "f" in inside:
        return Found("formula", f"={inside['f'].text or ''}")
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _words(_text(inside["is"])) if "is" in inside else None
    value = (inside["v"].text or "") if "v" in inside else ""
    if not value:
        return None
    if kind == "s":
        return _words(shared[_index(value)])
    if kind == "n":
        number = Decimal(repr(float(value)))  # 72.099999999999994 is how Excel writes 72.1
        return Found("number", plain(number) if number.is_finite() else str(number), number)
    if kind == "str":
        return _words(value)
    return Found("other", value)


def _index(value: str) -> int:
    number = int(value)
    if number < 0:
        raise ValueError("a shared string before the first")
    return number


def _words(text: str) -> Found | None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Found("text", text) if text else None
