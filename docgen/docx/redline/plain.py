"""A part without what only wraps its text, so that two of them can be compared run by run.

Content controls, hyperlinks and smart tags are taken off their runs; bookmarks and marks of the
spelling checker say nothing that is printed. Change marks must be wrapped around runs alone
(ECMA-376 17.13.5), and a document of differences is read, not filled in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.docx.xml import parse, w

if TYPE_CHECKING:
    from docgen.docx.xml import Element

_AROUND: Final = tuple(map(w, ("hyperlink", "smartTag", "customXml", "dir", "bdo")))
_CONTROL, _CONTENT = w("sdt"), w("sdtContent")
_SILENT: Final = tuple(
    map(
        w,
        (
            "bookmarkStart",
            "bookmarkEnd",
            "proofErr",
            "permStart",
            "permEnd",
            "lastRenderedPageBreak",
            "customXmlPr",
            "smartTagPr",
        ),
    )
)
TAG: Final = "docgen-tag"  # on a run while documents are compared: the address of its control


def plain(part: bytes) -> Element:
    """The root of the part, each run with the address of the control that it stood in."""
    root = parse(part)
    for silent in list(root.iter(*_SILENT)):
        _remove(silent)
    for control in list(root.iter(_CONTROL)):
        tag = control.find(f"{w('sdtPr')}/{w('tag')}")
        content = control.find(_CONTENT)
        if tag is not None and content is not None:
            for run in content.iter(w("r")):
                run.set(TAG, tag.get(w("val"), ""))
        _unwrap(control, [] if content is None else list(content))
    for around in list(root.iter(*_AROUND)):
        _unwrap(around, list(around))
    return root


def _unwrap(element: Element, inside: list[Element]) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = inside


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
