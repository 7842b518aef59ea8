"""Files that are full of faults: what they cost grows with their size, however much there is to compare."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from docgen.load import Data
from docgen.load.survey import survey
from docgen.workspace import Workspace
from tests.load.small import SMALL

Write = Callable[[dict[str, str]], Workspace]
PLAN, RUBRIC, PATCH = (
    "data/hq/105/plan.yaml",
    "data/hq/105/rubric.yaml",
    "data/branch/105/plan.yaml",
)
MANY_SECTIONS = SMALL[PLAN].replace(
    "sections:\n", "sections:\n" + "".join(f"  abcdefgh-{n}: {{text: 甲}}\n" for n in range(2300))
)

# measured: at most 16 for two agencies; comparing everything with everything costs thousands
CALLS_PER_BYTE = 60


def many(line: str, count: int) -> str:
    return "".join(line.replace("@", str(n)) for n in range(count))


CASES: dict[str, dict[str, str]] = {
    "unknown fields": {PLAN: SMALL[PLAN] + many("sectionsdimensions@: 1\n", 4800)},
    "unknown ids": {
        PLAN: MANY_SECTIONS,
        PATCH: "sections:\n" + many("  abdcegh-@x: 甲\n", 4800),
    },
    "removals of nothing": {
        PLAN: MANY_SECTIONS,
        PATCH: "sections:\n" + many("  abdcegh-@x: ~\n", 4800),
    },
    "a chain told from its end": {
        PATCH: "sections:\n"
        + "".join(f"  k{n}: {{text: 甲, after: k{n - 1}}}\n" for n in range(1600, 0, -1))
        + "  k0: {text: 甲, after: scope}\n"
    },
    "placeholders in one text": {
        PLAN: SMALL[PLAN].replace("依總函。", '"' + "{agency.x}" * 80_000 + '"')
    },
    "units": {
        "data/hq/agency.yaml": SMALL["data/hq/agency.yaml"].split("units")[0]
        + "units:\n"
        + "  office: 甲\n  field: 乙\n"
        + many("  k@: 丙\n", 4800)
    },
    "a long word": {PLAN: SMALL[PLAN].replace("cells: joined", "cells: " + "joined" * 100_000)},
    "a long number": {RUBRIC: SMALL[RUBRIC].replace("points: 60", "points: " + "6" * 900_000)},
}


@pytest.mark.parametrize("files", CASES.values(), ids=CASES)
def test_the_work_of_a_file_full_of_faults_grows_no_faster_than_the_file(
    write: Write, files: dict[str, str]
) -> None:
    workspace = write({**SMALL, **files})
    size = sum(len(text.encode()) for text in {**SMALL, **files}.values())
    calls = called(lambda: [survey(Data(workspace), slug) for slug in workspace.agencies()])
    assert calls < CALLS_PER_BYTE * size


def called(work: Callable[[], object]) -> int:
    """How many functions were called: the same on a busy machine, unlike a time."""
    count = 0

    def counted(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
