"""The tables of documents as cells that say which headers they stand under (HTML 4.9.11, 4.9.12).

A docx lays a tall cell out in several rows, so that no row breaks over pages; here it is one cell
again. The words of a cell are the template's: ``kind`` says which, ``content`` what to print.
"""

from __future__ import annotations

from docgen.site.tables.indicators import indicator_table
from docgen.site.tables.results import results_chart, results_table
from docgen.site.tables.rubric import rubric_tables
from docgen.site.tables.shape import Cell, Table
from docgen.site.tables.strategy import strategy_table

__all__ = [
    "Cell",
    "Table",
    "indicator_table",
    "results_chart",
    "results_table",
    "rubric_tables",
    "strategy_table",
]
