"""What a parent makes of its bureaus: a choice of their cases that is its own, and the documents."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from docgen.docx.text import text_of
from docgen.pipeline import bureau_documents, consolidate, draft_bureaus, status, validate
from docgen.pipeline.checking import check
from tests.cli.command import docgen
from tests.conftest import PROJECT
from tests.pipeline.drafting import PRACTICES, achievement, copy

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.pipeline.built import Built
    from docgen.pipeline.bureaus import Gathered
    from docgen.problem import Problem
    from docgen.workspace import Workspace

HEADINGS = ("deepen", "streamline", "listen", "inform", "innovate")
FOLDER = "data/wra/105"
CHOICE = f"{FOLDER}/consolidated.yaml"
DEMO = "data/demo/105"
MADE = {"results-bureaus", "results-bureaus-self", "report-bureaus"}


def returned(name: str, long: int, cases: int = 2) -> str:
    """A return with so many cases under every heading, each of so many sentences."""
    text = f"name: {name}\nperformance:\n"
    for heading in HEADINGS:
        text += f"  {heading}:\n    cases:\n"
        for case in range(cases):
            said = "".join(
                f"{name}辦理第{case}類{heading}宣導及現場服務，全年服務{n + 1}00人次，滿意度達91.5%。"
                for n in range(long)
            )
            text += f"      {heading}-{case}: {{title: 便民服務{case}, text: '{said}'}}\n"
    return text + f"review: {name}志工人力不足，將加強招募。\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """wra with 10river and demo, which have nothing to report yet."""
    made = copy(tmp_path)
    (tmp_path / DEMO / "achievements.yaml").unlink()
    return made


def put(workspace: Workspace, name: str, text: str) -> None:
    path = workspace.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def hand_in(workspace: Workspace, *names: str, long: int = 1, cases: int = 2) -> None:
    for number, name in enumerate(names, 1):
        put(workspace, f"{FOLDER}/returns/b{number}.yaml", returned(name, long, cases))


def report_of(workspace: Workspace, slug: str = "demo") -> None:
    source = PROJECT / "data" / "demo" / "105"
    for name in ("report.yaml", "achievements.yaml"):
        shutil.copy(source / name, workspace.root / "data" / slug / "105" / name)


def drafted(workspace: Workspace, **how: bool) -> Gathered:
    return draft_bureaus(workspace, consolidate(workspace, "wra", 105), **how)


def documents(workspace: Workspace) -> Built:
    return bureau_documents(workspace, consolidate(workspace, "wra", 105))


def text(workspace: Workspace, name: str = "report-bureaus") -> str:
    path = workspace.build / "wra" / "105" / f"{name}.docx"
    return text_of(path.read_bytes()) if path.exists() else ""


def choice(workspace: Workspace) -> str:
    return (workspace.root / CHOICE).read_text("utf-8")


def rules(problems: tuple[Problem, ...]) -> set[str]:
    """Without the bureaus that have nothing to report in most of these tests."""
    return {each.rule for each in problems} - {"bureau-without-cases"}


# the choice


def test_it_is_data_that_names_the_source_of_each_case(workspace: Workspace) -> None:
    hand_in(workspace, "第九河川局")
    found = drafted(workspace)
    assert found.drafted is not None
    assert (found.drafted.outcome, rules(found.problems)) == ("new", set())
    assert choice(workspace).count("（第九河川局）") == 10
    assert validate(workspace, ["wra"]) == ()


def test_it_takes_the_cases_that_fit_its_three_pages(workspace: Workspace) -> None:
    hand_in(workspace, "第一局", "第二局", "第三局", long=3, cases=3)
    found = drafted(workspace)
    assert found.draft is not None
    assert found.draft.pages <= 3
    assert 10 <= choice(workspace).count("便民服務") <= 15


def test_a_case_with_figures_keeps_them(workspace: Workspace) -> None:
    hand_in(workspace, "第九河川局")
    path = workspace.root / FOLDER / "returns" / "b1.yaml"
    figures = ", figures: {count: {name: 人次, value: '300', last: '250'}}}\n"
    path.write_text(path.read_text("utf-8").replace("}\n", figures, 1), "utf-8")
    drafted(workspace)
    assert "b1-deepen-0-count:\n            name: 人次\n            value: '300'" in choice(
        workspace
    )
    documents(workspace)
    assert "人次" in text(workspace)


def test_without_enough_cases_there_is_none_and_the_table_is_made(workspace: Workspace) -> None:
    put(workspace, f"{FOLDER}/returns/b1.yaml", "name: 第九河川局\n")
    assert rules(drafted(workspace).problems) == {"too-few-bureau-cases"}
    assert {each.name for each in documents(workspace).made} & MADE == {"results-bureaus"}
    assert not (workspace.root / CHOICE).exists()


def test_cases_that_cannot_fit_are_told(workspace: Workspace) -> None:
    hand_in(workspace, "第九河川局", long=12)
    assert rules(drafted(workspace).problems) == {"bureau-report-does-not-fit"}


def test_only_looking_writes_nothing(workspace: Workspace) -> None:
    hand_in(workspace, "第九河川局")
    found = drafted(workspace, writing=False)
    assert found.draft is not None
    assert found.drafted is None
    assert not (workspace.root / CHOICE).exists()


# the parent's words


def edit(workspace: Workspace, old: str, new: str, file: str = CHOICE) -> None:
    path = workspace.root / file
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), "utf-8")


def test_what_nobody_edited_follows_the_bureaus(workspace: Workspace) -> None:
    hand_in(workspace, "第九河川局")
    drafted(workspace)
    edit(workspace, "title: 便民服務0", "title: 夜間服務", f"{FOLDER}/returns/b1.yaml")
    found = drafted(workspace)
    assert found.drafted is not None
    assert found.drafted.outcome == "redrafted"
    assert "夜間服務（第九河川局）" in choice(workspace)


def test_the_parents_words_are_printed_and_never_overwritten(workspace: Workspace) -> None:
    hand_in(workspace, "第九河川局")
    drafted(workspace)
    edit(workspace, "title: 便民服務0（第九河川局）", "title: 本署擇列之服務")
    mine = choice(workspace)
    again = drafted(workspace).drafted
    assert again is not None
    assert again.outcome == "kept"  # nothing new: no draft beside it
    edit(workspace, "title: 便民服務1", "title: 夜間服務", f"{FOLDER}/returns/b1.yaml")
    found = drafted(workspace)
    assert found.drafted is not None
    assert (found.drafted.outcome, rules(found.problems)) == ("beside", {"draft-beside"})
    assert choice(workspace) == mine
    assert "夜間服務" in (workspace.root / FOLDER / "consolidated.draft.yaml").read_text("utf-8")
    documents(workspace)
    assert "本署擇列之服務" in text(workspace)
    assert "夜間服務" not in text(workspace)


def test_merging_takes_what_is_new_and_keeps_words_comments_and_order(workspace: Workspace) -> None:
    hand_in(workspace, "第九河川局")
    drafted(workspace)
    edit(workspace, "      b1-deepen-0:\n", "      # 署長指示列第一\n      b1-deepen-0:\n")
    edit(workspace, "title: 便民服務0（第九河川局）", "title: 本署擇列之服務")
    edit(workspace, "title: 便民服務1", "title: 夜間服務", f"{FOLDER}/returns/b1.yaml")
    found = drafted(workspace, taking_over=True)
    assert found.drafted is not None
    assert found.drafted.outcome == "merged"
    assert "# 署長指示列第一" in choice(workspace)
    assert "title: 本署擇列之服務" in choice(workspace)
    assert "title: 夜間服務（第九河川局）" in choice(workspace)


def test_a_draft_beside_that_was_edited_is_an_error_and_the_documents_are_made(
    workspace: Workspace,
) -> None:
    hand_in(workspace, "第九河川局")
    drafted(workspace)
    edit(workspace, "title: 便民服務0（第九河川局）", "title: 本署擇列之服務")
    edit(workspace, "title: 便民服務1", "title: 夜間服務", f"{FOLDER}/returns/b1.yaml")
    drafted(workspace)
    edit(workspace, "夜間服務", "晚間服務", f"{FOLDER}/consolidated.draft.yaml")
    edit(workspace, "title: 夜間服務", "title: 假日服務", f"{FOLDER}/returns/b1.yaml")
    found = drafted(workspace)
    assert [p.rule for p in found.problems if p.level == "error"] == ["draft-beside-edited"]
    assert {each.name for each in documents(workspace).made} & MADE == {
        "results-bureaus",
        "report-bureaus",
    }


def test_validate_knows_the_file(workspace: Workspace) -> None:
    put(
        workspace,
        CHOICE,
        "performance:\n  deepn: {cases: {a: {titel: 甲, text: 乙}}}\nreview: 丙\n",
    )
    found = {(p.rule, p.where.file, p.where.line) for p in validate(workspace, ["wra"])}
    assert found == {
        ("unknown-field", CHOICE, 2),
        ("missing-field", CHOICE, 2),
    }


# what bureaus have to tell


def test_a_bureau_without_a_report_is_told_by_its_achievements(workspace: Workspace) -> None:
    shutil.copy(PROJECT / DEMO / "achievements.yaml", workspace.root / DEMO / "achievements.yaml")
    found = drafted(workspace)
    assert rules(found.problems) == {"bureau-without-report"}
    assert found.draft is not None
    assert len(found.draft.told) == 40
    assert {each.wording for each in found.draft.told} == {"full", "short", None}
    assert "（示範機關）" in choice(workspace)
    assert "示範機關：" in choice(workspace).partition("review:")[2]


def test_a_bureau_with_nothing_to_tell_is_named(workspace: Workspace) -> None:
    hand_in(workspace, "第九河川局")
    told = {p.where.file: p.level for p in drafted(workspace).problems}
    assert told == {"data/10river/105": "warning", DEMO: "warning"}


def test_weights_are_a_bureaus_own_so_that_none_shuts_out_another(workspace: Workspace) -> None:
    report_of(workspace)
    hand_in(workspace, "第九河川局", cases=3)
    drafted(workspace)
    assert "（第九河川局）" in choice(workspace)
    assert "（示範機關）" in choice(workspace)


def test_a_case_under_a_heading_that_the_parent_has_not_is_told_with_its_line(
    workspace: Workspace,
) -> None:
    hand_in(workspace, "第九河川局")
    put(
        workspace,
        f"{DEMO}/report.yaml",
        "performance:\n  rescue:\n    cases: {boat: {title: 救援, text: 出勤3次。}}\nreview: 已檢討。\n",
    )
    heading = "report:          # 附錄2\n  headings: {rescue: {after: innovate, title: 防災救援}}\n"
    edit(workspace, "report:          # 附錄2\n", heading, f"{DEMO}/forms.yaml")
    (told,) = [p for p in drafted(workspace).problems if p.rule == "bureau-case-without-heading"]
    assert (told.level, told.where.file, told.where.line) == ("warning", f"{DEMO}/report.yaml", 3)
    assert told.args["heading"] == "rescue"


# what the choice cost


def test_the_minimum_of_a_heading_is_told_with_what_it_kept_out(workspace: Workspace) -> None:
    heavy, light = PRACTICES[:2], PRACTICES[2:]
    done = [achievement(f"{each}-{n}", each, 9, 180) for each in heavy for n in range(3)]
    done += [achievement(f"{each}-{n}", each, 1, 180) for each in light for n in range(2)]
    put(workspace, f"{DEMO}/achievements.yaml", "".join(done))
    found = drafted(workspace, explain=True).draft
    assert found is not None
    assert {each.heading for each in found.forced} == {
        "探查民意趨勢，建立顧客關係",
        "豐富服務資訊，促進網路溝通",
        "創新服務方式，整合服務資源",
    }
    for each in found.forced:
        assert each.least == 2
        assert each.gain > 0
        assert each.stand
        assert any("courtesy" in title or "window" in title for title in each.instead)
    assert drafted(workspace).draft.forced == ()  # type: ignore[union-attr]


# faults lead to who wrote it


def test_a_fault_leads_to_the_bureaus_line_until_the_parent_words_it_otherwise(
    workspace: Workspace,
) -> None:
    hand_in(workspace, "第九河川局")
    report_of(workspace)
    edit(workspace, "便民服務0, text: '", "便民服務0, text: '(壞)", f"{FOLDER}/returns/b1.yaml")
    drafted(workspace)

    def places() -> set[tuple[str | None, int | None]]:
        documents(workspace)
        path = workspace.build / "wra" / "105" / "report-bureaus.docx"
        if not path.exists():
            return {
                (p.where.file, p.where.line) for p in documents(workspace).problems if p.where.file
            }
        return {(p.where.file, p.where.line) for p in check(workspace, path).problems}

    lines = (workspace.root / FOLDER / "returns" / "b1.yaml").read_text("utf-8").splitlines()
    line = next(n for n, each in enumerate(lines, 1) if "(壞)" in each)
    assert (f"{FOLDER}/returns/b1.yaml", line) in places()
    edit(workspace, "(壞)", "(很壞)")
    line = next(n for n, each in enumerate(choice(workspace).splitlines(), 1) if "(很壞)" in each)
    assert (CHOICE, line) in places()


def test_what_is_too_long_is_to_be_shortened_by_the_parent(workspace: Workspace) -> None:
    hand_in(workspace, "第九河川局", long=3)
    drafted(workspace)
    part = choice(workspace).partition("  streamline:")[0].partition("    cases:\n")[2]
    more = "".join(part.replace("b1-deepen", f"again-{n}") for n in range(4))
    edit(workspace, part, part + more)
    found = documents(workspace)
    assert {each.name for each in found.refused} == {"report-bureaus"}
    hints = {p.where.file for p in found.problems if p.rule == "shorten-here"}
    assert hints == {CHOICE}


# documents and what is known of them


def states(workspace: Workspace) -> dict[str, str]:
    return {each.name: each.state for each in status(workspace, ["wra"]) if each.name in MADE}


def test_status_knows_both_documents(workspace: Workspace) -> None:
    hand_in(workspace, "第九河川局")
    assert states(workspace) == {"results-bureaus": "missing"}
    drafted(workspace)
    assert states(workspace) == {"results-bureaus": "missing", "report-bureaus": "missing"}
    documents(workspace)
    assert states(workspace) == {"results-bureaus": "current", "report-bureaus": "current"}


def test_the_table_is_out_of_date_when_a_bureau_was_assessed_anew(workspace: Workspace) -> None:
    hand_in(workspace, "第九河川局")
    documents(workspace)
    sheet = next((workspace.root / DEMO / "assessments").glob("*parent*.yaml"))
    sheet.unlink()
    assert states(workspace)["results-bureaus"] == "differs"
    documents(workspace)
    assert states(workspace)["results-bureaus"] == "current"
    put(workspace, "data/9river/agency.yaml", "name: 新局\nshort: 本局\nparent: wra\n")
    assert states(workspace)["results-bureaus"] == "differs"


def test_the_table_by_the_bureaus_own_assessments_has_a_name_of_its_own(
    workspace: Workspace,
) -> None:
    built = bureau_documents(workspace, consolidate(workspace, "wra", 105, kind="self"))
    assert {each.name for each in built.made} & MADE == {"results-bureaus-self"}
    assert states(workspace) == {"results-bureaus": "missing", "results-bureaus-self": "current"}


def test_an_agency_without_bureaus_has_no_such_documents(workspace: Workspace) -> None:
    assert not [each for each in status(workspace, ["demo"]) if "bureaus" in each.name]


# the command


def test_the_command_drafts_makes_and_says_it(workspace: Workspace) -> None:
    report_of(workspace)
    said = docgen("consolidate", "wra", "--explain", cwd=workspace.root, language="zh_TW")
    assert said.code == 0
    assert f"已寫入 {CHOICE}" in said.out
    assert "採用事例 15 則（共 15 則）" in said.out
    assert "經濟部水利署所屬機關105年度提升服務品質本署考核結果統計表" in text(
        workspace, "results-bureaus"
    )
    assert "整合單一窗口，縮短等候時間（示範機關）" in text(workspace)
    shown = docgen("explain", "wra", "consolidated", "demo-one-counter", cwd=workspace.root)
    assert f"{CHOICE}:" in shown.out
    told = docgen("status", "wra", cwd=workspace.root)
    assert "build/wra/105/report-bureaus.docx was checked: no faults" in told.out
    assert "build/wra/105/results-bureaus.docx was checked: no faults" in told.out
    assert "the report of all bureaus fits: 3 pages of 3" in told.out


@pytest.mark.parametrize("columns", [60, 80])
@pytest.mark.parametrize("command", ["consolidate", "scores"])
def test_tables_are_readable_on_narrow_terminals(command: str, columns: int) -> None:
    agency, *more = ("wra", "--look") if command == "consolidate" else ("demo",)
    said = docgen(command, agency, *more, language="zh_TW", COLUMNS=str(columns))
    table = said.out.partition("獎勵")[0] if command == "consolidate" else said.out
    assert "總分" in table
    assert "等第" in table
    assert "名次" in table
    if command == "consolidate":
        (row,) = [line for line in table.splitlines() if "874.24" in line]
        assert row.split() == ["示範機關", "874.24", "甲", "1"]
