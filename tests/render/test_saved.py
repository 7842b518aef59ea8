"""Templates as Word and LibreOffice save them: a designer may open one, change it, save it."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from openxml_audit import OpenXmlValidator

from docgen.doctype import of_agency
from docgen.docx import open_safely, pack
from docgen.docx.text import text_of
from docgen.load import Data
from docgen.pipeline.documents import render
from docgen.pipeline.inspection import check_templates
from docgen.workspace import Workspace
from tests.conftest import PROJECT
from tests.documents import AGENCIES, YEAR, documents, text
from tests.docx.build import docx, p, row, table
from tests.libreoffice import convert
from tests.render.filling import filled, row_of, words, xml

if TYPE_CHECKING:
    from pathlib import Path

RSIDS = 'w:rsidR="00A1" w:rsidRPr="00A2" w:rsidRDefault="00A3"'
W14 = (
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'w14:paraId="1A2B3C4D" w14:textId="77777777"'
)
HINT = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
SPLIT = (
    f"<w:p {RSIDS} {W14}>"
    '<w:bookmarkStart w:id="0" w:name="_GoBack"/>'
    f'<w:r w:rsidRPr="00A2">{HINT}<w:t>名稱：{{</w:t></w:r>'
    '<w:proofErr w:type="spellStart"/>'
    "<w:r><w:lastRenderedPageBreak/><w:t>{ ti</w:t></w:r>"
    '<w:bookmarkEnd w:id="0"/>'
    '<w:r w:rsidR="00A4"><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>tle</w:t></w:r>'
    '<w:proofErr w:type="spellEnd"/>'
    f'<w:r>{HINT}<w:t xml:space="preserve"> }}</w:t></w:r><w:r><w:t>}}。</w:t></w:r>'
    "</w:p>"
)
BOX = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
    'markup-compatibility/2006"><mc:Choice Requires="wps" xmlns:wps="http://schemas.microsoft.com/'
    'office/word/2010/wordprocessingShape"><w:drawing/></mc:Choice><mc:Fallback><w:pict>'
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>{{ title }}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
LINES = (
    '<w:sectPr w:rsidR="00A1"><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:docGrid w:type="lines" w:linePitch="360"/></w:sectPr>'
)


def test_a_tag_that_word_cut_to_pieces_is_whole_again() -> None:
    template = docx(SPLIT, section=LINES)
    assert words(template) == "名稱：標題。"
    made = xml(template)
    for trace in ("rsid", "proofErr", "GoBack", "lastRendered", "paraId", "docGrid"):
        assert trace not in made, trace


def test_both_ways_of_drawing_a_text_box_are_filled() -> None:
    made = xml(docx(BOX))
    assert "{{" not in made
    assert "<w:t>標題</w:t>" in made


def test_row_tags_that_word_cut_repeat_their_rows() -> None:
    loop = SPLIT.replace("名稱：{", "{").replace("{ ti", "%tr for ro").replace("tle", "w in rows")
    loop = loop.replace(" }<", " %<").replace("}。", "}")
    made = docx(
        table(
            f"<w:tr {RSIDS}><w:tc><w:tcPr/>{loop}</w:tc></w:tr>",
            row("{{ row.title }}"),
            row("{%tr endfor %}"),
            columns=1,
        )
    )
    assert "│ a\n├\n│ b" in words(made, rows=(row_of("g", "a"), row_of("g", "b")))


CORES = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="a" Target="word/document.xml" Type="http://schemas.openxmlformats.org/\
officeDocument/2006/relationships/officeDocument"/>
<Relationship Id="b" Target="docProps/core.xml" Type="http://schemas.openxmlformats.org/\
officedocument/2006/relationships/metadata/core-properties"/>
<Relationship Id="c" Target="package/core.psmdcp" Type="http://schemas.openxmlformats.org/\
package/2006/relationships/metadata/core-properties"/></Relationships>"""
CORE_TYPE = (
    '<Override PartName="/package/core.psmdcp" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
)


