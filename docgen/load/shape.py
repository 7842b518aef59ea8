"""The shape that YAML must have for a record of the model: read off its field types, once.

Patching, converting, addressing and the JSON Schemas all walk by these shapes, so a new field
of a model needs no further code.
"""

from __future__ import annotations

import types
from functools import cache
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from msgspec import Struct

from docgen.model.shapes import Entries, Entry, Record, Text, fields_of, yaml_name


class ScalarShape(Struct, frozen=True):
    """One typed word or text; ``annotation`` is the field's own type."""

    annotation: Any


class ListShape(Struct, frozen=True):
    """A list; a single value may stand for a list of one."""

    inner: Shape


class MapShape(Struct, frozen=True):
    """Free keys (``totals``, ``kinds``) of one type, with values of one shape."""

    key: Any
    inner: Shape


class RecordShape(Struct, frozen=True):
    """Known fields by their YAML names."""

    model: type[Record]


class EntriesShape(Struct, frozen=True):
    """id → entry."""

    model: type[Entry]


Shape = ScalarShape | ListShape | MapShape | RecordShape | EntriesShape


class Field(Struct, frozen=True):
    """One field of a record: its Python name, its shape, whether it must be written."""

    name: str
    shape: Shape
    required: bool


def record_fields(model: type[Record]) -> dict[str, Field]:
    """YAML name → every field that may be written (``id`` is the key, not a field)."""
    return _read_off(cast("Any", model))[0]


def fields(model: type[Record]) -> dict[str, Shape]:
    """YAML name → shape."""
    return _read_off(cast("Any", model))[1]  # a class can be hashed; mypy asks its instances


@cache
def _read_off(model: Any) -> tuple[dict[str, Field], dict[str, Shape]]:
    made = {
        yaml_name(field.name): Field(field.name, _shape(field.annotation, ()), field.required)
        for field in fields_of(model)
        if not (field.name == "id" and issubclass(model, Entry)) and field.name != model.open_field
    }
    return made, {key: field.shape for key, field in made.items()}


def _shape(annotation: Any, metadata: tuple[Any, ...]) -> Shape:
    origin = get_origin(annotation)
    if origin is Annotated and annotation != Text:
        inner, *more = get_args(annotation)
        return _shape(inner, (*metadata, *more))
    if origin in (Union, types.UnionType):
        options = [a for a in get_args(annotation) if a is not type(None)]
        if len(options) == 1:
            return _shape(options[0], metadata)
        return ScalarShape(annotation)
    if origin is tuple:
        inner = get_args(annotation)[0]
        if Entries in metadata:
            return EntriesShape(inner)
        return ListShape(_shape(inner, ()))
    if origin is dict:
        key, value = get_args(annotation)
        return MapShape(key, _shape(value, ()))
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return RecordShape(annotation)
    return ScalarShape(annotation)


def choices(annotation: Any) -> tuple[str, ...]:
    """The words that a Literal field takes, else nothing."""
    if get_origin(annotation) is Literal:
        return tuple(str(arg) for arg in get_args(annotation))
    return tuple(word for arg in get_args(annotation) for word in choices(arg))
