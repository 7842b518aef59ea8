"""Expressions of a program: names, fields, comparisons, a little arithmetic, four filters.

An expression is a list whose first item names it: ``[name, n]`` · ``[field, e, n]`` ·
``[const, c]`` … Each becomes a closure from the values in scope to its value.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, Protocol, TypeAlias

from docgen.docx.ids import Ids
from docgen.render import controls
from docgen.render.controls import Unprintable
from docgen.render.frame import Frame
from docgen.render.value import Missing

Values: TypeAlias = dict[str, object]
Expression: TypeAlias = Callable[[Values], object]

# Safety limits, not policy: the largest rubric gives 1.5 MB.
MAX_TEXT: Final = 1_000_000  # characters that a template may put together
MAX_BITS: Final = 1_024  # of whole numbers that it works with: three hundred digits
MAX_OUTPUT: Final = 200_000_000  # characters of a document


class State:
    """One filling: what is printed, how much was done, where we are in the template and a table.

    ``careful``: every value is looked at from every side, and ``place`` is right for each.
    """

    __slots__ = ("careful", "frame", "ids", "loops", "out", "place", "rich", "size", "write")

    def __init__(self, ids: Ids | None = None, *, careful: bool = False) -> None:
        self.out: list[bytes] = []  # UTF-8
        self.write = self.out.append
        self.ids = Ids() if ids is None else ids
        self.frame = Frame()
        self.careful = careful
        self.rich: Rich | None = None  # what prints pictures and the like, on docxtpl's way
        self.size = 0
        self.loops = 0
        self.place: int | None = None

    def grow(self, length: int) -> None:
        """So much more was made. Raises Unprintable where it is beyond all measure."""
        self.size += length
        if self.size > MAX_OUTPUT:
            raise endless_output()


def endless_output() -> Unprintable:
    """What is raised for a document beyond all measure."""
    return Unprintable("endless-template", limit=str(MAX_OUTPUT))


class Rich(Protocol):
    """Prints what only docxtpl can. Raises Unprintable."""

    def inline(self, value: object, properties: str) -> bytes:
        """Whole runs; ``properties`` are the format of the tag's run."""

    def block(self, value: object) -> bytes:
        """Whole paragraphs and tables."""


Step: TypeAlias = Callable[[Values, State], None]
Steps: TypeAlias = tuple[Step, ...]


def run(steps: Steps, values: Values, state: State) -> None:
    """Steps one after another."""
    for step in steps:
        step(values, state)


def expression(told: Any) -> Expression:
    """The closure of an expression. Raises for anything that is none."""
    kind, *rest = told
    return _EXPRESSIONS[kind](*rest)


def _const(value: Any) -> Expression:
    if not isinstance(value, (str, int, float, bool, type(None))):
        raise TypeError("a constant is a text or a number")
    exact = Decimal(str(value)) if isinstance(value, float) else value
    return lambda _: exact


def _name(name: str) -> Expression:
    def get(values: Values) -> object:
        try:
            return values[name]
        except KeyError:
            raise Unprintable("unknown-variable", name=name, nearest="–") from None

    return get


_public: dict[type, frozenset[str]] = {}


def _readable(kind: type) -> frozenset[str]:
    """The names of a type's fields and public properties; none for what is no record of ours."""
    found = _public.get(kind)
    if found is None:
        fields = getattr(kind, "__struct_fields__", ())
        names = {name for name in fields if not name.startswith("_")}
        if fields:
            members = ((n, getattr(kind, n, None)) for n in dir(kind) if not n.startswith("_"))
            names |= {name for name, member in members if isinstance(member, property)}
        found = _public[kind] = frozenset(names)
    return found


def _field(inner: Any, name: str) -> Expression:
    """A field of a record. Of a named one, which is what templates mostly read, in one step."""
    named = name_of(inner)
    if named is not None:
        return _field_of_name(named, name)
    holder = expression(inner)
    return lambda values: _read(holder(values), name)


