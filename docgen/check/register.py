"""The names of agencies that a document is held against: a ministry has tens of thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Register:
    """Names, sorted, each once: they are walked through, never looked up and never held.

    Whoever asks for near misses asks of all of them, and as objects ten thousand names took 3 MB.
    """

    __slots__ = ("_walk",)

    def __init__(self, walk: Callable[[], Iterator[str]] = lambda: iter(())) -> None:
        """``walk`` yields the names in order, from the first one, each time that it is called."""
        self._walk = walk

    @classmethod
    def of(cls, names: Iterable[str]) -> Self:
        """Of names that somebody else holds: few, or in a test."""
        held = sorted(set(names))
        return cls(lambda: iter(held))

    def __bool__(self) -> bool:
        """Whether there is a name."""
        return next(self._walk(), None) is not None

    def __iter__(self) -> Iterator[str]:
        """The names, each once, one after another."""
        before = None
        for name in self._walk():
            if name != before:
                yield name
            before = name

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
