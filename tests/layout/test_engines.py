"""Which engine is asked: the typesetter far from the limit, LibreOffice near it and for the rest."""

from __future__ import annotations

import pytest
from msgspec import structs

from docgen.docx.facts import facts_of
from docgen.layout import Layout, engines, libreoffice, typeset
from docgen.problem import Problem
from tests.documents import documents

REPORT = documents("demo")["report"]
FACTS = facts_of(REPORT, "report.docx")
PLAN = documents("demo")["plan"]  # has tables: the typesetter hands it on


def said(pages: int) -> Layout:
    return Layout("libreoffice", "test", ("TW-Kai",), pages, 5, ())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that LibreOffice was asked for; it says three pages."""
    names: list[str] = []

    def measure(_docx: list[bytes], given: list[str]) -> list[Layout | Problem]:
        names.extend(given)
        return [said(3) for _ in given]

    monkeypatch.setattr(libreoffice, "measure", measure)
    return names


def measured(
    docx: bytes = REPORT, choice: engines.Choice = "auto", limit: int = 3, guard: int = 2
) -> engines.Measured:
    facts = facts_of(docx, "x.docx")
    task = engines.task(lambda: docx, facts, "x.docx", limit, guard)
    return engines.measure([task], choice)[0]


def test_far_from_the_limit_the_typesetter_alone_decides(asked: list[str]) -> None:
    assert [each.engine for each in measured().layouts] == ["typeset"]
    assert asked == []


def test_within_the_guard_band_libreoffice_is_asked_as_well(asked: list[str]) -> None:
    known = typeset.measure(FACTS)
    assert isinstance(known, Layout)
    band = engines.distance(known, FACTS, 3)
    assert [each.engine for each in measured(guard=band).layouts] == ["libreoffice", "typeset"]
    assert [each.engine for each in measured(guard=band - 1).layouts] == ["typeset"]
    assert asked == ["x.docx"]


def test_what_the_typesetter_hands_on_goes_to_libreoffice(asked: list[str]) -> None:
    assert [each.engine for each in measured(PLAN).layouts] == ["libreoffice"]
    assert asked == ["x.docx"]
    assert measured(PLAN, choice="typeset").layouts == ()


def test_engines_that_differ_are_both_told(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "measure", lambda *_: [said(4)])
    told = measured(guard=99)
    assert [each.pages for each in told.layouts] == [4, 3]
    (problem,) = told.problems
    assert (problem.rule, problem.level) == ("engines-disagree", "warning")
    assert problem.args == {"libreoffice": "4", "typeset": "3"}
    assert asked == []


def test_without_libreoffice_the_typesetters_word_stands_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    missing = Problem("libreoffice-missing", args={"remedy": "…"})
    monkeypatch.setattr(libreoffice, "measure", lambda *_: [missing])
    near = measured(guard=99)
    assert [each.engine for each in near.layouts] == ["typeset"]
    assert near.problems == (structs.replace(missing, level="warning"),)
    assert measured(PLAN).problems == (missing,)
    assert measured(choice="libreoffice").problems == (missing,)
