"""LibreOffice as judge of pages and as maker of pdf and odt: documents loaded once, asked, saved.

The only room that starts ``soffice``. What it says is believed when the files it wrote agree
(``answer``), and no verdict is given that rests on another font than the document names. One
document that fails does not fail the others; what fails is tried once more.
"""

from __future__ import annotations

import errno
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.layout import Layout
from docgen.layout.libreoffice import found, profile, start
from docgen.layout.libreoffice.answer import Answer, Failure, read
from docgen.layout.libreoffice.start import Ended, Limits
from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.docx.marks import Marked

__all__ = ["Limits", "Made", "convert", "measure"]

ENGINE: Final = "libreoffice"
_TRIES: Final = 2
_ALMOST_NOTHING: Final = 2**20  # bytes free on a disk that is called full
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Made(Struct, frozen=True):
    """A document laid out, and the files of the same load by extension, as LibreOffice wrote them."""

    layout: Layout
    files: dict[str, bytes]


def measure(
    docx: Sequence[bytes], names: Sequence[str], limits: Limits | None = None
) -> list[Layout | Problem]:
    """Pages and lines of each docx, in order; a problem names the docx by its ``name``."""
    made = convert(docx, names, (), limits)
    return [each.layout if isinstance(each, Made) else each for each in made]


def convert(
    docx: Sequence[bytes],
    names: Sequence[str],
    to: Sequence[str] = ("pdf", "odt"),
    limits: Limits | None = None,
) -> list[Made | Problem]:
    """Each docx laid out and saved as ``to``: pdf (PDF/A-2, tagged for UA-1), odt (ODF 1.3 strict).

    One start of LibreOffice for all. In order; a problem stands for what could not be made.
    """
    from docgen.docx.marks import marked
    from docgen.docx.package import open_safely

    results: dict[int, Made | Problem] = {}
    tasks: dict[int, Marked] = {}
    for index, (content, name) in enumerate(zip(docx, names, strict=True)):
        try:
            tasks[index] = marked(open_safely(content, name, active=True))
        except Refused as refused:
            results[index] = refused.problems[0]
    with start.stoppable():
        answers = _asked(tasks, tuple(to), limits or Limits())
    for index, answer in answers.items():
        where = Where(docx=names[index])
        results[index] = (
            Problem(answer.rule, where, answer.args)
            if isinstance(answer, Problem)
            else _judged(answer, tasks[index].fonts, to, where)
        )
    return [results[index] for index in range(len(docx))]


def _judged(
    answer: Answer, named: frozenset[str], to: Sequence[str], where: Where
) -> Made | Problem:
    foreign = found.foreign(answer.faces, named)
    if foreign:
        args = {"used": ", ".join(foreign), "named": ", ".join(sorted(named))}
        return Problem("foreign-font", where, args)
    families = tuple(sorted({found.family(face) for face in answer.faces}))
    layout = Layout(
        engine=ENGINE,
        version=answer.version,
        fonts=families,
        pages=answer.pages,
        lines=answer.lines,
        paragraphs=answer.paragraphs,
    )
    return Made(layout, {extension: answer.files[extension] for extension in to})


def _asked(
    tasks: dict[int, Marked], to: tuple[str, ...], limits: Limits
) -> dict[int, Answer | Problem]:
    """Start after start until each document has its answer or failed twice.

    A document that ends LibreOffice is tried again first in the next start; those behind it lose
    nothing. A start that begins no document at all counts for all of them.
    """
    program = found.soffice()
    if program is None:
        missing = Problem("libreoffice-missing", args={"remedy": found.OFFICE_REMEDY})
        return dict.fromkeys(tasks, missing)
    done: dict[int, Answer | Problem] = {}
    tries = dict.fromkeys(tasks, 0)
    while waiting := [index for index in tasks if index not in done]:
        try:
            ended, answers = _start(program, {i: tasks[i] for i in waiting}, to, limits)
        except OSError as error:
            rule = "disk-full" if error.errno in _FULL else "libreoffice-dies"
            told = Problem(rule, args={"reason": error.strerror or str(error)})
            return {**dict.fromkeys(tasks, told), **done}
        began = any(_is_begun(answer) for answer in answers.values())
        for index, answer in answers.items():
            if isinstance(answer, Answer):
                done[index] = answer
            elif _is_begun(answer) or not began:
                tries[index] += 1
                if tries[index] == _TRIES:
                    done[index] = _problem(answer, ended, limits)
    return done


def _is_begun(answer: Answer | Failure) -> bool:
    return isinstance(answer, Answer) or answer.how != "never"


def _start(
    program: str, tasks: dict[int, Marked], to: tuple[str, ...], limits: Limits
) -> tuple[Ended, dict[int, Answer | Failure]]:
    """One start in a room of its own, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="docgen-", ignore_cleanup_errors=True) as folder:
        room = Path(folder).resolve()
        profile.write(room / "profile")
        (room / "in").mkdir()
        (room / "out").mkdir()
        for index, task in tasks.items():
            (room / "in" / f"{index}.docx").write_bytes(task.docx)
        wanted = " ".join(("pdf", *(each for each in to if each != "pdf")))
        job = "".join(f"{index} {wanted}\n" for index in tasks)
        (room / "in" / "job").write_text(job, "ascii", newline="\n")
        ended = start.run(program, room, len(tasks), limits)
        others = tuple(each for each in to if each != "pdf")
        answers = {index: read(room / "out", index, others) for index in tasks}
        failed = any(isinstance(answer, Failure) for answer in answers.values())
        if failed and shutil.disk_usage(room).free < _ALMOST_NOTHING:
            raise OSError(errno.ENOSPC, "No space left on device")
    return ended, answers


def _problem(failure: Failure, ended: Ended, limits: Limits) -> Problem:
    if failure.how == "failed":
        return Problem("libreoffice-fails", args={"action": failure.action})
    if failure.how == "lie":
        return Problem("libreoffice-lies", args={"output": failure.action})
    if ended.how == "hung":
        return Problem("libreoffice-hangs", args={"seconds": f"{limits.seconds:g}"})
    return Problem("libreoffice-dies", args={"reason": str(ended.code)})
