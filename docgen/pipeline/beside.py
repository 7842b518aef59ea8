"""A drafted file is written where nobody's words are lost: in its place, merged, or beside it.

The last draft is kept in ``.draft/`` of the year's folder; a file that differs from it is
somebody's. ``report.yaml`` and ``consolidated.yaml`` are such files.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from msgspec import Struct

from docgen.load.convert import convert
from docgen.load.files import model_of
from docgen.load.patch import normalise_root
from docgen.load.reader import read
from docgen.load.threeway import Change, changes, merge
from docgen.load.write import edited, noted, plain, text_of
from docgen.model.report import Report
from docgen.model.shapes import fields_of
from docgen.pipeline.checking import bench
from docgen.pipeline.draft import Draft  # noqa: TC001 - msgspec reads the types of records
from docgen.pipeline.fitting import laid_out, limits
from docgen.pipeline.write import write_all
from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.load.threeway import Kept
    from docgen.model.agency_year import AgencyYear
    from docgen.model.prose import Figure
    from docgen.model.report import Case
    from docgen.pipeline.fitting import Press
    from docgen.workspace import Workspace

_HEADS: Final = Path(__file__).resolve().parent / "skeleton" / "draft"
_KEPT: Final = Path(".draft")
_COPIES: Final = {"report": "beside.base"}  # a name from before there were two such files


class Drafted(Struct, frozen=True):
    """What became of a draft: ``path`` was written, or nothing where it says what is there.

    ``changes`` are those from the file as it was to the draft (or to what was merged). ``kept``:
    it was edited, and the draft has nothing new.
    """

    draft: Draft
    path: Path
    outcome: Literal["new", "redrafted", "beside", "merged", "unchanged", "kept"]
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


class Papers(Struct, frozen=True):
    """The year's folder: a drafted file, the draft it came from, and what is written there.

    ``file`` is ``report`` or ``consolidated``; ``year`` is what it is rendered with.
    """

    workspace: Workspace
    folder: Path
    press: Press
    year: AgencyYear
    file: str = "report"

    @property
    def path(self) -> Path:
        """The file itself."""
        return self.folder / f"{self.file}.yaml"

    @property
    def base(self) -> Path:
        """The draft that the file comes from, as written."""
        return self.folder / _KEPT / f"{self.file}.base"

    @property
    def beside(self) -> Path:
        """A draft beside a file that was edited."""
        return self.folder / f"{self.file}.draft.yaml"

    @property
    def copy(self) -> Path:
        """The draft beside it, as written."""
        return self.folder / _KEPT / _COPIES.get(self.file, f"{self.file}.beside.base")

    def settle(self, made: Draft, *, taking_over: bool, news_only: bool = False) -> Drafted:
        """Write the draft where nobody's words are lost.

        ``news_only``: a draft that is the last one again is not put beside an edited file.
        Refused: ``draft-beside-edited``, ``nothing-to-merge``, and a file that cannot be read.
        """
        path, base = self.path, self.base
        text = text_of(tree(made.report), (_HEADS / f"{self.file}.yaml").read_text("utf-8"))
        if not self.workspace.exists(path):
            self.write({path: text, base: text})
            return Drafted(made, path, "new")
        there, old = self.text(path) or "", self.text(base)
        differs = tuple(changes(self.plain(there, path), self.plain(text, path)))
        if there == text:
            self.write({base: text})
            return Drafted(made, path, "unchanged")
        if there == old:
            self.write({path: text, base: text})
            return Drafted(made, path, "redrafted", differs)
        only_comments = old is not None and self.plain(there, path) == self.plain(old, path)
        if taking_over or only_comments:
            return self.merged(made, text, there, old)
        if news_only and text == old:
            return Drafted(made, path, "kept")
        beside, copy = self.beside, self.copy
        if self.workspace.exists(beside) and self.text(beside) != self.text(copy):
            args = {"file": self.workspace.relative(beside), "own": path.name}
            raise Refused([Problem("draft-beside-edited", self.at(beside), args)])
        self.write({beside: text, copy: text})
        args = {"file": self.workspace.relative(path)}
        edited_ = Problem("draft-beside", self.at(path), args, "warning")
        return Drafted(made, beside, "beside", differs, (edited_,))

    def merged(self, made: Draft, text: str, there: str, old: str | None) -> Drafted:
        """The person's file with all that is new in the draft and that they did not touch."""
        path = self.path
        if old is None:
            args = {"file": self.workspace.relative(path), "beside": self.beside.name}
            raise Refused([Problem("nothing-to-merge", self.at(path), args)])
        yours = self.plain(there, path)
        steps = merge(self.plain(old, self.base), yours, self.plain(text, path), noted(there))
        result = edited(there, steps.edits) if steps.edits else there
        problems = (*(self.kept(each) for each in steps.kept), *self.exceeding(result))
        self.write({path: result, self.base: text})
        done = tuple(changes(yours, self.plain(result, path)))
        return Drafted(made, path, "merged" if steps.edits else "unchanged", done, problems)

    def kept(self, each: Kept) -> Problem:
        """A person's words that stand against the draft."""
        path = " › ".join(each.path)
        where = self.at(self.path)
        if each.draft is None:
            return Problem("merge-kept-dropped", where, {"path": path}, "warning")
        args = {"path": path, "draft": said(each.draft)}
        return Problem("merge-kept-yours", where, args, "warning")

    def exceeding(self, text: str) -> Iterator[Problem]:
        """A warning where a text is longer than allowed; Refused where it is no such file."""
        model = model_of(self.file)
        report, faults = convert(
            model, normalise_root(model, read(text.encode(), self.workspace.relative(self.path)))
        )
        if not isinstance(report, Report) or faults:
            raise Refused(faults)
        allowed = limits(bench(self.workspace).type(self.press.type)[1], self.press.type)
        pages, lines = laid_out(self.press, self.year, report)
        if pages > allowed.pages:
            args = {"pages": str(pages), "lines": str(lines), "limit": str(allowed.pages)}
            yield Problem("merge-exceeds", self.at(self.path), args, "warning")

    def at(self, path: Path) -> Where:
        """The file as a place."""
        return Where(file=self.workspace.relative(path))

    def text(self, path: Path) -> str | None:
        """The file with the line ends that docgen writes (git or an editor may change them)."""
        if not self.workspace.exists(path):
            return None
        return self.workspace.read(path).decode("utf-8-sig", "replace").replace("\r\n", "\n")

    def plain(self, text: str, path: Path) -> dict[str, Any]:
        """A text of the file as mappings and texts."""
        return plain(text.encode(), self.workspace.relative(path))

    def write(self, files: dict[Path, str]) -> None:
        """All of them or none."""
        write_all(
            [(path, text.encode()) for path, text in files.items()],
            self.workspace.data,
            self.workspace.relative,
        )


def tree(report: Report) -> dict[str, Any]:
    """A report as its file has it."""
    return {
        "performance": {
            part.id: {"cases": {case.id: _case(case) for case in part.cases}}
            for part in report.performance
        },
        "review": {"items": {item.id: item.text for item in report.review.items}},
    }


def _case(case: Case) -> dict[str, Any]:
    figures = {each.id: _figure(each) for each in case.figures}
    told = {"title": case.title, "text": case.text}
    return {**told, "figures": figures} if figures else told


def _figure(figure: Figure) -> dict[str, str]:
    names = (field.name for field in fields_of(type(figure)) if field.name != "id")
    values = ((name, getattr(figure, name)) for name in names)
    return {name: value for name, value in values if value is not None}


def said(value: Any) -> str:
    """A value of a file in one line."""
    if isinstance(value, dict):
        return " ".join(said(each) for each in value.values())
    return " ".join(map(said, value)) if isinstance(value, list) else str(value)
