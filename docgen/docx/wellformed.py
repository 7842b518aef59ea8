"""Whether a part is well-formed XML, asked of expat: it builds no tree, and loads in no time.

``check`` parses the whole part. ``Pieces`` asks the same of a part that was printed piece by
piece, and parses no piece twice that is the same in every document: what expat makes of a text
between two values depends on nothing but the elements that are open there and the tag that is
not finished. Those are remembered; what is left to do of a document is to follow them from text
to text, and to look at every value. Whatever it is not sure of, it parses as a whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST: Final = 4_096  # texts that are remembered; our largest template has 400
_LONGEST: Final = 65_536  # bytes of one
# XML 1.0 2.2: no control signs; and nothing that ends a text or an attribute. What has none of
# them is the same by this table, which is the quickest search for many signs.
_WORDS: Final = bytes(
    63 if (n < 32 and n not in b"\t\n\r") or n in b'<>"' else n for n in range(256)
)
_LESS, _QUOTE = b'<"'
_ENTITY: Final = rb"&(?!(?:amp|lt|gt|quot|#9|#10|#13);)"  # compiled where it is needed: start-up


class Malformed(Exception):  # noqa: N818 - an outcome of the check
    """Not well-formed; ``reason`` as the parser says it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check(part: bytes, *, prefixes: bool = False) -> None:
    """Raises Malformed. The part is our own: no document type, no entities of its own.

    ``prefixes``: every one must be declared, which takes longer; of what a program of ours
    prints it is known beforehand (``render/prefixes.py``).
    """
    parser = expat.ParserCreate(namespace_separator=" " if prefixes else None)
    try:
        parser.Parse(part, True)  # noqa: FBT003 - the last piece, as expat names it
    except expat.ExpatError as fault:
        raise Malformed(str(fault)) from None


class _Within:
    """Where a text stands: the elements that are open, outermost first; the tag not finished.

    ``opened`` is None before the root. It is compared by identity: ``Pieces`` makes each once.
    """

    __slots__ = ("opened", "tag")

    def __init__(self, opened: tuple[str, ...] | None, tag: bytes) -> None:
        self.opened = opened
        self.tag = tag


class Pieces:
    """The check of one program's documents. Threads may share it."""

    __slots__ = ("_asked", "_known", "_places", "_start")

    def __init__(self) -> None:
        self._asked = False
        self._known: dict[bytes, dict[_Within, _Within]] = {}
        self._places: dict[tuple[tuple[str, ...] | None, bytes], _Within] = {}
        self._start = self._place(None, b"")

    def check(self, pieces: Sequence[bytes], part: bytes) -> None:
        """Raises Malformed. ``part`` is the pieces joined.

        The first part is only parsed: many a process makes no other.
        """
        if self._asked and self._is_sure(pieces):
            return
        check(part)
        if self._asked:
            self._learn(pieces)
        self._asked = True

    def _is_sure(self, pieces: Sequence[bytes]) -> bool:
        """Whether the pieces are well-formed for sure."""
        known, here = self._known.get, self._start
        values: list[bytes] = []
        for piece in pieces:
            after = known(piece)
            if after is None:
                values.append(piece)
                continue
            try:
                here = after[here]
            except KeyError:
                found = self._after(here, piece)
                if found is None:
                    return False
                after[here] = found
                here = found
        if here.opened != () or here.tag:
            return False
        # the root ends in the last piece, so that no value stands outside of it
        return pieces[0] in self._known and pieces[-1] in self._known and _are_words(values)

    def _place(self, opened: tuple[str, ...] | None, tag: bytes) -> _Within:
        return self._places.setdefault((opened, tag), _Within(opened, tag))

    def _learn(self, pieces: Sequence[bytes]) -> None:
        """The pieces with markup are texts of the program: no value has any."""
        for piece in pieces:
            if (_LESS in piece or _QUOTE in piece) and len(piece) <= _LONGEST:
                if len(self._known) >= _MOST:
                    return
                self._known.setdefault(piece, {})

    def _after(self, here: _Within, piece: bytes) -> _Within | None:
        """Where one stands behind the piece, as expat reads it; None where it refuses.

        It reads the open elements, the piece, and what ends all that is open: a mistake here can
        only make it refuse. A value may have ended in ``]]``, so the piece is read behind that.
        """
        if here.opened == ():  # behind the root
            return None
        opened = list(here.opened or ())
        before = "".join(f"<{name}>" for name in opened).encode() + here.tag
        if opened and not here.tag:
            before += b"]]"
        told = here.tag + piece
        tag = told[told.rfind(b"<") :] if told.rfind(b"<") > told.rfind(b">") else b""
        parser = expat.ParserCreate()
        try:
            parser.Parse(before, False)  # noqa: FBT003
            parser.StartElementHandler = lambda name, _: opened.append(name)
            parser.EndElementHandler = lambda _: opened.pop()
            parser.Parse(piece, False)  # noqa: FBT003
            inside = tuple(opened)
            ends = "".join(f"</{name}>" for name in reversed(inside)).encode()
            parser.Parse((b'"/>' if tag else b"") + ends, True)  # noqa: FBT003
        except expat.ExpatError:
            return None
        return self._place(inside, tag)


def _are_words(values: list[bytes]) -> bool:
    """Whether no value has a sign that is markup, or none of XML's."""
    text = b"\n".join(values)
    if text.translate(_WORDS) is not text:
        return False
    if b"&" in text and re.search(_ENTITY, text):
        return False
    try:
        words = text.decode()
    except UnicodeDecodeError:
        return False
    return "\ufffe" not in words and "\uffff" not in words
