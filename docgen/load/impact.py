"""What a change of a text would reach: for each value of a file, the agencies below, one by one.

``explain`` asks the same of one value; here every agency's file is merged once for all values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.load.explain import Heir, chain_of, said
from docgen.load.files import INHERITED, model_of
from docgen.load.guess import nearest
from docgen.load.nodes import Null, Scalar
from docgen.load.patch import entries_in
from docgen.load.shape import RecordShape
from docgen.load.sources import addresses
from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    from docgen.load.data import Data
    from docgen.load.nodes import Node, Place

    Value = tuple[str, Place, Node]  # its address in the file, the place of its key, itself


class Reach(Struct, frozen=True):
    """One id of the file (or a field of its top level): its words, and the agencies below."""

    address: str
    words: str
    heirs: tuple[Heir, ...]


def impact(
    data: Data, slug: str, year: int, file: str, name: str | None = None
) -> tuple[Reach, ...]:
    """Of every id of the file in its order, or of one id or field; agencies without the year are left out.

    Raises Refused: ``not-inherited`` for a file that no agency below takes over, ``nobody-below``,
    ``no-heirs``,
    ``unknown-address`` with the nearest, and the faults of the files of all of them.
    """
    if file not in INHERITED:
        args = {"name": file, "near": nearest(file, INHERITED), "known": ", ".join(INHERITED)}
        raise Refused([Problem("not-inherited", args=args)])
    ours = _merged(data, slug, year, file, name)
    if name is not None and not ours:
        known = _merged(data, slug, year, file)
        where = Where(file=f"data/{slug}/{year}/{file}.yaml")
        args = {"file": file, "id": name, "near": nearest(name, known)}
        raise Refused([Problem("unknown-address", where, args)])
    below = data.children(slug)
    if not below:
        raise Refused([Problem("nobody-below", args={"agency": slug})])
    children = [each for each in below if year in data.workspace.years(each)]
    if not children:
        raise Refused([Problem("no-heirs", args={"agency": slug, "year": str(year)})])
    theirs = {child: _merged(data, child, year, file, name) for child in children}
    return tuple(
        Reach(
            f"{file}:{id_}",
            said(values[0][2]) if values else "",
            tuple(_heir(data, slug, child, theirs[child].get(id_, [])) for child in children),
        )
        for id_, values in ours.items()
    )


def _merged(
    data: Data, slug: str, year: int, file: str, name: str | None = None
) -> dict[str, list[Value]]:
    """Id → its own values: not those of entries in it, which have ids of their own.

    Only of the id or the address ``name``, where it is given.
    """
    tree, faults = data.merged(slug, year, file)
    if faults:
        raise Refused(faults)
    found: dict[str, list[Value]] = {}
    shape = RecordShape(model_of(file))
    ids = {key for key, _, _ in entries_in(shape, tree)}
    for address, value in addresses(shape, tree):
        asked = name is None or address == name or address.startswith(f"{name}.")
        if asked and isinstance(value.node, (Scalar, Null)):
            first = address.partition(".")[0]
            owner = first if first in ids else _top(address)
            found.setdefault(owner, []).append((address, value.key, value.node))
    return found


def _top(address: str) -> str:
    """``title``, ``kinds.parent``: a field of the file itself is asked for by its whole name."""
    return ".".join(step for step in address.split(".") if not step.isdecimal())


def _heir(data: Data, slug: str, child: str, values: list[Value]) -> Heir:
    between = set(data.chain(child)) - set(data.chain(slug))
    own = [
        place
        for _, at, node in values
        for place in chain_of(at, node)
        if place.file.split("/")[1] in between
    ]
    return Heir(child, overrides=own[-1] if own else None, drops=not values)
