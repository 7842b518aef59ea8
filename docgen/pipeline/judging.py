"""The order of steps from a docx to what is wrong with it: facts, pages, rules, data lines.

``judge_all`` is the one place that judges documents, whether they were made a moment ago, lie in
``build/`` or were sent in; ``judge_template`` does the same for a template's own text.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from docgen import check as checks
from docgen import doctype as doctypes
from docgen.check.kinds.pages import Pages
from docgen.docx.facts import facts_of
from docgen.docx.public import public
from docgen.pipeline.built import Share
from docgen.pipeline.documents import doctype_of
from docgen.pipeline.roster import roster
from docgen.problem import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from docgen.check import Flaw
    from docgen.doctype import Doctype, House, Rule
    from docgen.docx.facts.shape import Facts, Paragraph
    from docgen.layout import Layout
    from docgen.layout.budget import Budget
    from docgen.layout.engines import Choice, Measured, Task
    from docgen.workspace import Workspace

SHORTEN: Final = "shorten-here"  # said of the pages: the text itself is no fault of who wrote it


class Bench(Struct):
    """What judging needs of a workspace, read once for many documents.

    ``names`` are those of all agencies: each is right wherever it stands.
    """

    workspace: Workspace
    house: House
    names: checks.Register
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
        kin: checks.Register | None = None,
    ) -> checks.Subject:
        """The facts of a document of that type, ready to be judged; ``kin`` as in ``Item``."""
        return checks.subject_of(
            facts,
            filled=filled,
            year=year,
            names=self.names if kin is None else kin,
            known=self.names,
            ladder=kind.ladder,
            brackets=kind.brackets,
            guidance=self.house.guidance,
            symbol_fonts=self.house.symbol_fonts,
            layouts=layouts,
        )


def bench(workspace: Workspace, names: checks.Register | None = None) -> Bench:
    """Refused with every fault of ``house.yaml``. An agency that cannot be read has no name."""
    found = roster(workspace).names if names is None else names
    return Bench(workspace, doctypes.house(workspace), found)


class Item(Struct, frozen=True):
    """A docx to be judged by the rules of a type.

    ``name`` is its path as messages print it, ``year`` its 民國 year where known, ``where`` leads
    from an address to the data. ``kin`` are the names that it speaks of (None: any). ``origin``
    leads to who first wrote it, where that is another place: faults stand there, lengths do not.
    """

    docx: bytes
    type: str
    name: str
    filled: bool = True
    year: int | None = None
    where: Callable[[str], Where] | None = None
    kin: checks.Register | None = None
    origin: Callable[[str], Where] | None = None


class Judgement(Struct, frozen=True):
    """What is wrong; where pages were measured, what is used of them, the longest value first."""

    problems: tuple[Problem, ...]
    budget: Budget | None = None
    shares: tuple[Share, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether no error-level rule is broken."""
        return all(problem.level != "error" for problem in self.problems)


class Ready(Struct, frozen=True):
    """An item that was read: its facts, and the question of its pages where a rule asks it."""

    item: Item
    facts: Facts
    task: Task | None


def ready(bench: Bench, item: Item, *, measured: bool = False) -> Ready:
    """Read the docx; Refused when it cannot be read. ``measured``: its pages, rule or no rule."""
    _, rules = bench.type(item.type)
    facts = facts_of(item.docx, item.name)
    limits = [r for r in rules if isinstance(r, Pages) and checks.applies(r, filled=item.filled)]
    if not limits and not measured:
        return Ready(item, facts, None)
    from docgen.layout.engines import task  # most documents have no limit of pages

    nearest = min(limits, key=lambda rule: rule.at_most, default=None)
    limit, guard = (None, 0) if nearest is None else (nearest.at_most, nearest.guard_lines)
    copy = partial(_public, item)
    return Ready(item, facts, task(copy, facts, item.name, limit, guard))


def _public(item: Item) -> bytes:
    return public(item.docx, item.name, active=True).docx


def judge_all(
    bench: Bench, readies: Sequence[Ready], choice: Choice = "auto", *, shares: bool = False
) -> list[Judgement]:
    """Judge them, in order; LibreOffice is started once for all that need it.

    ``shares`` asks for what each value takes even of a document that fits.
    """
    tasks = [each.task for each in readies if each.task is not None]
    answers: Iterator[Measured] = iter(())
    if tasks:
        from docgen.layout.engines import measure

        answers = iter(measure(tasks, choice))
    made = []
    for each in readies:
        measured = next(answers) if each.task is not None else None
        made.append(_judgement(bench, each, measured, shares=shares))
    return made


def _judgement(bench: Bench, read: Ready, measured: Measured | None, *, shares: bool) -> Judgement:
    layouts = None if measured is None else measured.layouts or None
    told = () if measured is None else measured.problems
    found = flaws(bench, read.item, read.facts, layouts)
    placed = (
        *(_in_the_data(problem, read.item) for problem in told),
        *(flaw.problem for flaw in found),
    )
    if layouts is None or read.task is None:
        return Judgement(placed)
    from docgen.layout.budget import budget_of

    budget = budget_of(read.facts, layouts, read.task.limit)
    if budget is None:
        return Judgement(placed)
    return Judgement(placed, budget, tuple(_shares(read, budget, exact=shares)))


def _shares(read: Ready, budget: Budget, *, exact: bool) -> Iterator[Share]:
    from docgen.layout.shorten import one_line_less

    less = one_line_less(read.facts) if exact else {}
    for field in sorted(budget.fields, key=lambda each: -each.lines):
        there = Where()
        if field.address is not None and read.item.where is not None:
            there = read.item.where(field.address)
        costs = [less[number] for number in field.paragraphs if number in less]
        few = min(costs, default=None) if field.address is not None else None
        yield Share(field.address, field.lines, there, few)


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
    """What is wrong with one docx; Refused when it cannot be read at all.

    Pages are measured by the engine of ``choice`` where a rule asks for them; without it, and
    without ``layouts``, nothing is said of pages.
    """
    item = Item(docx, type_, name, filled, year, where)
    if choice is not None and layouts is None:
        return judge_all(bench, [ready(bench, item)], choice)[0].problems
    return tuple(flaw.problem for flaw in flaws(bench, item, facts_of(docx, name), layouts))


def flaws(
    bench: Bench, item: Item, facts: Facts, layouts: tuple[Layout, ...] | None
) -> tuple[Flaw, ...]:
    """What is wrong with a document whose facts are read, each with its place in the text."""
    kind, rules = bench.type(item.type)
    subject = bench.subject(
        facts, kind, filled=item.filled, year=item.year, layouts=layouts, kin=item.kin
    )
    return tuple(
        structs.replace(flaw, problem=_in_the_data(flaw.problem, item))
        for flaw in checks.flaws(subject, rules, item.name)
    )


def judge_template(bench: Bench, template: bytes, type_: str, *, name: str) -> tuple[Problem, ...]:
    """What is wrong with a template's own text, whatever will be filled in.

    Only what no filling can mend is judged (``Kind.of_templates``), as in a blank form; tags and
    the paragraphs that hold nothing else are not looked at.
    """
    kind, rules = bench.type(type_)
    chosen = tuple(rule for rule in rules if checks.KINDS[rule.kind].of_templates)
    facts = _without_tags(facts_of(template, name))
    return checks.check(bench.subject(facts, kind, filled=False), chosen, name)


def _in_the_data(problem: Problem, item: Item) -> Problem:
    """The file and line of the value that the fault stands in, beside its place in the docx."""
    where = item.where if problem.rule == SHORTEN else item.origin or item.where
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
