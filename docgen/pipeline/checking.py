"""The order of steps from a docx to what is wrong with it: facts, rules, judgement, data lines.

``judge`` is the one function that judges a document, whether it was made a moment ago, lies in
``build/`` or was sent in; ``judge_template`` does the same for a template's own text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from docgen import check as checks
from docgen import doctype as doctypes
from docgen.check import Flaw
from docgen.check.kinds.pages import Pages
from docgen.docx.facts import facts_of
from docgen.layout.engines import Measured, measure
from docgen.load import Data
from docgen.pipeline.documents import doctype_of, source_of
from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from docgen.doctype import Doctype, House, Rule
    from docgen.docx.facts.shape import Facts, Paragraph
    from docgen.layout import Layout
    from docgen.layout.engines import Choice
    from docgen.load import Sources
    from docgen.workspace import Workspace


class Bench(Struct):
    """What judging needs of a workspace, read once for many documents."""

    workspace: Workspace
    house: House
    names: tuple[str, ...]
    types: dict[str, tuple[Doctype, tuple[Rule, ...]]] = {}

    def type(self, name: str) -> tuple[Doctype, tuple[Rule, ...]]:
        """A document type and its rules; Refused with every fault of them."""
        if name not in self.types:
            kinds = {kind: each.rule for kind, each in checks.KINDS.items()}
            rules = doctypes.rules(self.workspace, name, kinds)
            self.types[name] = (doctype_of(self.workspace, name), rules)
        return self.types[name]

    def subject(
        self,
        facts: Facts,
        kind: Doctype,
        *,
        filled: bool,
        year: int | None = None,
        layouts: tuple[Layout, ...] | None = None,
    ) -> checks.Subject:
        """The facts of a document of that type, ready to be judged."""
        return checks.subject_of(
            facts,
            filled=filled,
            year=year,
            names=self.names,
            ladder=kind.ladder,
            brackets=kind.brackets,
            guidance=self.house.guidance,
            symbol_fonts=self.house.symbol_fonts,
            layouts=layouts,
        )


def bench(workspace: Workspace) -> Bench:
    """Refused with every fault of ``house.yaml``. An agency that cannot be read has no name."""
    return Bench(workspace, doctypes.house(workspace), tuple(_names(Data(workspace))))


def _names(data: Data) -> Iterator[str]:
    for slug in data.workspace.agencies():
        try:
            yield data.agency(slug)[0].name
        except Refused:
            continue


def judge(
    bench: Bench,
    docx: bytes,
    type_: str,
    *,
    name: str,
    filled: bool = True,
    year: int | None = None,
    layouts: tuple[Layout, ...] | None = None,
    choice: Choice | None = None,
    where: Callable[[str], Where] | None = None,
) -> tuple[Problem, ...]:
    """What is wrong with a docx by the rules of a type; Refused when it cannot be read at all.

    ``name`` is its path as messages print it, ``year`` its 民國 year where known, ``where`` leads
    from an address to the data. Pages are measured by the engine of ``choice`` where a rule asks
    for them; without it, and without ``layouts``, nothing is said of pages.
    """
    found = flaws(
        bench,
        docx,
        type_,
        name=name,
        filled=filled,
        year=year,
        layouts=layouts,
        choice=choice,
        where=where,
    )
    return tuple(flaw.problem for flaw in found)


def flaws(
    bench: Bench,
    docx: bytes,
    type_: str,
    *,
    name: str,
    filled: bool = True,
    year: int | None = None,
    layouts: tuple[Layout, ...] | None = None,
    choice: Choice | None = None,
    where: Callable[[str], Where] | None = None,
) -> tuple[Flaw, ...]:
    """As ``judge``, each problem with its place in the text."""
    kind, rules = bench.type(type_)
    facts = facts_of(docx, name)
    told: tuple[Problem, ...] = ()
    if layouts is None and choice is not None:
        measured = measured_as(bench, docx, facts, type_, name=name, filled=filled, choice=choice)
        layouts, told = measured.layouts or None, measured.problems
    subject = bench.subject(facts, kind, filled=filled, year=year, layouts=layouts)
    found = (*map(Flaw, told), *checks.flaws(subject, rules, name))
    return tuple(structs.replace(f, problem=_in_the_data(f.problem, where)) for f in found)


def measured_as(
    bench: Bench, docx: bytes, facts: Facts, type_: str, *, name: str, filled: bool, choice: Choice
) -> Measured:
    """The pages, where a rule of the type asks for them."""
    _, rules = bench.type(type_)
    limits = [r for r in rules if isinstance(r, Pages) and checks.applies(r, filled=filled)]
    if not limits:
        return Measured(())
    nearest = min(limits, key=lambda rule: rule.at_most)
    limit, guard = nearest.at_most, nearest.guard_lines
    return measure(docx, facts, name, choice=choice, limit=limit, guard=guard)


def judge_template(bench: Bench, template: bytes, type_: str, *, name: str) -> tuple[Problem, ...]:
    """What is wrong with a template's own text, whatever will be filled in.

    Only what no filling can mend is judged (``Kind.of_templates``), as in a blank form; tags and
    the paragraphs that hold nothing else are not looked at.
    """
    kind, rules = bench.type(type_)
    chosen = tuple(rule for rule in rules if checks.KINDS[rule.kind].of_templates)
    facts = _without_tags(facts_of(template, name))
    return checks.check(bench.subject(facts, kind, filled=False), chosen, name)


def _in_the_data(problem: Problem, where: Callable[[str], Where] | None) -> Problem:
    """The file and line of the value that the fault stands in, beside its place in the docx."""
    if where is None or problem.where.address is None:
        return problem
    there = where(problem.where.address)
    place = structs.replace(problem.where, file=there.file, line=there.line, column=there.column)
    return structs.replace(problem, where=place)


_TAG: Final = re.compile(r"\{[{%#].*?[}%#]\}")


def _without_tags(facts: Facts) -> Facts:
    """The facts of the template's own text: signs of a tag become ones that no rule looks at."""
    kept = (p for p in facts.paragraphs if not p.text or _TAG.sub("", p.text).strip())
    return structs.replace(facts, paragraphs=tuple(map(_masked, kept)))


