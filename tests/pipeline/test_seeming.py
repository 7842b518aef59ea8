"""A file from elsewhere that is another document than it is said to be: told at once, and alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.pipeline.checking import check, check_all
from docgen.problem import Refused, words
from docgen.workspace import Workspace
from tests.conftest import PROJECT
from tests.documents import documents
from tests.docx.build import docx, p, r

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORKSPACE = Workspace(PROJECT)


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    words.speak("zh_TW")
    yield
    words.speak("en")


def sent(folder: Path, type_: str) -> Path:
    path = folder / "來文.docx"
    path.write_bytes(documents("10river")[type_])
    return path


@pytest.mark.parametrize("named", ["report", "proposal", "scoresheet"])
def test_a_plan_that_is_called_something_else_is_one_fault(tmp_path: Path, named: str) -> None:
    (checked,) = check_all(WORKSPACE, [sent(tmp_path, "plan")], named, filled=True)
    (problem,) = checked.problems
    assert (problem.rule, problem.args["type"]) == ("other-type", "plan")
    assert words.of(problem).message.startswith("此檔似為年度提升服務品質執行計畫（plan），不是")


def test_so_is_one_that_was_made_here_and_one_with_another_name(tmp_path: Path) -> None:
    for name in ("build/10river/105/plan.docx", "report.docx"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(documents("10river")["plan"])
    for name in ("data", "templates"):
        (tmp_path / name).symlink_to(PROJECT / name)
    workspace = Workspace(tmp_path)
    for name, named in (("build/10river/105/plan.docx", "report"), ("report.docx", None)):
        with pytest.raises(Refused) as refused:
            check(workspace, tmp_path / name, named)
        assert [problem.rule for problem in refused.value.problems] == ["other-type"]
    made = check(workspace, tmp_path / "build/10river/105/plan.docx")
    assert made.problems == ()


@pytest.mark.parametrize("type_", ["plan", "report", "proposal", "results", "scoresheet", "set"])
def test_every_document_is_what_it_is(tmp_path: Path, type_: str) -> None:
    (checked,) = check_all(WORKSPACE, [sent(tmp_path, type_)], type_, filled=False)
    assert "other-type" not in {problem.rule for problem in checked.problems}


def test_a_report_that_lacks_much_is_still_a_report(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(docx(p(r("壹、執行績效")), p(r("貳、檢討"))))
    assert "missing-section" in {p.rule for p in check(WORKSPACE, path, "report").problems}


def test_headings_that_a_table_quotes_are_none(tmp_path: Path) -> None:
    cells = "".join(f"<w:tr><w:tc>{p(r(each))}</w:tc></w:tr>" for each in (
        "計畫依據", "計畫目標", "實施對象", "執行策略及方法", "實施步驟", "考核作業"
    ))  # fmt: skip
    path = tmp_path / "x.docx"
    path.write_bytes(docx(f"<w:tbl>{cells}</w:tbl>{p(r('甲'))}"))
    assert "other-type" not in {p.rule for p in check(WORKSPACE, path, "report").problems}


def test_the_question_what_it_is_says_what_it_seems_to_be(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        check(WORKSPACE, sent(tmp_path, "plan"))
    (problem,) = refused.value.problems
    assert problem.rule == "type-needed"
    assert "是否為「年度提升服務品質執行計畫（plan）」？" in words.of(problem).help


@pytest.mark.parametrize("type_", ["set", "results"])
def test_nothing_is_said_where_that_is_not_clear(tmp_path: Path, type_: str) -> None:
    with pytest.raises(Refused) as refused:
        check(WORKSPACE, sent(tmp_path, type_))
    assert "near" not in refused.value.problems[0].args
