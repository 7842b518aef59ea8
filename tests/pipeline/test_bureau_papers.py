"""The papers about a parent's bureaus: a sheet for each, the awards proposed, what is known of them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from docgen.docx.text import text_of
from docgen.layout.libreoffice.found import soffice
from docgen.pipeline import build, bureau_documents, consolidate, status
from docgen.pipeline.checking import check, check_built
from tests.cli.command import docgen
from tests.pipeline.drafting import copy

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.pipeline.built import Built
    from docgen.workspace import Workspace

FOLDER = "data/wra/105"
DEMO = "data/demo/105"
PLAN = f"{DEMO}/plan.yaml"
RIVER = "data/10river/105/plan.yaml"
BENCHMARKING = "鼓勵各科室提出具有標竿學習效益之創新服務。"
RETURN = "name: 第九河川局\nreceived: 106-01-02\ntotal: 931.5\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """wra with 10river, demo, and 第九河川局, which handed in a file after the deadline."""
    made = copy(tmp_path)
    put(made, f"{FOLDER}/returns/9river.yaml", RETURN)
    return made


def put(workspace: Workspace, name: str, text: str) -> None:
    path = workspace.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def edit(workspace: Workspace, name: str, old: str, new: str) -> None:
    path = workspace.root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def papers(workspace: Workspace) -> Built:
    return bureau_documents(workspace, consolidate(workspace, "wra", 105))


def lines(workspace: Workspace, name: str) -> list[str]:
    """The text of a paper, paragraph by paragraph."""
    path = workspace.build / "wra" / "105" / f"{name}.docx"
    return text_of(path.read_bytes()).splitlines()


def after(told: list[str], words: str) -> str:
    """What stands behind these words."""
    return "\n".join(told).partition(words)[2]


# 審核表


def test_every_bureau_has_a_sheet(workspace: Workspace) -> None:
    made = {each.name for each in papers(workspace).made}
    assert {name for name in made if name.startswith("conformity")} == {
        "conformity-10river",
        "conformity-demo",
        "conformity-9river",
    }


def test_it_says_which_required_contents_stand_where(workspace: Workspace) -> None:
    text = (workspace.root / RIVER).read_text("utf-8")
    goals = next(line for line in text.splitlines() if line.startswith("    text: 為提升"))
    edit(workspace, RIVER, f"  goals:\n{goals}", "  goals: null")
    papers(workspace)
    told = "\n".join(lines(workspace, "conformity-10river"))
    assert "計畫依據" in told
    assert "載於「計畫依據」" in told
    assert "載於「計畫目標」" not in told
    assert "未載明" in told


def test_it_quotes_both_texts_of_every_difference(workspace: Workspace) -> None:
    papers(workspace)
    found = consolidate(workspace, "wra", 105).bureaus
    for bureau in found:
        told = lines(workspace, f"conformity-{bureau.standing.slug}")
        differences = bureau.conformity.differences if bureau.conformity else ()
        part = after(told, "二、與上級機關計畫之差異").partition("三、未列量化指標之作法")[0]
        assert part.count("修改") == len(differences)
        for each in differences:
            assert each.old is not None
            assert each.old in part
            assert each.new is not None
            assert each.new in part


def test_a_difference_stands_under_the_titles_above_it(workspace: Workspace) -> None:
    papers(workspace)
    told = "\n".join(lines(workspace, "conformity-10river"))
    assert "優質便民服務／推動便捷、透明之服務流程，提供高效率之服務／提升服務流程便捷性" in told
    assert "single-window" not in told


def test_what_was_dropped_and_added_is_called_so(workspace: Workspace) -> None:
    edit(
        workspace,
        RIVER,
        "benchmarking: 鼓勵所屬單位提出具有標竿學習效益之創新服務。",
        "benchmarking: null\n              night: {text: 夜間服務。, after: ^}",
    )
    papers(workspace)
    told = after(lines(workspace, "conformity-10river"), "二、與上級機關計畫之差異")
    assert "刪除" in told
    assert "鼓勵所屬機關提出具有標竿學習效益之創新服務。" in told
    assert "新增" in told
    assert "夜間服務。" in told


def test_of_a_bureau_without_differences_it_says_none(workspace: Workspace) -> None:
    put(workspace, "data/11river/agency.yaml", "name: 第十一河川局\nshort: 本局\nparent: wra\n")
    (workspace.root / "data/11river/105").mkdir()
    papers(workspace)
    told = after(lines(workspace, "conformity-11river"), "二、與上級機關計畫之差異")
    assert told.split()[0] == "無。"


def test_it_lists_the_practices_without_an_indicator(workspace: Workspace) -> None:
    papers(workspace)
    (demo,) = [
        each for each in consolidate(workspace, "wra", 105).bureaus if each.standing.slug == "demo"
    ]
    told = lines(workspace, "conformity-demo")
    assert demo.conformity is not None
    assert "61項作法，44項未列量化指標" in "\n".join(told)
    assert "部分載明" in "\n".join(told)
    part = after(told, "三、未列量化指標之作法")
    assert [each.text for each in demo.conformity.unmeasured if each.text not in part] == []
    assert "44" in part


@pytest.mark.parametrize(
    ("submitted", "said"),
    [
        ("submitted: 105-12-31\n", "期限105年12月31日，105年12月31日提報"),
        ("", "期限105年12月31日，未記載提報日期"),
    ],
)
def test_it_says_whether_the_deadline_was_kept(
    workspace: Workspace, submitted: str, said: str
) -> None:
    put(
        workspace,
        f"{DEMO}/report.yaml",
        f"{submitted}performance:\n  listen: {{cases: {{walk: {{title: 巡查, text: 辦理3場。}}}}}}\n"
        "review: 已檢討。\n",
    )
    papers(workspace)
    told = "\n".join(lines(workspace, "conformity-demo"))
    assert said in told
    assert ("如期提報" in told) == bool(submitted)


def test_of_a_bureau_that_hands_in_a_file_the_plan_is_unknown_and_the_day_is_not(
    workspace: Workspace,
) -> None:
    papers(workspace)
    told = "\n".join(lines(workspace, "conformity-9river"))
    assert "逾期提報" in told
    assert "期限105年12月31日，106年1月2日提報" in told
    assert told.count("該機關計畫未存於本系統，或無法讀取") == 9
    assert "已載明" not in told
    assert "無。" not in told


def test_a_bureau_whose_data_are_broken_has_a_sheet_that_says_unknown(
    workspace: Workspace,
) -> None:
    put(workspace, PLAN, "sections: 5\n")
    built = papers(workspace)
    assert "conformity-demo" in {each.name for each in built.made}
    assert "不詳" in "\n".join(lines(workspace, "conformity-demo"))


HOSTILE = "㈠設置{ x }p if %}}窗口<w:p/>&amp;，，經濟部水利屬第十河川局（括號)１０６年度  ｛｝"


def test_what_a_bureau_wrote_badly_is_quoted_as_it_stands(workspace: Workspace) -> None:
    edit(workspace, PLAN, BENCHMARKING, f'"{HOSTILE}"')
    built = papers(workspace)
    assert "conformity-demo" not in {each.name for each in built.refused}
    assert HOSTILE in "\n".join(lines(workspace, "conformity-demo"))


def test_there_is_room_for_opinion_and_seals(workspace: Workspace) -> None:
    papers(workspace)
    told = after(lines(workspace, "conformity-demo"), "四、審核意見")
    words = [each for each in told.split() if not set(each) & set("┌├│└§")]
    assert words[:3] == ["承辦人", "單位主管", "機關首長"]


# 敘獎建議表


def test_the_proposal_has_every_clause_with_whom_it_looked_at(workspace: Workspace) -> None:
    papers(workspace)
    found = consolidate(workspace, "wra", 105)
    told = "\n".join(lines(workspace, "awards-bureaus"))
    for line in found.awards:
        assert f"{line.clause.title}（{line.clause.because}）" in told
        assert line.candidate.name in told
    assert "建議敘獎" in told
    assert "機關首長：嘉獎2次" in told
    assert "第1名，931.5分，優等" in told
    assert "其他有功人員：由各機關自行敘獎" in told
    assert "尚無本年度考核成績" in told


def test_a_clause_that_gives_nothing_is_never_called_due(workspace: Workspace) -> None:
    edit(workspace, f"{FOLDER}/returns/9river.yaml", "931.5", "731.5")
    papers(workspace)
    told = "\n".join(lines(workspace, "awards-bureaus"))
    assert "建議敘獎" not in told
    assert "不另敘獎" in told
    said = docgen("awards", "wra", cwd=workspace.root, language="zh_TW").out
    assert "不另敘獎  第九河川局" in said
    assert "建議敘獎" not in said


def test_a_tie_without_a_rank_is_left_to_people(workspace: Workspace) -> None:
    edit(workspace, f"{FOLDER}/rules.yaml", "ties: share", "ties: none")
    put(workspace, f"{FOLDER}/returns/8river.yaml", RETURN.replace("九", "八"))
    papers(workspace)
    told = "\n".join(lines(workspace, "awards-bureaus"))
    assert "同分未定名次，請決定" in told
    assert "931.5分，優等" in told
    assert "第名" not in told


# what is known of them


def states(workspace: Workspace) -> dict[str, str]:
    of = {"conformity", "awards"}
    return {each.name: each.state for each in status(workspace, ["wra"]) if each.type in of}


ALL = {"awards-bureaus", "conformity-10river", "conformity-9river", "conformity-demo"}


def test_status_names_each_before_and_after(workspace: Workspace) -> None:
    assert states(workspace) == dict.fromkeys(ALL, "missing")
    papers(workspace)
    assert states(workspace) == dict.fromkeys(ALL, "current")


def test_only_what_a_change_shows_in_is_out_of_date(workspace: Workspace) -> None:
    papers(workspace)
    edit(workspace, PLAN, BENCHMARKING, "另行辦理。")
    assert states(workspace) == {**dict.fromkeys(ALL, "current"), "conformity-demo": "differs"}
    papers(workspace)
    edit(workspace, f"{FOLDER}/returns/9river.yaml", "106-01-02", "105-12-30")
    assert states(workspace) == {**dict.fromkeys(ALL, "current"), "conformity-9river": "differs"}


def test_the_same_data_give_the_same_bytes(workspace: Workspace) -> None:
    papers(workspace)
    before = {path.name: path.read_bytes() for path in workspace.build.glob("wra/105/*.docx")}
    shutil.rmtree(workspace.build)
    papers(workspace)
    assert {p.name: p.read_bytes() for p in workspace.build.glob("wra/105/*.docx")} == before


def test_they_are_held_to_their_form_like_every_document(workspace: Workspace) -> None:
    papers(workspace)
    checked = {each.path.stem: each for each in check_built(workspace, ["wra"])}
    assert checked.keys() >= ALL
    assert {name: checked[name].problems for name in ALL} == dict.fromkeys(ALL, ())
    path = workspace.build / "wra" / "105" / "conformity-demo.docx"
    alone = check(workspace, path)
    assert (alone.type, alone.filled, alone.problems) == ("conformity", True, ())


def test_no_build_and_no_command_of_their_name_makes_them(workspace: Workspace) -> None:
    built = build(workspace, ["wra"])
    assert not {each.type for each in built.made} & {"conformity", "awards"}
    said = docgen("conformity", "wra", cwd=workspace.root)
    assert said.code == 2
    assert "type-of-bureaus" in said.err
    assert "docgen consolidate wra" in said.err


def test_a_workspace_without_these_types_does_without(workspace: Workspace) -> None:
    for name in ("conformity", "awards"):
        shutil.rmtree(workspace.templates / name)
    made = {each.type for each in papers(workspace).made}
    assert not made & {"conformity", "awards"}
    assert states(workspace) == {}


def test_a_type_that_lacks_a_word_is_refused_by_name(workspace: Workspace) -> None:
    edit(workspace, "templates/conformity/doctype.yaml", "  partly: 部分載明\n", "")
    said = docgen("consolidate", "wra", cwd=workspace.root)
    assert said.code == 1
    assert "missing-words" in said.err
    assert "partly" in said.err


@pytest.mark.slow
@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
def test_they_are_given_out_as_odt_and_pdf_too(workspace: Workspace) -> None:
    said = docgen("consolidate", "wra", "--to", "odt,pdf", cwd=workspace.root)
    assert said.code == 0
    folder = workspace.build / "wra" / "105"
    for name in ALL:
        assert {each.suffix for each in folder.glob(f"{name}.*")} == {".docx", ".odt", ".pdf"}
    others = [each for each in status(workspace, ["wra"]) if each.name in ALL]
    assert {each.state for each in others} == {"current"}
    assert len(others) == 3 * len(ALL)
