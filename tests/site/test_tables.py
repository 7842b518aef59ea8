"""Tables of pages: whole grids, headers that are there, one cell where the eye sees one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from docgen.load import Data
from docgen.pipeline.documents import doctype_of, source_of
from docgen.site.tables import (
    indicator_table,
    results_chart,
    results_table,
    rubric_tables,
    strategy_table,
)
from docgen.site.tables.shape import runs
from docgen.workspace import Workspace
from tests.conftest import PROJECT
from tests.documents import AGENCIES, YEAR
from tests.test_no_code import other

if TYPE_CHECKING:
    from docgen.site.tables import Table

__all__ = ["other"]


def context(type_: str, agency: str, workspace: Workspace | None = None, which: int = -1) -> object:
    here = workspace or Workspace(PROJECT)
    kind = doctype_of(here, type_)
    year, _ = Data(here).agency_year(agency, YEAR, kind.data)
    return source_of(kind, type_).documents(year, kind)[which].context


def tables(agency: str, workspace: Workspace | None = None) -> list[Table]:
    plan: Any = context("plan", agency, workspace)
    made = [strategy_table(plan, "s"), indicator_table(plan, "i")]
    for which in (0, -1):
        made += rubric_tables(context("scoresheet", agency, workspace, which), "r")  # type: ignore[arg-type]
        made.append(results_table(context("results", agency, workspace, which), "t"))  # type: ignore[arg-type]
    return made


def check(table: Table) -> None:
    ids = [
        c.id for row in (*table.head, *(r for g in table.groups for r in g)) for c in row if c.id
    ]
    assert len(ids) == len(set(ids))
    for rows in (table.head, *table.groups):
        covered: dict[int, int] = {}
        widths = set()
        for row in rows:
            columns = sorted(at for at, left in covered.items() if left)
            at = 0
            for cell in row:
                while at in columns:
                    at += 1
                columns += range(at, at + cell.columns)
                assert len(columns) == len(set(columns))  # no two cells in one place
                assert set(cell.headers) <= set(ids)
                assert bool(cell.scope) == bool(cell.id)
                at += cell.columns
            spans = {c: left - 1 for c, left in covered.items() if left}
            at = 0
            for cell in row:
                while spans.get(at, 0) > 0 or covered.get(at):
                    at += 1
                for column in range(at, at + cell.columns):
                    spans[column] = cell.rows - 1
                at += cell.columns
            covered = spans
            widths.add(max(columns) + 1)
        assert len(widths) == 1
        assert not any(covered.values())  # no cell reaches out of its group


@pytest.mark.parametrize("agency", AGENCIES)
def test_every_table_is_a_whole_grid_whose_headers_are_there(agency: str) -> None:
    made = tables(agency)
    assert len(made) == 12  # the plan's two, and blank and filled: four dimensions, one of results
    for table in made:
        check(table)


def test_so_is_one_of_other_depths_and_with_extra_columns(other: Workspace) -> None:
    for agency in ("office", "team"):
        for table in tables(agency, other):
            check(table)


def test_a_practice_stands_under_column_dimension_strategy_and_measure() -> None:
    table = strategy_table(context("plan", "wra"), "s")  # type: ignore[arg-type]
    assert [len(group) for group in table.groups] == [7, 5, 3, 3]
    first = table.groups[0][0]
    assert [cell.kind for cell in first] == ["dimension", "strategies", "measure", "practices"]
    assert first[0].scope == "rowgroup"
    assert first[0].rows == 7
    assert first[-1].headers == ("s-col-3", first[0].id, first[1].id, first[2].id)


def test_a_measure_that_the_docx_lays_out_in_several_rows_is_one_cell() -> None:
    made = context("plan", "wra")
    table = strategy_table(made, "s")  # type: ignore[arg-type]
    cell = table.groups[2][0][-1]
    assert [p.label for p in cell.content.practices] == [f"({n})" for n in range(1, 9)]
    assert sum(row.dimension_key == "innovation" for row in made.rows) > 3  # type: ignore[attr-defined]


def test_strategies_that_share_a_cell_stand_beside_all_measures() -> None:
    table = strategy_table(context("plan", "wra"), "s")  # type: ignore[arg-type]
    row = table.groups[3][0]
    assert row[1].rows == 3
    assert len(row[1].content) == 3
    assert row[2].columns == 2


def test_a_blank_row_of_results_has_no_header() -> None:
    blank = results_table(context("results", "demo", which=0), "t")  # type: ignore[arg-type]
    filled = results_table(context("results", "demo"), "t")  # type: ignore[arg-type]
    assert {cell.scope for row in blank.groups[0] for cell in row} == {None}
    assert [cell.scope for cell in filled.groups[0][0]].count("row") == 1


def test_equal_neighbours_are_one_cell_and_an_empty_key_joins_nothing() -> None:
    assert runs(["a", "a", "b", "", "", "a"]) == [2, 0, 1, 1, 1, 1]


def test_a_practice_heads_all_its_indicators() -> None:
    plan: Any = context("plan", "demo")
    table = indicator_table(plan, "i")
    assert [sum(1 for _ in group) for group in table.groups] == [
        cell.rows for group in table.groups for cell in group[0] if cell.scope == "rowgroup"
    ]
    assert sum(len(group) for group in table.groups) == len(plan.indicator_rows) > 5


def test_ranks_have_a_column_where_the_agency_prints_them() -> None:
    ranked: Any = context("results", "demo")
    blank: Any = context("results", "demo", which=0)
    assert [c.id for c in results_table(ranked, "t").head[0] if c.id == "t-rank"] == ["t-rank"]
    assert [c.id for c in results_table(blank, "t").head[0] if c.id == "t-rank"] == []
    assert results_chart(ranked) is not None
    assert results_chart(blank) is None
