"""``{agency.short}``, ``{year+1}`` in the data: so that a child inherits words that say 本局.

They are put in after patching, in the view of the agency that is built. All other braces are
literal; what looks like one of ours, or like a template's, and is not is refused, never printed.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from docgen.load.guess import MANY, nearest
from docgen.load.nodes import Mapping, Node, Place, Scalar, Sequence
from docgen.problem import Problem

_OURS: Final = re.compile(r"\{(\s*(?:agency|parent|year|period|proposal)\b[^{}]*)\}")
_ASTRAY: Final = ("{{", "{%", "{#", "｛", "｝")
# put in when the form is filled, from the period or the proposal at hand
LATE: Final = frozenset(("period.title", "period.kind", "proposal.title"))


class Words(Struct, frozen=True):
    """What the placeholders stand for. ``parent`` names are absent at the root."""

    values: dict[str, str]


def words(year: int, agency: tuple[str, str], parent: tuple[str, str] | None) -> Words:
    """``agency`` and ``parent`` as (name, short)."""
    values = {"agency.name": agency[0], "agency.short": agency[1]}
    if parent:
        values |= {"parent.name": parent[0], "parent.short": parent[1]}
    values |= {"year": str(year), "year+1": str(year + 1), "year-1": str(year - 1)}
    return Words(values)


def substitute(tree: Mapping, given: Words) -> tuple[Mapping, list[Problem]]:
    """The tree with all placeholders put in, and those that are none of ours.

    Where nothing was put in, it is the same tree, and would be whatever the words are.
    """
    job = _Substitution(given.values, [])
    return job.mapping(tree), job.faults


class _Substitution(Struct, frozen=True):
    values: dict[str, str]
    faults: list[Problem]

    def mapping(self, value: Mapping) -> Mapping:
        new: dict[str, tuple[Place, Node]] = {}
        for key, (place, inner) in value.items.items():
            made = self.node(inner)
            if made is not inner:
                new[key] = (place, made)
        return replace(value, items={**value.items, **new}) if new else value

    def node(self, value: Node) -> Node:
        if isinstance(value, Scalar):
            return self.text(value) if "{" in value.value or "｛" in value.value else value
        if isinstance(value, Mapping):
            return self.mapping(value)
        if isinstance(value, Sequence):
            items = tuple(map(self.node, value.items))
            same = all(new is old for new, old in zip(items, value.items, strict=True))
            return value if same else replace(value, items=items)
        return value

    def text(self, scalar: Scalar) -> Scalar:
        if any(sign in scalar.value for sign in _ASTRAY):
            from docgen.load.braces import astray  # most texts have none

            fault = astray(scalar)
            if fault:
                self.faults.append(fault)
                return scalar
        put_in = False

        def word(found: re.Match[str]) -> str:
            name = found.group(1)
            if name not in self.values and name not in LATE and len(self.faults) < MANY:
                args = {"name": name, "near": nearest(name, (*self.values, *LATE))}
                fault = Problem("unknown-placeholder", scalar.place.where(), args)
                self.faults.append(fault)
            nonlocal put_in
            put_in = put_in or name in self.values
            return self.values.get(name, found.group())

        said = _OURS.sub(word, scalar.value)
        return replace(scalar, value=said) if put_in else scalar
