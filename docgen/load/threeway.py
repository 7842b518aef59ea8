"""Two texts of one file and what they came from: what changed, and the three-way merge.

Trees are mappings of texts as the file has them. What a person changed since the last draft is
theirs; all else follows the new draft. Nothing is ever taken from a person's words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

Tree = dict[str, Any]  # key → text, list, or tree
Path = tuple[str, ...]
_ABSENT: Final = object()


class Change(Struct, frozen=True):
    """One value that is there in only one of two trees, or says something else in each."""

    path: Path
    before: Any = None
    after: Any = None


class Kept(Struct, frozen=True):
    """A person's value that the new draft would have changed, or dropped (``draft`` None)."""

    path: Path
    draft: Any = None


class Edit(Struct, frozen=True):
    """One step from the person's tree to the merged one; ``order`` are all keys of ``path``."""

    kind: Literal["set", "remove", "order"]
    path: Path
    value: Any = None
    order: tuple[str, ...] = ()


class Merged(Struct, frozen=True):
    """The steps, and what of the person's was kept against the draft."""

    edits: tuple[Edit, ...]
    kept: tuple[Kept, ...]


def changes(before: Tree, after: Tree, path: Path = ()) -> Iterator[Change]:
    """What differs, in the order of reading; an entry that came or went is one change."""
    for key in _joined(before, after):
        old, new = before.get(key), after.get(key)
        if isinstance(old, dict) and isinstance(new, dict):
            yield from changes(old, new, (*path, key))
        elif old != new:
            yield Change((*path, key), old, new)


def merge(base: Tree, yours: Tree, draft: Tree, noted: Container[Path] = ()) -> Merged:
    """The steps that bring what is new in the draft into what the person made of the base.

    ``noted`` are entries that a person wrote a comment to: they are not removed.
    """
    job = _Merge(noted)
    job.mapping(base, yours, draft, ())
    return Merged(tuple(job.edits), tuple(job.kept))


class _Merge:
    def __init__(self, noted: Container[Path]) -> None:
        self.noted = noted
        self.edits: list[Edit] = []
        self.kept: list[Kept] = []

    def mapping(self, base: Tree, yours: Tree, draft: Tree, path: Path) -> None:
        """One mapping; what it holds, then its order."""
        left = list(yours)
        for key, own in yours.items():
            old, new = base.get(key, _ABSENT), draft.get(key, _ABSENT)
            if isinstance(own, dict) and isinstance(new, dict):
                self.mapping(old if isinstance(old, dict) else {}, own, new, (*path, key))
            elif new != own and self.is_gone((*path, key), old, own, new):
                left.remove(key)
        fresh = [key for key in draft if key not in yours and key not in base]
        for key in fresh:
            self.edits.append(Edit("set", (*path, key), draft[key]))
        moved = [k for k in base if k in yours] != [k for k in yours if k in base]
        drafted = [key for key in draft if key in left or key in fresh]
        order = _joined(left, drafted) if moved else _joined(drafted, left)
        if order != [*left, *fresh]:
            self.edits.append(Edit("order", path, order=tuple(order)))

    def is_gone(self, path: Path, old: Any, own: Any, new: Any) -> bool:
        """Settle one value that the draft has not, or has otherwise; whether it is removed."""
        dropped = new is _ABSENT
        if own == old and not (dropped and path in self.noted):
            self.edits.append(Edit("remove", path) if dropped else Edit("set", path, new))
            return dropped
        if old is not _ABSENT and old != new:
            self.kept.append(Kept(path, None if dropped else new))
        return False


def _joined(first: Iterable[str], second: Iterable[str]) -> list[str]:
    """The keys of both, in the order of the first; those of the second behind their neighbours."""
    order = list(first)
    before = None
    for key in second:
        if key not in order:
            order.insert(order.index(before) + 1 if before is not None else 0, key)
        before = key
    return order
