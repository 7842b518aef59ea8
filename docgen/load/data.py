"""The data folder, read: agencies with their chains of parents, and one agency's year.

A ``Data`` remembers what it has read, so that building many children reads a parent once. It
never changes anything.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from msgspec import Struct

from docgen.load import consistency, kept
from docgen.load.convert import convert
from docgen.load.files import FOLDERS, INHERITED, model_of
from docgen.load.guess import by_title, listed, nearest
from docgen.load.one_year import File, Year
from docgen.load.patch import merge, normalise_root
from docgen.load.placeholders import Words, substitute
from docgen.load.shape import RecordShape
from docgen.load.sources import Sources, Tree
from docgen.model.agency import Agency
from docgen.model.agency_year import AgencyYear
from docgen.model.shapes import Record
from docgen.problem import Problem, Refused, Where
from docgen.workspace import Workspace, is_slug

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from docgen.load.nodes import Mapping


M = TypeVar("M", bound=Record)
_ASKED: Final = 1000  # agencies whose names are looked at for a message


class Last(Struct):
    """What was loaded of the agency's year that was asked for last: its documents share files."""

    of: tuple[str, int]
    files: dict[str, File] = {}
    years: dict[tuple[str, ...], tuple[AgencyYear, Sources, tuple[Problem, ...]]] = {}


