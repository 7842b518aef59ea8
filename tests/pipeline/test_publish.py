"""A bundle on the disk: where its files lie, new versions, being stopped, two at once."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docgen.docx import zipped
from docgen.pipeline.publishing import Request, publish
from docgen.pipeline.shelf import LOCK, MARK, Shelf
from docgen.pipeline.verifying import verify
from docgen.problem import Refused
from docgen.site.bundle import sums_of
from docgen.workspace import Workspace
from tests.conftest import PROJECT
from tests.site.publishing import DAY, copied, exporter, published, replaced, tree

if TYPE_CHECKING:
    from collections.abc import Callable

LATER = dt.date(2017, 2, 1)
REPORT = "data/demo/105/report.yaml"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All agencies, published once; not to be changed."""
    site = tmp_path_factory.mktemp("first") / "site"
    published(site, slugs=None)
    return site


@pytest.fixture
def own(tmp_path: Path) -> Workspace:
    return copied(tmp_path / "own")


def whole(site: Path) -> None:
    """Everything that pages name is there as it was published."""
    assert verify(site).problems == ()


def newest(site: Path, agency: str = "demo") -> list[str]:
    """The versions that the page of the year names, newest first."""
    page = (site / agency / "105/index.html").read_text("utf-8")
    return [f"v{n}" for n in range(9, 0, -1) if f'href="v{n}/index.html"' in page]


def test_every_agency_has_its_address_and_its_lists(first: Path) -> None:
    names = set(tree(first))
    for slug in ("wra", "demo", "10river"):
        assert {f"{slug}/index.html", f"{slug}/105/index.html"} <= names
        for format_ in ("odt", "pdf", "docx"):
            assert f"{slug}/105/v1/{slug}-105-plan.{format_}" in names
        assert {"plan.html", "set.html", "metadata.json", "build.json", "SHA256SUMS"} <= {
            path.name for path in (first / slug / "105/v1").iterdir()
        }
    assert {"index.html", "sitemap.html", "SHA256SUMS"} <= names
    assert all(name.isascii() for name in names)


def test_children_stand_under_their_parent(first: Path) -> None:
    page = (first / "index.html").read_text("utf-8")
    assert page.index("wra/index.html") < page.index("10river/index.html")
    inner = page[page.index("wra/index.html") :]
    assert inner.index("<ul") < inner.index("10river/index.html") < inner.index("</ul>")
    assert "../../10river/105/index.html" in (first / "wra/105/index.html").read_text("utf-8")


def test_the_same_data_and_day_are_the_same_bytes(first: Path, tmp_path: Path) -> None:
    published(tmp_path / "site", slugs=None)
    assert tree(tmp_path / "site") == tree(first)


