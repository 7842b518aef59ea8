"""Two agencies or two years beside each other: their data, and a document with tracked changes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, structs

from docgen.doctype import of_agency
from docgen.load import Data
from docgen.load.files import INHERITED, OWN, model_of
from docgen.load.nodes import Scalar
from docgen.load.shape import RecordShape
from docgen.load.sources import addresses
from docgen.load.survey import ALL
from docgen.pipeline.write import write_all
from docgen.problem import Problem, Refused, Where
from docgen.workspace import is_year
from docgen.year.diff import Compared, compare

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from docgen.pipeline.gate import Rendered
    from docgen.workspace import Workspace


class Side(NamedTuple):
    """One of the two: an agency and a 民國 year."""

    agency: str
    year: int

    def __str__(self) -> str:
        """As it is typed: ``10river@105``."""
        return f"{self.agency}@{self.year}"


class Comparison(Struct, frozen=True):
    """Which two, and what came of it."""

    old: Side
    new: Side
    found: Compared


class Redline(Struct, frozen=True):
    """The document that was written, and (warnings) what of the old one it cannot show."""

    path: Path
    problems: tuple[Problem, ...]


def diff(workspace: Workspace, old: str, new: str) -> Comparison:
    """``10river@105`` and ``10river@106``, or ``wra`` and ``10river`` (of one year, the newest).

    Refused: ``bad-side``, ``unknown-agency``, ``unknown-year``, ``no-common-year``, and all faults
    of the data of both.
    """
    data = Data(workspace)
    one, other = _sides(data, old, new)
    faults: list[Problem] = []
    loaded = []
    for side in (one, other):
        try:
            loaded.append(data.agency_year(side.agency, side.year, ALL)[0])
        except Refused as refused:
            faults += [problem for problem in refused.problems if problem not in faults]
    if faults:
        raise Refused(faults)
    return Comparison(one, other, followed(data, one, other, compare(*loaded)))


def redline(workspace: Workspace, old: str, new: str, document: str, out: Path) -> Redline:
    """Write ``out``: the document of both as one Word file with tracked changes.

    ``document`` is a type (``plan``) or the name of one document of it (``proposal-flood-map``).
    Refused: ``output-exists``, ``unknown-type``, ``no-such-document``, and what making them finds.
    """
    from docgen.docx.redline import redline as redlined

    if os.path.lexists(out):
        raise Refused([Problem("output-exists", Where(file=workspace.relative(out)))])
    data = Data(workspace)
    sides = _sides(data, old, new)
    made = [_document(data, side, document) for side in sides]
    names = [f"{side} {document}" for side in sides]
    found = redlined(made[0].content, made[1].content, *names)
    write_all([(out, found.docx)], out.parent, workspace.relative)
    return Redline(out, found.told)


def _sides(data: Data, old: str, new: str) -> tuple[Side, Side]:
    (one, year), (other, other_year) = _typed(old), _typed(new)
    for slug in (one, other):
        data.agency(slug)
    if year is None and other_year is None and one != other:
        common = {*data.workspace.years(one)} & {*data.workspace.years(other)}
        if not common:
            raise Refused([Problem("no-common-year", args={"one": one, "other": other})])
        year = other_year = max(common)
    newest = None if one != other else data.newest_year(one)
    sides = (
        Side(one, year or newest or other_year or 0),
        Side(other, other_year or newest or year or 0),
    )
    for side in sides:
        data.year_folder(side.agency, side.year, side.agency)
    return sides


def _typed(side: str) -> tuple[str, int | None]:
    slug, at, year = side.partition("@")
    if at and not is_year(year):
        raise Refused([Problem("bad-side", args={"side": side})])
    return slug, int(year) if at else None


def followed(data: Data, old: Side, new: Side, found: Compared) -> Compared:
    """Words that stand alike in both files, placeholders and all, were changed by nobody."""
    raw = {side: _raw(data, side) for side in {old, new}}
    return structs.replace(
        found,
        differences=tuple(
            structs.replace(each, follows=True)
            if each.kind == "reworded"
            and each.address in raw[old]
            and raw[old][each.address] == raw[new].get(each.address)
            else each
            for each in found.differences
        ),
    )


def _raw(data: Data, side: Side) -> Mapping[str, str]:
    """Address → what was typed."""
    found: dict[str, str] = {}
    for file in (*INHERITED, *OWN):
        model = model_of(file)
        try:
            if file in INHERITED:
                tree = data.merged(side.agency, side.year, file)[0]
            else:
                folder = data.year_folder(side.agency, side.year, side.agency)
                tree = data.tree(folder / f"{file}.yaml", model)
        except Refused:  # a file that is not there says nothing
            continue
        for address, value in addresses(RecordShape(model), tree):
            if isinstance(value.node, Scalar):
                found[f"{file}:{address}"] = value.node.value
    return found


def _document(data: Data, side: Side, name: str) -> Rendered:
    from docgen.pipeline.documents import doctype_of, render

    types = of_agency(data.workspace)
    fits = [type_ for type_ in types if name == type_ or name.startswith(f"{type_}-")]
    type_ = max(fits, key=len, default=name)
    doctype_of(data.workspace, type_)
    made = render(data, side.agency, type_, side.year)
    for each in made:
        if each.name == name:
            return each
    args = {"name": name, "side": str(side), "known": ", ".join(each.name for each in made)}
    raise Refused([Problem("no-such-document", args=args)])
