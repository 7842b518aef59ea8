"""A small fixed sample of ``make bench-layout``, and our own rendered reports.

Pages and lines are compared, not on which page a paragraph begins: asked from inside by a macro,
LibreOffice sometimes leaves headings at a page's foot that it should keep with the next.
"""

from __future__ import annotations

import pytest

from bench.layout import disagreements
from bench.minimal import docx
from bench.reports import SHAPES, documents
from docgen.docx.facts import facts_of
from docgen.layout import Layout, libreoffice
from docgen.layout.typeset import measure
from tests.documents import documents as rendered

pytestmark = pytest.mark.slow


def test_pages_and_lines_are_those_of_libreoffice() -> None:
    files = {name: docx(made) for name, made in documents(4 * len(SHAPES), 1)}
    _compare(files)


def test_our_own_reports_are_judged_as_by_libreoffice() -> None:
    names = ("report", "proposal")
    files = {
        f"{agency}-{name}": file
        for agency in ("demo", "wra", "10river")
        for name, file in rendered(agency).items()
        if name.removesuffix(".docx") in names
    }
    assert len(files) == 6
    _compare(files)


def _compare(files: dict[str, bytes]) -> None:
    told = []
    theirs = libreoffice.measure([*files.values()], [*files])
    for (name, file), other in zip(files.items(), theirs, strict=True):
        facts = facts_of(file, name)
        ours = measure(facts, ("TW-Kai",))
        assert isinstance(ours, Layout), (name, ours)
        assert isinstance(other, Layout), (name, other)
        for kind, words in disagreements(facts, ours, other):
            if kind != "begins":
                told.append(f"{name}: {words}")
    assert told == []
