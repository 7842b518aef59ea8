"""JSON Schemas of the data files, for editors: one for a whole file, one for a patch of it.

Made from the models' shapes. An editor reads YAML 1.2, where 5 is a number and ``true`` a truth
value; docgen takes every scalar as typed, so a schema allows all three where text is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docgen.load.files import FOLDERS, INHERITED, OWN, model_of
from docgen.load.meanings import MEANINGS
from docgen.load.shape import (
    EntriesShape,
    ListShape,
    MapShape,
    RecordShape,
    ScalarShape,
    Shape,
    choices,
    fields,
    record_fields,
)
from docgen.model.shapes import Entry

if TYPE_CHECKING:
    from docgen.model.shapes import Record

Schema = dict[str, Any]
DIALECT: Final = "http://json-schema.org/draft-07/schema#"  # the newest that editors agree on
_ID: Final = "^[a-z0-9]+(-[a-z0-9]+)*$"
_ANY_SCALAR: Final[Schema] = {"type": ["string", "number", "boolean"]}
_DATE: Final = r"^([0-9]{2,3}|\{year([+-]1)?\})(-[0-9]{1,2}-[0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)$"
_AFTER: Final[Schema] = {
    "type": "string",
    "description": "新增的一項排在哪一項之後（代號）；排在最前面寫 ^",
}
_NAMES: Final = {"assessments": "assessment", "proposals": "proposal", "returns": "return"}


def schemas() -> dict[str, Schema]:
    """File name (``plan.schema.json``, ``plan.patch.schema.json``) → schema."""
    made: dict[str, Schema] = {}
    for file in ("agency", *INHERITED, *OWN, *FOLDERS):
        name = _NAMES.get(file, file)
        made[f"{name}.schema.json"] = schema_of(f"{name}.yaml", model_of(file))
        if file in INHERITED:
            made[f"{name}.patch.schema.json"] = schema_of(
                f"{name}.yaml (patch)", model_of(file), patch=True
            )
    made["indicators.schema.json"] = _indicators()
    return made


def schema_of(title: str, model: type[Record], *, patch: bool = False) -> Schema:
    """The schema of a file that holds one record; of a patch of it, nothing is required."""
    job = _Writer(patch=patch)
    body = job.record(model)
    if model.whole:
        body = {**body["properties"][model.whole], **_meaning(model.__name__)}
    definitions = job.definitions()
    return {"$schema": DIALECT, "title": title, **body, "definitions": definitions}


def _indicators() -> Schema:
    from docgen.model.plan import Indicator

    job = _Writer(patch=False)
    entries = job.shape(EntriesShape(Indicator))
    return {
        "$schema": DIALECT,
        "title": "indicators/<unit>.yaml",
        "description": "本單位的量化指標（作法代號: 指標）",
        "type": "object",
        "propertyNames": {"pattern": _ID},
        "additionalProperties": entries,
        "definitions": job.definitions(),
    }


class _Writer:
    """Writes records once, as definitions: a ladder refers to itself."""

    def __init__(self, *, patch: bool) -> None:
        self.patch = patch
        self.seen: dict[str, type[Record]] = {}
        self.made: dict[str, Schema] = {}

    def definitions(self) -> dict[str, Schema]:
        while len(self.made) < len(self.seen):
            for name in [n for n in self.seen if n not in self.made]:
                self.made[name] = self.record(self.seen[name])
        return dict(sorted(self.made.items()))

    def record(self, model: type[Record]) -> Schema:
        name = model.__name__
        properties = {
            key: {**_meaning(f"{name}.{key}"), **self.field(shape)}
            for key, shape in fields(model).items()
        }
        if self.patch and issubclass(model, Entry):
            properties["after"] = _AFTER
        schema: Schema = {
            "type": "object",
            **_meaning(name),
            "properties": properties,
            "additionalProperties": _ANY_SCALAR if model.open_field else False,
        }
        required = [key for key, field in record_fields(model).items() if field.required]
        if required and not self.patch:
            schema["required"] = required
        return schema

    def field(self, shape: Shape) -> Schema:
        made = self.shape(shape)
        return {"anyOf": [made, {"type": "null"}]} if self.patch else made

    def shape(self, shape: Shape) -> Schema:
        if isinstance(shape, RecordShape):
            return self.reference(shape.model)
        if isinstance(shape, EntriesShape):
            entry = self.reference(shape.model)
            if self.patch:
                entry = {"anyOf": [entry, {"type": "null"}]}
            return {
                "type": "object",
                "propertyNames": {"pattern": _ID},
                "additionalProperties": entry,
            }
        if isinstance(shape, ListShape):
            inner = self.shape(shape.inner)
            return {"anyOf": [{"type": "array", "items": inner}, inner]}
        if isinstance(shape, MapShape):
            return {"type": "object", "additionalProperties": self.shape(shape.inner)}
        return _scalar(shape)

    def reference(self, model: type[Record]) -> Schema:
        self.seen[model.__name__] = model
        reference: Schema = {"$ref": f"#/definitions/{model.__name__}"}
        return {"anyOf": [_ANY_SCALAR, reference]} if model.shorthand else reference


def _scalar(shape: ScalarShape) -> Schema:
    words = choices(shape.annotation)
    text = str(shape.annotation)
    if "date" in text:
        date = {"type": "string", "pattern": _DATE}
        return {"anyOf": [date, {"enum": list(words)}]} if words else date
    if words:
        return {"enum": list(words)}
    if "bool" in text:
        return {"type": "boolean"}
    if "Decimal" in text or "int" in text:
        return {"type": ["number", "string"]}
    return _ANY_SCALAR


def _meaning(name: str) -> Schema:
    """What an editor shows; the fields of form rules are described where rules are (decision 12)."""
    return {"description": MEANINGS[name]} if name in MEANINGS else {}