def name_of(told: Any) -> str | None:
    """The name that an expression is, if it is nothing else."""
    return told[1] if told[0] == "name" and isinstance(told[1], str) else None


def field_of(told: Any) -> tuple[str, str] | None:
    """The name and the field that an expression is, if it is nothing else."""
    if told[0] != "field" or not isinstance(told[2], str):
        return None
    named = name_of(told[1])
    return None if named is None else (named, told[2])


def _field_of_name(key: str, name: str) -> Expression:
    read: type | None = None  # the type of record that was read last: it has the field

    def get(values: Values) -> object:
        nonlocal read
        try:
            record = values[key]
        except KeyError:
            raise Unprintable("unknown-variable", name=key, nearest="–") from None
        kind = type(record)
        if kind is read:
            return getattr(record, name)
        found = _read(record, name)
        read = kind
        return found

    return get


def can_read(kind: type, names: tuple[str, ...]) -> bool:
    """Whether a type is a record of ours that has all these fields."""
    return _readable(kind).issuperset(names)


def _read(record: object, name: str) -> object:
    if name in _readable(type(record)):
        return getattr(record, name)
    if isinstance(record, Missing):
        raise Unprintable("missing-value", record.address)
    raise Unprintable("unknown-variable", name=name, nearest="–")


def _item(inner: Any, key: Any) -> Expression:
    holder, index = expression(inner), expression(key)

    def get(values: Values) -> object:
        found: Any = holder(values)
        if isinstance(found, (tuple, Mapping)):
            try:
                at: Any = index(values)
                return found[at]
            except (LookupError, TypeError):
                pass
        raise Unprintable("missing-value")

    return get


def _and(left: Any, right: Any) -> Expression:
    one, other = expression(left), expression(right)
    return lambda values: one(values) and other(values)


def _or(left: Any, right: Any) -> Expression:
    one, other = expression(left), expression(right)
    return lambda values: one(values) or other(values)


def _not(inner: Any) -> Expression:
    one = expression(inner)
    return lambda values: not one(values)


def _choice(test: Any, then: Any, otherwise: Any) -> Expression:
    asked, one, other = expression(test), expression(then), expression(otherwise)
    return lambda values: one(values) if asked(values) else other(values)


def _tuple(*items: Any) -> Expression:
    parts = tuple(map(expression, items))

    def made(values: Values) -> tuple[object, ...]:
        found = tuple(part(values) for part in parts)
        if any(map(_is_deep, found)):  # doubled forty times it takes no room, and ages to compare
            raise Unprintable("nested-lists")
        return found

    return made


def _is_deep(value: object) -> bool:
    """Whether it is a list of lists."""
    return isinstance(value, tuple) and any(isinstance(each, tuple) for each in value)


def _concat(*items: Any) -> Expression:
    parts = tuple(map(expression, items))
    return lambda values: joined("", [controls.words(part(values)) for part in parts])


def joined(between: str, texts: list[str]) -> str:
    """The texts as one, if that is not beyond all measure: asked before it is put together."""
    length = sum(map(len, texts)) + len(between) * (len(texts) - 1)
    if length > MAX_TEXT:
        raise Unprintable("endless-template", limit=str(MAX_TEXT))
    return between.join(texts)


COMPARE: Final[Mapping[str, Callable[[Any, Any], object]]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
    "in": lambda one, other: one in other,
    "notin": lambda one, other: one not in other,
}


def _compare(first: Any, *steps: Any) -> Expression:
    start = expression(first)
    chain = tuple((COMPARE[name], expression(inner)) for name, inner in steps)

    def compare(values: Values) -> object:
        left = start(values)
        for test, inner in chain:
            right = inner(values)
            if not test(left, right):
                return False
            left = right
        return True

    return compare


def _floor(one: Any, other: Any) -> object:
    """Rounded down, as Python does with whole numbers and floats; Decimal rounds towards zero."""
    whole, rest = one // other, one % other
    return whole - 1 if rest and (rest < 0) != (other < 0) else whole


