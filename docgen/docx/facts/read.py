"""Read a docx as facts: its stories in order, its sections, and what lies around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.docx.facts import around
from docgen.docx.facts.blocks import Story, is_tracked
from docgen.docx.facts.cascade import Cascade
from docgen.docx.facts.measure import on, twips
from docgen.docx.facts.numbering import Counters, Numbering, read_numbering
from docgen.docx.facts.reading import At, Reading
from docgen.docx.facts.sections import around as furniture
from docgen.docx.facts.sections import spreads
from docgen.docx.facts.shape import Facts
from docgen.docx.facts.styles import read_styles
from docgen.docx.facts.theme import theme_fonts
from docgen.docx.facts.trace import Traced
from docgen.docx.kept import Kept
from docgen.docx.package import main_part, open_safely, opened
from docgen.docx.rels import read_rels, rels_name, target_of
from docgen.docx.xml import make, parse, w
from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgen.docx.facts.shape import Part
    from docgen.docx.facts.trace import Trace
    from docgen.docx.package import Parts
    from docgen.docx.xml import Element

MAX_PARAGRAPH: Final = 30_000  # characters: more than twenty pages without a break
MAX_SEARCH: Final = 10**9  # sum of the squares; 1,000 pages in paragraphs of 600 signs have 4e8
# Strict documents (ISO 29500 strict) say the same in other namespaces.
STRICT: Final = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/",
        b"http://schemas.openxmlformats.org/drawingml/2006/",
    ),
)


def facts_of(docx: bytes, name: str) -> Facts:
    """All facts of a docx; ``name`` says in a refusal which file it is.

    Refused as ``open_safely`` refuses, but not for macros, links and embedded content: they are
    facts.
    """
    package = _Package(*opened(docx, name, active=True))
    return _facts(package, _reading(package, name, None))


def traced(docx: bytes, name: str) -> Traced:
    """The facts with the way back to the XML. Refused as ``facts_of`` refuses."""
    package = _Package(open_safely(docx, name, active=True), {}, shared=False)
    traces: list[Trace] = []
    reading = _reading(package, name, traces)
    return Traced(
        _facts(package, reading),
        package.parts,
        package.main,
        package.roots,
        tuple(traces),
        tuple(spread.element for spread in reading.spreads),
        package.strict,
    )


def _reading(package: _Package, name: str, traces: list[Trace] | None) -> Reading:
    document = package.root(package.main)
    body = document.find(w("body")) if document is not None else None
    body = make("body") if body is None else body
    settings = package.one("settings")
    looks = package.looks()
    reading = Reading(looks.cascade, spreads(body, settings), traces=traces)
    stories = _Stories(reading, looks.theme, looks.cascade.numbering)
    stories.read(body, "body")
    _furniture(package, stories, settings)
    _notes(package, stories)
    _refuse_endless(reading, name)
    return reading


def _refuse_endless(reading: Reading, name: str) -> None:
    """Patterns are sought in a paragraph as a whole, and some take the square of its length."""
    for paragraph in reading.paragraphs:
        if len(paragraph.text) > MAX_PARAGRAPH:
            args = {"count": str(len(paragraph.text)), "limit": str(MAX_PARAGRAPH)}
            where = Where(docx=name, paragraph=paragraph.number)
            raise Refused([Problem("endless-paragraph", where, args)])
    if sum(len(paragraph.text) ** 2 for paragraph in reading.paragraphs) > MAX_SEARCH:
        longest = max(reading.paragraphs, key=lambda each: len(each.text))
        args = {"count": str(len(longest.text))}
        where = Where(docx=name, paragraph=longest.number)
        raise Refused([Problem("endless-paragraphs", where, args)])


def _facts(package: _Package, reading: Reading) -> Facts:
    linked, foreign = around.links(package.parts, reading.instructions)
    return Facts(
        paragraphs=tuple(reading.paragraphs),
        sections=tuple(spread.section for spread in reading.spreads),
        changes=tuple(reading.changes),
        comments=around.comments(package.one("comments")),
        external=foreign,
        links=linked,
        macros=around.has_macros(package.parts),
        properties=around.personal(package.parts),
        tags=around.left_over(p.text for p in reading.paragraphs),
        tab_stop=_tab_stop(package.one("settings")),
    )


def _tab_stop(settings: Element | None) -> int:
    """The distance of default tab stops; 720 where nothing says it (ECMA-376 17.15.1.25)."""
    found = None if settings is None else settings.find(w("defaultTabStop"))
    told = None if found is None else twips(found.get(w("val")))
    return 720 if told is None else told


class _Looks(NamedTuple):
    """What a package says of how its text looks, whatever the text is."""

    theme: Mapping[str, str]
    cascade: Cascade


_ROOTS: Final = Kept["Element"](24)
_LOOKS: Final = Kept[_Looks](12)
_LOOKED: Final = ("theme", "settings", "styles", "numbering")


class _Package:
    """The parts that the main one names, by relationship.

    ``roots`` are trees that are there already. ``shared``: the trees of small parts are those of
    every document with the same part, only to be read.
    """

    def __init__(self, parts: Parts, roots: dict[str, Element], *, shared: bool = True) -> None:
        self.parts = parts
        self.main = main_part(parts)
        self.strict = _is_strict(parts[self.main])
        self.roots = {name: root for name, root in roots.items() if not _is_strict(parts[name])}
        self._shared = shared
        rels = parts.get(rels_name(self.main))
        self._rels = [] if rels is None else [r for r in read_rels(rels) if not r.external]
        self._by_id = {rel.id: target_of(self.main, rel) for rel in self._rels}

    def root(self, part: str | None) -> Element | None:
        """The root element of a part, always the same one; None where there is no such part."""
        if part in self.roots:
            return self.roots[part]
        data = self.parts.get(part or "")
        if part is None or data is None:
            return None
        shared = self._shared and part != self.main
        self.roots[part] = _ROOTS.get(data, _root) if shared else _root(data)
        return self.roots[part]

    def name_of(self, kind: str) -> str | None:
        """The name of the part of that kind (``styles``, ``footnotes`` …)."""
        found = next((rel for rel in self._rels if rel.kind == kind), None)
        return None if found is None else target_of(self.main, found)

    def one(self, kind: str) -> Element | None:
        """The root of the part of that kind."""
        return self.root(self.name_of(kind))

    def looks(self) -> _Looks:
        """Made once of the same parts, with all that the cascade has resolved."""
        if not self._shared:
            return self._looks()
        told = tuple(self.parts.get(self.name_of(kind) or "") for kind in _LOOKED)
        return _LOOKS.of(told, self._looks)

    def _looks(self) -> _Looks:
        theme = theme_fonts(self.one("theme"), self.one("settings"))
        sheet = read_styles(self.one("styles"), theme)
        return _Looks(theme, Cascade(sheet, read_numbering(self.one("numbering"), sheet)))

    def by_id(self, relationship: str) -> Element | None:
        """The root of the part that a relationship names."""
        return self.root(self._by_id.get(relationship))


def _is_strict(data: bytes) -> bool:
    return any(strict in data for strict, _ in STRICT)


def _root(data: bytes) -> Element:
    for strict, plain in STRICT:
        if strict in data:
            data = data.replace(strict, plain)
    return parse(data)


class _Stories:
    """Reads stories one after the other; text boxes follow the story that has them."""

    def __init__(self, reading: Reading, theme: Mapping[str, str], numbering: Numbering) -> None:
        self.reading = reading
        self._theme = theme
        self._numbering = numbering
        self._in_boxes = Counters(numbering)
        self._counters: dict[Part, Counters] = {}

    def read(
        self,
        root: Element,
        part: Part,
        *,
        section: int = 0,
        anchor: int | None = None,
        mark: str = "",
    ) -> None:
        """Read a body, header, footer or note, then its text boxes and theirs."""
        self.reading.section = section
        self.reading.unclosed = _unclosed(root)
        counters = self._counters.setdefault(part, Counters(self._numbering))
        if part in {"header", "footer"}:
            counters = Counters(self._numbering)
        story = Story(self.reading, self._theme, tracked=is_tracked(root))
        story.blocks(root, At(part, counters, [], anchor=anchor, mark=mark))
        while self.reading.boxes:
            boxes, self.reading.boxes = self.reading.boxes, []
            for box in boxes:
                self.reading.section = box.section
                at = At(
                    "textbox",
                    self._in_boxes,
                    [],
                    address=box.address,
                    hidden=box.hidden,
                    anchor=box.anchor,
                )
                story.blocks(box.element, at)


def _unclosed(root: Element) -> set[Element]:
    """Fields that begin and never end: Word shows what follows them as plain text."""
    pending: list[Element] = []
    for sign in root.iter(w("fldChar")):
        kind = sign.get(w("fldCharType"))
        if kind == "begin":
            pending.append(sign)
        elif kind == "end" and pending:
            pending.pop()
    return set(pending)


def _furniture(package: _Package, stories: _Stories, settings: Element | None) -> None:
    """Headers and footers that print, each once."""
    told = None if settings is None else settings.find(w("evenAndOddHeaders"))
    even = told is not None and on(told.get(w("val")))
    for kind, target, section in furniture(stories.reading.spreads, even=even):
        root = package.by_id(target)
        if root is not None:
            stories.read(root, "header" if kind == "header" else "footer", section=section)


def _notes(package: _Package, stories: _Stories) -> None:
    """Footnotes and endnotes that are referred to, in that order."""
    kinds: tuple[Part, Part] = ("footnote", "endnote")
    for kind in kinds:
        notes = stories.reading.notes.get(kind, [])
        root = package.one(f"{kind}s") if notes else None
        if root is None:
            continue
        found = {note.get(w("id"), ""): note for note in root if note.tag == w(kind)}
        for note in notes:
            if note.id in found:
                stories.read(
                    found.pop(note.id),
                    kind,
                    section=note.section,
                    anchor=note.anchor,
                    mark=note.mark,
                )
