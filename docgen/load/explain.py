"""Where a value comes from, and who below inherits or overrides it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.load.convert import convert
from docgen.load.files import FOLDERS, INHERITED, OWN, model_of
from docgen.load.guess import nearest
from docgen.load.nodes import Mapping, Node, Null, Place, Scalar, Sequence
from docgen.load.patch import entries_in
from docgen.load.shape import RecordShape
from docgen.load.sources import addresses
from docgen.problem import Problem, Refused, Where
from docgen.workspace import is_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.load.data import Data


class Origin(Struct, frozen=True):
    """One value: its address, what it says, and the places that set it, the first to the last."""

    address: str
    value: str
    chain: tuple[Place, ...]


class Heir(Struct, frozen=True):
    """An agency below: ``overrides`` at a place, ``drops`` it, or neither: it inherits."""

    slug: str
    overrides: Place | None = None
    drops: bool = False


class Explanation(Struct, frozen=True):
    """The origins of all values of an entry (or of one field), and the agencies below.

    ``listed``: of the whole file, or of what was sought by its words; the agencies are not told.
    """

    origins: tuple[Origin, ...]
    heirs: tuple[Heir, ...] = ()
    listed: bool = False


def explain(data: Data, slug: str, year: int, file: str, name: str | None = None) -> Explanation:
    """``name`` is an id (``single-window``) or an address in the file (``single-window.text``).

    It may also be words that stand in values (單一窗口); without it all values of the file are told.
    Raises Refused: ``unknown-file``, ``unknown-address`` with the nearest, and the data's own faults.
    """
    tree = _tree(data, slug, year, file)
    if name is None:
        return Explanation(_origins(file, _saying(file, tree, "")), listed=True)
    found = _values(file, tree, name)
    if not found and (saying := _saying(file, tree, name)):
        return Explanation(_origins(file, saying), listed=True)
    if not found:
        known = [*(k for k, _, _ in entries_in(_shape(file), tree)), *_roots(file, tree)]
        where = Where(file=tree.place.file)
        args = {"file": file, "id": name, "near": nearest(name, known)}
        raise Refused([Problem("unknown-address", where, args)])
    return Explanation(_origins(file, found), tuple(_heirs(data, slug, year, file, name)))


def _origins(file: str, found: Iterable[tuple[str, Place, Node]]) -> tuple[Origin, ...]:
    return tuple(
        Origin(f"{file}:{address}", said(node), chain_of(place, node))
        for address, place, node in found
    )


def _shape(file: str) -> RecordShape:
    return RecordShape(model_of(file.partition("/")[0]))


def _tree(data: Data, slug: str, year: int, file: str) -> Mapping:
    folder, _, stem = file.partition("/")
    if file == "agency":
        return data.agency(slug)[1]
    if file in INHERITED:
        tree, _ = data.merged(slug, year, file)
    elif file in OWN or (folder in FOLDERS and is_slug(stem)):
        path = data.year_folder(slug, year, slug) / f"{file}.yaml"
        tree = data.tree(path, model_of(folder))
    else:
        known = ("agency", *INHERITED, *OWN, *(f"{name}/…" for name in FOLDERS))
        args = {"name": file, "near": nearest(file, known)}
        raise Refused([Problem("unknown-file", args=args)])
    convert(model_of(folder), tree)
    return tree


def _values(file: str, tree: Mapping, name: str) -> list[tuple[str, Place, Node]]:
    """The scalars under an id or an address, with the address within the file."""
    return [
        (address, found.key, found.node)
        for address, found in addresses(_shape(file), tree)
        if (address == name or address.startswith(f"{name}."))
        and isinstance(found.node, (Scalar, Null))
    ]


def _saying(file: str, tree: Mapping, words: str) -> list[tuple[str, Place, Node]]:
    """The scalars in which the words stand, as ``_values`` has them."""
    return [
        (address, found.key, found.node)
        for address, found in addresses(_shape(file), tree)
        if isinstance(found.node, (Scalar, Null)) and words in said(found.node)
    ]


def _roots(file: str, tree: Mapping) -> Iterator[str]:
    return (address for address, _ in addresses(_shape(file), tree) if "." not in address)


def chain_of(place: Place, node: Node) -> tuple[Place, ...]:
    """The places that set a value whose key stands at ``place``, the first to the last."""
    return (*reversed(node.over), node.place if isinstance(node, Scalar) else place)


def said(node: Node) -> str:
    """What a value says, a list in one line."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return "、".join(said(item) for item in node.items)
    return ""


def _heirs(data: Data, slug: str, year: int, file: str, name: str) -> Iterator[Heir]:
    if file not in INHERITED:
        return
    for child in data.children(slug):
        if year not in data.workspace.years(child):
            continue
        values = _values(file, data.merged(child, year, file)[0], name)
        prefix = f"data/{slug}/"
        above = {f"data/{member}/" for member in data.chain(child)}
        below = above - {f"data/{member}/" for member in data.chain(slug)} - {prefix}
        own = [
            place
            for _, at, node in values
            for place in chain_of(at, node)
            if any(place.file.startswith(folder) for folder in below)
        ]
        yield Heir(child, overrides=own[-1] if own else None, drops=not values)