class Data(Struct):
    """What is read from one workspace in one run."""

    workspace: Workspace
    _trees: dict[Path, Mapping | Refused] = {}
    _agencies: dict[str, tuple[Agency, Mapping]] = {}
    _read: set[int] = set()  # the ids of those trees
    _inherited: dict[
        tuple[int, str], File
    ] = {}  # of such a tree that says the same to every agency
    _last: Last | None = None

    def tree(self, path: Path, model: type[Record]) -> Mapping:
        """The file's tree, normalised; Refused when it cannot be read."""
        known = self._trees.get(path)
        if known is None:
            try:
                known = normalise_root(model, kept.read(self.workspace, path))
            except Refused as refused:
                known = refused
            self._trees[path] = known
            self._read.add(id(known))
        if isinstance(known, Refused):
            raise known
        return known

    def own(self, path: Path, model: type[Record]) -> tuple[Mapping, list[Problem]]:
        """A file that inherits nothing."""
        return self.tree(path, model), []

    # agencies

    def agency(self, slug: str) -> tuple[Agency, Mapping]:
        """An agency's own record and tree; Refused for a bad slug, an unknown agency, bad data."""
        if slug in self._agencies:
            return self._agencies[slug]
        if not is_slug(slug):
            args = {"name": slug, "near": self._called(slug)}
            raise Refused([Problem("bad-agency-name", args=args)])
        path = self.workspace.data / slug / "agency.yaml"
        if not self.workspace.exists(path.parent):
            known = self.workspace.agencies()
            args = {"name": slug, "near": nearest(slug, known), "known": listed(known)}
            raise Refused([Problem("unknown-agency", args=args)])
        tree = self.tree(path, Agency)
        made, faults = convert(Agency, tree)
        faults += [*consistency.ids_once(Agency, tree), *consistency.named(tree)]
        faults += substitute(tree, Words({}))[1]  # names stand in the other files, not here
        if made is None or faults:
            raise Refused(faults)
        self._agencies[slug] = made, tree
        return made, tree

    def _called(self, typed: str) -> str:
        """The agency whose name, or else short name, was typed where a folder's is wanted."""
        found: dict[str, Agency] = {}
        for slug in () if typed.isascii() else islice(self.workspace.agencies(), _ASKED):
            with suppress(Refused):
                found[slug] = self.agency(slug)[0]
        by_name = by_title(typed, {slug: agency.name for slug, agency in found.items()})
        return by_name or by_title(typed, {slug: agency.short for slug, agency in found.items()})

    def _titled(self, fault: Problem) -> Problem:
        """A parent that was called by its name: the folder's name and that."""
        near = fault.args.get("near", "")
        if fault.rule != "bad-agency-name" or not near:
            return fault
        args = {**fault.args, "near-title": self.agency(near)[0].name}
        return Problem(fault.rule, fault.where, args)

    def chain(self, slug: str) -> tuple[str, ...]:
        """The agency and its parents, the agency first; a cycle or an unknown parent is Refused."""
        chain = [slug]
        while True:
            agency, tree = self.agency(chain[-1])
            if agency.parent is None:
                return tuple(chain)
            parent = tree.get("parent")
            where = parent.place.where() if parent else Where()
            if agency.parent in chain:
                cycle = " → ".join((*chain, agency.parent))
                raise Refused([Problem("cycle-of-parents", where, {"cycle": cycle})])
            try:
                self.agency(agency.parent)
            except Refused as refused:
                faults = map(self._titled, placed(refused.problems, where))
                raise Refused(faults) from None
            chain.append(agency.parent)

    def children(self, slug: str) -> tuple[str, ...]:
        """All agencies below this one, at any depth; those whose own data is broken are left out."""
        found = []
        for other in self.workspace.agencies():
            try:
                if slug in self.chain(other)[1:]:
                    found.append(other)
            except Refused:
                continue
        return tuple(found)

    def newest_year(self, slug: str) -> int:
        """The agency's newest year; Refused ``no-year`` when it has none."""
        self.agency(slug)
        years = self.workspace.years(slug)
        if not years:
            raise Refused([Problem("no-year", Where(file=f"data/{slug}"), {"agency": slug})])
        return years[-1]

    # one year

    def inherited(self, file: str, tree: Mapping) -> File | None:
        """What was made of a tree that says the same to every agency, if that was asked before."""
        return self._inherited.get((id(tree), file))

    def keep(self, file: str, tree: Mapping, made: File) -> None:
        """Remember it, if the tree is one that stays: that of a file as it was read."""
        if file in INHERITED and file != "plan" and id(tree) in self._read:
            self._inherited[id(tree), file] = made

    def merged(self, slug: str, year: int, file: str) -> tuple[Mapping, list[Problem]]:
        """``plan`` and the like of an agency, patched on its parents' from the root down.

        With the faults of the patches, so that those of the values can be told at once with them.
        """
        model = model_of(file)
        layers: list[Mapping] = []
        faults: list[Problem] = []
        for member in reversed(self.chain(slug)):
            path = self.year_folder(member, year, slug) / f"{file}.yaml"
            if self.workspace.exists(path):
                try:
                    layers.append(self.tree(path, model))
                except Refused as refused:
                    faults += refused.problems
        if faults:
            raise Refused(faults)
        if not layers:
            where = Where(file=self.workspace.relative(self.workspace.data / slug / str(year)))
            raise Refused([Problem("missing-data-file", where, {"file": f"{file}.yaml"})])
        tree, *patches = layers
        for patch in patches:
            tree, found = merge(model, tree, patch)
            faults += found
        return tree, faults

    def year_folder(self, member: str, year: int, asked: str) -> Path:
        """``data/<agency>/<year>``; Refused when the agency, or a parent, has not that year."""
        if year not in self.workspace.years(member):
            rule = "unknown-year" if member == asked else "parent-without-year"
            known = ", ".join(str(y) for y in self.workspace.years(member))
            args = {"agency": member, "child": asked, "year": str(year), "known": known}
            raise Refused([Problem(rule, Where(file=f"data/{member}"), args)])
        return self.workspace.data / member / str(year)

    def agency_year(self, slug: str, year: int, needs: Iterable[str]) -> tuple[AgencyYear, Sources]:
        """The files that a document needs, as frozen models, and where every value was written.

        ``needs`` names files: plan, rubric, rules, forms, report, consolidated, achievements,
        nominations, assessments, proposals, returns.
        Raises Refused with the faults of all of them at once; warnings alone refuse nothing.
        """
        made, sources, faults = self.examined(slug, year, needs)
        if any(fault.level == "error" for fault in faults):
            raise Refused(faults)
        return made, sources

    def examined(
        self, slug: str, year: int, needs: Iterable[str]
    ) -> tuple[AgencyYear, Sources, list[Problem]]:
        """As ``agency_year``, with all faults beside it; what could not be made is None."""
        asked = tuple(needs)
        last = self._last
        if last is None or last.of != (slug, year):
            last = self._last = Last((slug, year))
        if asked not in last.years:
            last.years[asked] = self._examined(slug, year, asked, last.files)
        made, sources, faults = last.years[asked]
        return made, sources, list(faults)

    def _examined(
        self, slug: str, year: int, needs: tuple[str, ...], files: dict[str, File]
    ) -> tuple[AgencyYear, Sources, tuple[Problem, ...]]:
        agency, tree = self.agency(slug)
        chain = self.chain(slug)
        self.year_folder(slug, year, slug)
        job = Year(self, slug, year, agency, chain, files)
        job.trees["agency"] = Tree(RecordShape(Agency), tree, {})
        found: dict[str, Any] = {}
        for file in needs:
            if file in INHERITED:
                found[file] = job.load(file, partial(self.merged, slug, year, file))
            elif file in FOLDERS:
                found[file] = job.folder(file)
            elif self.workspace.exists(job.path(file)):
                found[file] = job.load(file, partial(self.own, job.path(file), model_of(file)))
        members = [self.agency(member)[0] for member in chain]
        units = tuple(unit for member in members for unit in member.units)
        parent = members[1] if len(members) > 1 else None
        sources = Sources(job.trees)
        if found.get("proposals"):
            found["pictures"] = job.pictures(found["proposals"], sources)
        made = AgencyYear(slug, year, agency, parent, units, **found)
        return made, sources, (*job.faults, *consistency.check(made, sources))


def read_record(workspace: Workspace, path: Path, model: type[M]) -> tuple[M, Sources]:
    """One file that inherits nothing (``doctype.yaml``) as a model; Refused with all its faults."""
    tree = normalise_root(model, kept.read(workspace, path))
    made, faults = convert(model, tree)
    faults += consistency.ids_once(model, tree)
    if made is None or faults:
        raise Refused(faults)
    return made, Sources({path.stem: Tree(RecordShape(model), tree, {})})


def placed(problems: Iterable[Problem], where: Where) -> list[Problem]:
    """The problems; those without a place get the one that led to them."""
    return [
        p if p.where != Where() else Problem(p.rule, where, p.args, p.level, p.because)
        for p in problems
    ]