def test_two_core_properties_become_one(tmp_path: Path) -> None:
    # newer LibreOffice writes its own relationship type, other programs their own part
    more = {"_rels/.rels": CORES, "package/core.psmdcp": "<a/>", "docProps/core.xml": "<a/>"}
    made = filled(docx(p("a"), overrides=CORE_TYPE, more=more))
    assert [name for name in open_safely(made, "x") if "core" in name] == ["docProps/core.xml"]
    path = tmp_path / "a.docx"
    path.write_bytes(made)
    assert list(OpenXmlValidator().validate(path).errors) == []


def test_libreoffices_flags_of_a_row_are_said_plainly() -> None:
    flags = '<w:cantSplit w:val="true"/><w:tblHeader w:val="false"/>'
    made = xml(docx(table(row("a", trpr=flags), columns=1)))
    assert "<w:trPr><w:cantSplit/></w:trPr>" in made


def copied(folder: Path) -> Workspace:
    """The project's data and templates, where a test may change them."""
    for name in ("data", "templates"):
        shutil.copytree(PROJECT / name, folder / name)
    return Workspace(folder)


def changed(parts: dict[str, bytes], part: str, old: str, new: str) -> None:
    content = parts[part].decode()
    assert re.search(old, content)
    parts[part] = re.sub(old, new, content).encode()


def test_an_agency_may_have_its_own_words_font_and_margins(tmp_path: Path) -> None:
    workspace = copied(tmp_path)
    parts = dict(open_safely((tmp_path / "templates/plan/template.docx").read_bytes(), "plan"))
    changed(parts, "word/document.xml", "<w:t>面向</w:t>", "<w:t>構面</w:t>")
    changed(parts, "word/document.xml", 'w:left="1417"', 'w:left="1701"')
    changed(parts, "word/styles.xml", "標楷體", "新細明體")
    own = tmp_path / "data" / "10river" / "templates" / "plan.docx"
    own.parent.mkdir()
    own.write_bytes(pack(parts))
    told = {(problem.rule, problem.level) for problem in check_templates(workspace)}
    assert told == {
        ("wrong-margins", "warning"),
        ("wrong-font", "warning"),
        ("wrong-latin-font", "warning"),
    }
    data = Data(workspace)
    (made,) = render(data, "10river", "plan", YEAR)
    assert text_of(made.content) == text("10river", "plan").replace("│ 面向\n", "│ 構面\n")
    inside = open_safely(made.content, "plan")
    assert 'w:left="1701"' in inside["word/document.xml"].decode()
    assert "標楷體" not in inside["word/styles.xml"].decode()
    (other,) = render(data, "wra", "plan", YEAR)
    assert other.content == documents("wra")["plan"]


@pytest.mark.slow
def test_templates_saved_by_libreoffice_give_the_same_documents(tmp_path: Path) -> None:
    workspace = copied(tmp_path / "workspace")
    types = sorted((PROJECT / "templates").glob("*/template.docx"))
    files = [tmp_path / f"{path.parent.name}.docx" for path in types]
    for path, file in zip(types, files, strict=True):
        shutil.copy(path, file)
    for saved in convert(files, "docx", tmp_path / "saved"):
        for agency in AGENCIES:
            own = workspace.data / agency / "templates" / saved.name
            own.parent.mkdir(exist_ok=True)
            shutil.copy(saved, own)
    assert check_templates(workspace) == ()
    data = Data(workspace)
    for agency in AGENCIES:
        for type_ in of_agency(workspace):
            for made in render(data, agency, type_, YEAR):
                assert read(made.content) == read(documents(agency)[made.name])
                path = tmp_path / f"{agency}-{made.name}.docx"
                path.write_bytes(made.content)
                assert list(OpenXmlValidator().validate(path).errors) == []


def read(docx: bytes) -> str:
    """The text; LibreOffice names styles anew, so a set has its equal footers more than once."""
    return text_of(docx).replace("[footer] {PAGE}\n", "")
