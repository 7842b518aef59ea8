"""The text of every document, compared whole with what was read and approved.

After a change that is meant: ``make golden``, then read the difference before committing it.
"""

from __future__ import annotations

import os

import pytest

from docgen.docx.text import text_of
from tests.conftest import PROJECT
from tests.documents import AGENCIES, documents, names, papers, text

GOLDEN = PROJECT / "tests" / "golden"


@pytest.mark.parametrize(("agency", "name"), names())
def test_the_text_is_the_approved_one(agency: str, name: str) -> None:
    approved(agency, name, text(agency, name))


@pytest.mark.parametrize("name", papers())
def test_the_text_of_a_paper_about_the_bureaus_is_the_approved_one(name: str) -> None:
    approved("wra", name, text_of(papers()[name]))


def approved(agency: str, name: str, made: str) -> None:
    path = GOLDEN / agency / f"{name}.txt"
    if os.environ.get("DOCGEN_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(made, "utf-8", newline="\n")
    assert made == path.read_text("utf-8")


def test_no_approved_text_is_left_of_a_document_that_is_no_more() -> None:
    kept = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.glob("*/*.txt")}
    assert kept == {
        f"{agency}/{name}.txt" for agency, name in (*names(), *(("wra", n) for n in papers()))
    }


def test_every_form_exists_blank_and_filled() -> None:
    demo = set(documents("demo"))
    assert {"scoresheet", "results", "proposal"} <= demo  # blank
    assert {"scoresheet-secretariat-q1", "results-q1", "proposal-flood-map", "report"} <= demo
    for agency in AGENCIES[:2]:
        assert set(documents(agency)) == {
            "plan",
            "scoresheet",
            "results",
            "proposal",
            "report",
            "set",
        }
