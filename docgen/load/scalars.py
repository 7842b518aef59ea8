"""One typed word → its field's type, or the name of the fault."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, get_args, get_origin

from docgen.load.shape import choices
from docgen.model.shapes import NotEmpty, is_written_as_date, parse_roc_date

_INTEGER: Final = re.compile(r"-?[0-9]{1,9}\Z")
_DECIMAL: Final = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?\Z")
_TRUTHS: Final = {"true": True, "yes": True, "false": False, "no": False}


class Unfit(Exception):  # noqa: N818 - an answer, caught one level up
    """The word does not fit the field; ``rule`` names the fault."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


def scalar(annotation: Any, typed: str) -> Any:
    """The value of ``typed`` as the field's annotation wants it; Unfit names the fault."""
    if annotation == Annotated[str, NotEmpty]:
        return _text(typed)
    origin = get_origin(annotation)
    if origin is Literal:
        if typed not in choices(annotation):
            raise Unfit("unknown-word")
        return typed
    if origin is not None:
        return _one_of(get_args(annotation), typed)
    return _PLAIN[annotation](typed)


def _text(typed: str) -> str:
    text = typed.rstrip("\n")  # a YAML block ends in one; nobody typed it
    if not text:
        raise Unfit("empty-value")
    return text


def _one_of(options: tuple[Any, ...], typed: str) -> Any:
    """A union: the first member that takes the word; its first member's fault else."""
    faults = []
    for option in options:
        if option is not type(None):
            try:
                return scalar(option, typed)
            except Unfit as unfit:
                faults.append(unfit)
    raise faults[0]


def _integer(typed: str) -> int:
    if not _INTEGER.match(typed):
        raise Unfit("not-a-number")
    return int(typed)


def _decimal(typed: str) -> Decimal:
    if not _DECIMAL.match(typed):
        raise Unfit("not-a-number")
    return Decimal(typed)


def _truth(typed: str) -> bool:
    if typed not in _TRUTHS:
        raise Unfit("not-yes-or-no")
    return _TRUTHS[typed]


def _date(typed: str) -> dt.date:
    try:
        return parse_roc_date(typed)
    except ValueError:
        raise Unfit("no-such-day" if is_written_as_date(typed) else "not-a-date") from None


_PLAIN: Final[dict[Any, Any]] = {
    str: lambda typed: typed,
    int: _integer,
    bool: _truth,
    Decimal: _decimal,
    dt.date: _date,
}
