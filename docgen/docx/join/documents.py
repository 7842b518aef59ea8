"""The order of merging: each document's definitions first, then its body, then all numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.docx.ids import Ids, renumber
from docgen.docx.join import sections
from docgen.docx.join.numbering import (
    join_notes,
    join_numbering,
    rewrite_lists,
    rewrite_notes,
)
from docgen.docx.join.package import Growing
from docgen.docx.join.styles import default_of, join_styles, rewrite, say_default
from docgen.docx.pack import pack
from docgen.docx.package import main_part, unpacked
from docgen.docx.rels import read_rels, rels_name, target_of
from docgen.docx.xml import R, W, parse, serialize, w
from docgen.problem.shape import Problem, Refused, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docgen.docx.package import Parts
    from docgen.docx.xml import Element

    Change = Callable[[Element], None]

_OFFICE: Final = R + "/"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_NOTES: Final = ("footnote", "endnote")
_NO_RELS: Final = b"<Relationships/>"


def merge(annexes: Sequence[bytes], *, core: bytes | None = None) -> bytes:
    """One docx of several, in order; ``core`` replaces the first one's core properties.

    Refused where they cannot be joined (links inside notes, clashing prefixes).
    """
    if not annexes:
        raise ValueError("nothing to merge")
    first, *others = [unpacked(annex, f"annex {n}") for n, annex in enumerate(annexes, 1)]
    whole = Growing(first)
    shared = _Definitions(whole)
    roots = [parse(first[whole.main]), *(_taken_over(o, whole, shared) for o in others)]
    inherited: set[tuple[str, str]] = set()
    for root in roots:
        if inherited:
            sections.say_empty(root, inherited, lambda kind: _empty(whole, kind))
        inherited |= sections.said(root)
    for root in roots[1:]:
        sections.begin(root)
    for root in roots[:-1]:
        sections.end(root)
    ids = Ids()
    for root in roots:
        renumber(root, ids)
    try:
        whole.parts[whole.main] = sections.joined(roots)
    except sections.Clash as clash:
        raise Refused([_cannot(f"xmlns:{clash}")]) from None
    shared.write(whole)
    _renumber_around(whole, ids)
    return pack(whole.done(core))


def _cannot(reason: str) -> Problem:
    return Problem("cannot-merge", Where(), {"reason": reason})


class _Definitions:
    """Styles, lists and notes of the whole, while they grow."""

    def __init__(self, whole: Growing) -> None:
        styles = _root(whole, "styles")
        self.styles = parse(f'<w:styles xmlns:w="{W}"/>') if styles is None else styles
        self.numbering = _root(whole, "numbering")
        self.fonts = _root(whole, "fontTable")
        self.notes = {kind: _root(whole, f"{kind}s") for kind in _NOTES}

    def write(self, whole: Growing) -> None:
        """Put what grew back into its parts."""
        grown = {
            "styles": self.styles,
            "numbering": self.numbering,
            "fontTable": self.fonts,
            **{f"{kind}s": root for kind, root in self.notes.items()},
        }
        for kind, root in grown.items():
            if root is None:
                continue
            part = whole.related(kind)
            if part is not None:
                whole.parts[part] = serialize(root)
                continue
            name = whole.add_new(f"word/{kind}.xml", serialize(root), f"{_WORD}{kind}+xml")
            whole.relate(_OFFICE + kind, name)


def _root(whole: Growing, kind: str) -> Element | None:
    part = whole.related(kind)
    return None if part is None or part not in whole.parts else parse(whole.parts[part])


def _single(parts: Parts, kind: str) -> Element | None:
    main = main_part(parts)
    for rel in read_rels(parts[rels_name(main)]) if rels_name(main) in parts else ():
        if rel.kind == kind and target_of(main, rel) in parts:
            return parse(parts[target_of(main, rel)])
    return None


def _taken_over(other: Parts, whole: Growing, shared: _Definitions) -> Element:
    """The other document's root, naming styles, lists, notes and parts as the whole does."""
    root = parse(other[main_part(other)])
    styles = _single(other, "styles")
    lists = _single(other, "numbering")
    nums: dict[str, str] = {}
    added: list[Element] = []
    if lists is not None:
        if shared.numbering is None:
            shared.numbering = parse(f'<w:numbering xmlns:w="{W}"/>')
        nums, added = join_numbering(shared.numbering, lists)
    renamed: dict[str, str] = {}
    default = None
    if styles is not None:
        rewrite_lists(styles, nums)
        own = default_of(styles, "paragraph")
        renamed = join_styles(shared.styles, styles)
        if own is not None and renamed.get(own, own) != default_of(shared.styles, "paragraph"):
            default = renamed.get(own, own)

    def change(element: Element) -> None:
        rewrite(element, renamed)
        rewrite_lists(element, nums)
        if default is not None:
            say_default(element, default)

    for element in added:
        rewrite(element, renamed)
    change(root)
    for kind in _NOTES:
        _take_notes(other, kind, shared, root, change)
    _take_fonts(other, shared)
    _take_parts(other, whole, root, change)
    return root


def _take_notes(
    other: Parts, kind: str, shared: _Definitions, root: Element, change: Change
) -> None:
    notes = _single(other, f"{kind}s")
    if notes is None:
        return
    change(notes)
    if any(str(key).startswith(f"{{{R}}}") for e in notes.iter() for key in e.attrib):
        raise Refused([_cannot(f"{kind}s: r:id")])
    base = shared.notes[kind]
    if base is None:
        shared.notes[kind] = notes
    else:
        rewrite_notes(root, kind, join_notes(base, notes, kind))


def _take_fonts(other: Parts, shared: _Definitions) -> None:
    fonts = _single(other, "fontTable")
    if fonts is None or shared.fonts is None:
        return
    known = {font.get(w("name")) for font in shared.fonts}
    for font in [f for f in fonts if f.get(w("name")) not in known]:
        shared.fonts.append(font)


def _take_parts(other: Parts, whole: Growing, root: Element, change: Change) -> None:
    """Headers, footers, pictures and links that the body names, with ids of the whole."""
    main = main_part(other)
    rels = {rel.id: rel for rel in read_rels(other.get(rels_name(main), _NO_RELS))}
    given: dict[str, str] = {}

    def changed(content: bytes) -> bytes:
        element = parse(content)
        change(element)
        return serialize(element)

    for element in root.iter():
        for key, old in element.attrib.items():
            if not str(key).startswith(f"{{{R}}}") or old not in rels:
                continue
            rel = rels[old]
            if old not in given and rel.external:
                given[old] = whole.relate(rel.type, rel.target, external=True)
            elif old not in given:
                with_words = rel.kind in {"header", "footer"}
                part = whole.add_part(
                    other, target_of(main, rel), changed if with_words else _as_it_is
                )
                given[old] = whole.relate(rel.type, part)
            element.set(key, given[old])


def _as_it_is(content: bytes) -> bytes:
    return content


def _empty(whole: Growing, kind: str) -> str:
    tag = {"header": "hdr", "footer": "ftr"}[kind]
    content = serialize(parse(f'<w:{tag} xmlns:w="{W}"><w:p/></w:{tag}>'))
    name = whole.add_new(f"word/{kind}.xml", content, f"{_WORD}{kind}+xml")
    return whole.relate(_OFFICE + kind, name)


def _renumber_around(whole: Growing, ids: Ids) -> None:
    for rel in whole.rels:
        if rel.kind in {"header", "footer", "footnotes", "endnotes"}:
            part = target_of(whole.main, rel)
            root = parse(whole.parts[part])
            renumber(root, ids)
            whole.parts[part] = serialize(root)
