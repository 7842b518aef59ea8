"""JSON Schemas: every data file of the project passes its own, faults do not, none is stale."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
import yaml
from jsonschema import Draft7Validator

from docgen.load.meanings import MEANINGS
from docgen.pipeline.inspection import schema_texts
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted([*PROJECT.glob("data/**/*.yaml"), *PROJECT.glob("templates/**/*.yaml")])
SCHEMAS = {name: json.loads(text) for name, text in schema_texts().items()}


def first_line(path: Path) -> str:
    return path.read_text("utf-8").partition("\n")[0]


def test_the_committed_schemas_are_what_the_models_say() -> None:
    committed = {p.name: p.read_text("utf-8") for p in (PROJECT / "schemas").glob("*.json")}
    assert committed == schema_texts()


def test_every_meaning_is_shown_by_some_schema() -> None:
    shown = "".join(schema_texts().values())
    assert [name for name, text in MEANINGS.items() if f'"{text}"' not in shown] == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(PROJECT).as_posix())
def test_each_data_file_names_its_schema_and_passes_it(path: Path) -> None:
    mark = "# yaml-language-server: $schema="
    line = first_line(path)
    assert line.startswith(mark)
    schema = (path.parent / line.removeprefix(mark)).resolve()
    assert schema.parent == PROJECT / "schemas"
    Draft7Validator.check_schema(SCHEMAS[schema.name])
    errors = list(Draft7Validator(SCHEMAS[schema.name]).iter_errors(_core(path)))
    assert errors == []


def _core(path: Path) -> object:
    """As an editor reads it: YAML 1.2's core types, where dates and NO are text."""

    class Core(yaml.SafeLoader):
        pass

    Core.yaml_implicit_resolvers = {
        first: [pair for pair in pairs if not pair[0].endswith(("timestamp", "bool"))]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))
    return yaml.load(path.read_text("utf-8"), Loader=Core)  # noqa: S506 - a safe loader's child


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("plan.schema.json", {"titel": "x"}),
        ("plan.schema.json", {"title": "x"}),
        ("plan.patch.schema.json", {"sections": {"Bad_Id": {"text": "x"}}}),
        ("plan.patch.schema.json", {"dimensions": {"q": {"cells": "joind"}}}),
        ("rubric.schema.json", []),
        ("agency.schema.json", {"name": "x"}),
    ],
)
def test_a_fault_does_not_pass(name: str, value: object) -> None:
    assert list(Draft7Validator(SCHEMAS[name]).iter_errors(value))


def test_a_patch_needs_nothing_and_takes_null_and_after() -> None:
    patch = {"sections": {"scope": None, "new": {"text": "x", "after": "^"}}}
    for value in ({}, patch):
        assert not list(Draft7Validator(SCHEMAS["plan.patch.schema.json"]).iter_errors(value))