def _rest(one: Any, other: Any) -> object:
    """What ``_floor`` leaves: of the sign of ``other``."""
    rest = one % other
    if not rest:
        return abs(rest)  # Decimal knows a zero below zero
    return rest + other if (rest < 0) != (other < 0) else rest


ARITHMETIC: Final[Mapping[str, Callable[[Any, Any], object]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": lambda one, other: Decimal(one) / other,
    "//": _floor,
    "%": _rest,
}
_NUMBERS: Final = (int, Decimal)


def _arithmetic(sign: str, left: Any, right: Any) -> Expression:
    work, one, other = ARITHMETIC[sign], expression(left), expression(right)

    def arithmetic(values: Values) -> object:
        a, b = one(values), other(values)
        if isinstance(a, _NUMBERS) and isinstance(b, _NUMBERS):
            if _bits(a) + _bits(b) > MAX_BITS:
                raise Unprintable("endless-number", limit=str(MAX_BITS * 3 // 10))
            return work(a, b)
        if sign == "+" and isinstance(a, str) and isinstance(b, str):
            return joined("", [a, b])
        raise Unprintable("forbidden-operation", operator=sign)

    return arithmetic


def _bits(number: int | Decimal) -> int:
    """Of a whole number; other numbers keep 28 digits whatever is done to them."""
    return number.bit_length() if isinstance(number, int) else 0


def _negative(inner: Any) -> Expression:
    one = expression(inner)

    def negative(values: Values) -> object:
        number = one(values)
        if isinstance(number, _NUMBERS):
            return -number
        raise Unprintable("forbidden-operation", operator="-")

    return negative


def _end(index: int) -> Callable[[Any], object]:
    def end(items: Any) -> object:
        if not isinstance(items, (tuple, str)) or not items:
            raise Unprintable("missing-value")
        return items[index]

    return end


def _length(items: Any) -> int:
    if not isinstance(items, (tuple, str, Mapping)):
        raise Unprintable("not-a-list", kind=type(items).__name__)
    return len(items)


def _join(items: Any, between: object = "") -> str:
    if not isinstance(items, tuple):
        raise Unprintable("not-a-list", kind=type(items).__name__)
    return joined(controls.words(between), [*map(controls.words, items)])


FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "first": _end(0),
    "join": _join,
    "last": _end(-1),
    "length": _length,
}


def _filter(name: str, inner: Any, *more: Any) -> Expression:
    work, one, others = FILTERS[name], expression(inner), tuple(map(expression, more))
    return lambda values: work(one(values), *(other(values) for other in others))


def _left(test: str, number: Any, by: Any = 2) -> object:
    """What is left of a division. Of a text ``%`` would make another, of any length."""
    for value in (number, by):
        if not isinstance(value, _NUMBERS):
            raise Unprintable("test-of-no-number", test=test, kind=type(value).__name__)
    return _rest(number, by)


TESTS: Final[Mapping[str, Callable[..., object]]] = {
    "divisibleby": lambda number, by: _left("divisibleby", number, by) == 0,
    "even": lambda number: _left("even", number) == 0,
    "none": lambda value: value is None,
    "odd": lambda number: _left("odd", number) == 1,
}


def _test(name: str, inner: Any, *more: Any) -> Expression:
    work, one, others = TESTS[name], expression(inner), tuple(map(expression, more))
    return lambda values: work(one(values), *(other(values) for other in others))


_EXPRESSIONS: Final[Mapping[str, Callable[..., Expression]]] = {
    "const": _const,
    "name": _name,
    "field": _field,
    "item": _item,
    "and": _and,
    "or": _or,
    "not": _not,
    "choice": _choice,
    "tuple": _tuple,
    "concat": _concat,
    "compare": _compare,
    "arithmetic": _arithmetic,
    "negative": _negative,
    "filter": _filter,
    "test": _test,
}
