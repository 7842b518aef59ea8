"""The words of a docx as lines, for golden texts and for comparing two documents.

One line a paragraph, content controls seen through. A table stands between ``┌`` and ``└``;
``├`` opens a row (``├ header``: repeated on every page), ``│`` a cell, ``┊`` a further
paragraph of the same cell; ``│×2`` spans two columns, ``│〃`` continues the cell above.
A section ends with ``§`` and its orientation. Headers, footers and notes follow the body.
A field is ``{PAGE}``, a line break in the data a new line, a page break ``␌``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.docx.package import Parts, main_part, unpacked
from docgen.docx.rels import read_rels, rels_name, target_of
from docgen.docx.xml import Element, local, parse, w

if TYPE_CHECKING:
    from collections.abc import Iterator

_AROUND: Final = ("header", "footer", "footnotes", "endnotes")
_SIGNS: Final = {
    "tab": "\t",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
    "drawing": "",
    "pict": "",
}
_SKIPPED: Final = frozenset({"del", "moveFrom", "rPr", "pPr", "instrText", "Fallback", "sdtPr"})


def text_of(docx: bytes) -> str:
    """Everything a reader can read, in the notation above; ends with a line break."""
    parts = unpacked(docx, "docx")
    main = main_part(parts)
    lines = list(_blocks(parse(parts[main])[0]))
    for kind, part in _around(parts, main):
        told = [line for line in _blocks(parse(parts[part])) if line]
        lines += [f"[{kind}] {line}" for line in told]
    return "\n".join(lines) + "\n"


def _around(parts: Parts, main: str) -> Iterator[tuple[str, str]]:
    if rels_name(main) in parts:
        rels = read_rels(parts[rels_name(main)])
        for kind in _AROUND:
            for rel in rels:
                if rel.kind == kind and target_of(main, rel) in parts:
                    yield kind, target_of(main, rel)


def _blocks(holder: Element) -> Iterator[str]:
    for child in holder:
        name = local(child)
        if name == "p":
            yield words(child)
            for box in _boxes(child):
                yield from _blocks(box)
            section = child.find(f"{w('pPr')}/{w('sectPr')}")
            if section is not None:
                yield _section(section)
        elif name == "tbl":
            yield from _table(child)
        elif name == "sectPr":
            yield _section(child)
        elif name not in _SKIPPED:
            yield from _blocks(child)


def _boxes(paragraph: Element) -> Iterator[Element]:
    for box in paragraph.iter(w("txbxContent")):
        if not any(local(a) == "Fallback" for a in box.iterancestors()):
            yield box


def _section(section: Element) -> str:
    size = section.find(w("pgSz"))
    orient = "portrait" if size is None else size.get(w("orient"), "portrait")
    return f"§ {orient}"


def _table(table: Element) -> Iterator[str]:
    yield "┌"
    for row in table.iter(w("tr")):
        if next(row.iterancestors(w("tbl"))) is not table:
            continue
        header = row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
        yield "├ header" if header else "├"
        for cell in _cells(row):
            yield from _cell(cell)
    yield "└"


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if local(child) == "tc":
            yield child
        elif local(child) not in _SKIPPED:
            yield from _cells(child)


def _cell(cell: Element) -> Iterator[str]:
    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    if merge is not None and merge.get(w("val"), "continue") == "continue":
        yield "│〃"
        return
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    mark = "│" if span is None or span.get(w("val")) == "1" else f"│×{span.get(w('val'))}"
    for line in _blocks(cell):
        yield f"{mark} {line}".rstrip(" ") if not line else f"{mark} {line}"
        mark = "┊"


def words(paragraph: Element) -> str:
    """A paragraph's words with its breaks, tabs and fields."""
    said: list[str] = []
    _say(paragraph, said, [])
    return "".join(said)


def _say(element: Element, said: list[str], fields: list[list[str]]) -> None:
    for child in element:
        name = local(child)
        if name == "fldChar":
            _field(child.get(w("fldCharType"), ""), said, fields)
        elif name == "instrText" and fields:
            fields[-1].append(child.text or "")
        elif fields and name != "r":
            continue  # a field's last result is not its text
        elif (letters := _letters(child, name)) is not None:
            said.append(letters)
        elif name not in _SKIPPED and name != "txbxContent":
            _say(child, said, fields)


def _letters(child: Element, name: str) -> str | None:
    """What one element says; None for one that holds others."""
    if name == "t":
        return child.text or ""
    if name == "br":
        return "␌" if child.get(w("type")) == "page" else "\n"
    if name == "sym":
        return chr(int(child.get(w("char"), "20"), 16))
    if name == "fldSimple":
        return f"{{{child.get(w('instr'), '').split()[0]}}}"
    return _SIGNS.get(name)


def _field(kind: str, said: list[str], fields: list[list[str]]) -> None:
    if kind == "begin":
        fields.append([])
    elif kind == "end" and fields:
        instruction = "".join(fields.pop()).split()
        said.append(f"{{{instruction[0] if instruction else ''}}}")
