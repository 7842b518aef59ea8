"""What a data file is made of: records with fields, and entries that have an id.

In YAML, entries are a mapping ``id: entry`` whose order is the order of the file; in the
model they are a tuple of frozen records with ``id``. A record that names a ``shorthand`` may
be written as a plain string, which then is the value of that field.

Records are msgspec's frozen structs, whose classes are made forty times faster than dataclasses
(docs/decisions); loading turns each typed word into its field's type where it knows its place.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, ClassVar, Final, NamedTuple, TypeVar

from msgspec import Struct, structs

ROC_OFFSET: Final = 1911  # 民國元年 is 1912
_DATE: Final = re.compile(
    r"([0-9]{2,3})(?:-([0-9]{1,2})-([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)\Z"
)


class Entries:
    """Marks a tuple as entries: a mapping of ids in YAML, addressable one by one."""


class NotEmpty:
    """Marks a text that must say something."""


class Record(Struct, frozen=True, kw_only=True):
    """A mapping with known fields; names are written with hyphens in YAML."""

    shorthand: ClassVar[str | None] = None  # the field that a plain string stands for
    open_field: ClassVar[str | None] = None  # the field that takes keys which are not fields
    repeated: ClassVar[str] = "duplicate-id"  # the fault of a file that has an id twice
    whole: ClassVar[str | None] = None  # the field that a whole file is the value of


class Entry(Record, frozen=True, kw_only=True):
    """A record that can be addressed: its id is the key it stands under."""

    id: str


E = TypeVar("E", bound=Entry)
EntriesOf = Annotated[tuple[E, ...], Entries]
"""``EntriesOf[Practice]``: a tuple in the model, a mapping ``id: practice`` in YAML."""

Text = Annotated[str, NotEmpty]
"""What a person typed: never empty, otherwise exactly as typed (a block's last newline aside)."""

RocDate = dt.date
"""A date, written in the ROC calendar: ``105-12-31`` or ``105年12月31日``."""


def parse_roc_date(text: str) -> dt.date:
    """``105-12-31`` or ``105年12月31日`` (民國) as a date; ValueError for any other."""
    found = _DATE.match(text)
    if not found:
        raise ValueError(text)
    year, *rest = found.groups()
    month, day = (int(part) for part in rest if part is not None)
    return dt.date(int(year) + ROC_OFFSET, month, day)


def is_written_as_date(text: str) -> bool:
    """Whether it has the form of a date, be there such a day (105-02-30) or not."""
    return _DATE.match(text) is not None


def roc_date(date: dt.date) -> str:
    """The one way a date is printed: ``105年12月31日``."""
    return f"{date.year - ROC_OFFSET}年{date.month}月{date.day}日"


def yaml_name(name: str) -> str:
    """How a field is written in YAML: ``at_least`` → ``at-least``, ``from_`` → ``from``."""
    return name.rstrip("_").replace("_", "-")


class FieldOf(NamedTuple):
    """A field of a record: its Python name, its type as annotated, whether it must be given."""

    name: str
    annotation: Any
    required: bool


def fields_of(record: type[Record]) -> tuple[FieldOf, ...]:
    """The fields of a record, annotations resolved."""
    return tuple(FieldOf(f.name, f.type, f.required) for f in structs.fields(record))
