"""One agency's year while it is loaded: file by file, trees and faults collected over all."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from docgen.load import consistency
from docgen.load.convert import convert
from docgen.load.files import model_of
from docgen.load.indicators import lay_on
from docgen.load.placeholders import Words, substitute, words
from docgen.load.shape import RecordShape
from docgen.load.sources import Sources, Tree
from docgen.problem import Problem, Refused, Where
from docgen.workspace import is_file_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docgen.load.data import Data
    from docgen.load.nodes import Mapping
    from docgen.model.agency import Agency
    from docgen.model.proposal import Proposal
    from docgen.model.shapes import Record


class File(NamedTuple):
    """A file of an agency's year when all was done to it; ``made`` is None where it cannot be."""

    made: Any
    tree: Tree | None
    faults: tuple[Problem, ...] = ()


class Year:
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
        """Where a file of the year stands."""
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
