"""JSON Schemas of the form rules, for editors: every kind's parameters are known by name.

One record for all kinds: an editor that is told which kind it is would need a schema for each.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


def house_schema() -> Schema:
    """``templates/house.yaml``: each rule is whole."""
    from docgen.doctype import House
    from docgen.load.schemas import schema_of

    return _with_rules(schema_of("house.yaml", House), required=["kind", "because", "help"])


def doctype_schema() -> Schema:
    """``templates/<type>/doctype.yaml``: a rule of the house may be changed field by field."""
    from docgen.doctype import Doctype
    from docgen.load.schemas import schema_of

    return _with_rules(schema_of("doctype.yaml", Doctype), required=[])


def _with_rules(schema: Schema, required: list[str]) -> Schema:
    from docgen.check import KINDS
    from docgen.load.schemas import schema_of

    shapes: dict[str, list[Schema]] = {}
    definitions: Schema = dict(schema["definitions"])
    for kind in KINDS.values():
        made = schema_of("", kind.rule)
        definitions.update(made["definitions"])
        for name, shape in made["properties"].items():
            known = shapes.setdefault(name, [])
            known += [] if shape in known else [shape]
    properties: Schema = {
        name: known[0] if len(known) == 1 else {"anyOf": known} for name, known in shapes.items()
    }
    properties["kind"] = {"enum": list(KINDS)}
    rule: Schema = {
        "type": "object",
        "description": "A form rule.",
        "properties": properties,
        "additionalProperties": False,
    }
    if required:
        rule["required"] = required
    rules = {
        "type": "object",
        "propertyNames": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "additionalProperties": {"$ref": "#/definitions/Rule"},
    }
    return {
        **schema,
        "properties": {**schema["properties"], "rules": rules},
        "definitions": dict(sorted({**definitions, "Rule": rule}.items())),
    }
