"""A grid, or a table of results, as an xlsx: drawn by openpyxl, the same bytes every time."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from docgen.docx.pack import pack
from docgen.docx.package import CORE, unpacked
from docgen.export.sheet.layout import (
    COLUMNS,
    FIRST,
    HEAD,
    HINT,
    IDS,
    LAST_COLUMN,
    LETTERS,
    TABLE,
    TITLE,
)
from docgen.export.sheet.look import META_SHEET, filled
from docgen.year.score import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from openpyxl.worksheet.worksheet import Worksheet

    from docgen.export.sheet.layout import Asked, Grid
    from docgen.export.sheet.look import FormWords, Look

TEXT_FORMAT: Final = "@"
_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # how OOXML writes what XML cannot hold
_PROMPT, _PROMPT_TITLE = 255, 32  # Excel's limits, characters
_LINE: Final = 1.35  # the height of a line for the size of its letters
_PADDING: Final = 4  # points
_HEAD: Final = 6  # characters of a head on one line; longer ones are wrapped
_ROOM: Final = 3  # lines for a remark that is still to be written
_CORE_PART: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b"<cp:coreProperties"
    b' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    b' xmlns:dc="http://purl.org/dc/elements/1.1/"/>'
)


def form(grid: Grid, look: Look) -> bytes:
    """The form of one unit: protected but for what is asked, with help and ranges at the cells."""
    book, sheet = _book(grid.sheet, look)
    words = look.form
    for cell, value in grid.fixed.items():
        _put(sheet[cell], value)
    for cell, asked in grid.asked.items():
        _put(sheet[cell], asked.value)
    _dress(sheet, grid, look)
    for cell, asked in grid.asked.items():
        _ask(sheet, cell, asked, words)
    _sizes(sheet, grid, look)
    _page(sheet, f"A1:{LAST_COLUMN}{max(grid.remarks)}")
    sheet.freeze_panes = f"{LETTERS['points']}{FIRST}"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False  # False allows it: who reads may widen
    sheet.protection.formatRows = False
    _meta(book.create_sheet(META_SHEET), grid)
    book.security = WorkbookProtection(lockStructure=True)
    return _bytes(book)


def table(
    head: Sequence[str], rows: Iterable[Sequence[str | int | Decimal | None]], look: Look
) -> bytes:
    """A table of results with its head frozen; figures are numbers, everything else is text."""
    book, sheet = _book(look.form.sheet, look)
    every = [tuple(head), *rows]
    edge = _edge(look)
    for number, row in enumerate(every, 1):
        for column, value in enumerate(row, 1):
            cell: Any = sheet.cell(number, column)
            _put(cell, value)
            cell.font = Font(name=look.font, size=look.size, bold=number == 1)
            cell.border = edge
            cell.alignment = Alignment(vertical="center", wrap_text=number == 1)
            if number == 1:
                cell.fill = PatternFill("solid", start_color=look.colours.head)
    for column, title in enumerate(head, 1):
        words = [title[:_HEAD], *(_text(row[column - 1]) for row in every[1:])]
        sheet.column_dimensions[get_column_letter(column)].width = 2 + min(
            40, max(map(_columns_of, words))
        )
    _page(sheet, sheet.dimensions)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    return _bytes(book)


def _book(title: str, look: Look) -> tuple[Workbook, Worksheet]:
    """A book whose unit of width is a half-width character of its font, in every program."""
    book: Any = Workbook()
    book._named_styles["Normal"].font = Font(name=look.font, size=look.size)  # noqa: SLF001
    book.remove(book.worksheets[0])
    return book, book.create_sheet(title)


def _put(cell: Any, value: str | int | Decimal | None) -> None:
    """A number as a number, anything else as text, whatever it begins with."""
    if value is None:
        cell.number_format = TEXT_FORMAT
    elif isinstance(value, str):
        cell.value = _ESCAPED.sub("_x005F_", value)
        cell.data_type = "s"  # openpyxl takes =… for a formula and #N/A for an error
        cell.number_format = TEXT_FORMAT
    else:
        cell.value = value
        cell.number_format = "General"


def _text(value: str | int | Decimal | None) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _columns_of(text: str) -> int:
    """How many half-width characters a text takes."""
    return sum(1 if character.isascii() else 2 for character in text)


def _edge(look: Look) -> Border:
    side = Side("thin", color=look.colours.edge)
    return Border(left=side, right=side, top=side, bottom=side)


def _dress(sheet: Worksheet, grid: Grid, look: Look) -> None:
    """Fonts, lines and colours: what is to be filled in stands out."""
    plain_font = Font(name=look.font, size=look.size, color=look.colours.text)
    bold = Font(name=look.font, size=look.size, bold=True, color=look.colours.text)
    edge, head = _edge(look), PatternFill("solid", start_color=look.colours.head)
    last = max(grid.rows.values())
    for row in range(TABLE, last + 1):
        for column, letter in LETTERS.items():
            cell: Any = sheet[f"{letter}{row}"]
            middle = column in {"points", "score", "measured"} or row == TABLE
            cell.font = bold if row == TABLE else plain_font
            cell.border = edge
            cell.fill = head if row == TABLE else PatternFill()
            cell.alignment = Alignment(
                horizontal="center" if middle else "left",
                vertical="center" if middle else "top",
                wrap_text=True,
            )
    for row in grid.remarks:
        sheet.merge_cells(f"C{row}:{LETTERS['bands']}{row}")
        for letter in "CDEF":
            sheet[f"{letter}{row}"].border = edge
    for place, font in (
        (f"B{TITLE}", Font(name=look.font, size=look.size + 4, bold=True)),
        (f"B{HINT}", plain_font),
        ("B3", bold),
        (f"B{HEAD}", bold),
        (f"E{HEAD}", bold),
        *((f"B{row}", bold) for row in grid.remarks),
    ):
        sheet[place].font = font
    sheet[f"E{HEAD}"].alignment = Alignment(horizontal="right")
    for row in grid.remarks:
        sheet[f"B{row}"].alignment = Alignment(vertical="top", wrap_text=True)
    for place, asked in grid.asked.items():
        answer: Any = sheet[place]
        answer.font = plain_font
        answer.border = edge
        answer.protection = Protection(locked=False)
        if asked.wanted:
            answer.fill = PatternFill("solid", start_color=look.colours.input)
        if asked.asks not in {"score", "number"}:
            answer.alignment = Alignment(vertical="top", wrap_text=True)


def _ask(sheet: Worksheet, cell: str, asked: Asked, words: FormWords) -> None:
    """Help at a cell, and the range that a number must lie in."""
    column = asked.address.rpartition(".")[2]
    points = plain(asked.points) if asked.points is not None else ""
    help_ = filled(getattr(words.help, column, ""), points=points)
    if asked.asks in {"score", "number"}:
        high = points or "999999999"
        rule = DataValidation(
            type="decimal",
            operator="between",
            formula1="0" if asked.asks == "score" else f"-{high}",
            formula2=high,
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=_title_of(column, words)[:_PROMPT_TITLE],
            error=filled(words.refused, points=points) if points else words.not_a_number,
        )
        sheet[cell].number_format = "General"
    elif help_:
        rule = DataValidation(allow_blank=True)
    else:
        return
    if help_:
        bands = str(sheet[f"{LETTERS['bands']}{sheet[cell].row}"].value or "")
        told = f"{help_}\n{bands}" if asked.asks == "score" else help_
        rule.showInputMessage = True
        rule.promptTitle = _title_of(column, words)[:_PROMPT_TITLE]
        rule.prompt = told if len(told) <= _PROMPT else f"{told[: _PROMPT - 1]}…"
    rule.add(cell)
    sheet.add_data_validation(rule)


def _title_of(column: str, words: FormWords) -> str:
    if column in COLUMNS:
        title: str = getattr(words.columns, column).title
        return title
    return str(getattr(words, column))


def _sizes(sheet: Worksheet, grid: Grid, look: Look) -> None:
    """Columns as the look has them; rows as high as their words need (nobody else says so)."""
    sheet.column_dimensions[IDS].hidden = True
    widths = {letter: getattr(look.form.columns, name).width for name, letter in LETTERS.items()}
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width
    one = look.size * _LINE
    for row in (TABLE, *grid.rows.values()):
        lines = (_lines(sheet[f"{at}{row}"].value, width) for at, width in widths.items())
        sheet.row_dimensions[row].height = one * max(lines) + _PADDING
    across = sum(widths[letter] for letter in "CDEF")
    for row in grid.remarks:
        needed = max(_ROOM, _lines(sheet[f"C{row}"].value, across))
        sheet.row_dimensions[row].height = one * needed + _PADDING


def _lines(value: Any, width: int) -> int:
    """How many lines a text takes in a column that is so many half-width characters wide."""
    fit = max(1, width - 1)
    return sum(max(1, -(-_columns_of(line) // fit)) for line in str(value or "").split("\n"))


def _page(sheet: Worksheet, area: str) -> None:
    sheet.print_area = area
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{TABLE}:{TABLE}"


def _meta(sheet: Worksheet, grid: Grid) -> None:
    """The hidden sheet that says what the form is for."""
    for row, (name, value) in enumerate(meta_rows(grid), 1):
        _put(sheet.cell(row, 1), name)
        _put(sheet.cell(row, 2), value)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


def meta_rows(grid: Grid) -> tuple[tuple[str, str], ...]:
    """Name and value of all that the hidden sheet holds."""
    meta = grid.meta
    names = meta.__struct_fields__
    return tuple((name, _text(getattr(meta, name))) for name in names)


def _bytes(book: Workbook) -> bytes:
    """The package in one order, without clock, author or the library's name."""
    stream = io.BytesIO()
    book.save(stream)
    parts = dict(unpacked(stream.getvalue(), "xlsx"))
    parts[CORE] = _CORE_PART
    return pack({name: parts[name] for name in sorted(parts)})
