"""Publishing as the tests do it: the project's own agencies, without LibreOffice unless it matters."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, Pdf

from docgen.docx import zipped
from docgen.docx.facts import facts_of
from docgen.pipeline.public_files import Files
from docgen.pipeline.publishing import Publication, Request, publish
from docgen.site.text import words_of_docx, written
from docgen.workspace import Workspace
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.pipeline.public_files import Copy


DAY = dt.date(2017, 1, 10)


def odt_of(lines: Sequence[str]) -> bytes:
    """An ODT with these paragraphs."""
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    escaped = (line.replace("&", "&amp;").replace("<", "&lt;") for line in lines)
    body = "".join(f"<text:p>{line}</text:p>" for line in escaped)
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:text="{text}"><office:body>'
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped.write({"mimetype": b"application/vnd.oasis.opendocument.text",
                         "content.xml": content.encode()})  # fmt: skip


def pdf_of(text: str) -> bytes:
    """A PDF of one paragraph, tagged, whose glyphs say which characters they are."""
    signs = {sign: number for number, sign in enumerate(sorted(set(text)), 1)}
    lines = (f"<{number:04x}> <{s.encode('utf-16-be').hex()}>" for s, number in signs.items())
    shown = "".join(f"{signs[sign]:04x}" for sign in text)
    pdf = Pdf.new()
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            ToUnicode=pdf.make_stream(("1 beginbfchar " + " ".join(lines) + " endbfchar").encode()),
            DescendantFonts=Array([Dictionary(FontDescriptor=Dictionary(FontFile2=1))]),
        )
    )
    pdf.add_blank_page()
    page = pdf.pages[0]
    page.obj.Resources = Dictionary(Font=Dictionary(F=font))
    page.obj.Contents = pdf.make_stream(f"/P <</MCID 0>> BDC /F 9 Tf <{shown}> Tj EMC".encode())
    paragraph = pdf.make_indirect(Dictionary(S=Name.P, K=0, Pg=page.obj))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=paragraph)
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True)
    return file.getvalue()


def exporter(copies: Sequence[Copy]) -> list[Files]:
    """Files that say what the docx says, made by nobody."""
    return [
        Files(
            {
                "docx": each.content,
                "odt": odt_of(words_of_docx(facts_of(each.content, each.name))),
                "pdf": pdf_of(written(facts_of(each.content, each.name))),
            },
            pages=3,
            engine="nobody 1",
            fonts=("TW-Kai 1",),
        )
        for each in copies
    ]


def published(
    site: Path, workspace: Workspace | None = None, slugs: tuple[str, ...] | None = ("demo",),
    *, day: dt.date = DAY, note: str = "", keep_going: bool = False,
) -> Publication:  # fmt: skip
    """Publish agencies of the project (or of another workspace) into ``site``."""
    request = Request(site, day, slugs, note=note, keep_going=keep_going)
    return publish(workspace or Workspace(PROJECT), request, exporter)


def copied(folder: Path, types: Sequence[str] = ("plan", "proposal", "report")) -> Workspace:
    """A workspace of one's own: some of the project's templates, demo and its parent."""
    for name in ("site", *types):
        shutil.copytree(PROJECT / "templates" / name, folder / "templates" / name)
    shutil.copy(PROJECT / "templates/house.yaml", folder / "templates")
    for slug in ("wra", "demo"):
        shutil.copytree(PROJECT / "data" / slug, folder / "data" / slug)
    return Workspace(folder)


def replaced(workspace: Workspace, file: str, old: str, new: str) -> Workspace:
    """The workspace with one text of a file replaced; the text must be there."""
    path = workspace.root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return workspace


def tree(folder: Path) -> dict[str, bytes]:
    """Path → bytes of every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
