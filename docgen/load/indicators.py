"""``indicators/<unit>.yaml``: each unit's own indicators, laid on the plan's practices.

伍一 of the sources: the units set concrete, quantified indicators, the secretariat collects them.
Two units for one indicator, or an indicator for a practice that is not there, is an error.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from msgspec.structs import replace

from docgen.load import kept
from docgen.load.guess import MANY, listed, meant, nearest
from docgen.load.nodes import Mapping, Node, Place, Scalar, kind
from docgen.load.patch import normalise
from docgen.load.placeholders import Words, substitute
from docgen.load.shape import EntriesShape
from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.model.agency import Agency
    from docgen.workspace import Workspace

Entries = dict[str, tuple[Place, Node]]
Handed = dict[str, tuple[Place, Entries]]  # practice → where it is first named, its indicators


def lay_on(
    plan: Mapping, workspace: Workspace, folder: Path, agency: Agency
) -> tuple[Mapping, list[Problem]]:
    """The plan's tree with all handed-in indicators in their practices."""
    faults: list[Problem] = []
    handed: Handed = {}
    try:
        paths = workspace.yaml_files(folder)
    except Refused as refused:
        return plan, list(refused.problems)
    for path in paths:
        try:
            faults += _collect(handed, workspace, path, agency)
        except Refused as refused:
            faults += refused.problems
    if not handed:
        return plan, faults
    laid, used = _lay(plan, handed, faults)
    known = _practices(plan)
    for practice in islice((one for one in handed if one not in used), MANY):
        args = {"id": practice, "near": nearest(practice, known)}
        faults.append(Problem("unknown-practice", handed[practice][0].where(), args))
    return laid, faults


def _collect(handed: Handed, workspace: Workspace, path: Path, agency: Agency) -> list[Problem]:
    from docgen.model.plan import Indicator

    faults: list[Problem] = []
    name = workspace.relative(path)
    units = {unit.id: unit.title for unit in agency.units}
    if path.stem not in units:
        args = {"unit": path.stem, **meant(path.stem, units), "known": listed(units)}
        faults.append(Problem("unknown-unit", Where(file=name), args))
    tree = kept.read(workspace, path)
    faults += substitute(tree, Words({}))[1]  # nothing is put in here
    for practice, (place, node) in tree.items.items():
        entries = normalise(EntriesShape(Indicator), node)
        if not isinstance(entries, Mapping):
            args = {"field": practice, "expected": "mapping", "found": kind(node)}
            faults.append(Problem("wrong-type", place.where(), args))
            continue
        for key, (at, entry) in entries.items.items():
            if isinstance(entry, Mapping) and "by" not in entry.items:
                by = (at, Scalar(path.stem, at))
                entry = replace(entry, items={**entry.items, "by": by})  # noqa: PLW2901
            slot = handed.setdefault(practice, (place, {}))[1]
            if key in slot:
                first = slot[key][0]
                args = {"id": key, "first": f"{first.file}:{first.line}"}
                faults.append(Problem("duplicate-id", at.where(), args))
            slot.setdefault(key, (at, entry))
    return faults


def _practices(plan: Mapping) -> list[str]:
    return [key for key, _, _ in _walk(plan)]


def _walk(node: Node) -> list[tuple[str, Place, Node]]:
    if not isinstance(node, Mapping):
        return []
    found: list[tuple[str, Place, Node]] = []
    for key, (_, value) in node.items.items():
        if key == "practices" and isinstance(value, Mapping):
            found += [(k, p, n) for k, (p, n) in value.items.items()]
        else:
            found += _walk(value)
    return found


def _lay(node: Mapping, handed: Handed, faults: list[Problem]) -> tuple[Mapping, set[str]]:
    used: set[str] = set()
    items: dict[str, tuple[Place, Node]] = {}
    for key, (place, value) in node.items.items():
        made: Node = value
        if key == "practices" and isinstance(value, Mapping):
            practices = {}
            for practice, (at, entry) in value.items.items():
                practices[practice] = (at, entry)
                if practice in handed and isinstance(entry, Mapping):
                    used.add(practice)
                    practices[practice] = (at, _with(entry, handed[practice][1], faults))
            made = replace(value, items=practices)
        elif isinstance(value, Mapping):
            made, more = _lay(value, handed, faults)
            used |= more
        items[key] = (place, made)
    return replace(node, items=items), used


def _with(practice: Mapping, indicators: Entries, faults: list[Problem]) -> Mapping:
    old = practice.get("indicators")
    base = old.items if isinstance(old, Mapping) else {}
    for key in base.keys() & indicators.keys():
        args = {"id": key, "first": f"{base[key][0].file}:{base[key][0].line}"}
        faults.append(Problem("duplicate-id", indicators[key][0].where(), args))
    place = next(iter(indicators.values()))[0]
    joined = Mapping({**base, **indicators}, place)
    return replace(practice, items={**practice.items, "indicators": (place, joined)})
