"""The order of steps from a year's achievements to its drafted report.

Candidates and review from the data, lines from the typesetter, the choice from ``year.fit``, the
choice rendered and measured again. What a person edited is never overwritten: the last draft is
kept in ``.draft/`` of the year's folder, and a report that differs from it is somebody's.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from msgspec import Struct

from docgen.load import Data
from docgen.load.convert import convert
from docgen.load.data import normalise_root
from docgen.load.guess import listed
from docgen.load.reader import read
from docgen.load.threeway import Change, changes, merge
from docgen.load.write import edited, noted, plain, text_of
from docgen.model.report import Report
from docgen.pipeline.checking import bench
from docgen.pipeline.fitted import fitted
from docgen.pipeline.fitting import Press, laid_out, limits
from docgen.pipeline.write import write_all
from docgen.problem import Problem, Refused, Where
from docgen.year import draft as drafts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.load import Sources
    from docgen.load.threeway import Kept
    from docgen.model.agency_year import AgencyYear
    from docgen.model.forms import Drafting
    from docgen.pipeline.fitted import Fitted
    from docgen.pipeline.fitting import Limits
    from docgen.workspace import Workspace
    from docgen.year.draft import Section

TYPE: Final = "report"
NEEDS: Final = ("forms", "plan", "rubric", "rules", "assessments", "achievements")
HEAD: Final = Path(__file__).resolve().parent / "skeleton" / "draft" / "head.yaml"
BESIDE: Final = "report.draft.yaml"
BASE: Final = Path(".draft") / "report.base"  # the draft that the report comes from, as written
COPY: Final = Path(".draft") / "beside.base"  # the draft beside it, as written


class Told(Struct, frozen=True):
    """An achievement of the draft, or one that was left out.

    ``wording`` is full or short, ``lines`` what it takes. ``cost``: by how much the whole would
    weigh less with it (left out), or how many lines more its full wording would take (short).
    """

    id: str
    title: str
    heading: str
    weight: Decimal
    wording: str | None
    lines: int
    cost: Decimal | None = None


class Draft(Struct, frozen=True):
    """A report that was drafted; ``pages``, ``lines`` and ``spare`` are those of its render."""

    report: Report
    pages: int
    lines: int
    spare: int
    weight: Decimal
    possible: Decimal  # all achievements in full
    told: tuple[Told, ...]


class Drafted(Struct, frozen=True):
    """What became of a draft: ``path`` was written, or nothing where it says what is there.

    ``changes`` are those from the report as it was to the draft (or to what was merged).
    """

    draft: Draft
    path: Path
    outcome: Literal["new", "redrafted", "beside", "merged", "unchanged"]
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


def draft_report(
    workspace: Workspace,
    slug: str,
    year: int | None = None,
    *,
    spare: int | None = None,
    explain: bool = False,
    taking_over: bool = False,
) -> Drafted:
    """Draft, and write where nobody's words are lost; ``taking_over`` is ``--merge``.

    ``spare`` lines stay free on the last page allowed (None: as the forms say). Refused with
    every fault of the data, ``too-little-to-say``, ``draft-does-not-fit``, ``nothing-to-merge``.
    """
    data = Data(workspace)
    chosen = data.newest_year(slug) if year is None else year
    agency_year, sources = data.agency_year(slug, chosen, NEEDS)
    press = Press(workspace, slug, TYPE, bench(workspace).type(TYPE)[0])
    made = drafted(press, agency_year, sources, spare, explain=explain)
    folder = data.year_folder(slug, chosen, slug)
    return _Desk(workspace, folder, press, agency_year).settle(made, taking_over=taking_over)


def drafted(
    press: Press,
    year: AgencyYear,
    sources: Sources,
    spare: int | None = None,
    *,
    explain: bool = False,
) -> Draft:
    """The draft of greatest weight that leaves the lines asked for; nothing is written."""
    words = _words(press, year, sources)
    allowed = limits(bench(press.workspace).type(press.type)[1], press.type)
    sections = drafts.sections(year, words)
    _enough(year, sections, allowed, sources)
    review = drafts.review(year, words)
    asked = allowed.spare if spare is None else spare
    found = fitted(press, year, sections, review, allowed, asked)
    if found is not None:
        told = tuple(_told(sections, found, explain=explain))
        return Draft(
            report=found.report,
            pages=found.pages,
            lines=found.lines,
            spare=found.free,
            weight=found.choice.weight,
            possible=_possible(sections),
            told=told,
        )
    where = Where(file=sources.where("achievements:").file)
    args = {"spare": str(asked), "limit": str(allowed.pages)}
    raise Refused([Problem("draft-does-not-fit", where, args)])


def _words(press: Press, year: AgencyYear, sources: Sources) -> Drafting:
    folder = f"data/{press.slug}/{year.year}"
    faults = []
    if year.achievements is None or not year.achievements.achievements:
        file = f"{folder}/achievements.yaml"
        faults.append(Problem("no-achievements", Where(file=file), {"file": file}))
    words = year.forms.report.draft if year.forms else None
    if words is None:
        faults.append(Problem("no-draft-words", sources.where("forms:report")))
    if faults or words is None:
        raise Refused(faults)
    return words


def _enough(
    year: AgencyYear, sections: Sequence[Section], allowed: Limits, sources: Sources
) -> None:
    """Refused with every heading that has fewer achievements than cases are asked for."""
    faults = []
    for section in sections:
        least, _ = allowed.of(section.heading, len(section.candidates))
        if len(section.candidates) < least:
            args = {
                "heading": section.heading.title,
                "count": str(len(section.candidates)),
                "least": str(least),
                "practices": listed(drafts.idle_under(year, section.heading)),
            }
            where = Where(file=sources.where("achievements:").file)
            faults.append(Problem("too-little-to-say", where, args))
    if faults:
        raise Refused(faults)


def _possible(sections: Sequence[Section]) -> Decimal:
    return sum(
        (candidate.weight for each in sections for candidate in each.candidates),
        Decimal(0),
    )


def _told(sections: Sequence[Section], found: Fitted, *, explain: bool) -> Iterator[Told]:
    """Every achievement: in which wording it is told, or what it would have cost."""
    measured, choice = found.measured, found.choice
    best = found.fit.with_each() if explain else {}
    wording_of = {(group, place): wording for group, place, wording in choice.picked}
    for group, section in enumerate(sections):
        for place, candidate in enumerate(section.candidates):
            wording = wording_of.get((group, place))
            last = len(candidate.wordings) - 1
            taken = last if wording is None else wording
            lines = measured.lines((group, place, taken))
            cost = None
            if wording is None and (group, place) in best:
                cost = choice.weight - best[group, place]
            elif wording:
                cost = Decimal(measured.lines((group, place, 0)) - lines)
            yield Told(
                id=candidate.id,
                title=candidate.title,
                heading=section.heading.id,
                weight=candidate.weight,
                wording=None if wording is None else candidate.wordings[wording].name,
                lines=lines,
                cost=cost,
            )


class _Desk(Struct, frozen=True):
    """The year's folder: the report, the last draft it came from, and what is written there."""

    workspace: Workspace
    folder: Path
    press: Press
    year: AgencyYear

    def settle(self, made: Draft, *, taking_over: bool) -> Drafted:
        """Write the draft where nobody's words are lost."""
        path, base = self.folder / "report.yaml", self.folder / BASE
        text = text_of(_tree(made.report), HEAD.read_text("utf-8"))
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
        beside, copy = self.folder / BESIDE, self.folder / COPY
        if self.workspace.exists(beside) and self.text(beside) != self.text(copy):
            args = {"file": self.workspace.relative(beside)}
            raise Refused([Problem("draft-beside-edited", self.at(beside), args)])
        self.write({beside: text, copy: text})
        args = {"file": self.workspace.relative(path)}
        edited_ = Problem("draft-beside", self.at(path), args, "warning")
        return Drafted(made, beside, "beside", differs, (edited_,))

    def merged(self, made: Draft, text: str, there: str, old: str | None) -> Drafted:
        """The person's report with all that is new in the draft and that they did not touch."""
        path = self.folder / "report.yaml"
        if old is None:
            args = {"file": self.workspace.relative(path)}
            raise Refused([Problem("nothing-to-merge", self.at(path), args)])
        yours = self.plain(there, path)
        steps = merge(
            self.plain(old, self.folder / BASE), yours, self.plain(text, path), noted(there)
        )
        result = edited(there, steps.edits) if steps.edits else there
        problems = (*(self.kept(each) for each in steps.kept), *self.exceeding(result))
        self.write({path: result, self.folder / BASE: text})
        done = tuple(changes(yours, self.plain(result, path)))
        return Drafted(made, path, "merged" if steps.edits else "unchanged", done, problems)

    def kept(self, each: Kept) -> Problem:
        """A person's words that stand against the draft."""
        path = " › ".join(each.path)
        where = self.at(self.folder / "report.yaml")
        if each.draft is None:
            return Problem("merge-kept-dropped", where, {"path": path}, "warning")
        args = {"path": path, "draft": said(each.draft)}
        return Problem("merge-kept-yours", where, args, "warning")

    def exceeding(self, text: str) -> Iterator[Problem]:
        """A warning where what was merged is longer than allowed; Refused where it is no report."""
        path = self.folder / "report.yaml"
        tree = normalise_root(Report, read(text.encode(), self.workspace.relative(path)))
        report, faults = convert(Report, tree)
        if report is None or faults:
            raise Refused(faults)
        allowed = limits(bench(self.workspace).type(TYPE)[1], TYPE)
        pages, lines = laid_out(self.press, self.year, report)
        if pages > allowed.pages:
            args = {"pages": str(pages), "lines": str(lines), "limit": str(allowed.pages)}
            yield Problem("merge-exceeds", self.at(path), args, "warning")

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


def _tree(report: Report) -> dict[str, Any]:
    """The report as its file has it."""
    return {
        "performance": {
            part.id: {
                "cases": {case.id: {"title": case.title, "text": case.text} for case in part.cases}
            }
            for part in report.performance
        },
        "review": {"items": {item.id: item.text for item in report.review.items}},
    }


def said(value: Any) -> str:
    """A value of a file in one line."""
    if isinstance(value, dict):
        return " ".join(said(each) for each in value.values())
    return " ".join(map(said, value)) if isinstance(value, list) else str(value)
