"""A template prepared once and filled many times."""

from __future__ import annotations

import binascii
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from docgen.docx import zipped
from docgen.docx.ids import Ids
from docgen.docx.pack import order as pack_order
from docgen.docx.package import CORE, unpacked
from docgen.docx.wellformed import Malformed
from docgen.problem.shape import Problem, Refused, Where
from docgen.render import cache as disk
from docgen.render.controls import Richer, Unprintable
from docgen.render.expression import State
from docgen.render.place import Place
from docgen.render.program import Program
from docgen.render.properties import Properties, core
from docgen.render.shapes import fingerprint
from docgen.render.trusted import refuse_foreign

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.docx.package import Parts

WhereOf = Callable[[str], Where]
_made: dict[str, Prepared] = {}


class Prepared(Struct, frozen=True):
    """``parts`` are the names in final order, ``records`` those that every document has alike."""

    name: str
    context_type: type
    parts: tuple[str, ...]
    records: dict[str, zipped.Record]
    programs: tuple[Program, ...]
    places: tuple[Place, ...]
    template: bytes
    richer: bool  # it has tags that only docxtpl's way knows


def prepare(
    template: bytes, *, name: str, context_type: type, cache: Path | None = None
) -> Prepared:
    """The template checked, patched and compiled. Refused with all its faults.

    ``name`` is the template's path in the workspace; ``cache`` a folder for prepared text.
    """
    key = disk.key_of(template, f"{name}\n{fingerprint(context_type)}")
    if key not in _made:
        stored = None if cache is None else disk.load(cache, key)
        made = None if stored is None else _trusted(stored, template, name, context_type)
        if made is None:
            made, told = _anew(template, name, context_type)
            if cache is not None:
                disk.store(cache, key, told)
        _made[key] = made
    return _made[key]


def _anew(template: bytes, name: str, context_type: type) -> tuple[Prepared, dict[str, Any]]:
    from docgen.render.examine import checked
    from docgen.render.translate import read, translate

    parts, woven = checked(template, name, context_type)
    original = unpacked(template, name)
    told = {
        "order": list(parts),
        "changed": {
            part: binascii.b2a_base64(content, newline=False).decode()
            for part, content in parts.items()
            if original.get(part) != content
        },
        "programs": [
            [s.part, list(s.formats), *_told(translate(read(s.text), s.lines), richer=s.richer)]
            for s in woven.scripts
        ],
        "richer": any(s.richer for s in woven.scripts),
        "places": [[p.part, p.paragraph, p.text, list(p.cell)] for p in woven.places],
    }
    return _from_told(told, original, template, name, context_type), told


def _told(body: list[Any], *, richer: bool) -> tuple[bool, list[Any]]:
    """What docxtpl's way prints is mended afterwards."""
    return (False, body) if richer else _structured(body)


def _structured(body: list[Any]) -> tuple[bool, list[Any]]:
    """The program with its structure told, where that can be."""
    from docgen.render.structure import Unstructured, structured

    try:
        return True, structured(body)
    except Unstructured:
        return False, body


def _trusted(
    told: dict[str, Any], template: bytes, name: str, context_type: type
) -> Prepared | None:
    """None for anything that ``_anew`` does not tell of this template."""
    try:
        original = unpacked(template, name)
        refuse_foreign(told, original)
        return _from_told(told, original, template, name, context_type)
    except Exception:  # noqa: BLE001 - whatever a foreign file holds, it is made again
        return None


def _from_told(
    told: dict[str, Any], original: Parts, template: bytes, name: str, context_type: type
) -> Prepared:
    changed = {str(k): binascii.a2b_base64(v, strict_mode=True) for k, v in told["changed"].items()}
    order = [str(part) for part in told["order"]]
    parts = {part: changed[part] if part in changed else original[part] for part in order}
    programs = tuple(
        Program(str(part), body, tuple(map(str, formats)), structured=bool(known))
        for part, formats, known, body in told["programs"]
    )
    changing = {CORE, *(program.part for program in programs if program.constant is None)}
    same = parts | {p.part: p.constant for p in programs if p.constant is not None}
    records = {n: zipped.record(n, same[n]) for n in pack_order(parts) if n not in changing}
    places = tuple(
        Place(str(part), int(number), str(text), tuple(int(n) for n in cell))
        for part, number, text, cell in told["places"]
    )
    order = list(pack_order(parts))
    return Prepared(
        name,
        context_type,
        tuple(order),
        records,
        programs,
        places,
        template,
        richer=told["richer"] is True,
    )


