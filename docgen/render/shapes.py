"""What a context can hold, read from its type hints: the static side of ``check``.

Shapes: a record (a frozen Struct) with fields, a list (``tuple[X, ...]``), a scalar that can be
printed, a flag, nothing, or unknown. A union is a tuple of shapes.
"""

from __future__ import annotations

import sys
import types
from decimal import Decimal
from functools import cache
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from msgspec import Struct

from docgen.render.value import Kept, Missing
from docgen.sha2 import sha256

if TYPE_CHECKING:
    from collections.abc import Iterable


class Record(Struct, frozen=True):
    """A record: its fields and public properties."""

    type: type


class Many(Struct, frozen=True):
    """A tuple of items of one shape."""

    item: Shape


class Scalar(Struct, frozen=True):
    """A text or a number."""


class Flag(Struct, frozen=True):
    """A truth value: for ``if`` only."""


class Inserted(Struct, frozen=True):
    """A document: for ``{{p }}`` only."""


class Nothing(Struct, frozen=True):
    """None or Missing: stops the render when printed, false in ``if``."""


class Unknown(Struct, frozen=True):
    """Anything; nothing can be said of it."""


Shape = Record | Many | Scalar | Flag | Inserted | Nothing | Unknown | tuple["Shape", ...]
SCALAR: Final = Scalar()
FLAG: Final = Flag()
INSERTED: Final = Inserted()
NOTHING: Final = Nothing()
UNKNOWN: Final = Unknown()
_DEEPEST: Final = 4


def options(shape: Shape) -> tuple[Shape, ...]:
    """The members of a union, each once, or the shape alone."""
    if not isinstance(shape, tuple):
        return (shape,)
    return tuple(dict.fromkeys(option for member in shape for option in options(member)))


def union(shapes: Iterable[Shape]) -> Shape:
    """What may be any of these: no larger than the kinds of things there are."""
    return options(tuple(shapes))


def many(shapes: Iterable[Shape]) -> Shape:
    """A list of these. Of a list of lists of lists nothing is said: a template makes none."""
    items = options(tuple(shapes))
    return UNKNOWN if any(_depth(item) >= _DEEPEST for item in items) else Many(items)


def _depth(shape: Shape) -> int:
    if isinstance(shape, tuple):
        return max(map(_depth, shape), default=0)
    return 1 + _depth(shape.item) if isinstance(shape, Many) else 0


def shape_of(hint: Any) -> Shape:
    """The shape of a type hint."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return tuple(shape_of(member) for member in get_args(hint))
    if origin is tuple:
        items = tuple(shape_of(a) for a in get_args(hint) if a is not Ellipsis)
        return Many(items[0] if len(items) == 1 else items)
    if origin is Literal:
        return tuple(shape_of(type(a)) for a in get_args(hint))
    if not isinstance(hint, type):
        return UNKNOWN
    if hint in (type(None), Missing):
        return NOTHING
    if hint is bool or getattr(hint, "is_block", False):
        return FLAG if hint is bool else INSERTED
    if issubclass(hint, (str, int, Decimal, Kept)):
        return SCALAR
    return Record(hint) if issubclass(hint, Struct) else UNKNOWN


@cache
def fields_of(record: type) -> dict[str, Shape]:
    """The names that a template can use of a record. NameError for a hint only typed checkers see."""
    found = {name: shape_of(hint) for name, hint in get_type_hints(record).items()}
    own: tuple[str, ...] = getattr(record, "__struct_fields__", ())
    known = {name: found[name] for name in own}
    for name in dir(record):
        member = getattr(record, name, None)
        if isinstance(member, property) and not name.startswith("_"):
            known[name] = shape_of(get_type_hints(member.fget).get("return"))
    return known


def fingerprint(record: type) -> str:
    """A digest of the record's own and its neighbours' fields: changes when a check may."""
    seen: set[str] = set()
    lines: list[str] = []
    waiting = [record.__module__]
    while waiting:
        module = waiting.pop()
        if module in seen or module not in sys.modules:
            continue
        seen.add(module)
        for name, member in sorted(vars(sys.modules[module]).items()):
            if isinstance(member, type) and issubclass(member, Struct):
                lines.append(f"{module} {name} {_notes(member)}")
                waiting.append(member.__module__)
    text = "\n".join([f"{record.__module__}.{record.__qualname__}", *sorted(lines)])
    return sha256(text.encode()).hexdigest()


def _notes(member: type) -> str:
    notes = sorted(f"{n}: {note}" for n, note in vars(member).get("__annotations__", {}).items())
    properties = sorted(n for n, m in vars(member).items() if isinstance(m, property))
    return ", ".join([*notes, *properties])
