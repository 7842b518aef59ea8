"""A bundle read again: what is missing, changed (and what in its text), of another version, not listed."""

from __future__ import annotations

import contextlib
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from docgen.docx import zipped
from docgen.docx.pack import pack
from docgen.docx.package import unpacked
from docgen.pipeline.shelf import MARK
from docgen.pipeline.verifying import verify
from docgen.problem import Problem, Refused
from tests.pipeline.test_publish import LATER, REPORT
from tests.site.publishing import copied, published, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions of demo; not to be changed."""
    folder = tmp_path_factory.mktemp("two")
    own = copied(folder / "own", ("report",))
    published(folder / "site", own)
    replaced(own, REPORT, "通知申請人", "告知申請人")
    published(folder / "site", own, day=LATER)
    return folder / "site"


@pytest.fixture
def site(two: Path, tmp_path: Path) -> Path:
    shutil.copytree(two, tmp_path / "site")
    return tmp_path / "site"


def told(site: Path, against: str | None = None) -> list[tuple[str, str | None]]:
    return [(p.rule, p.where.file) for p in verify(site, against).problems]


def only(site: Path) -> Problem:
    (problem,) = verify(site).problems
    return problem


PAGE = "demo/105/v1/report.html"
DOCX = "demo/105/v1/demo-105-report.docx"
ODT = "demo/105/v1/demo-105-report.odt"


def test_a_bundle_as_it_was_published_has_no_problem(two: Path) -> None:
    found = verify(two)
    assert found.problems == ()
    assert found.files == sum(1 for path in two.rglob("*") if path.is_file()) - 2  # sums, lock


def test_a_folder_that_is_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        verify(tmp_path)
    assert caught.value.problems[0].rule == "no-bundle"


@pytest.mark.parametrize("name", [PAGE, DOCX, "index.html", "demo/105/v2/SHA256SUMS"])
def test_a_file_that_is_missing(site: Path, name: str) -> None:
    (site / name).unlink()
    assert ("file-missing", f"site/{name}") in told(site)


def test_a_file_that_is_not_listed(site: Path) -> None:
    (site / "demo/105/v1/secret.txt").write_text("x", "utf-8")
    (site / "demo/link").symlink_to("/etc")
    assert told(site) == [
        ("file-not-listed", "site/demo/105/v1/secret.txt"), ("file-not-listed", "site/demo/link")
    ]  # fmt: skip


def test_while_pages_are_being_replaced_only_versions_are_looked_at(site: Path) -> None:
    (site / MARK).write_bytes(b"")
    (site / "index.html").write_text("half", "utf-8")
    (site / "demo/105/index.html").unlink()
    assert told(site) == [("publishing-unfinished", "site")]
    (site / PAGE).write_text("x", "utf-8")
    assert [rule for rule, _ in told(site)] == ["publishing-unfinished", "text-changed"]


def test_a_page_changed_by_hand_says_what_changed_in_its_text(site: Path) -> None:
    path = site / PAGE
    path.write_text(path.read_text("utf-8").replace("減為6種", "減為5種"), "utf-8")
    problem = only(site)
    assert (problem.rule, problem.where.file) == ("text-changed", f"site/{PAGE}")
    assert "-檢討申請書表及審查程序，應附文件由11種減為6種" in problem.args["changes"]
    assert "+檢討申請書表及審查程序，應附文件由11種減為5種" in problem.args["changes"]


def test_so_does_a_docx(site: Path) -> None:
    path = site / DOCX
    parts = dict(unpacked(path.read_bytes(), "docx"))
    document = parts["word/document.xml"].replace("減為6種".encode(), "減為5種".encode())
    path.write_bytes(pack({**parts, "word/document.xml": document}))
    problem = only(site)
    assert (problem.rule, problem.where.file) == ("text-changed", f"site/{DOCX}")
    assert "減為5種" in problem.args["changes"]


def test_what_the_zip_of_the_version_has_is_to_be_had_there(site: Path) -> None:
    (site / DOCX).unlink()
    assert only(site).args == {"zip": "demo-105-v1.zip"}
    (site / DOCX).write_bytes(b"x")
    assert only(site).args == {"zip": "demo-105-v1.zip"}
    with (site / "demo/105/v1/demo-105-v1.zip").open("ab") as file:
        file.write(b"x")
    assert [p.args for p in verify(site).problems] == [{}, {}]


def test_so_does_an_odt(site: Path) -> None:
    path = site / ODT
    parts = dict(unpacked(path.read_bytes(), "odt"))
    content = parts["content.xml"].replace("減為6種".encode(), "減為5種".encode())
    path.write_bytes(zipped.write({**parts, "content.xml": content}))
    problem = only(site)
    assert (problem.rule, problem.where.file) == ("text-changed", f"site/{ODT}")


def test_a_change_beside_the_text_is_one_too(site: Path) -> None:
    path = site / PAGE
    path.write_text(path.read_text("utf-8").replace("<title>", "<title>X"), "utf-8")
    assert only(site).rule == "file-changed"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xff\xfe"])
def test_what_cannot_be_read_is_changed(site: Path, content: bytes) -> None:
    for name in (DOCX, ODT, "demo/105/v1/metadata.json"):
        (site / name).write_bytes(content)
    assert {rule for rule, _ in told(site)} == {"file-changed"}


def test_a_file_of_another_version(site: Path) -> None:
    shutil.copy(site / PAGE.replace("v1", "v2"), site / PAGE)
    problem = only(site)
    assert (problem.rule, problem.args) == ("other-version", {"version": "2"})


def test_sums_that_lead_out_of_the_bundle_are_not_followed(site: Path) -> None:
    with (site / "demo/105/v1/SHA256SUMS").open("a", encoding="utf-8") as file:
        file.write(f"{'0' * 64}  ../../../../outside\n")
    (site.parent / "outside").write_text("x", "utf-8")
    assert ("file-missing", "site/demo/105/v1/../../../../outside") in told(site)


# against a server


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_given: object) -> None:
        pass


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_server_that_has_the_same_has_no_problem(two: Path) -> None:
    with served(two.parent) as address:
        assert told(two, f"{address}/site") == []


def test_a_server_that_has_something_else_is_told(two: Path, site: Path) -> None:
    (site / DOCX).unlink()
    path = site / PAGE
    path.write_text(path.read_text("utf-8").replace("減為6種", "減為5種"), "utf-8")
    shutil.copy(site / ODT.replace("v1", "v2"), site / ODT)
    with served(site) as address:
        found = told(two, f"{address}/")
    assert sorted(found) == [
        ("file-missing", DOCX), ("other-version", ODT), ("text-changed", PAGE)
    ]  # fmt: skip


def test_a_server_that_does_not_answer_is_told(two: Path) -> None:
    with served(two) as address:
        pass
    with pytest.raises(Refused) as caught:
        verify(two, address)
    assert caught.value.problems[0].rule == "server-fails"


@pytest.mark.parametrize("address", ["file:///etc", "ftp://x/", "x", "https://"])
def test_what_is_no_web_address_is_refused(two: Path, address: str) -> None:
    with pytest.raises(Refused) as caught:
        verify(two, address)
    assert caught.value.problems[0].rule == "unfit-link"