def fill(
    prepared: Prepared,
    context: object,
    *,
    properties: Properties,
    where: WhereOf | None = None,
) -> bytes:
    """The docx of one context. Refused where a value is missing or cannot be printed.

    ``where`` gives file and line of an address, for the problem's second half.
    """
    if not isinstance(context, prepared.context_type):
        raise TypeError(f"{prepared.name} takes a {prepared.context_type.__name__}")
    values = {name: getattr(context, name) for name in _names(prepared.context_type)}
    try:
        records = _fast(prepared, values, where)
    except Richer:
        from docgen.render.by_docxtpl import render

        return render(prepared, values, properties, where)
    records[CORE] = zipped.record(CORE, core(properties))
    return zipped.join(records[part] for part in prepared.parts)


def _fast(
    prepared: Prepared, values: dict[str, object], where: WhereOf | None
) -> dict[str, zipped.Record]:
    """All parts but the document's own properties. Raises Richer where docxtpl must do it."""
    if prepared.richer:
        raise Richer("unprintable-value")
    try:
        return _printed(prepared, values)
    except Richer:
        raise
    except Exception:  # noqa: BLE001 - whatever is out of the ordinary is told by the careful way
        return _carefully(prepared, values, where)


def _printed(prepared: Prepared, values: dict[str, object]) -> dict[str, zipped.Record]:
    """All parts but the document's own properties, where nothing is out of the ordinary."""
    ids = Ids()
    records = dict(prepared.records)
    for program in prepared.programs:
        if program.constant is None:
            part = program.fill(values, State(ids))
            records[program.part] = zipped.record(program.part, part, level=zipped.PRINTED)
    return records


def _carefully(
    prepared: Prepared, values: dict[str, object], where: WhereOf | None
) -> dict[str, zipped.Record]:
    """The same, every value looked at from every side. Refused."""
    ids = Ids()
    records = dict(prepared.records)
    for program in prepared.programs:
        if program.constant is not None:
            continue
        state = State(ids, careful=True)
        try:
            part = program.fill(values, state)
            records[program.part] = zipped.record(program.part, part, level=zipped.PRINTED)
        except Richer:
            raise
        except Unprintable as fault:
            raise Refused([problem_of(prepared, state, fault, where)]) from None
        except Malformed as fault:
            args = {"part": program.part, "reason": fault.reason}
            raise Refused([Problem("broken-xml", Where(docx=prepared.name), args)]) from None
        except (ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as fault:
            told = Unprintable("template-failed", reason=str(fault)[:200])
            raise Refused([problem_of(prepared, state, told, where)]) from None
    return records


def _names(context_type: type) -> tuple[str, ...]:
    own = tuple(context_type.__struct_fields__)  # type: ignore[attr-defined]
    members = vars(context_type).items()
    return (*own, *(n for n, m in members if isinstance(m, property) and not n.startswith("_")))


def problem_of(
    prepared: Prepared, state: State, fault: Unprintable, where: WhereOf | None
) -> Problem:
    """The template's place, and the data's line where the value has an address."""
    at = state.place
    place = prepared.places[at] if at is not None and 0 <= at < len(prepared.places) else None
    found = Where(docx=prepared.name) if place is None else place.where(prepared.name)
    args = {"tag": "" if place is None else place.text, **fault.told}
    if fault.address is not None:
        source = where(fault.address) if where is not None else Where()
        found = Where(
            file=source.file,
            line=source.line,
            column=source.column,
            docx=found.docx,
            paragraph=found.paragraph,
            text=found.text,
            address=fault.address,
        )
        args["address"] = fault.address
    cell = {} if place is None else place.args()
    return Problem(fault.rule, found, {**cell, **args})
