"""``docgen scores`` as spreadsheets and pictures: the words of the commands, and what they write."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from docgen.export.sheet.read import cells
from tests.cli.command import PROJECT, docgen
from tests.export.sheet.forms import SHEET, typed

if TYPE_CHECKING:
    from pathlib import Path

FORM = "build/demo/105/scores-form-q4-secretariat.xlsx"
DATA = "data/demo/105/assessments/secretariat-q4.yaml"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project's workspace, to be changed."""
    for name in ("data", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    return tmp_path


def test_forms_go_out_and_come_back(copy: Path) -> None:
    said = docgen("scores", "export", "demo", "--period", "q4", "--unit", "secretariat", cwd=copy)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[0] == f"wrote {FORM}"
    assert docgen("scores", "import", FORM, cwd=copy).out == f"{DATA} says the same already\n"
    (copy / DATA).unlink()
    said = docgen("scores", "import", FORM, "--format", "json", cwd=copy)
    assert said.json["assessments"] == [{"form": FORM, "path": DATA, "outcome": "new"}]
    assert docgen("validate", "demo", cwd=copy).code == 0


def test_a_fault_is_an_address_in_the_spreadsheet(copy: Path) -> None:
    docgen("scores", "export", "demo", "--period", "q4", "--unit", "secretariat", cwd=copy)
    path = copy / FORM
    path.write_bytes(typed(path.read_bytes(), {"G6": "約100", "G7": 61}))
    said = docgen("scores", "import", FORM, cwd=copy, language="zh_TW")
    assert (said.code, said.out) == (1, "")
    assert f"{FORM}!{SHEET}!G6  not-a-form-number  " in said.err
    assert f"{FORM}!{SHEET}!G7  score-out-of-range  " in said.err
    found = docgen("scores", "import", FORM, "--format", "json", cwd=copy).json["problems"]
    assert found[0]["where"] == {"file": FORM, "cell": f"{SHEET}!G6"}


def test_what_differs_is_shown_and_replaced_when_asked(copy: Path) -> None:
    docgen("scores", "export", "demo", "--period", "q4", "--unit", "secretariat", cwd=copy)
    path = copy / FORM
    path.write_bytes(typed(path.read_bytes(), {"C4": "105-12-20"}))
    said = docgen("scores", "import", FORM, cwd=copy)
    assert said.code == 1
    assert f"date is “105-12-19” in {DATA}; the form says “105-12-20”" in said.err
    said = docgen("scores", "import", FORM, "--replace", cwd=copy)
    assert (said.code, said.out) == (0, f"changed {DATA} (1 value)\n")
    text = (copy / DATA).read_text("utf-8")
    assert text == (PROJECT / DATA).read_text("utf-8").replace("105-12-19", "105-12-20")


@pytest.mark.parametrize(
    ("arguments", "code", "rule"),
    [
        (("export", "demo"), 2, "usage"),
        (("export", "demo", "--period", "q9"), 2, "unknown-period"),
        (("import",), 2, "usage"),
        (("import", "no.xlsx"), 1, "missing-file"),
        (("demo", "--to", "png"), 2, "usage"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], code: int, rule: str) -> None:
    said = docgen("scores", *arguments)
    assert (said.code, said.out) == (code, "")
    assert rule in said.err


def test_an_xlsx_is_written_to_a_file(tmp_path: Path) -> None:
    said = docgen("scores", "demo", "--period", "q2", "--format", "xlsx", "-o", str(tmp_path))
    assert said.code == 0
    content = (tmp_path / "demo" / "105" / "scores-q2.xlsx").read_bytes()
    (found,) = cells(content, "x").values()
    assert [found[f"D{row}"].text for row in (2, 3, 4)] == ["秘書室", "服務科", "企劃科"]
    kinds = {cell.kind for place, cell in found.items() if place.startswith("L") and place != "L1"}
    assert kinds == {"number"}


def test_pictures_are_written_for_the_period_and_the_year(tmp_path: Path) -> None:
    said = docgen("scores", "demo", "--to", "svg", "-o", str(tmp_path))
    assert (said.code, said.err) == (0, "")
    folder = tmp_path / "demo" / "105"
    assert sorted(path.name for path in folder.iterdir()) == [
        "scores-course.svg",
        "scores-items.svg",
    ]
    assert said.out.count("wrote ") == 2
    assert "第四季" in (folder / "scores-items.svg").read_text("utf-8")
    parent = docgen("scores", "demo", "--to", "svg", "--kind", "parent", "-o", str(tmp_path))
    assert parent.out.strip().endswith("scores-items-parent.svg")  # no periods, so no course
