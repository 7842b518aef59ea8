"""Which document type a file from elsewhere seems to be, by the headings that its type asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen import doctype as doctypes
from docgen.check.headings import is_named
from docgen.check.kinds import KINDS
from docgen.check.kinds.sections import Sections
from docgen.check.subject import Line, subject_of
from docgen.docx.facts import facts_of
from docgen.problem import Problem, Refused, Where, words
from docgen.problem.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.workspace import Workspace


def refuse_other(workspace: Workspace, docx: bytes, type_: str, name: str) -> None:
    """Refused ``other-type`` where the headings are those of another type than ``type_``.

    A list of what is wrong with a plan as a report would say nothing else, on many pages. A type
    that asks for no headings is told from one that does all the same. A set holds the others.
    """
    if type_ not in workspace.types() or doctypes.read(workspace, type_).parts:
        return
    seems = _seeming(workspace, docx, name)
    if len(seems) == 1 and type_ not in seems:
        other = title(workspace, seems[0])
        args = {"seems": other, "named": title(workspace, type_), "type": seems[0]}
        raise Refused([Problem("other-type", Where(docx=name), args)])


def type_needed(workspace: Workspace, docx: bytes, name: str) -> Problem:
    """The question what a file is, and what it seems to be where that is clear."""
    args = {"known": ", ".join(workspace.types())}
    try:
        seems = _seeming(workspace, docx, name)
    except Refused:
        seems = ()
    near = title(workspace, seems[0]) if len(seems) == 1 else ""
    return Problem("type-needed", Where(docx=name), {**args, "near": near} if near else args)


def title(workspace: Workspace, type_: str) -> str:
    """The type's title in the reader's language, and its name."""
    told = doctypes.read(workspace, type_).title
    text = told.zh if words.spoken() == "zh_TW" else told.en
    return say("{title} ({name})", title=text, name=type_)


def _seeming(workspace: Workspace, docx: bytes, name: str) -> tuple[str, ...]:
    """The types most of whose headings the document has, sorted; in tables they are only quoted."""
    subject = subject_of(facts_of(docx, name))
    seen = [
        Line(index, paragraph, item)
        for index, (paragraph, item) in enumerate(
            zip(subject.facts.paragraphs, subject.items, strict=True)
        )
        if paragraph.part == "body" and not paragraph.cell
    ]
    return tuple(
        type_
        for type_, headings in _headings(workspace)
        if 2 * sum(any(is_named(line, each) for line in seen) for each in headings) > len(headings)
    )


def _headings(workspace: Workspace) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The types that ask for headings; one that cannot be read is somebody else's to tell."""
    kinds = {kind: each.rule for kind, each in KINDS.items()}
    for type_ in workspace.types():
        try:
            rules = doctypes.rules(workspace, type_, kinds)
        except Refused:
            continue
        asked = [each for rule in rules if isinstance(rule, Sections) for each in rule.headings]
        if asked:
            yield type_, tuple(asked)
