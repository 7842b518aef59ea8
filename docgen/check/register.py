"""The names of agencies that a document is held against: a ministry has tens of thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_END: Final = "\0"  # after each name: no file of data may hold it


class Register:
    """Names, sorted, each once, in one text: as objects, ten thousand of them took 3 MB.

    They are walked through, never looked up: whoever asks for near misses asks of all of them.
    """

    __slots__ = ("_text",)

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._text = "".join(f"{name}{_END}" for name in sorted(set(names)))

    def __bool__(self) -> bool:
        """Whether there is a name."""
        return bool(self._text)

    def __iter__(self) -> Iterator[str]:
        """The names, each once, one after another."""
        at = 0
        while (end := self._text.find(_END, at)) >= 0:
            yield self._text[at:end]
            at = end + 1

    def forms(self, shortest: int) -> Iterator[str]:
        """Each name, and what follows in it after another name: 第十河川局 of 經濟部水利署第十河川局.

        Only those of ``shortest`` characters or more; one may come several times.
        """
        heads: list[str] = []  # the names with which the present one begins
        for name in self:  # a name stands before all that begin with it
            while heads and not name.startswith(heads[-1]):
                heads.pop()
            for form in (name, *(name[len(head) :] for head in heads)):
                if len(form) >= shortest:
                    yield form
            heads.append(name)