def _masked(paragraph: Paragraph) -> Paragraph:
    text = _TAG.sub(lambda tag: checks.SILENT * len(tag.group()), paragraph.text)
    runs = tuple(
        structs.replace(run, text=text[run.start : run.start + len(run.text)])
        for run in paragraph.runs
    )
    return structs.replace(paragraph, text=text, runs=runs)


class Checked(Struct, frozen=True):
    """One document that was judged, and as what."""

    path: Path
    name: str  # the path as messages print it
    type: str
    filled: bool
    problems: tuple[Problem, ...]


class Given(Struct, frozen=True):
    """A file to be judged: what it holds, and what is known of it."""

    path: Path
    name: str
    docx: bytes
    type: str
    filled: bool
    year: int | None
    where: Callable[[str], Where] | None


def given(
    workspace: Workspace, path: Path, type_: str | None = None, *, filled: bool | None = None
) -> Given:
    """Read one file. One of ``build/`` tells its type and leads back to the data.

    ``filled`` None: what the data say of a file of ``build/``, and any other is filled.

    Refused: ``type-needed`` where neither ``type_`` nor the file's name says what it is.
    """
    name = workspace.relative(path.resolve())
    try:
        docx = path.read_bytes()
    except FileNotFoundError:
        raise Refused([Problem("missing-file", Where(docx=name))]) from None
    except OSError as error:
        args = {"reason": error.strerror or str(error)}
        raise Refused([Problem("unreadable-file", Where(docx=name), args)]) from None
    chosen = type_ or _type_of(workspace, path.stem)
    if chosen is None:
        known = ", ".join(workspace.types())
        raise Refused([Problem("type-needed", Where(docx=name), {"known": known})])
    slug, year = _origin(workspace, path)
    where = None
    if slug and year:
        data = Data(workspace)
        where = _where(data, slug, year, chosen)
        if filled is None and type_ is None:
            filled = dict(documents_of(data, slug, year, chosen)).get(path.stem)
    return Given(path, name, docx, chosen, filled is not False, year, where)