def test_publishing_what_is_published_changes_nothing(first: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(first, site)
    made = published(site, slugs=None, day=LATER)
    assert made.published == ()
    assert sorted(version.agency for version in made.unchanged) == ["10river", "demo", "wra"]
    assert tree(site) == tree(first)


def test_the_sums_are_those_of_every_file(first: Path) -> None:
    for folder in (first, *first.glob("*/*/v1")):
        for name, digest in sums_of((folder / "SHA256SUMS").read_bytes()).items():
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert len(sums_of((first / "demo/105/v1/SHA256SUMS").read_bytes())) > 30


def test_the_records_name_no_person_machine_or_path(first: Path) -> None:
    import getpass
    import platform

    for name in ("build.json", "metadata.json"):
        for path in first.glob(f"*/*/v1/{name}"):
            text = path.read_text("utf-8")
            assert str(PROJECT) not in text
            assert str(first) not in text
            assert platform.node() not in text
            assert f'"{getpass.getuser()}"' not in text
            assert json.loads(text)


def test_the_zip_holds_all_downloads_and_fragments(first: Path) -> None:
    data = (first / "demo/105/v1/demo-105-v1.zip").read_bytes()
    names = {entry.name for entry in zipped.directory(data)}
    assert {"demo-105-plan.odt", "demo-105-plan.pdf", "demo-105-plan.docx"} <= names
    assert "cms/plan.html" in names


def test_a_fragment_has_no_head_no_style_and_its_own_ids(first: Path) -> None:
    data = (first / "demo/105/v1/demo-105-v1.zip").read_bytes()
    seen: set[str] = set()
    for entry in zipped.directory(data):
        if not entry.name.startswith("cms/"):
            continue
        text = zipped.unpack(data, entry).decode()
        assert not re.search(r"<(?:html|head|body|meta|link|style|script|h1)\b|style=", text)
        assert "<h2" in text
        ids = re.findall(r'\bid="([^"]*)"', text)
        assert all(id_.startswith("dg-demo-105-") for id_ in ids)
        assert not seen & set(ids)
        assert all(
            c.startswith("dg-") for v in re.findall(r'class="([^"]*)"', text) for c in v.split()
        )
        seen |= set(ids)
    assert seen


def test_a_fragment_begins_at_the_level_that_was_asked_for(own: Workspace, tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(own, Request(site, DAY, ("demo",), level=4), exporter)
    data = (site / "demo/105/v1/demo-105-v1.zip").read_bytes()
    (entry,) = (e for e in zipped.directory(data) if e.name == "cms/report.html")
    text = zipped.unpack(data, entry).decode()
    assert not set(re.findall(r"<h(\d)", text)) - {"4", "5", "6"}
    assert '<h4 id="dg-demo-105-report-1-title">' in text
    assert 'role="heading" aria-level="7"' in text
    (version,) = publish(own, Request(site, DAY, ("demo",), level=3), exporter).published
    assert version.version == 2


def test_a_correction_is_a_new_version_and_the_old_one_stays(
    own: Workspace, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    published(site, own)
    before = {name: c for name, c in tree(site).items() if "/v1/" in name}
    replaced(own, REPORT, "通知申請人", "告知申請人")
    made = published(site, own, day=LATER, note="更正文字")
    after = tree(site)
    assert {name: c for name, c in after.items() if "/v1/" in name} == before
    (version,) = made.published
    assert (version.version, version.published, version.updated) == (2, DAY, LATER)
    assert [(c.kind, c.name, c.removed, c.added) for c in version.changes] == [
        ("changed", "report", 1, 1)
    ]
    assert newest(site) == ["v2", "v1"]
    page = after["demo/105/v2/changes.html"].decode()
    assert "通知申請人" in page
    assert "告知申請人" in page
    assert "更正文字" in after["demo/105/index.html"].decode()
    whole(site)


def test_a_document_that_comes_or_goes_is_told(own: Workspace, tmp_path: Path) -> None:
    site = tmp_path / "site"
    published(site, own)
    folder = own.root / "data/demo/105/proposals"
    (folder / "flood-map.yaml").rename(folder / "river-map.yaml")
    (version,) = published(site, own, day=LATER).published
    kinds = {(c.kind, c.name) for c in version.changes}
    assert {("added", "proposal-river-map"), ("removed", "proposal-flood-map")} <= kinds


def test_a_version_cannot_be_dated_before_the_one_before_it(own: Workspace, tmp_path: Path) -> None:
    site = tmp_path / "site"
    published(site, own, day=LATER)
    replaced(own, REPORT, "通知申請人", "告知申請人")
    before = tree(site)
    with pytest.raises(Refused) as caught:
        published(site, own, day=DAY)
    assert [p.rule for p in caught.value.problems] == ["dated-before"]
    assert tree(site) == before


def test_a_folder_that_others_wrote_into_is_not_published_over(
    own: Workspace, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    published(site, own)
    (site / "demo/105/v1/metadata.json").write_text("{}", "utf-8")
    with pytest.raises(Refused) as caught:
        published(site, own, day=LATER)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.where.file) == (
        "bundle-unreadable", "site/demo/105/v1/metadata.json"
    )  # fmt: skip


def test_a_link_in_the_bundle_is_not_followed(own: Workspace, tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    published(site, own, ("wra",))
    elsewhere.mkdir()
    (site / "demo").symlink_to(elsewhere)
    with pytest.raises(Refused) as caught:
        published(site, own)
    assert caught.value.problems[0].rule == "symbolic-link"
    assert list(elsewhere.iterdir()) == []


# being stopped


class Stopped(BaseException):
    """As if the process ended here: nothing of ours catches it."""


@pytest.fixture
def step(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, BaseException], None]:
    """From the given writing step on, every one of them fails."""

    def set_up(limit: int, error: BaseException) -> None:
        done = 0

        def counted(real: Callable[..., object]) -> Callable[..., object]:
            def call(*given: object, **named: object) -> object:
                nonlocal done
                done += 1
                if done > limit:
                    raise error
                return real(*given, **named)

            return call

        for name in ("rename", "replace"):
            monkeypatch.setattr(Path, name, counted(getattr(Path, name)))
        monkeypatch.setattr("docgen.pipeline.write._write", counted(_write()))
        is_dead = isinstance(error, Stopped)  # it tidies nothing up either
        if is_dead:
            monkeypatch.setattr(shutil, "rmtree", lambda *_a, **_n: None)
        real = Path.unlink
        last = counted(real)

        def unlink(path: Path, **named: bool) -> object:
            if path.name == MARK:
                return last(path, **named)
            return None if is_dead else real(path, **named)

        monkeypatch.setattr(Path, "unlink", unlink)

    return set_up


def _write() -> Callable[..., object]:
    from docgen.pipeline import write

    return write._write


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One document published, and corrected since: ``own`` and ``site``; not to be changed."""
    folder = tmp_path_factory.mktemp("small")
    own = copied(folder / "own", ("report",))
    published(folder / "site", own)
    replaced(own, REPORT, "通知申請人", "告知申請人")
    return folder


STEPS = 32  # writes and renames of one version of one document, and of the pages that name it


@pytest.mark.parametrize("limit", range(STEPS))
@pytest.mark.parametrize(
    "error", [Stopped(), OSError(28, "No space left on device")], ids=["killed", "full"]
)
def test_the_old_version_is_whole_wherever_we_are_stopped(
    small: Path,
    tmp_path: Path,
    step: Callable[[int, BaseException], None],
    error: BaseException,
    limit: int,
) -> None:
    site = tmp_path / "site"
    shutil.copytree(small / "site", site)
    before = {name: c for name, c in tree(site).items() if "/v1/" in name}
    step(limit, error)
    with pytest.raises((Stopped, Refused)):
        published(site, Workspace(small / "own"), day=LATER)
    after = tree(site)
    assert {name: c for name, c in after.items() if "/v1/" in name} == before
    assert newest(site) in (["v1"], ["v2", "v1"])
    assert [p.rule for p in verify(site).problems] in ([], ["publishing-unfinished"])
    for version in newest(site):
        sums = sums_of((site / "demo/105" / version / "SHA256SUMS").read_bytes())
        for name, digest in sums.items():
            content = (site / "demo/105" / version / name).read_bytes()
            assert hashlib.sha256(content).hexdigest() == digest


def test_there_are_no_more_steps_than_those(
    small: Path, tmp_path: Path, step: Callable[[int, BaseException], None]
) -> None:
    shutil.copytree(small / "site", tmp_path / "site")
    step(STEPS, Stopped())
    published(tmp_path / "site", Workspace(small / "own"), day=LATER)
    whole(tmp_path / "site")


def test_leftovers_are_swept_and_the_version_comes_next_time(
    own: Workspace, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    published(site, own)
    left = site / "demo/105/.v2.0123456789ab.tmp"
    left.mkdir()
    (left / "plan.html").write_text("half", "utf-8")
    (site / "demo/.index.html.0123456789ab.tmp").write_text("half", "utf-8")
    published(site, own, ("wra",))
    assert [name for name in tree(site) if ".tmp" in name] == []
    assert not left.exists()
    whole(site)


def test_a_version_that_no_page_names_yet_is_named_next_time(
    own: Workspace, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    published(site, own)
    replaced(own, REPORT, "通知申請人", "告知申請人")
    pages = {name: c for name, c in tree(site).items() if "/v" not in name}
    published(site, own, day=LATER)
    for name, content in pages.items():  # as if stopped before the pages were replaced
        (site / name).write_bytes(content)
    assert newest(site) == ["v1"]
    assert published(site, own, day=LATER).published == ()
    assert newest(site) == ["v2", "v1"]
    whole(site)


PROGRAM = """
import sys
from pathlib import Path
from docgen.workspace import Workspace
from tests.site.publishing import published
published(Path(sys.argv[1]), Workspace(Path(sys.argv[2])), tuple(sys.argv[3:]))
"""


def start(site: Path, own: Workspace, *slugs: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", PROGRAM, str(site), str(own.root), *slugs]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)


@pytest.mark.slow
def test_two_builds_at_once_lose_nothing_of_each_other(own: Workspace, tmp_path: Path) -> None:
    site = tmp_path / "site"
    running = [start(site, own, "demo"), start(site, own, "wra"), start(site, own, "demo")]
    for process in running:
        _, told = process.communicate(timeout=240)
        assert process.returncode == 0, told.decode()
    assert set(Shelf(site).known()) == {"demo", "wra"}
    assert newest(site) == ["v1"]
    assert "demo/index.html" in (site / "index.html").read_text("utf-8")
    whole(site)


@pytest.mark.slow
def test_killed_at_any_moment_the_next_run_puts_all_right(own: Workspace, tmp_path: Path) -> None:
    site = tmp_path / "site"
    published(site, own, ("wra",))
    before = {name: c for name, c in tree(site).items() if "/v1/" in name}
    for tenth in range(0, 30, 3):
        process = start(site, own, "demo")
        time.sleep(1 + tenth / 10)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert {n: c for n, c in tree(site).items() if n.startswith("wra/105/v1/")} == before
    published(site, own, ("wra", "demo"))
    whole(site)
    assert newest(site) == ["v1"]


def _hold(site: str, held: multiprocessing.synchronize.Event) -> None:
    with Shelf(Path(site)).locked():
        held.set()
        time.sleep(1)


def test_who_comes_second_waits(own: Workspace, tmp_path: Path) -> None:
    site = tmp_path / "site"
    context = multiprocessing.get_context("spawn")
    held = context.Event()
    other = context.Process(target=_hold, args=(str(site), held))
    other.start()
    assert held.wait(60)
    published(site, own, ("wra",))
    other.join(60)
    assert other.exitcode == 0
    whole(site)
    assert (site / LOCK).is_file()
