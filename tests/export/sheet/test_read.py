"""A spreadsheet that came from anywhere: read within bounds, or refused with a clear name."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from docgen.export.sheet import read
from docgen.export.sheet.read import Found, cells
from docgen.problem import Refused
from tests.export.sheet.forms import saved, with_parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.problem import Problem

Parts = dict[str, bytes]
SHEET = "xl/worksheets/sheet1.xml"
RELS = "xl/_rels/workbook.xml.rels"
TYPES = "[Content_Types].xml"


def book(**values: Any) -> bytes:
    made = Workbook()
    for cell, value in values.items():
        made.worksheets[0][cell] = value
    made.worksheets[0].title = "S"
    return saved(made)


def shared(*items: bytes, index: bytes = b"0") -> bytes:
    """A book as Excel writes it, whose A1 names one of the texts that all sheets share."""

    def change(parts: Parts) -> None:
        before, _, rest = parts[SHEET].partition(b'<c r="A1"')
        after = rest.partition(b"</c>")[2]
        cell = b'<c r="A1" t="s"><v>' + index + b"</v></c>"
        parts[SHEET] = before + cell + after
        strings = b"".join(b"<si>" + item + b"</si>" for item in items)
        parts["xl/sharedStrings.xml"] = b"<sst>" + strings + b"</sst>"
        rel = b'<Relationship Id="rS" Type="http://x/sharedStrings" Target="sharedStrings.xml"/>'
        parts[RELS] = parts[RELS].replace(b"</Rel", rel + b"</Rel")

    return with_parts(book(A1="ab"), change)


def refused(content: bytes) -> list[Problem]:
    with pytest.raises(Refused) as caught:
        cells(content, "in/form.xlsx")
    assert {problem.where.file for problem in caught.value.problems} == {"in/form.xlsx"}
    return list(caught.value.problems)


def rules(content: bytes) -> list[str]:
    return [problem.rule for problem in refused(content)]


def test_texts_numbers_formulas_and_the_rest_are_told_apart() -> None:
    found = cells(book(A1="文\n字", B2=72.5, C3="=1+1", D4=True, E5=40), "x")["S"]
    assert found == {
        "A1": Found("text", "文\n字"),
        "B2": Found("number", "72.5", Decimal("72.5")),
        "C3": Found("formula", "=1+1"),
        "D4": Found("other", "1"),
        "E5": Found("number", "40", Decimal(40)),
    }


def test_a_number_is_what_was_typed_not_what_the_machine_made_of_it() -> None:
    def as_excel(parts: Parts) -> None:
        parts[SHEET] = parts[SHEET].replace(b"<v>72.5</v>", b"<v>72.099999999999994</v>")

    assert cells(with_parts(book(A1=72.5), as_excel), "x")["S"]["A1"].text == "72.1"


def test_the_result_of_a_formula_is_not_believed() -> None:
    def calculated(parts: Parts) -> None:
        parts[SHEET] = parts[SHEET].replace(b"<f>1+1</f>", b"<f>1+1</f><v>2</v>")

    assert cells(with_parts(book(A1="=1+1"), calculated), "x")["S"]["A1"].kind == "formula"


def test_runs_of_a_text_are_one_and_readings_beside_it_are_left_out() -> None:
    item = b"<r><t>a</t></r><r><t>b_x0041__x005F_x0041_</t></r><rPh><t>no</t></rPh>"
    assert cells(shared(item), "x")["S"]["A1"] == Found("text", "abA_x0041_")


@pytest.mark.parametrize("index", [b"1", b"-1", b"x"])
def test_a_shared_text_that_is_not_there_is_refused(index: bytes) -> None:
    assert rules(shared(b"<t>a</t>", index=index)) == ["not-a-spreadsheet"]


def add(name: str, content: bytes = b"<x/>") -> Callable[[Parts], None]:
    return lambda parts: parts.update({name: content})


def swap(name: str, old: bytes, new: bytes) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new)

    return change


LINK = b'<Relationship Id="rX" Type="http://x/%s" Target="%s" TargetMode="External"/></Rel'


@pytest.mark.parametrize(
    ("change", "rule", "part"),
    [
        (add("xl/vbaProject.bin", b"x"), "spreadsheet-holds", "xl/vbaProject.bin"),
        (
            swap(
                TYPES,
                b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"ms-excel.sheet.macroEnabled.main+xml",
            ),
            "spreadsheet-holds",
            "macroEnabled",
        ),
        (
            swap(
                TYPES,
                b"</Types>",
                b'<Override PartName="/x" ContentType="a.macroEnabled.b"/></Types>',
            ),
            "spreadsheet-holds",
            "macroEnabled",
        ),
        (add("xl/externalLinks/externalLink1.xml"), "spreadsheet-holds", "xl/externalLinks"),
        (add("xl/embeddings/oleObject1.bin", b"x"), "spreadsheet-holds", "xl/embeddings"),
        (add("xl/connections.xml"), "spreadsheet-holds", "xl/connections.xml"),
        (add("xl/activeX/activeX1.xml"), "spreadsheet-holds", "xl/activeX"),
        (
            swap(RELS, b"</Rel", LINK % (b"image", b"https://example.org/x.png")),
            "spreadsheet-holds",
            "https://example.org/x.png",
        ),
        (
            swap(RELS, b"</Rel", LINK % (b"hyperlink", b"file:///etc/passwd")),
            "spreadsheet-holds",
            "file:///etc/passwd",
        ),
        (
            swap(SHEET, b"<worksheet", b"<!DOCTYPE x [<!ENTITY e 'e'>]><worksheet"),
            "doctype-in-xml",
            SHEET,
        ),
        (swap(SHEET, b"</worksheet>", b""), "not-a-spreadsheet", ""),
        (swap(SHEET, b'r="A1"', b'r=""'), "not-a-spreadsheet", ""),
        (lambda parts: parts.pop(SHEET), "not-a-spreadsheet", ""),
        (lambda parts: parts.pop(RELS), "not-a-spreadsheet", ""),
    ],
)
def test_what_may_harm_or_lies_is_refused(
    change: Callable[[Parts], None], rule: str, part: str
) -> None:
    found = refused(with_parts(book(A1="ab"), change))
    assert [problem.rule for problem in found][:1] == [rule]
    assert part in str(dict(found[0].args))


def test_an_ordinary_link_is_no_harm() -> None:
    change = swap(RELS, b"</Rel", LINK % (b"hyperlink", b"https://example.org/"))
    assert "A1" in cells(with_parts(book(A1="ab"), change), "x")["S"]


def test_all_faults_of_a_package_are_told_at_once() -> None:
    def change(parts: Parts) -> None:
        add("xl/vbaProject.bin")(parts)
        add("xl/connections.xml")(parts)
        swap(SHEET, b"<worksheet", b"<!DOCTYPE x><worksheet")(parts)

    found = rules(with_parts(book(A1="ab"), change))
    assert found == ["doctype-in-xml", "spreadsheet-holds", "spreadsheet-holds"]


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"not a zip" * 99, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_is_no_spreadsheet_is_said(content: bytes) -> None:
    assert rules(content) == ["not-a-spreadsheet"]


def test_a_cut_off_file_is_said() -> None:
    assert rules(book(A1="ab")[:-40]) == ["not-a-spreadsheet"]


def test_a_docx_is_no_spreadsheet() -> None:
    from tests.conftest import PROJECT

    assert rules((PROJECT / "templates/plan/template.docx").read_bytes()) == ["not-a-spreadsheet"]


def test_a_bomb_is_never_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(SHEET, b"\0" * (read.MAX_UNPACKED + 1))
    assert rules(stream.getvalue()) == ["zip-bomb", "zip-bomb"]  # all together, and this part


def test_a_large_file_is_not_looked_into() -> None:
    (found,) = refused(b"PK" + b"\0" * read.MAX_BYTES)
    assert (found.rule, found.args["limit"]) == ("spreadsheet-too-large", str(read.MAX_BYTES))


def test_too_many_cells_are_refused_before_they_are_parsed() -> None:
    cell = b'<c r="A1"><v>1</v></c>'
    change = swap(SHEET, b"<sheetData>", b"<sheetData><row>" + cell * read.MAX_CELLS + b"</row>")
    (found,) = refused(with_parts(book(A1="ab"), change))
    assert (found.rule, found.args["limit"]) == ("too-many-cells", str(read.MAX_CELLS))


def test_a_sheet_that_claims_to_be_huge_costs_nothing() -> None:
    """A merged range, a dimension and a cell at the far end, which openpyxl walks through."""

    def change(parts: Parts) -> None:
        far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        merged = far + b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        swap(SHEET, b"</sheetData>", merged)(parts)

    assert set(cells(with_parts(book(A1="ab"), change), "x")["S"]) == {"A1", "XFD1048576"}
