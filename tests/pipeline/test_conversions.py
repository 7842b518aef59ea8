"""LibreOffice's files are remembered by the docx's content, and asked for once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from docgen.layout import libreoffice
from docgen.pipeline import build
from docgen.pipeline.conversions import Conversions
from tests.cli.command import docgen
from tests.pipeline.test_documents import copy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import pytest

    from docgen.layout.libreoffice import Ask, Made
    from docgen.problem import Problem
    from docgen.workspace import Workspace

__all__ = ["copy"]
TO = ("docx", "pdf")


def converted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that LibreOffice is asked for from now on."""
    found: list[str] = []
    real = libreoffice.converting

    def converting(
        asked: Iterable[Ask | None], to: Sequence[str]
    ) -> Iterator[Made | Problem | None]:
        def watched() -> Iterator[Ask | None]:
            for each in asked:
                found.extend([each.name] if each else [])
                yield each

        return real(watched(), to)

    monkeypatch.setattr(libreoffice, "converting", converting)
    return found


def test_a_file_of_another_format_is_made_once(
    copy: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = converted(monkeypatch)
    build(copy, ["10river"], types=["proposal"])
    first = build(copy, ["10river"], types=["proposal"], to=TO)
    assert [(one.path.name, one.written) for one in first.made] == [
        ("proposal.docx", False),
        ("proposal.pdf", True),
    ]
    assert asked == ["build/10river/105/proposal.docx"]
    again = build(copy, ["10river"], types=["proposal"], to=TO)
    assert [(one.path.name, one.written) for one in again.made] == [
        ("proposal.docx", False),
        ("proposal.pdf", False),
    ]
    pdf = first.made[1].path
    content = pdf.read_bytes()
    pdf.unlink()
    build(copy, ["10river"], types=["proposal"], to=TO)
    assert pdf.read_bytes() == content
    assert len(asked) == 1  # it was remembered
    said = docgen("status", "10river", "--root", str(copy.root), "--format", "json").json
    states = {each["path"]: each["state"] for each in said["documents"]}
    assert states["build/10river/105/proposal.pdf"] == "current"
    pdf.write_bytes(b"edited")
    said = docgen("status", "10river", "--root", str(copy.root), "--format", "json").json
    states = {each["path"]: each["state"] for each in said["documents"]}
    assert states["build/10river/105/proposal.pdf"] == "edited"


def test_the_same_docx_is_converted_once_for_all(
    copy: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = converted(monkeypatch)
    build(copy, ["10river"], types=["proposal"], to=TO, out=tmp_path / "a")
    build(copy, ["10river"], types=["proposal"], to=TO, out=tmp_path / "b")
    assert len(asked) == 1


def test_what_was_spoilt_is_not_believed(copy: Workspace) -> None:
    kept = Conversions(copy)
    kept.store(b"docx", {"pdf": b"%PDF"})
    assert kept.load(b"docx", ("pdf",)) == {"pdf": b"%PDF"}
    assert kept.load(b"docx", ("pdf", "odt")) is None
    assert kept.load(b"other", ("pdf",)) is None
    (path,) = (copy.build / ".cache" / "converted").iterdir()
    for content in (b"", path.read_bytes()[:-1], path.read_bytes() + b"x", b"\n"):
        path.write_bytes(content)
        assert kept.load(b"docx", ("pdf",)) is None


def test_what_was_not_used_for_longest_goes_first(copy: Workspace) -> None:
    kept = Conversions(copy, most=1000)
    for number in range(4):
        kept.store(b"%d" % number, {"pdf": b"x" * 300})
    folder = copy.build / ".cache" / "converted"
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    assert kept.load(b"2", ("pdf",))  # used just now
    kept.tidy()
    assert kept.load(b"2", ("pdf",))
    assert len(list(folder.iterdir())) == 2


def test_other_fonts_make_it_anew(copy: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = converted(monkeypatch)
    build(copy, ["10river"], types=["proposal"], to=TO)
    monkeypatch.setattr("docgen.pipeline.machine.tools", lambda: "another")
    built = build(copy, ["10river"], types=["proposal"], to=TO)
    assert len(asked) == 2
    assert built.made[0].why == ()
