"""The structure tree of a tagged PDF: read once, spoken in one language, judged.

LibreOffice gives every stretch of digits and brackets the language of Latin text (en-US), so that
a screen reader says 105 in English amid Chinese. Only a stretch with Latin letters keeps it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pikepdf
from msgspec import Struct, field
from pikepdf import Dictionary, String

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pikepdf import Object, Pdf

    from docgen.export.pdf.printed import Printed

_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f]")
_HEADING: Final = re.compile(r"/H([1-6])\Z")
_PICTURES: Final = frozenset({"/Figure", "/Formula"})


class Node(Struct):
    """One structure element. ``kind`` is its standard type; ``marks``: (page, mark) of its own."""

    element: Object
    kind: str
    children: list[Node] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    has_objects: bool = False


def read(pdf: Pdf) -> Node:
    """The tree below a root that stands for the document."""
    tree = pdf.Root.get("/StructTreeRoot", Dictionary())
    roles = {str(name): str(role) for name, role in dict(tree.get("/RoleMap", {})).items()}
    root = Node(tree, "")
    _fill(root, tree.get("/K"), 0, roles)
    return root


def _fill(node: Node, kids: Object | int | None, page: int, roles: dict[str, str]) -> None:
    for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
        if isinstance(kid, int):
            node.marks.append((page, kid))
        elif isinstance(kid, Dictionary):
            here = kid.Pg.objgen[0] if "/Pg" in kid else page
            if "/S" in kid:
                child = Node(kid, roles.get(str(kid.S), str(kid.S)))
                node.children.append(child)
                _fill(child, kid.get("/K"), here, roles)
            elif "/MCID" in kid:
                node.marks.append((here, int(kid.MCID)))
            else:
                node.has_objects = True


def walk(node: Node) -> Iterator[Node]:
    """The node and all below, in reading order."""
    yield node
    for child in node.children:
        yield from walk(child)


def is_empty(node: Node) -> bool:
    """Whether nothing printed belongs to it or to what is below."""
    return not any(each.marks or each.has_objects for each in walk(node))


def speak(root: Node, printed: Printed, language: str) -> None:
    """Take foreign languages from what has no letter of them; what says ``language`` says nothing new."""
    for node in walk(root):
        if "/Lang" not in node.element:
            continue
        marks = (mark for each in walk(node) for mark in each.marks)
        text = "".join(printed.texts.get(mark, "") for mark in marks)
        if str(node.element.Lang) == language or not _LATIN.search(text):
            del node.element.Lang


def lacks(pdf: Pdf, root: Node) -> Iterator[str]:
    """The faults of the structure; ``Finished.lacks``."""
    marked = pdf.Root.get("/MarkInfo", Dictionary()).get("/Marked", False)
    if not marked or is_empty(root):
        yield "pdf-untagged"
    before = 0
    for node in walk(root):
        heading = _HEADING.match(node.kind)
        if heading:
            level = int(heading[1])
            if level > before + 1:
                yield "heading-skips-level"
            before = level
        if node.kind in _PICTURES and not _has_words(node.element):
            yield "picture-without-words"


def _has_words(element: Object) -> bool:
    told = (element.get(key) for key in ("/Alt", "/ActualText"))
    return any(isinstance(text, String) and str(text).strip() for text in told)
