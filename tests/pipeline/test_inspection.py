"""Looking at the data of all years, or of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.pipeline import validate
from tests.cli.command import docgen
from tests.load.small import SMALL

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.workspace import Workspace

    Write = Callable[[dict[str, str]], Workspace]

NEXT = {
    name.replace("/105/", "/106/"): text for name, text in SMALL.items() if "data/hq/105/" in name
}
FAULTY = {**SMALL, **NEXT, "data/hq/106/plan.yaml": "nothing: here\n", "data/hq/106/x.yaml": ""}


def told(write: Write, slugs: list[str] | None, year: int | None) -> set[str | None]:
    return {problem.where.file for problem in validate(write(FAULTY), slugs, year)}


@pytest.mark.parametrize("slugs", [None, ["hq"]])
def test_of_one_year_only_its_own_faults_are_told(write: Write, slugs: list[str] | None) -> None:
    assert {"data/hq/106/plan.yaml", "data/hq/106/x.yaml"} <= told(write, slugs, None)
    assert {"data/hq/106/plan.yaml", "data/hq/106/x.yaml"} <= told(write, slugs, 106)
    assert told(write, slugs, 105) == told(write, slugs, None) - told(write, slugs, 106)


def test_a_named_agency_must_have_the_year_and_the_others_may_not(write: Write) -> None:
    workspace = write(SMALL)
    assert [p.rule for p in validate(workspace, ["branch"], 107)] == ["unknown-year"]
    assert [p.rule for p in validate(workspace, None, 107)] == ["nothing-to-validate"]


def test_the_command_takes_a_year() -> None:
    said = docgen("validate", "--year", "105")
    assert said.code == 0
    assert "10river" in said.out
    assert docgen("validate", "10river", "--year", "99").code == 1
