"""The drafted report: never over its pages, the best that fits, and nobody's words overwritten."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product
from typing import TYPE_CHECKING

import pytest

from docgen.load import Data
from docgen.pipeline import beside, draft_report, drafting, validate
from docgen.pipeline.checking import bench
from docgen.pipeline.fitting import Press, laid_out, limits
from docgen.problem import Refused
from docgen.year import draft as drafts
from tests.pipeline.drafting import PRACTICES, YEAR, achievement, copy

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.pipeline.drafting import Draft
    from docgen.workspace import Workspace

LINES = 3 * 33


@pytest.fixture
def demo(tmp_path: Path) -> Workspace:
    return copy(tmp_path)


def drafted(workspace: Workspace, spare: int | None = None, *, explain: bool = False) -> Draft:
    year, sources = Data(workspace).agency_year("demo", 105, drafting.NEEDS)
    press = Press(workspace, "demo", "report", bench(workspace).type("report")[0])
    return drafting.drafted(press, year, sources, spare, explain=explain)


def write(workspace: Workspace, *parts: str) -> None:
    path = workspace.root / YEAR / "achievements.yaml"
    path.write_text("".join(parts), "utf-8")


def report(workspace: Workspace) -> Path:
    return workspace.root / YEAR / "report.yaml"


def test_the_report_of_the_made_up_agency_is_what_the_tool_drafts(project: Workspace) -> None:
    from docgen.load.write import plain, text_of

    kept = plain((project.root / YEAR / "report.yaml").read_bytes(), "report.yaml")
    assert text_of(beside.tree(drafted(project).report)) == text_of(kept)


@pytest.mark.parametrize("spare", [0, 1, 3, 9])
def test_the_lines_asked_for_stay_free_on_the_render(demo: Workspace, spare: int) -> None:
    found = drafted(demo, spare)
    assert found.pages <= 3
    assert LINES - (found.pages - 1) * 33 - found.lines == found.spare >= spare


def test_two_or_three_cases_stand_under_every_heading(demo: Workspace) -> None:
    counts = [len(part.cases) for part in drafted(demo).report.performance]
    assert len(counts) == 5
    assert all(2 <= count <= 3 for count in counts)


def test_it_is_the_best_of_all_choices_that_fit_when_each_is_rendered(demo: Workspace) -> None:
    """Five headings of two or three candidates, long ones, all tried on the real template."""
    write(
        demo,
        *(achievement(f"a{n}", practice, 2, 130) for n, practice in enumerate(PRACTICES)),
        *(achievement(f"b{n}", practice, 3, 110) for n, practice in enumerate(PRACTICES)),
        achievement("c", PRACTICES[0], 4, 150, full=330),
        achievement("d", PRACTICES[3], 5, 170),
        achievement("e", PRACTICES[4], 1, 20, full=200),
    )
    found = drafted(demo, 2)
    year, _ = Data(demo).agency_year("demo", 105, drafting.NEEDS)
    kind, rules = bench(demo).type("report")
    press, allowed = Press(demo, "demo", "report", kind), limits(rules, "report")
    assert year.forms
    assert year.forms.report.draft
    words = year.forms.report.draft
    sections = drafts.sections(year, words)
    review = drafts.review(year, words)
    ways = [
        [
            [(number, place, w) for place, w in zip(places, wordings, strict=True)]
            for count in (2, 3)
            for places in combinations(range(len(section.candidates)), count)
            for wordings in product(*(range(len(section.candidates[p].wordings)) for p in places))
        ]
        for number, section in enumerate(sections)
    ]
    best = Decimal(0)
    for way in product(*ways):
        picked = [each for part in way for each in part]
        weight = sum(
            (sections[g].candidates[c].wordings[w].weight for g, c, w in picked), Decimal(0)
        )
        if weight <= best:
            continue
        pages, lines = laid_out(press, year, drafts.report(sections, picked, review))
        if pages <= allowed.pages and LINES - (pages - 1) * 33 - lines >= 2:
            best = weight
    assert found.weight == best > 0
    assert found.weight < found.possible  # something had to go


def test_what_was_left_out_is_told_with_its_lines_and_its_cost(demo: Workspace) -> None:
    found = drafted(demo, explain=True)
    out = [each for each in found.told if each.wording is None]
    assert len(out) + sum(len(p.cases) for p in found.report.performance) == len(found.told) == 40
    assert all(each.lines >= 2 for each in out)
    assert all(each.cost is not None and each.cost >= 0 for each in out)
    short = [each for each in found.told if each.wording == "short" and each.cost is not None]
    assert any(each.cost for each in short)


def test_a_heading_with_too_little_to_say_names_the_practices_without_an_achievement(
    demo: Workspace,
) -> None:
    parts = [achievement(f"a{n}", p) for n, p in enumerate(PRACTICES)]
    parts += [achievement(f"b{n}", p) for n, p in enumerate(PRACTICES[1:])]
    write(demo, *parts)
    with pytest.raises(Refused) as refused:
        drafted(demo)
    (problem,) = refused.value.problems
    assert problem.rule == "too-little-to-say"
    assert problem.where.file == f"{YEAR}/achievements.yaml"
    assert problem.args["heading"] == "提升服務品質，深化服務績效"
    assert "telephone" in problem.args["practices"]
    assert "courtesy" not in problem.args["practices"]
    assert "survey" not in problem.args["practices"]


def test_a_report_that_fits_in_no_way_is_refused(demo: Workspace) -> None:
    twice = (f"{letter}{n}" for letter in "ab" for n in range(5))
    write(demo, *(achievement(id_, PRACTICES[int(id_[1])], 1, 400) for id_ in twice))
    with pytest.raises(Refused) as refused:
        drafted(demo)
    assert [problem.rule for problem in refused.value.problems] == ["draft-does-not-fit"]


@pytest.mark.parametrize(
    ("file", "rule"),
    [("achievements.yaml", "no-achievements"), ("../../wra/105/forms.yaml", "no-draft-words")],
)
def test_what_a_draft_needs_is_asked_for(demo: Workspace, file: str, rule: str) -> None:
    path = demo.root / YEAR / file
    text = path.read_text("utf-8")
    if rule == "no-achievements":
        path.unlink()
    else:
        path.write_text(text[: text.index("  draft:")], "utf-8")
    with pytest.raises(Refused) as refused:
        draft_report(demo, "demo")
    assert [problem.rule for problem in refused.value.problems] == [rule]


def test_a_type_without_a_page_limit_cannot_be_fitted(demo: Workspace) -> None:
    path = demo.templates / "report" / "doctype.yaml"
    text = path.read_text("utf-8").replace(
        "    at-most: 3\n    guard-lines", "    level: 'off'\n    at-most: 3\n    guard-lines"
    )
    path.write_text(text, "utf-8")
    with pytest.raises(Refused) as refused:
        draft_report(demo, "demo")
    assert [problem.rule for problem in refused.value.problems] == ["no-page-limit"]


def test_a_template_whose_lines_cannot_be_computed_is_refused(demo: Workspace) -> None:
    import zipfile

    path = demo.templates / "report" / "template.docx"
    with zipfile.ZipFile(path) as docx:
        parts = {name: docx.read(name) for name in docx.namelist()}
    with zipfile.ZipFile(path, "w") as docx:
        for name, content in parts.items():
            docx.writestr(name, content.replace(b'w:lineRule="exact"', b'w:lineRule="auto"'))
    with pytest.raises(Refused) as refused:
        draft_report(demo, "demo")
    assert [problem.rule for problem in refused.value.problems] == ["draft-not-measured"]
    assert refused.value.problems[0].args["reason"] == "line-height"


# what is written


def test_the_first_draft_is_the_report(demo: Workspace) -> None:
    found = draft_report(demo, "demo")
    assert (found.outcome, found.path) == ("new", report(demo))
    assert validate(demo, ["demo"]) == ()
    assert (demo.root / YEAR / ".draft" / "report.base").read_bytes() == found.path.read_bytes()


def test_the_same_draft_again_changes_nothing(demo: Workspace) -> None:
    draft_report(demo, "demo")
    before = report(demo).read_bytes()
    assert draft_report(demo, "demo").outcome == "unchanged"
    assert report(demo).read_bytes() == before


def test_a_draft_that_nobody_edited_is_drafted_anew(demo: Workspace) -> None:
    draft_report(demo, "demo")
    found = draft_report(demo, "demo", spare=12)
    assert found.outcome == "redrafted"
    assert found.changes
    assert draft_report(demo, "demo", spare=12).outcome == "unchanged"


def test_a_report_that_was_edited_is_left_and_the_draft_stands_beside(demo: Workspace) -> None:
    draft_report(demo, "demo")
    mine = report(demo).read_text("utf-8").replace("圖資更新仰賴人工通報", "圖資仍靠人工通報")
    report(demo).write_text(mine, "utf-8")
    found = draft_report(demo, "demo")
    assert (found.outcome, found.path.name) == ("beside", "report.draft.yaml")
    assert report(demo).read_text("utf-8") == mine
    assert [problem.rule for problem in found.problems] == ["draft-beside"]
    assert [each.path[-1] for each in found.changes] == ["gap-flood-map"]
    assert validate(demo, ["demo"]) == ()


def test_a_report_by_hand_is_never_overwritten(demo: Workspace) -> None:
    mine = "performance: {}\nreview: 已檢討。\n"
    report(demo).write_text(mine, "utf-8")
    assert draft_report(demo, "demo").outcome == "beside"
    with pytest.raises(Refused) as refused:
        draft_report(demo, "demo", taking_over=True)
    assert [problem.rule for problem in refused.value.problems] == ["nothing-to-merge"]
    assert report(demo).read_text("utf-8") == mine


def test_a_draft_beside_that_was_edited_is_not_overwritten_either(demo: Workspace) -> None:
    report(demo).write_text("performance: {}\nreview: 已檢討。\n", "utf-8")
    beside = draft_report(demo, "demo").path
    beside.write_text(beside.read_text("utf-8") + "# 註\n", "utf-8")
    with pytest.raises(Refused) as refused:
        draft_report(demo, "demo")
    assert [problem.rule for problem in refused.value.problems] == ["draft-beside-edited"]


def test_line_ends_of_another_system_are_no_edit(demo: Workspace) -> None:
    draft_report(demo, "demo")
    report(demo).write_bytes(report(demo).read_bytes().replace(b"\n", b"\r\n"))
    assert draft_report(demo, "demo", spare=12).outcome == "redrafted"


def test_comments_are_kept_when_nothing_else_was_edited(demo: Workspace) -> None:
    draft_report(demo, "demo")
    report(demo).write_text("# 秘書室註\n" + report(demo).read_text("utf-8"), "utf-8")
    assert draft_report(demo, "demo", spare=12).outcome == "merged"
    assert report(demo).read_text("utf-8").startswith("# 秘書室註\n")


def test_merging_takes_over_what_was_not_touched_and_keeps_the_rest(demo: Workspace) -> None:
    draft_report(demo, "demo")
    text = report(demo).read_text("utf-8")
    mine = text.replace("title: 整合單一窗口，縮短等候時間", "title: 單一窗口   # 科長改")
    report(demo).write_text(mine, "utf-8")
    path = demo.root / YEAR / "achievements.yaml"
    changed = path.read_text("utf-8").replace(
        "title: 整合單一窗口，縮短等候時間", "title: 整合窗口"
    )
    path.write_text(changed.replace("18,420人次", "18,520人次"), "utf-8")
    found = draft_report(demo, "demo", taking_over=True)
    assert found.outcome == "merged"
    after = report(demo).read_text("utf-8")
    assert "title: 單一窗口   # 科長改" in after
    assert "18,520人次" in after
    assert [problem.rule for problem in found.problems] == ["merge-kept-yours"]
    assert "one-counter" in found.problems[0].args["path"]
    assert draft_report(demo, "demo", taking_over=True).outcome == "unchanged"


def test_merging_an_untouched_report_gives_the_new_draft(demo: Workspace) -> None:
    draft_report(demo, "demo")
    draft_report(demo, "demo", spare=12, taking_over=True)
    merged = report(demo).read_bytes()
    report(demo).unlink()
    draft_report(demo, "demo", spare=12)
    assert report(demo).read_bytes() == merged


def test_merging_without_new_achievements_changes_nothing(demo: Workspace) -> None:
    draft_report(demo, "demo")
    mine = report(demo).read_text("utf-8").replace("review:", "# 檢討\n\nreview:   # 貳")
    mine = mine.replace("title: 整合單一窗口，縮短等候時間", "title: '單一窗口'")
    report(demo).write_text(mine, "utf-8")
    assert draft_report(demo, "demo", taking_over=True).outcome == "unchanged"
    assert report(demo).read_text("utf-8") == mine


def test_an_edited_case_that_the_draft_drops_is_kept_and_what_is_too_long_is_told(
    demo: Workspace,
) -> None:
    draft_report(demo, "demo")
    text = report(demo).read_text("utf-8")
    start = text.index("text: 於12里")
    longer = f"text: {'河' * 900}。"
    report(demo).write_text(text[:start] + longer + text[text.index("\n", start) :], "utf-8")
    path = demo.root / YEAR / "achievements.yaml"
    path.write_text(path.read_text("utf-8").replace("river-walk:", "river-tour:"), "utf-8")
    found = draft_report(demo, "demo", taking_over=True)
    assert sorted(problem.rule for problem in found.problems) == [
        "merge-exceeds",
        "merge-kept-dropped",
    ]
    assert longer in report(demo).read_text("utf-8")
