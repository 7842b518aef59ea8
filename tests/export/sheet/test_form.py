"""The form of one unit: what is locked, what is asked, in what range; the same bytes every time."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

from docgen.docx.package import CORE, unpacked
from docgen.export.sheet import draw
from docgen.export.sheet.look import FILE, look
from docgen.export.sheet.read import cells
from docgen.problem import Refused
from tests.export.sheet.forms import HALL, PHONE, SHEET, form_of, furnished, grid_of, year_of
from tests.load.small import SMALL

if TYPE_CHECKING:
    from docgen.workspace import Workspace

Write = Callable[[dict[str, str]], "Workspace"]
RUBRIC = "data/hq/105/rubric.yaml"


@pytest.fixture
def small(write: Write) -> Workspace:
    return furnished(write(SMALL))


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))[SHEET]


def test_each_leaf_has_a_row_with_its_maximum_and_bands(small: Workspace) -> None:
    found = cells(form_of(small), "x")[SHEET]
    said = {place: cell.text for place, cell in found.items()}
    assert (said["A6"], said["A7"]) == ("phone", "hall")
    assert (said["B6"], said["D6"], said["E6"]) == ("服務構面", "電話", "60")
    assert "B7" not in said  # said once
    assert said["F6"] == "41–60分：優良\n1–40分：普通再加強"
    assert said["F7"] == "0–40分\n．整潔\n．明亮"
    assert said["B3"] == "受考核單位：秘書室　　考核期間：上半年　　考核類別：自行"


def test_only_what_is_asked_can_be_changed(small: Workspace) -> None:
    sheet = opened(form_of(small))
    assert sheet.protection.sheet
    free = {
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked and not isinstance(cell, MergedCell)
    }
    assert free == set(grid_of(small).asked)
    assert sheet.column_dimensions["A"].hidden
    assert sheet.freeze_panes == "E6"


def test_a_score_must_lie_in_its_range_and_says_its_bands(small: Workspace) -> None:
    rules = {
        str(rule.sqref): rule for rule in opened(form_of(small)).data_validations.dataValidation
    }
    phone, hall = rules[f"G{PHONE}"], rules[f"G{HALL}"]
    assert (phone.type, phone.formula1, phone.formula2) == ("decimal", "0", "60")
    assert hall.formula2 == "40"
    assert phone.prompt == "0至60之數字\n41–60分：優良\n1–40分：普通再加強"
    assert phone.error == "請輸入0至60之數字"
    assert all(len(rule.prompt or "") <= 255 for rule in rules.values())


def test_a_long_help_is_cut_to_what_excel_takes(write: Write) -> None:
    rubric = SMALL[RUBRIC].replace("優良", "優" * 300)
    sheet = opened(form_of(furnished(write({**SMALL, RUBRIC: rubric}))))
    prompts = [rule.prompt for rule in sheet.data_validations.dataValidation if rule.prompt]
    assert max(map(len, prompts)) == 255


def test_what_begins_like_a_formula_is_text(write: Write) -> None:
    rubric = SMALL[RUBRIC].replace("title: 電話", 'title: "=cmd|x"')
    workspace = furnished(write({**SMALL, RUBRIC: rubric}))
    assert cells(form_of(workspace), "x")[SHEET]["D6"].kind == "text"
    assert opened(form_of(workspace))["D6"].data_type == "s"


def test_it_holds_no_clock_and_no_author(small: Workspace) -> None:
    first = form_of(small)
    time.sleep(1.1)
    assert form_of(small) == first
    parts = unpacked(first, "x")
    assert b"openpyxl" not in parts[CORE]
    assert not re.search(rb"20[0-9]{2}-[0-9]{2}-[0-9]{2}T", b"".join(parts.values()))
    assert next(iter(parts)) == "[Content_Types].xml"


def test_what_the_data_has_is_filled_in(small: Workspace) -> None:
    sheet = opened(form_of(small, dict(year_of(small).assessments)["first"]))
    assert (sheet["C4"].value, sheet["F4"].value) == ("105-03-28", "秘書室")
    assert (sheet["G6"].value, sheet["G7"].value, sheet["I7"].value) == (50, 38.5, 92)
    assert sheet["K6"].value == "紀錄"


def test_a_table_has_its_head_frozen_and_no_formulas(small: Workspace) -> None:
    made = draw.table(("單位", "總分"), [("=1+1", Decimal("885.5")), ("秘書室", None)], look(small))
    sheet = opened(made)
    assert sheet.freeze_panes == "A2"
    found = cells(made, "x")[SHEET]
    assert {place: cell.kind for place, cell in found.items()} == {
        "A1": "text",
        "B1": "text",
        "A2": "text",
        "B2": "number",
        "A3": "text",
    }


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("FFF2CC", "yellow", "bad-colour"),
        ("sheet: 評分表", "sheet: 評分/表", "bad-sheet-name"),
        ("sheet: 評分表", "sheet: docgen", "bad-sheet-name"),
    ],
)
def test_a_look_that_no_spreadsheet_can_have_is_refused(
    small: Workspace, old: str, new: str, rule: str
) -> None:
    path = small.templates / FILE
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(Refused) as caught:
        look(small)
    (found,) = caught.value.problems
    assert (found.rule, found.where.file) == (rule, "templates/spreadsheet.yaml")
    assert found.where.line
