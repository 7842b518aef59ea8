"""A program that became a function prints what the closures print, and leaves the rest to them.

The other modules here ask their questions of both ways (``way``). Here: every document of every
agency, random templates, names that a poisoned cache could bring, and printers that are broken on
purpose: what they print must not be written.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from docgen.docx import wellformed
from docgen.problem import Refused
from docgen.render import Properties, Value, controls, fill, frame, line, prepare, prepared, program
from docgen.render import generate as module
from docgen.render.controls import Unprintable
from docgen.render.expression import MAX_OUTPUT, State
from docgen.render.generate import generated
from docgen.render.program import Program, body_of
from docgen.render.translate import read, translate
from tests.documents import AGENCIES, documents
from tests.docx.build import cell, docx, p, row, table
from tests.render.filling import CONTEXT, NAME, Context, Row
from tests.render.test_sandbox import ITEMS, JSON, PRINTED, VALUES, Item, _block

if TYPE_CHECKING:
    from collections.abc import Callable

LIMITS = {"MAX_LOOPS": program.MAX_LOOPS, "MAX_OUTPUT": MAX_OUTPUT}


@pytest.mark.parametrize("agency", AGENCIES)
def test_every_document_is_the_same_as_by_closures(
    agency: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_closures = documents(agency)

    def never(*_: object) -> object:
        raise AssertionError("left to the careful way")

    made: list[object] = []

    def counted(*told: Any) -> object:
        made.append(generated(*told))
        return made[-1]

    monkeypatch.setattr(prepared, "_made", {})
    monkeypatch.setattr(program, "MUCH", 0)
    monkeypatch.setattr(prepared, "_carefully", never)
    monkeypatch.setattr(module, "generated", counted)
    assert documents.__wrapped__(agency) == by_closures
    assert made
    assert None not in made


@pytest.mark.parametrize("agency", AGENCIES)
def test_every_document_is_the_same_by_the_careful_way(
    agency: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_closures = documents(agency)
    asked: list[object] = []

    def unusual(*told: object) -> object:
        asked.append(told)
        raise module.Unusual

    monkeypatch.setattr(prepared, "_printed", unusual)
    assert documents.__wrapped__(agency) == by_closures
    assert asked


def by_function(body: Any, values: dict[str, object]) -> str:
    function = generated(body, ("",), body_of, LIMITS)
    assert function is not None
    state = State()
    function(dict(values), state)
    return b"".join(state.out).decode()


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(PRINTED.flatmap(lambda first: _block(PRINTED.map(lambda each: first + each))), ITEMS)
def test_random_blocks_are_the_same_as_by_closures(inner: str, item: Item) -> None:
    text = f"a{{% for item in (root, root) %}}{inner}{{% endfor %}}"
    body = json.loads(json.dumps(translate(read(text), ())))
    values: dict[str, object] = {"root": item, "n": 3}
    said = Program("x", body, ("",)).run(dict(values), State()).decode()
    with suppress(module.Unusual):
        assert by_function(body, values) == said


@settings(max_examples=300)
@given(JSON)
def test_whatever_stands_for_a_program_it_is_refused_or_harmless(body: Any) -> None:
    with suppress(TypeError, AttributeError):
        function = generated(body, ("",), body_of, LIMITS)
        if function is not None:
            with suppress(
                Unprintable, module.Unusual, LookupError, TypeError, ValueError, ArithmeticError
            ):
                function(dict(VALUES), State())


@pytest.mark.parametrize(
    "name",
    ["x or __import__('os')", "__class__", "_x", "if", "x\ny", "a.b", "ﬁeld", "x;y", "", "x#", "1"],
)
def test_no_name_of_a_poisoned_cache_becomes_code(name: str) -> None:
    field = ["field", ["name", "record"], name]
    bodies: list[Any] = [
        [["if", [[field, ["x"], 0]], []]],
        [["for", ["v"], field, None, ["x"], [], 0, False, False]],
        [["print", "run", field, 0, 0]],
        [["print", "run", field, 0, 0], ["print", "run", field, 0, 0]],
        [["for", [name], ["name", "rows"], None, [["print", "run", ["name", name], 0, 0]], [], 0,
          False, False]],
        [["print", "run", ["name", name], 0, 0]],
    ]  # fmt: skip
    seen: list[str] = []

    class Seen(module.Writer):
        def function(self, body: list[Any]) -> str:
            seen.append(super().function(body))
            return seen[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "Writer", Seen)
        for body in bodies:
            generated(body, ("",), body_of, LIMITS)
    assert len(seen) == len(bodies)
    for source in seen:
        assert not name or f".{name}" not in source
        assert "import" not in source


def test_what_is_too_deep_is_left_to_the_closures() -> None:
    body: list[Any] = ["x"]
    for _ in range(60):
        body = [["for", ["v"], ["name", "rows"], None, body, [], 0, False, False]]
    assert generated(body, ("",), body_of, LIMITS) is None


def test_a_set_is_left_to_the_closures() -> None:
    assert generated([["set", "x", ["const", 1], 0]], ("",), body_of, LIMITS) is None


def test_a_program_becomes_a_function_when_it_has_printed_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(prepared, "_made", {})
    monkeypatch.setattr(program, "MUCH", 1500)
    made: list[object] = []

    def counted(*told: Any) -> object:
        made.append(generated(*told))
        return made[-1]

    monkeypatch.setattr(module, "generated", counted)
    ready = prepare(docx(p("{{ title }}")), name=NAME, context_type=Context)
    told = [fill(ready, CONTEXT, properties=Properties("T")) for _ in range(8)]
    assert len(set(told)) == 1
    assert len(made) == 1


# --- printers that are broken on purpose -----------------------------------------------------

ROWS = (
    Row("g", Value("a & b", "plan:a"), Value("x\ny", "plan:n")),
    Row("g", Value("<c>", "plan:b"), Value("]]>", "plan:m")),
    Row("<h>", Value("d", "plan:c"), Value('"', "plan:o")),
)
CELLS = (
    cell("{% vm row.group %}", "{%p if row.note %}", "{{ row.group }}", "{%p endif %}"),
    "{{ row.title }}",
    "{% cellbg 'D9D9D9' %}{{ row.note }}",
    "{% noline row.group %}{{ row.loud }}",
)
TEMPLATE = docx(
    p("{{ title }}"),
    table(
        row("{%tr for row in rows %}", "", "", ""),
        row(*CELLS),
        row("{%tr endfor %}", "", "", ""),
        columns=4,
    ),
    p("{%p for row in rows %}"),
    p("{{ row.group }}\t{{ row.title }}"),
    p("{%p endfor %}"),
    header=p("{{ title }}"),
)


def unescaped(text: str) -> list[bytes]:
    return [b"<w:t>", text.encode(), b"</w:t>"]


def without(of: object, name: str) -> Callable[..., Any]:
    """It prints, and the last piece of what it printed gets lost."""
    whole = getattr(of, name)

    def half(*told: Any) -> Any:
        found = whole(*told)
        del next(each for each in told if isinstance(each, list))[-1:]
        return found

    return half


BROKEN: dict[str, tuple[object, str, Any]] = {
    "texts": (controls, "_text", unescaped),
    "addresses": (controls, "attribute", lambda text: text.replace("plan", 'pl"an')),
    "plain lines": (line, "PLAIN", bytes(range(256))),
    "plain lines of a function": (module, "PLAIN", bytes(range(256))),
    "ends of controls": (line, "END", b"</w:sdt>"),
    "numbers": (line, "ID", b'"/><w:id w:val="<'),
    "covered cells": (frame, "_FIRST", re.compile(b"(<w:p>)")),
    "openings": (frame.Shape, "_made", lambda *_: "<w:tc><w:tcPr>"),
    "cells": (frame.Frame, "open", without(frame.Frame, "open")),
    "merged cells": (frame.Frame, "merged", without(frame.Frame, "merged")),
    "tables": (frame.Frame, "write", lambda _self, out, _old, slot: out.insert(slot, b"</w:tbl>")),
}


@pytest.mark.parametrize("much", [0, program.MUCH], ids=["function", "closures"])
@pytest.mark.parametrize("name", BROKEN)
def test_what_a_broken_printer_prints_is_not_written(
    name: str, much: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "plain lines of a function" and much:
        return
    context = replace(CONTEXT, rows=ROWS)

    def made() -> bytes:
        ready = prepare(TEMPLATE, name=NAME, context_type=Context)
        return fill(ready, context, properties=Properties("T"))

    monkeypatch.setattr(prepared, "_made", {})
    right = made()
    monkeypatch.setattr(prepared, "_made", {})
    monkeypatch.setattr(program, "MUCH", much)
    found: list[str] = []
    check = wellformed.Pieces.check

    def watched(self: wellformed.Pieces, pieces: list[bytes], part: bytes) -> None:
        try:
            check(self, pieces, part)
        except wellformed.Malformed as fault:
            found.append(fault.reason)
            raise

    monkeypatch.setattr(wellformed.Pieces, "check", watched)
    monkeypatch.setattr(*BROKEN[name])
    for number in range(1, 4):  # what is found the first time is found the third time
        told = right  # of the careful way, where it does not have this printer
        with suppress(Refused):
            told = made()
        assert told == right
        assert len(found) == number
