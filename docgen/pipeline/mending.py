"""The order of steps from a docx with faults to one that is mended, and to one that shows them.

Mending goes round by round until nothing is left that can be mended: one mend may uncover another
(smaller type lets a line be lower). What comes out is read again and held against what was asked:
a text that differs in anything but the mends told is a fault of ours, and is not handed out.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from docgen import check as checks
from docgen.check import Flaw
from docgen.docx import mend as docx_mend
from docgen.docx.annotate import Note, annotated
from docgen.docx.facts import facts_of, traced
from docgen.pipeline.checking import Checked, bench, given
from docgen.pipeline.judging import flaws, ready
from docgen.pipeline.write import write_all
from docgen.problem import Problem, Refused, Where, words
from docgen.problem.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docgen.check import Mend
    from docgen.docx.facts.shape import Facts, Paragraph
    from docgen.layout.engines import Choice, Measured
    from docgen.pipeline.judging import Bench, Item
    from docgen.workspace import Workspace

_ROUNDS: Final = 12  # three is the most that rules need which do not contradict each other


class Fix(Struct, frozen=True):
    """One fault that was mended: its name, what stood there and what stands there now, and where."""

    rule: str
    found: str
    wanted: str
    where: Where


class Mended(Struct, frozen=True):
    """The docx, the same bytes where nothing was mended."""

    docx: bytes
    fixes: tuple[Fix, ...]


def mend(
    bench: Bench, docx: bytes, type_: str, *, name: str, filled: bool, year: int | None = None
) -> Mended:
    """Mend what is mechanical; ``name`` as in ``checking.judge``.

    Refused: what cannot be read, ``signed-document``, and ``mends-go-round`` where rules undo each
    other's work.
    """
    kind, rules = bench.type(type_)
    fixes: list[Fix] = []
    done: list[Mend] = []
    for _ in range(_ROUNDS):
        read = traced(docx, name)
        _refuse_signed(read.parts, name)
        subject = bench.subject(read.facts, kind, filled=filled, year=year)
        found = checks.mends(subject, rules, name)
        applied = docx_mend.apply(read, [each.edit for each in found])
        if not applied.edits:
            in_order = sorted(fixes, key=lambda fix: fix.where.paragraph or 0)
            return Mended(docx, tuple(in_order))
        made = {id(edit) for edit in applied.edits}
        done = [each for each in found if id(each.edit) in made]
        _hold_against(read.facts, facts_of(applied.docx, name), done)
        fixes += _told(done)
        docx = applied.docx
    names = ", ".join(sorted({each.rule.id for each in done}))
    raise Refused([Problem("mends-go-round", Where(docx=name), {"rules": names})])


class Improved(Struct, frozen=True):
    """A file that was judged: what was mended, what is still wrong, and what was written."""

    checked: Checked
    fixes: tuple[Fix, ...]
    written: tuple[Path, ...]


def improve(
    workspace: Workspace,
    path: Path,
    type_: str | None = None,
    *,
    fix: Path | None = None,
    annotate: Path | None = None,
    filled: bool | None = None,
    choice: Choice = "auto",
) -> Improved:
    """Judge a file, write it mended to ``fix`` and with comments to ``annotate``; it stays itself.

    The comments are those of the file as it came. The problems told are what is left in the
    mended one, by its name, or all where nothing is mended.
    """
    outs = tuple(out for out in (fix, annotate) if out is not None)
    _refuse_names(path, outs)
    file = given(workspace, path, type_, filled=filled)
    known = bench(workspace)
    mended = mend(known, file.docx, file.type, name=file.name, filled=file.filled, year=file.year)
    better = structs.replace(
        file, docx=mended.docx, name=file.name if fix is None else workspace.relative(fix.resolve())
    )
    own_pages, better_pages = _measured(known, file, better, choice)
    found = _judged(known, file, own_pages)
    results = [] if annotate is None else [(annotate, commented(file.docx, found, name=file.name))]
    if fix is not None:
        found = _judged(known, better, better_pages)
        results.append((fix, better.docx))
    _write(workspace, results)
    problems = tuple(flaw.problem for flaw in found)
    checked = Checked(path, file.name, file.type, file.filled, problems)
    fixes = mended.fixes if fix is not None else ()
    return Improved(checked, fixes, tuple(out for out, _ in results))


def _measured(
    known: Bench, file: Item, better: Item, choice: Choice
) -> tuple[Measured | None, Measured | None]:
    """The pages of the file as it is, and mended; None where no rule asks for them.

    Where nobody can lay it out as it is (a font that is not the form's is not here), it has the
    pages that it has in the form's font: mending moves no paragraph.
    """
    from docgen.layout.engines import measure

    different = [better] if better.docx == file.docx else [better, file]
    tasks = [task for each in different if (task := ready(known, each).task) is not None]
    if not tasks:
        return None, None
    mended, *rest = measure(tasks, choice)
    own = rest[0] if rest else mended
    return own if own.layouts else mended, mended


def _judged(known: Bench, file: Item, measured: Measured | None) -> tuple[Flaw, ...]:
    layouts = None if measured is None else measured.layouts or None
    told = () if measured is None else measured.problems
    found = flaws(known, file, facts_of(file.docx, file.name), layouts)
    return (*map(Flaw, told), *found)


def _refuse_names(path: Path, outs: Sequence[Path]) -> None:
    """A result may not take the place of the file, nor of the other result."""
    taken = [path]
    for out in outs:
        if out.suffix.lower() != ".docx":
            raise Refused([Problem("output-not-docx", args={"path": str(out)})])
        if any(_is_same(out, other) for other in taken):
            raise Refused([Problem("output-is-input", args={"path": str(out)})])
        taken.append(out)


def _is_same(one: Path, other: Path) -> bool:
    if one.resolve() == other.resolve():
        return True
    try:
        return one.samefile(other)
    except OSError:
        return False


def _write(workspace: Workspace, results: Sequence[tuple[Path, bytes]]) -> None:
    """Both or none. Folders may be links, the file itself may not."""
    files = [(out.parent.resolve() / out.name, docx) for out, docx in results]
    write_all(files, Path(files[0][0].anchor), workspace.relative)


def _refuse_signed(parts: Iterable[str], name: str) -> None:
    if any(part.startswith("_xmlsignatures/") for part in parts):
        raise Refused([Problem("signed-document", Where(docx=name))])


def _told(done: Iterable[Mend]) -> Iterable[Fix]:
    """One fix for the same mend of the same paragraph, however many runs it has."""
    fixes = (
        Fix(each.rule.fault or each.rule.id, each.edit.found, each.edit.wanted, each.where)
        for each in done
    )
    return {(f.rule, f.found, f.wanted, f.where.paragraph, f.where.text): f for f in fixes}.values()


def _hold_against(before: Facts, after: Facts, done: Sequence[Mend]) -> None:
    """The text is the same but for the mends; a bug where it is not."""
    wanted = [paragraph.text for paragraph in before.paragraphs]
    edits = [each.edit for each in done if isinstance(each.edit, docx_mend.Replace)]
    for edit in sorted(edits, key=lambda each: -each.start):
        text = wanted[edit.paragraph]
        wanted[edit.paragraph] = text[: edit.start] + edit.wanted + text[edit.end :]
    if wanted != [p.text for p in after.paragraphs] or _unseen(before) != _unseen(after):
        raise RuntimeError("mending changed more than it says")


def _unseen(facts: Facts) -> list[str]:
    """Hidden and deleted text of each paragraph."""
    return ["".join(r.text for r in p.runs if not r.visible) for p in facts.paragraphs]


def commented(docx: bytes, found: Sequence[Flaw], *, name: str) -> bytes:
    """The docx with a comment at each flaw, in the language that is spoken.

    Without a flaw it is the same file. Refused: what cannot be read, ``signed-document``.
    """
    if not found:
        return docx
    read = traced(docx, name)
    _refuse_signed(read.parts, name)
    places = {paragraph.number: at for at, paragraph in enumerate(read.facts.paragraphs)}
    notes = []
    for flaw in found:
        finding = flaw.finding
        paragraph = finding.paragraph if finding else None
        at = places[paragraph.number] if paragraph else None
        start, end = (finding.start, finding.end) if finding else (0, None)
        notes.append(Note(at, start, end, tuple(_lines(flaw.problem, paragraph))))
    return annotated(read, notes)


def _lines(problem: Problem, paragraph: Paragraph | None) -> Iterable[str]:
    """The fault and what is wrong; where, if a comment cannot stand there; what to do; why."""
    message, help_ = words.of(problem)
    name = f"{problem.rule} {say('(warning)')}" if problem.level == "warning" else problem.rule
    yield f"{name}  {message}"
    if paragraph is not None and paragraph.part != "body":
        yield say(_ELSEWHERE[paragraph.part], text=problem.where.text or "")
    yield from help_.splitlines()
    if problem.because:
        yield say("because: {reason}", reason=problem.because)


_ELSEWHERE: Final = {
    "header": words.N_("in the header: “{text}”"),
    "footer": words.N_("in the footer: “{text}”"),
    "footnote": words.N_("in a footnote: “{text}”"),
    "endnote": words.N_("in an endnote: “{text}”"),
    "textbox": words.N_("in a text box: “{text}”"),
}
