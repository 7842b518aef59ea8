"""What LibreOffice says of pages and lines, told of paragraphs by their numbers in the facts."""

from __future__ import annotations

import http.server
import io
import threading
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from bench import minimal
from bench.reports import facts, paragraph
from docgen.docx.facts import facts_of
from docgen.docx.facts.shape import Indent
from docgen.docx.package import unpacked
from docgen.docx.xml import RELATIONSHIPS
from docgen.layout import Layout, ParagraphLayout, typeset
from docgen.layout.libreoffice import Made, convert, measure
from docgen.problem import Problem
from tests.documents import documents
from tests.docx.build import R, cell, docx, p, row, table
from tests.layout.libreoffice.documents import ACROSS, DOWN, SECTION, kai, line, report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def laid_out(*docx: bytes) -> list[Layout]:
    """Each laid out; a problem is none of what these tests expect."""
    told = measure(docx, [f"{number}.docx" for number in range(len(docx))])
    assert all(isinstance(each, Layout) for each in told), told
    return [each for each in told if isinstance(each, Layout)]


def lines(layout: Layout) -> list[tuple[int, int, int]]:
    return [(each.number, each.page, each.lines) for each in layout.paragraphs]


def test_pages_and_lines_of_what_is_laid_out() -> None:
    full = [line("一")] * DOWN
    covered = (
        row(cell(line("甲")), cell(line("乙"), tcpr='<w:vMerge w:val="restart"/>')),
        row(cell(line("丙")), cell(line(""), tcpr="<w:vMerge/>")),
    )
    inner = table(row(cell(line("己"))), columns=1)
    nested = table(row(cell(inner, line("庚" * 3))), columns=1)
    told = laid_out(
        report(line("字" * ACROSS)),
        report(line("字" * (ACROSS + 1)), line("二")),
        report(*full),
        report(*full, line("餘")),
        report(*full[:-2], line("字" * ACROSS * 4), on_a_new_page("新頁"), line("末")),
        report(line("前"), table(*covered), line("後"), nested, line("末")),
        report(line("看"), line(kai("藏", more="<w:vanish/>")), line("見")),
        report(line("甲", "<w:r><w:br/></w:r>", "乙", "<w:r><w:br/></w:r>", "丙")),
    )
    shapes = [(each.pages, each.lines) for each in told]
    assert shapes[:5] == [(1, 1), (1, 3), (1, DOWN), (2, 1), (3, 2)]
    assert lines(told[0]) == [(1, 1, 1)]
    assert lines(told[1]) == [(1, 1, 2), (2, 1, 1)]
    assert told[4].paragraphs[-3:] == (
        ParagraphLayout(DOWN - 1, 1, 4),  # begins on the first page, ends on the second
        ParagraphLayout(DOWN, 3, 1),
        ParagraphLayout(DOWN + 1, 3, 1),
    )
    numbers = [number for number, _, _ in lines(told[5])]
    assert numbers == [1, 2, 3, 4, 6, 7, 8, 9]  # the fifth is covered
    assert lines(told[5])[6] == (8, 1, 2)
    assert [count for _, _, count in lines(told[7])] == [3]
    assert {each.fonts for each in told} == {("TW-Kai",)}
    assert {each.engine for each in told} == {"libreoffice"}
    assert told[0].version.count(".") >= 2


def on_a_new_page(text: str) -> str:
    return line(text, ppr="<w:pageBreakBefore/>")


def test_a_line_of_one_character_is_a_line() -> None:
    narrow = Indent(right=9072 - 300)  # one character wide
    label = {"indent": Indent(left=600, first=-600), "tabs": (600,)}
    document = facts([
        paragraph("字" * 5, indent=narrow),
        paragraph("一、\thttp://www.wra10.gov.tw/" + "a" * 70, **label),  # its tab alone on one
        paragraph("字字\n字\n\n字字"),
        paragraph("字" * 64 + "\n字"),
        paragraph("甲" * 32 + "  " + "乙" * 32 + " 丙"),
    ])  # fmt: skip
    (told,) = laid_out(minimal.docx(document))
    computed = typeset.measure(document, ("TW-Kai",))
    assert isinstance(computed, Layout)
    assert [each.lines for each in told.paragraphs] == [5, 4, 4, 3, 3]
    assert told.paragraphs == computed.paragraphs
    assert told.lines == computed.lines


def test_no_space_is_added_between_chinese_and_digits_and_no_stop_hangs() -> None:
    mixed = "字1" * 21 + "字"  # 22 + 21 / 2 = 32.5 characters: one too many even without spaces
    fitting = "字1" * 20 + "字字"  # 22 + 20 / 2 = 32
    stop = "字" * ACROSS + "。"
    told = laid_out(report(line(mixed)), report(line(fitting)), report(line(stop)))
    assert [lines(each) for each in told] == [[(1, 1, 2)], [(1, 1, 1)], [(1, 1, 2)]]


def test_what_is_struck_out_takes_no_room() -> None:
    gone = f'<w:del w:id="1" w:author="a">{kai("刪" * 40).replace("w:t", "w:delText")}</w:del>'
    (told,) = laid_out(report(line("留", gone)))
    assert lines(told) == [(1, 1, 1)]


