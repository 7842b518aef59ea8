"""Lay lists and notes of one document beside another's, with numbers of their own."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final

from docgen.docx.xml import drop, w

if TYPE_CHECKING:
    from docgen.docx.xml import Element

_VAL: Final = w("val")
_NUM, _ABSTRACT = w("numId"), w("abstractNumId")
_NOTE_REFERENCES: Final = {"footnote": "footnoteReference", "endnote": "endnoteReference"}


def join_numbering(base: Element, other: Element) -> tuple[dict[str, str], list[Element]]:
    """Add the lists of ``other``; old number → new number of its lists, and what was added."""
    first_abstract = _after(base, "abstractNum", _ABSTRACT)
    first_num = _after(base, "num", _NUM)
    kinds = {
        a.get(_ABSTRACT, ""): str(first_abstract + n)
        for n, a in enumerate(other.iter(w("abstractNum")))
    }
    nums = {a.get(_NUM, ""): str(first_num + n) for n, a in enumerate(other.iter(w("num")))}
    added: list[Element] = []
    at = len(base.findall(w("numPicBullet"))) + len(base.findall(w("abstractNum")))
    for number, abstract in enumerate(other.iter(w("abstractNum"))):
        copy = deepcopy(abstract)
        copy.set(_ABSTRACT, kinds[abstract.get(_ABSTRACT, "")])
        for twin in copy.findall(w("nsid")):
            drop(twin)  # Word takes lists of equal nsid for one list
        base.insert(at + number, copy)
        added.append(copy)
    for num in other.iter(w("num")):
        copy = deepcopy(num)
        copy.set(_NUM, nums[num.get(_NUM, "")])
        kind = copy.find(_ABSTRACT)
        if kind is not None:
            kind.set(_VAL, kinds.get(kind.get(_VAL, ""), "0"))
        last = [c for c in base if c.tag in (w("num"), w("abstractNum"), w("numPicBullet"))]
        base.insert(len(last), copy)
    return nums, added


def _after(base: Element, tag: str, key: str) -> int:
    return max((int(e.get(key, "0")) for e in base.iter(w(tag))), default=0) + 1


def rewrite_lists(root: Element, nums: dict[str, str]) -> None:
    """Let paragraphs and styles name the lists' new numbers (0 means none and stays)."""
    for reference in root.iter(_NUM):
        old = reference.get(_VAL, "")
        reference.set(_VAL, nums.get(old, old))


def join_notes(base: Element, other: Element, kind: str) -> dict[str, str]:
    """Add the notes of ``other`` (``kind`` footnote or endnote); old id → new id."""
    key = w("id")
    free = max((int(n.get(key, "0")) for n in base.iter(w(kind))), default=0) + 1
    renamed: dict[str, str] = {}
    for note in other.iter(w(kind)):
        if note.get(w("type"), "normal") == "normal":
            renamed[note.get(key, "")] = str(free)
            copy = deepcopy(note)
            copy.set(key, str(free))
            base.append(copy)
            free += 1
    return renamed


def rewrite_notes(root: Element, kind: str, renamed: dict[str, str]) -> None:
    """Let references name the notes' new ids."""
    for reference in root.iter(w(_NOTE_REFERENCES[kind])):
        old = reference.get(w("id"), "")
        reference.set(w("id"), renamed.get(old, old))
