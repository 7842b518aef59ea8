"""Every fault of the data: one edit to a workspace without fault, and where it is reported.

``▲`` in the new text marks the exact place; it is taken out before the file is written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from docgen.load import Data
from docgen.load.survey import once, survey
from docgen.pipeline import validate
from docgen.problem.faults import FAULTS
from docgen.workspace import Workspace
from tests.load.small import SMALL

if TYPE_CHECKING:
    from docgen.problem import Problem

Write = Callable[[dict[str, str]], Workspace]
PLAN, RUBRIC, RULES = "data/hq/105/plan.yaml", "data/hq/105/rubric.yaml", "data/hq/105/rules.yaml"
FORMS = "data/hq/105/forms.yaml"
PATCH = "data/branch/105/plan.yaml"
SHEET = "data/hq/105/assessments/first.yaml"
WINDOW = "              window: 由專人服務。\n"


def problems(workspace: Workspace) -> list[Problem]:
    data = Data(workspace)
    return [fault for slug in workspace.agencies() for fault in survey(data, slug)]


def edited(file: str, old: str, new: str) -> tuple[dict[str, str], str]:
    """The small workspace with one edit, and ``file:line:column`` of the mark."""
    assert SMALL[file].count(old) == 1, f"{old!r} is not once in {file}"
    text = SMALL[file].replace(old, new)
    before = text[: text.index("▲")]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return {**SMALL, file: text.replace("▲", "")}, f"{file}:{line}:{column}"


CASES = [
    ("unknown-field", PLAN, "issued:", "▲isued:"),
    ("unknown-field", PLAN, "                owner: office\n", "                ▲ower: office\n"),
    ("unknown-field", RUBRIC, "        criteria:", "        ▲criterai: [x]\n        criteria:"),
    ("missing-field", PLAN, "      publish:\n        text: 公開計畫\n", "      ▲publish:\n"),
    ("missing-field", SHEET, "unit: office\n", "▲"),
    ("wrong-type", PLAN, "      draft: 研訂計畫。", "      draft: ▲[研訂計畫。]"),
    ("wrong-type", PLAN, "title: 計畫依據,", "title: ▲{a: b},"),
    ("wrong-type", RUBRIC, "levels: [構面, 評核項目, 評分參考標準]", "levels: ▲{a: b}"),
    ("empty-value", PLAN, "      draft: 研訂計畫。", "      ▲draft:"),
    ("empty-value", PLAN, "text: 依總函。", "text: ▲''"),
    ("not-a-date", PLAN, "105-01-14", "▲2016-01-14"),
    ("not-a-date", PLAN, "105-01-14", "▲105/01/14"),
    ("no-such-day", PLAN, "105-01-14", "▲105-02-30"),
    ("no-such-day", PLAN, "105-01-14", "▲105年13月1日"),
    ("unnamed-agency", "data/hq/agency.yaml", "name: ", "name: ▲（機關全銜）"),
    ("not-a-number", RUBRIC, "points: 60", "points: ▲六十"),
    ("not-a-number", RUBRIC, "points: 60", "points: ▲.inf"),
    ("unknown-word", PLAN, "cells: joined", "cells: ▲joind"),
    ("bad-id", PLAN, "      draft: 研訂計畫。", "      ▲Draft_1: 研訂計畫。"),
    ("duplicate-key", PLAN, "      flow: {title: 流程}", "      flow: {title: 流程, ▲title: 二}"),
    ("duplicate-id", PLAN, "      flow: {title: 流程}", "      ▲window: {title: 流程}"),
    ("unknown-placeholder", PLAN, '"{agency.short}各', '▲"{agency.shrt}各'),
    ("unknown-placeholder", PLAN, '"{agency.short}各', '▲"{ agency.short }各'),
    ("full-width-braces", PLAN, '"{agency.short}各', '▲"｛agency.short｝各'),
    ("full-width-braces", PLAN, '"{agency.short}各', '▲"{agency.short｝各'),
    ("full-width-braces", PLAN, "105-01-14", "105-01-14\npurpose: ▲｛ year+1 ｝"),
    ("template-tag", PLAN, '"{agency.short}各', '▲"{{ agency.short }}各'),
    ("template-tag", PLAN, '"{agency.short}各', '▲"{{agency.short}}各'),
    ("template-tag", PLAN, '"{agency.short}各', '▲"｛｛agency.short｝｝各'),
    ("template-tag", PLAN, '"{agency.short}各', '▲"{% if x %}各'),
    ("full-width-braces", "data/hq/agency.yaml", "秘書室", "▲｛agency.short｝秘書室"),
    ("unknown-placeholder", "data/hq/agency.yaml", "某部某總局", "▲'{agency.short}'"),
    ("full-width-braces", "data/hq/105/indicators/office.yaml", "平均日數", "▲｛year｝日數"),
    ("points-do-not-sum", RUBRIC, "    points: 100\n", "    points: ▲110\n"),
    ("bands-overlap", RUBRIC, "{from: 41, to: 60", "{from: ▲40, to: 60"),
    ("bands-leave-gap", RUBRIC, "{from: 41, to: 60", "{from: ▲42, to: 60"),
    ("bands-leave-gap", RUBRIC, "{from: 1, to: 40", "{from: ▲2, to: 40"),
    ("bands-miss-maximum", RUBRIC, "{from: 41, to: 60", "{from: 41, to: ▲59"),
    ("band-upside-down", RUBRIC, "{from: 41, to: 60", "{from: ▲61, to: 60"),
    (
        "leaf-without-criteria",
        RUBRIC,
        "      hall:\n        title: 場所\n        points: 40\n        criteria: [整潔, 明亮]\n",
        "      ▲hall:\n        title: 場所\n        points: 40\n",
    ),
    ("grades-out-of-order", RULES, "points: 0}", "points: ▲95}"),
    ("period-upside-down", RULES, "to: 105-06-30", "to: ▲104-06-30"),
    ("year-does-not-match", RULES, "to: 105-06-30", "to: ▲106-06-30"),
    ("year-does-not-match", FORMS, "cutoff: 105-12-31", "cutoff: ▲104-12-31"),
    ("unknown-unit", PLAN, "owner: office", "owner: ▲offise"),
    ("unknown-unit", SHEET, "unit: office", "unit: ▲offise"),
    ("unknown-period", SHEET, "period: h1", "period: ▲h9"),
    ("unknown-part", SHEET, "scores:\n", "scores:\n  ▲phon: 5\n"),
    ("score-out-of-range", SHEET, "score: 50", "score: ▲61"),
    (
        "leaf-without-score",
        SHEET,
        "scores:\n  phone: {score: 50, evidence: 紀錄}\n",
        "▲scores:\n",
    ),
    ("unknown-heading", "data/hq/105/report.yaml", "  deepen:", "  ▲depen:"),
    ("unknown-practice", "data/hq/105/indicators/office.yaml", "window:", "▲windw:"),
    ("unknown-id", PATCH, "              window:", "              ▲windoww:"),
    (
        "unknown-after",
        PATCH,
        WINDOW,
        WINDOW + "              night: {text: 夜間。, after: ▲windoww}\n",
    ),
    ("removes-nothing", PATCH, WINDOW, WINDOW + "              ▲windw: null\n"),
    ("unknown-field", PATCH, "  scope: {text:", "  scope: {▲txt:"),
    ("removes-needed", PATCH, "sections:\n", "▲title: null\nsections:\n"),
    ("removes-needed", PATCH, "window: 由專人服務。", "window: {▲text: null}"),
    ("after-goes-round", PATCH, "{text: 本分局各課。}", "{after: ▲scope}"),
    ("unknown-word", FORMS, "self: 自行", "▲slef: 自行"),
    ("not-a-number", RUBRIC, "totals: {1: 小計}", "totals: {▲x: 小計}"),
    ("duplicate-key", RUBRIC, "totals: {1: 小計}", "totals: {1: 小計, ▲01: 計}"),
    (
        "measures-in-joined-strategy",
        PLAN,
        "{title: 流程}",
        "{title: 流程, ▲measures: {m: {title: 一}}}",
    ),
]


@pytest.mark.parametrize(("rule", "file", "old", "new"), CASES, ids=lambda part: str(part)[:24])
def test_a_fault_is_named_at_its_place(
    write: Write, rule: str, file: str, old: str, new: str
) -> None:
    files, place = edited(file, old, new)
    found = problems(write(files))
    at = [f"{p.where.file}:{p.where.line}:{p.where.column}" for p in found if p.rule == rule]
    assert place in at, found


def test_the_small_workspace_has_no_fault(write: Write) -> None:
    assert problems(write(SMALL)) == []


def test_the_project_has_no_fault(project: Workspace) -> None:
    assert problems(project) == []


def test_a_word_nearly_right_is_answered_with_the_right_one(write: Write) -> None:
    files, _ = edited(PATCH, "              window:", "              ▲windw:")
    (fault,) = problems(write(files))
    assert fault.args["near"] == "window"
    assert fault.args["near-at"] == f"{PLAN}:26"


def test_all_faults_of_all_files_come_at_once(write: Write) -> None:
    files = dict(SMALL)
    files[PLAN] = files[PLAN].replace("issued:", "isued:").replace("cells: joined", "cells: x")
    files[RUBRIC] = files[RUBRIC].replace("points: 40", "points: 41")
    files[SHEET] = files[SHEET].replace("kind: self", "kind: slef")
    found = {(p.rule, p.where.file) for p in problems(write(files))}
    assert {("unknown-field", PLAN), ("unknown-word", PLAN), ("unknown-word", SHEET)} <= found


def test_every_fault_has_a_message_and_a_help_and_none_is_unknown() -> None:
    for rule, *_ in CASES:
        assert rule in FAULTS


def test_a_field_that_the_parent_lacks_is_missing_there_not_in_the_patch(write: Write) -> None:
    files, place = edited(
        PLAN, "      streamlined:\n        title: 便捷\n", "      ▲streamlined:\n"
    )
    files[PLAN] = files[PLAN].replace('title: "{agency.name}{year}年度計畫"\n', "")
    found = [f"{p.where.file}:{p.where.line}" for p in once(problems(write(files)))]
    assert found == [f"{PLAN}:{int(place.split(':')[1]) - 1}", f"{PLAN}:1"]


def test_a_folder_without_an_agency_is_named(write: Write) -> None:
    files = {**SMALL, "data/lost/105/plan.yaml": "title: 甲\n", "data/Odd One/x": ""}
    found = [(p.rule, p.where.file) for p in validate(write(files))]
    assert found == [
        ("bad-agency-name", "data/Odd One"),
        ("missing-file", "data/lost/agency.yaml"),
    ]


def test_parents_in_a_circle(write: Write) -> None:
    files = {
        "data/a/agency.yaml": "name: 甲\nshort: 甲\nparent: b\n",
        "data/b/agency.yaml": "name: 乙\nshort: 乙\nparent: a\n",
    }
    found = problems(write(files))
    assert [p.rule for p in found] == ["cycle-of-parents"] * 2
    assert found[0].args["cycle"] == "a → b → a"


def test_a_parent_that_is_not_there_is_named_where_it_is_called(write: Write) -> None:
    files = {**SMALL, "data/branch/agency.yaml": "name: 乙\nshort: 乙\nparent: hqq\n"}
    fault = next(p for p in problems(write(files)))
    assert (fault.rule, fault.where.file, fault.where.line) == (
        "unknown-agency",
        "data/branch/agency.yaml",
        3,
    )
    assert fault.args["near"] == "hq"


@pytest.mark.parametrize(
    ("file", "old", "new", "near", "title"),
    [
        (SHEET, "unit: office", "unit: 秘書室", "office", "秘書室"),
        (SHEET, "unit: office", "unit: 書室", "office", "秘書室"),
        (SHEET, "period: h1", "period: 上半年", "h1", "上半年"),
        (SHEET, "kind: self", "kind: 自行", "self", "自行考核"),
        (PLAN, "owner: office", "owner: 秘書室", "office", "秘書室"),
        (PLAN, "cells: joined", "cells: 合併", None, None),
        ("data/branch/agency.yaml", "parent: hq", "parent: 總局", "hq", "某部某總局"),
        ("data/branch/agency.yaml", "parent: hq", "parent: 本總局", "hq", "某部某總局"),
        (SHEET, "unit: office", "unit: 別的室", None, None),
    ],
)
def test_a_title_where_an_id_is_wanted_is_answered_with_the_id(
    write: Write, file: str, old: str, new: str, near: str | None, title: str | None
) -> None:
    files = {**SMALL, file: SMALL[file].replace(old, new, 1)}
    typed = new.partition(": ")[2]
    found = [p for p in problems(write(files)) if typed in p.args.values()]
    assert found
    assert (found[0].args.get("near") or None) == near
    assert found[0].args.get("near-title") == title


@pytest.mark.parametrize(
    ("path", "rule", "near"),
    [
        ("data/hq/2016/plan.yaml", "not-a-roc-year", "105"),
        ("data/hq/105/plann.yaml", "unknown-file", "plan.yaml"),
        ("data/hq/agency.yml", "unknown-file", "agency.yaml"),
        ("data/hq/105/assessments/Bad Name.yaml", "bad-file-name", None),
        ("data/branch/106/plan.yaml", "parent-without-year", None),
    ],
)
def test_a_name_that_nothing_reads_is_complained_of(
    write: Write, path: str, rule: str, near: str | None
) -> None:
    found = [p for p in problems(write({**SMALL, path: "title: x\n"})) if p.rule == rule]
    assert found
    assert near is None or found[0].args["near"] == near


def test_a_fault_of_the_patch_hides_none_of_the_values_nor_of_what_must_agree(write: Write) -> None:
    files = dict(SMALL)
    files[PATCH] = "tilte: x\n" + files[PATCH].replace("window:", "windw:")
    files[RUBRIC] = "colour: red\n" + files[RUBRIC].replace(
        "    points: 100\n", "    points: 110\n"
    )
    found = {p.rule for p in problems(write(files))}
    assert {"unknown-field", "unknown-id", "points-do-not-sum"} <= found


def test_a_deadline_may_fall_in_the_next_year_but_not_in_another(write: Write) -> None:
    found = []
    for date in ("105-12-31", "106-01-15", "104-12-31", "107-01-15"):
        files = dict(SMALL)
        files[RULES] += f"deadlines: {{report: {{title: 陳報, on: {date}}}}}\n"
        found.append({p.rule for p in problems(write(files))})
    assert found == [set(), set(), {"year-does-not-match"}, {"year-does-not-match"}]


def test_the_dates_of_a_message_are_those_of_the_roc_calendar(write: Write) -> None:
    files = dict(SMALL)
    files[RULES] = files[RULES].replace("to: 105-06-30", "to: 104-06-30")
    upside_down = next(p for p in problems(write(files)) if p.rule == "period-upside-down")
    assert upside_down.args["to"] == "104年6月30日"