def check(
    workspace: Workspace,
    path: Path,
    type_: str | None = None,
    *,
    filled: bool | None = None,
    choice: Choice = "auto",
) -> Checked:
    """Judge one file; see ``given``."""
    file = given(workspace, path, type_, filled=filled)
    problems = judge(
        bench(workspace),
        file.docx,
        file.type,
        name=file.name,
        filled=file.filled,
        year=file.year,
        choice=choice,
        where=file.where,
    )
    return Checked(path, file.name, file.type, file.filled, problems)


def check_built(
    workspace: Workspace,
    slugs: Iterable[str] | None = None,
    year: int | None = None,
    out: Path | None = None,
    choice: Choice = "auto",
) -> tuple[Checked, ...]:
    """Judge every document in ``build/`` (or ``out``) of the agencies named (None: all).

    Refused: ``nothing-built``. What cannot be read is told as the problem of that document.
    """
    data, ready = Data(workspace), bench(workspace)
    found: list[Checked] = []
    for slug in workspace.agencies() if slugs is None else slugs:
        chosen = data.newest_year(slug) if year is None else year
        folder = (out or workspace.build) / slug / str(chosen)
        for type_ in workspace.types():
            found += _built(ready, data, slug, chosen, type_, folder, choice)
    if not found:
        raise Refused([Problem("nothing-built")])
    return tuple(found)


def _built(
    ready: Bench, data: Data, slug: str, year: int, type_: str, folder: Path, choice: Choice
) -> Iterator[Checked]:
    try:
        filled = dict(documents_of(data, slug, year, type_))
        where = _where(data, slug, year, type_)
    except Refused as refused:
        if (folder / f"{type_}.docx").exists():
            path = folder / f"{type_}.docx"
            name = data.workspace.relative(path)
            yield Checked(path, name, type_, filled=False, problems=refused.problems)
        return
    for stem, is_filled in filled.items():
        path = folder / f"{stem}.docx"
        if not path.exists():
            continue
        name = data.workspace.relative(path)
        try:
            docx = path.read_bytes()
            problems = judge(
                ready,
                docx,
                type_,
                name=name,
                filled=is_filled,
                year=year,
                choice=choice,
                where=where,
            )
        except Refused as refused:
            problems = refused.problems
        yield Checked(path, name, type_, is_filled, problems)


def documents_of(data: Data, slug: str, year: int, type_: str) -> Iterator[tuple[str, bool]]:
    """File stem → whether it is filled, of all documents of a type. A set holds blank forms."""
    kind = doctype_of(data.workspace, type_)
    if kind.parts:
        yield type_, False
        return
    agency_year, _ = data.agency_year(slug, year, kind.data)
    for document in source_of(kind, type_).documents(agency_year, kind):
        yield document.name, document.filled


def _where(data: Data, slug: str, year: int, type_: str) -> Callable[[str], Where]:
    """From an address to the data of the agency; of a set, through each of its parts."""
    kind = doctype_of(data.workspace, type_)
    needs = [file for part in kind.parts for file in doctype_of(data.workspace, part.type).data]
    sources: Sources = data.agency_year(slug, year, tuple(dict.fromkeys((*kind.data, *needs))))[1]
    return sources.where


def _type_of(workspace: Workspace, stem: str) -> str | None:
    """The type that a file's name says, as docgen names them (``proposal-flood-map``)."""
    fits = [t for t in workspace.types() if stem == t or stem.startswith(f"{t}-")]
    return max(fits, key=len, default=None)


def _origin(workspace: Workspace, path: Path) -> tuple[str | None, int | None]:
    """Agency and year of a file in ``build/<agency>/<year>/``."""
    folder = path.resolve().parent
    if folder.parent.parent != workspace.build.resolve():
        return None, None
    slug, year = folder.parent.name, folder.name
    if slug not in workspace.agencies() or not year.isdecimal():
        return None, None
    return (slug, int(year)) if int(year) in workspace.years(slug) else (None, None)
