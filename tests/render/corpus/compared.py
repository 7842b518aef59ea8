"""Documents as what they say: both ways' parts as canonical XML, known differences taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.docx import open_safely
from docgen.docx.rels import read_rels, rels_name
from docgen.docx.xml import SPACE, WP, R, canonical, drop, local, parse, to_text, w

if TYPE_CHECKING:
    from docgen.docx.xml import Element


def parts(content: bytes) -> dict[str, bytes]:
    """The parts below ``word/`` but relationships, which stand where they are used."""
    package = open_safely(content, "x")
    made = {}
    for name, part in package.items():
        if name.startswith("word/") and not name.endswith(".rels"):
            made[name] = part if not name.endswith(".xml") else _part(package, name)
    return made


def _part(package: object, name: str) -> bytes:
    root = parse(package[name])  # type: ignore[index]
    rels = rels_name(name)
    known = {}
    if rels in package:  # type: ignore[operator]
        known = {rel.id: rel for rel in read_rels(package[rels])}  # type: ignore[index]
    for element in root.iter():
        for key, value in element.attrib.items():
            if str(key).startswith(f"{{{R}}}"):  # ids are numbered by each in its own order
                element.set(key, f"{known[str(value)].kind} {known[str(value)].target}")
    _controls(root)
    _drawings(root)
    _tables(root)
    for run in list(root.iter(w("r"))):
        _texts(run)
    for paragraph in root.iter(w("p")):
        _joined(paragraph)
    return canonical(root)


def _controls(root: Element) -> None:
    """Ours round each value (decision 6); docxtpl has none."""
    for control in list(root.iter(w("sdt"))):
        holder = control.find(w("sdtContent"))
        assert holder is not None
        for child in list(holder):
            control.addprevious(child)
        drop(control)


def _drawings(root: Element) -> None:
    """Numbers are each way's own; docxtpl gives no alternative text; white space is none."""
    for drawing in root.iter(f"{{{WP}}}docPr"):
        drawing.attrib.pop("id")
        drawing.attrib.pop("descr", None)
    for holder in root.iter(w("drawing")):
        for element in holder.iter():
            element.text = (element.text or "").strip() or None
            element.tail = (element.tail or "").strip() or None


def _tables(root: Element) -> None:
    """Widths: ours are made anew from the rows, docxtpl's shared out over the columns.

    ``w:tcPr`` is in the schema's order with us; a span of one and “continue” need not be said;
    where Word wants a paragraph behind a table we put a tiny one.
    """
    for grid in list(root.iter(w("tblGrid"))):
        drop(grid)
    for properties in root.iter(w("tcPr")):
        for child in list(properties):
            if local(child) == "tcW" or (local(child) == "gridSpan" and child.get(w("val")) == "1"):
                drop(child)
            elif local(child) == "vMerge" and child.get(w("val")) == "continue":
                child.attrib.pop(w("val"))
        properties[:] = sorted(properties, key=local)
    for spacing in list(root.iter(w("spacing"))):
        if spacing.get(w("line")) == "20" and spacing.get(w("lineRule")) == "exact":
            paragraph = next(spacing.iterancestors(w("p")))
            drop(paragraph)


def _texts(run: Element) -> None:
    for text in list(run.iter(w("t"))):
        text.attrib.pop(SPACE, None)
        if not text.text:
            drop(text)


def _joined(paragraph: Element) -> None:
    """Runs: ours give each value one, docxtpl leaves the words in that of the tag."""
    before: Element | None = None
    for run in list(paragraph.iter(w("r"))):
        content = [child for child in run if local(child) != "rPr"]
        if not content:
            drop(run)
            continue
        if before is not None and run.getprevious() is before and _format(run) == _format(before):
            for child in content:
                last = before[-1]
                if local(child) == local(last) == "t":
                    last.text = (last.text or "") + (child.text or "")
                else:
                    before.append(child)
            drop(run)
        else:
            before = run


def _format(run: Element) -> str:
    properties = run.find(w("rPr"))
    return "" if properties is None else to_text(properties)
