"""Publishing as the tests do it: the project's own agencies, without LibreOffice unless it matters."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

from docgen.docx import zipped
from docgen.docx.facts import facts_of
from docgen.pipeline.public_files import Files
from docgen.pipeline.publishing import Publication, Request, publish
from docgen.site.text import words_of_docx
from docgen.workspace import Workspace
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.pipeline.gate import Rendered

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


def exporter(rendered: Sequence[Rendered]) -> list[Files]:
    """Files that say what the docx says, made by nobody."""
    return [
        Files(
            {
                "docx": each.content,
                "odt": odt_of(words_of_docx(facts_of(each.content, each.name))),
                "pdf": b"%PDF-1.7\n" + each.name.encode(),
            },
            pages=3,
            engine="nobody 1",
            fonts=("TW-Kai",),
        )
        for each in rendered
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
