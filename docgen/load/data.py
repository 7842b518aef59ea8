"""The data folder, read: agencies with their chains of parents, and one agency's year.

A ``Data`` remembers what it has read, so that building many children reads a parent once. It
never changes anything.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from msgspec import Struct

from docgen.load import consistency, kept
from docgen.load.convert import convert
from docgen.load.guess import listed, nearest
from docgen.load.indicators import lay_on
from docgen.load.nodes import Mapping
from docgen.load.patch import merge, normalise
from docgen.load.placeholders import Words, substitute, words
from docgen.load.shape import RecordShape
from docgen.load.sources import Sources, Tree
from docgen.model.agency import Agency
from docgen.model.agency_year import AgencyYear
from docgen.model.shapes import Record
from docgen.problem import Problem, Refused, Where
from docgen.workspace import Workspace, is_file_name, is_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from docgen.model.proposal import Proposal

INHERITED: Final = ("plan", "rubric", "rules", "forms")
OWN: Final = ("report", "consolidated", "nominations", "achievements")
FOLDERS: Final = ("assessments", "proposals", "returns")
_MODELS: Final = {  # imported only when a document needs the file
    "plan": ("docgen.model.plan", "Plan"),
    "rubric": ("docgen.model.rubric", "Rubric"),
    "rules": ("docgen.model.rules", "Rules"),
    "forms": ("docgen.model.forms", "Forms"),
    "report": ("docgen.model.report", "Report"),
    "consolidated": ("docgen.model.report", "Consolidation"),
    "nominations": ("docgen.model.award", "Nominations"),
    "achievements": ("docgen.model.achievement", "Achievements"),
    "assessments": ("docgen.model.assessment", "Assessment"),
    "proposals": ("docgen.model.proposal", "Proposal"),
    "returns": ("docgen.model.returns", "Return"),
}
M = TypeVar("M", bound=Record)


def model_of(file: str) -> type[Record]:
    """The record of a data file by its name (``plan``, ``assessments`` …)."""
    if file == "agency":
        return Agency
    module, name = _MODELS[file]
    found: type[Record] = getattr(import_module(module), name)
    return found


class File(NamedTuple):
    """A file of an agency's year when all was done to it; ``made`` is None where it cannot be."""

    made: Any
    tree: Tree | None
    faults: tuple[Problem, ...] = ()


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
            raise Refused([Problem("bad-agency-name", args={"name": slug})])
        path = self.workspace.data / slug / "agency.yaml"
        if not self.workspace.exists(path.parent):
            known = self.workspace.agencies()
            args = {"name": slug, "near": nearest(slug, known), "known": listed(known)}
            raise Refused([Problem("unknown-agency", args=args)])
        tree = self.tree(path, Agency)
        made, faults = convert(Agency, tree)
        faults += consistency.ids_once(Agency, tree)
        if made is None or faults:
            raise Refused(faults)
        self._agencies[slug] = made, tree
        return made, tree

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
                raise Refused(placed(refused.problems, where)) from None
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
        job = _Year(self, slug, year, agency, chain, files)
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


class _Year:
    """One agency's year while it is loaded: collects trees and faults over the files."""

    def __init__(
        self,
        data: Data,
        slug: str,
        year: int,
        agency: Agency,
        chain: tuple[str, ...],
        files: dict[str, File],
    ) -> None:
        self.data = data
        self.files = files
        self.base = data.workspace.data / slug / str(year)
        self.agency = agency
        self.trees: dict[str, Tree] = {}
        self.faults: list[Problem] = []
        above = data.agency(chain[1])[0] if len(chain) > 1 else None
        self.words: Words = words(
            year, (agency.name, agency.short), (above.name, above.short) if above else None
        )

    def path(self, file: str) -> Path:
        return self.base / f"{file}.yaml"

    def load(
        self,
        file: str,
        tree_of: Callable[[], tuple[Mapping, list[Problem]]],
        model: type[Record] | None = None,
    ) -> Any:
        """One file, as it stands in the record and with its faults."""
        if file not in self.files:
            self.files[file] = self._file(file, tree_of, model or model_of(file))
        one = self.files[file]
        self.faults += one.faults
        if one.tree is not None:
            self.trees[file] = one.tree
        return one.made

    def _file(
        self,
        file: str,
        tree_of: Callable[[], tuple[Mapping, list[Problem]]],
        model: type[Record],
    ) -> File:
        """Substituted, indicators laid on, checked for ids, converted."""
        try:
            read, faults = tree_of()
        except Refused as refused:
            return File(None, None, refused.problems)
        known = self.data.inherited(file, read)
        if known is not None:
            return known
        tree, more = substitute(read, self.words)
        faults = faults + more
        if file == "plan":
            tree, more = lay_on(tree, self.data.workspace, self.base / "indicators", self.agency)
            faults += more
        faults += consistency.ids_once(model, tree)
        made, more = convert(model, tree)
        one = File(made, Tree(RecordShape(model), tree, {}), (*faults, *more))
        if tree is read and not one.faults:
            self.data.keep(file, read, one)
        return one

    def pictures(
        self, proposals: tuple[tuple[str, Proposal], ...], sources: Sources
    ) -> tuple[tuple[str, bytes], ...]:
        """Those that proposals print."""
        if not any(each.image for _, one in proposals for each in one.attachments):
            return ()
        from docgen.load.pictures import read

        found, faults = read(self.data.workspace, self.base, proposals, sources)
        self.faults += faults
        return found

    def folder(self, name: str) -> tuple[tuple[str, Any], ...]:
        """All files of ``assessments/``, ``proposals/`` or ``returns/``, by name."""
        found = []
        for path in self.data.workspace.yaml_files(self.base / name):
            if not is_file_name(path.stem):
                where = Where(file=self.data.workspace.relative(path))
                self.faults.append(Problem("bad-file-name", where, {"name": path.name}))
                continue
            model = model_of(name)
            made = self.load(f"{name}/{path.stem}", partial(self.data.own, path, model), model)
            if made is not None:
                found.append((path.stem, made))
        return tuple(found)


def normalise_root(model: type[Record], tree: Mapping) -> Mapping:
    """Short forms written out, from the top of the file."""
    if model.whole:
        tree = Mapping({model.whole: (tree.place, tree)}, tree.place)
    made = normalise(RecordShape(model), tree)
    return made if isinstance(made, Mapping) else tree


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