def test_every_name_of_the_kai_font_gives_the_kai_font() -> None:
    names = ("標楷體", "DFKai-SB", "BiauKai", "BiauKaiTC")
    told = laid_out(*(report(line(kai("服務品質105年", font=name))) for name in names))
    assert [each.fonts for each in told] == [("TW-Kai",)] * len(names)


def test_no_verdict_with_another_font_than_the_document_names() -> None:
    told = measure(
        [
            report(line(kai("Service", font="Nowhere Serif"))),
            report(line(kai("Service", font="DejaVu Sans"))),
        ],
        ["foreign.docx", "own.docx"],
    )
    foreign, own = told
    assert isinstance(foreign, Problem)
    assert (foreign.rule, foreign.where.docx) == ("foreign-font", "foreign.docx")
    assert "Nowhere Serif" in foreign.args["named"]
    assert foreign.args["used"]
    assert isinstance(own, Layout)
    assert own.fonts == ("DejaVuSans",)


def test_one_that_fails_does_not_fail_the_others() -> None:
    broken = docx(p("x"), more={"_rels/.rels": f'<Relationships xmlns="{RELATIONSHIPS}"/>'})
    told = measure([report(line("一")), b"", broken, report(line("二"))], ["a", "b", "c", "d"])
    assert [each.rule if isinstance(each, Problem) else each.pages for each in told[:2]] == [
        1,
        "not-a-docx",
    ]
    assert isinstance(told[2], Problem)
    assert (told[2].rule, told[2].where.docx) == ("libreoffice-fails", "c")
    assert isinstance(told[3], Layout)
    assert measure([], []) == []


def test_pdf_and_odt_come_from_the_same_load() -> None:
    (made,) = convert([report(line("一、服務"), line("二、品質"))], ["a.docx"])
    assert isinstance(made, Made)
    assert sorted(made.files) == ["odt", "pdf"]
    pdf = PdfReader(io.BytesIO(made.files["pdf"]))
    assert len(pdf.pages) == made.layout.pages == 1
    for sign in (b"/MarkInfo<</Marked true>>", b"pdfuaid:part>1<", b"pdfaid:part>2<"):
        assert sign in made.files["pdf"]
    odt = unpacked(made.files["odt"], "a.odt")
    content = odt["content.xml"].decode()
    assert 'office:version="1.3"' in content
    assert "一、服務" in content
    assert "docgen-p" not in content
    for name in ("content.xml", "styles.xml", "settings.xml", "meta.xml"):
        assert b"loext" not in odt[name], name
    assert not any("Thumbnails" in name for name in odt)


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine, and the paths that anybody asked it for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - http.server calls them so

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}", asked
        listening.shutdown()


def picture(relationship: str) -> str:
    space = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{space}/wordprocessingDrawing">'
        '<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="x"/>'
        f'<a:graphic xmlns:a="{space}/main"><a:graphicData uri="{space}/picture">'
        f'<pic:pic xmlns:pic="{space}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="x"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="{relationship}"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def field(code: str) -> str:
    return f'<w:p><w:fldSimple w:instr="{code}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'


def test_a_document_fetches_nothing(server: tuple[str, list[str]], tmp_path: Path) -> None:
    address, asked = server
    secret = tmp_path / "secret.png"
    secret.write_bytes(PNG)
    away = [
        ("net", "image", f"{address}/image.png"),
        ("near", "image", secret.as_uri()),
        ("template", "attachedTemplate", f"{address}/template.dotx"),
        ("sub", "subDocument", f"{address}/sub.docx"),
        ("chunk", "aFChunk", f"{address}/chunk.html"),
    ]
    rels = "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}" TargetMode="External"/>'
        for name, kind, target in away
    )
    content = docx(
        line("服務"),
        picture("net"),
        picture("near"),
        '<w:subDoc r:id="sub"/><w:altChunk r:id="chunk"/>',
        field(f"INCLUDEPICTURE &quot;{address}/field.png&quot;"),
        field(f"INCLUDETEXT &quot;{address}/text.docx&quot;"),
        line("品質"),
        section=SECTION,
        rels=rels,
    )
    (made,) = convert([content], ["hostile.docx"])
    assert asked == []
    if isinstance(made, Made):  # a foreign font in what stands for a picture is no matter here
        assert not any(page.images for page in PdfReader(io.BytesIO(made.files["pdf"])).pages)
        assert PNG[-40:] not in made.files["odt"]


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0"
    "000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.mark.slow
def test_the_numbers_are_those_of_the_facts_in_every_document_of_the_demo_agency() -> None:
    made = documents("demo")
    for name, layout in zip(made, laid_out(*made.values()), strict=True):
        facts = [each for each in facts_of(made[name], name).paragraphs if each.part == "body"]
        told = {each.number for each in layout.paragraphs}
        assert told <= {each.number for each in facts}, name
        # LibreOffice gives the empty paragraph behind a table at a document's end no room
        assert not any(each.text for each in facts if each.number not in told), name
        assert all(1 <= each.page <= layout.pages for each in layout.paragraphs)
