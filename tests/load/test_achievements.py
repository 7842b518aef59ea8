"""``achievements.yaml`` and the wording of drafts: what is wrong, and where."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from docgen.load import Data
from docgen.load.consistency import paths
from docgen.load.consistency.achievements import heading_of
from docgen.load.survey import survey
from docgen.workspace import Workspace
from tests.conftest import PROJECT
from tests.load.small import HQ_FORMS, SMALL

if TYPE_CHECKING:
    from docgen.problem import Problem

Write = Callable[[dict[str, str]], Workspace]
FILE, FORMS = "data/hq/105/achievements.yaml", "data/hq/105/forms.yaml"
DRAFT = (PROJECT / "data/wra/105/forms.yaml").read_text("utf-8")
WORDS = (
    HQ_FORMS.replace(
        "headings: {deepen: 深化, listen: 傾聽}",
        "headings: {deepen: {title: 深化, from: quality}, listen: 傾聽}",
    )
    + DRAFT[DRAFT.index("  draft:") :]
)
DONE = """\
window-open:
  date: 105-03-01
  practice: [window, join]
  unit: office
  title: 單一窗口
  short: 已設置{agency.short}窗口。
  figures: {visits: {name: 人次, value: "1,234", unit: 人次}}
  evidence: 統計表
faster-cases:
  date: 105年4月1日
  practice: faster
  unit: field
  heading: listen
  title: 縮短時間
  short: 已縮短。
  weight: 2.5
"""
HQ = {**SMALL, FORMS: WORDS, FILE: DONE}


def problems(workspace: Workspace) -> list[Problem]:
    return survey(Data(workspace), "hq")


def test_a_file_of_achievements_is_read_as_typed(write: Write) -> None:
    workspace = write(HQ)
    assert problems(workspace) == []
    year, sources = Data(workspace).agency_year("hq", 105, ("plan", "forms", "achievements"))
    assert year.achievements
    first, second = year.achievements.achievements
    assert (first.id, first.practice) == ("window-open", ("window", "join"))
    assert str(first.weight) == "1"
    assert first.short == "已設置本總局窗口。"
    assert first.evidence[0].title == "統計表"
    assert (second.practice, str(second.weight)) == (("faster",), "2.5")
    assert sources.where("achievements:window-open.title").line == 5
    assert sources.where("achievements:visits.value").line == 7


CASES = [
    ("unknown-practice", FILE, "practice: faster", "practice: ▲fastr"),
    ("unknown-practice", FILE, "[window, join]", "[window, ▲joyn]"),
    ("unknown-unit", FILE, "unit: field", "unit: ▲feild"),
    ("unknown-heading", FILE, "heading: listen", "heading: ▲lisen"),
    ("year-does-not-match", FILE, "105-03-01", "▲104-03-01"),
    ("no-heading-for-practice", FILE, "[window, join]", "[▲join]"),
    ("weight-not-positive", FILE, "weight: 2.5", "weight: ▲0"),
    ("achievement-told-twice", FILE, "title: 縮短時間", "title: ▲單一窗口"),
    ("missing-field", FILE, "faster-cases:\n", "▲faster-cases:\n"),
    ("unknown-field", FILE, "  heading: listen", "  ▲haeding: listen"),
    ("duplicate-key", FILE, "faster-cases:", "▲window-open:"),
    ("duplicate-id", FILE, "  weight: 2.5", "  figures: {▲visits: {name: 人次, value: 1}}"),
    ("unknown-placeholder", FILE, "short: 已設置{agency.short}", "short: ▲已設置{agency.shrt}"),
    ("unknown-blank", FORMS, "same: 與", "same: ▲與{lats}"),
    ("unknown-blank", FORMS, "practices: 計畫所列{measures}", "practices: ▲計畫所列{measure}"),
    ("number-out-of-range", FORMS, "short-worth: 80", "short-worth: ▲0"),
    ("number-out-of-range", FORMS, "places: 1", "places: ▲9"),
]


@pytest.mark.parametrize(("rule", "file", "old", "new"), CASES, ids=lambda part: str(part)[:24])
def test_a_fault_is_named_at_its_place(
    write: Write, rule: str, file: str, old: str, new: str
) -> None:
    assert HQ[file].count(old) == 1
    text = HQ[file].replace(old, new)
    if rule == "missing-field":
        text = text.replace("  title: 縮短時間\n", "")
    before = text[: text.index("▲")]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    if rule == "no-heading-for-practice":  # told of the whole entry
        line, column = 1, 1
    found = problems(write({**HQ, file: text.replace("▲", "")}))
    at = [(p.where.file, p.where.line, p.where.column) for p in found if p.rule == rule]
    assert (file, line, column) in at, found


def test_the_heading_is_that_of_the_nearest_that_the_form_names(write: Write) -> None:
    forms = WORDS.replace("listen: 傾聽}", "listen: {title: 傾聽, from: [convenience]}}")
    workspace = write({**HQ, FORMS: forms, FILE: DONE.replace("  heading: listen\n", "")})
    year, _ = Data(workspace).agency_year("hq", 105, ("plan", "forms", "achievements"))
    assert year.plan
    assert year.forms
    assert year.achievements
    places = paths(year.plan)
    assert places["window"] == ("quality", "streamlined", "convenience", "window")
    assert places["join"] == ("whole", "join")
    found = [heading_of(each, places, year.forms) for each in year.achievements.achievements]
    assert found == ["listen", "listen"]


def test_an_achievement_is_explained_as_other_values_are(write: Write) -> None:
    from docgen.load.explain import explain

    workspace = write(HQ)
    (origin,) = explain(Data(workspace), "hq", 105, "achievements", "faster-cases.title").origins
    assert (origin.value, origin.chain[-1].line) == ("縮短時間", 14)
