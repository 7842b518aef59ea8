"""The runs of one paragraph in two versions, as runs that stay, go (w:del) or come (w:ins)."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from docgen.docx.xml import SPACE, canonical, make, parse, w
from docgen.year.wording import edits, signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.docx.redline.marks import Marks
    from docgen.docx.xml import Element

_RUN, _LOOK, _TEXT = w("r"), w("rPr"), w("t")
_LONG: Final = 4_000_000
_DELETED: Final[dict[Any, str]] = {w("t"): w("delText"), w("instrText"): w("delInstrText")}


class Token(NamedTuple):
    """A sign, or something that is no text (tab, break, field), with the look of its run.

    Two are the same when ``text`` and ``look`` are; ``parts`` are the runs of what is no text.
    """

    text: str
    look: bytes
    parts: tuple[Element, ...] = ()

    @property
    def key(self) -> tuple[str, bytes]:
        """What is compared."""
        return self.text, self.look


def tokens(paragraph: Element) -> list[Token]:
    """The paragraph in the smallest stretches that may change by themselves."""
    found: list[Token] = []
    text, look = "", b""
    for piece, its_look, parts in _pieces(paragraph):
        if parts or its_look != look:
            found += [Token(sign, look) for sign in signs(text)]
            text = ""
        if parts:
            found.append(Token(piece, its_look, parts))
        else:
            text, look = text + piece, its_look
    return [*found, *(Token(sign, look) for sign in signs(text))]


def _pieces(paragraph: Element) -> Iterator[tuple[str, bytes, tuple[Element, ...]]]:
    """Texts and other contents of the runs in order; a whole field is one thing."""
    field: list[Element] = []
    depth = 0
    for run in paragraph:
        if run.tag != _RUN:
            if run.tag != w("pPr"):
                yield _of_other(run)
            continue
        kinds = [mark.get(w("fldCharType")) for mark in run.iter(w("fldChar"))]
        if depth or kinds:
            field.append(run)
            depth += kinds.count("begin") - kinds.count("end")
            if not depth:
                yield _thing(field), b"", tuple(map(deepcopy, field))
                field = []
            continue
        look = run.find(_LOOK)
        shown = b"" if look is None else canonical(look)
        for child in run:
            if child.tag == _TEXT:
                yield child.text or "", shown, ()
            elif child.tag != _LOOK:
                one = make("r")
                one.extend(deepcopy(each) for each in (look, child) if each is not None)
                yield _thing([one]), shown, (one,)
    if field:
        yield _thing(field), b"", tuple(map(deepcopy, field))


def _of_other(element: Element) -> tuple[str, bytes, tuple[Element, ...]]:
    """A simple field, a formula: no run, so it is carried whole."""
    return _thing([element]), b"", (deepcopy(element),)


def _thing(elements: Sequence[Element]) -> str:
    return "\x00" + "".join(canonical(each).decode() for each in elements)


def changed(old: Sequence[Token], new: Sequence[Token], marks: Marks) -> list[Element]:
    """The contents of the paragraph: unchanged runs, and w:del before w:ins where it changed."""
    made: list[Element] = []
    for same, went, came in _edits(old, new):
        if same:
            made += runs(came)
            continue
        for kind, stretch in (("del", went), ("ins", came)):
            if stretch:
                made.append(wrapped(kind, runs(stretch), marks))
    return made


def _edits(
    old: Sequence[Token], new: Sequence[Token]
) -> Iterator[tuple[bool, Sequence[Token], Sequence[Token]]]:
    if len(old) * len(new) > _LONG and [t.key for t in old] != [t.key for t in new]:
        yield False, old, new
        return
    weights = [[1 if t.parts else len(t.text) for t in side] for side in (old, new)]
    for edit in edits([t.key for t in old], [t.key for t in new], *weights):
        yield edit.same, old[edit.a0 : edit.a1], new[edit.b0 : edit.b1]


def runs(stretch: Sequence[Token]) -> list[Element]:
    """Tokens as runs, neighbours of one look in one run."""
    made: list[Element] = []
    text, look = "", b""
    for token in stretch:
        if text and (token.parts or token.look != look):
            made.append(_run(text, look))
            text = ""
        if token.parts:
            made += map(deepcopy, token.parts)
        else:
            text, look = text + token.text, token.look
    return [*made, _run(text, look)] if text else made


def _run(text: str, look: bytes) -> Element:
    run = make("r")
    if look:
        run.append(parse(look))
    letters = make("t", text=text)
    letters.set(SPACE, "preserve")
    run.append(letters)
    return run


def wrapped(kind: str, inside: Sequence[Element], marks: Marks) -> Element:
    """The runs in ``w:ins`` or ``w:del``; deleted text has elements of its own (17.4.20)."""
    change = marks.change(kind)
    change.extend(inside)
    if kind == "del":
        for element in change.iter(*_DELETED):
            element.tag = _DELETED[element.tag]
    return change
