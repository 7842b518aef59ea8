"""The same command line again: answered as last time, and only while nothing at all has changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen import again
from docgen.cli.main import main
from docgen.pipeline import stamps
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable

PLAN = ("plan", "10river")
TICK = 0.02  # seconds; longer than the clock of the file system


class Desk(NamedTuple):
    """A workspace where one stands, and what is printed there."""

    root: Path
    printed: pytest.CaptureFixture[str]

    def slowly(self, *argv: str) -> tuple[int, str, str]:
        """What the long way says; it may keep its answer."""
        time.sleep(TICK)
        self.printed.readouterr()
        return main(argv), *self.printed.readouterr()

    def quickly(self, *argv: str) -> tuple[int, str, str] | None:
        """What is said without it."""
        self.printed.readouterr()
        code = again.answer(argv)
        said = self.printed.readouterr()
        if code is None:
            assert said == ("", "")
            return None
        return code, *said

    def settle(self, *argv: str) -> tuple[int, str, str]:
        """Ask until there is nothing to do and that is kept; what is said then."""
        for _ in range(4):
            said = self.slowly(*argv)
            if self.quickly(*argv) is not None:
                return said
        return pytest.fail("there is always something to do")

    def kept(self) -> Path:
        (file,) = (self.root / "build" / ".cache" / "answers").iterdir()
        return file


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Files are believed a tick after they were touched, not two seconds."""
    monkeypatch.setattr(again, "SETTLED", 0)
    monkeypatch.setattr(stamps, "_SETTLED", 0)
    monkeypatch.setattr(again, "STARTED", time.time_ns() + 10**15)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DOCGEN_LANG", "en")
    return monkeypatch


def laid_out(root: Path) -> Path:
    for name in ("data", "templates"):
        shutil.copytree(PROJECT / name, root / name)
    return root


@pytest.fixture
def desk(tmp_path: Path, impatient: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    impatient.chdir(laid_out(tmp_path))
    return Desk(tmp_path, capsys)


@pytest.mark.parametrize(
    "argv",
    [
        PLAN,
        ("plan", "10river", "--quiet"),
        ("plan", "10river", "--year", "105", "-o", "elsewhere"),
        ("plan", "10river", "--format", "json"),
        ("set", "demo", "--why"),
        ("report", "demo"),
        ("build", "10river", "wra"),
        ("build", "--all", "--jobs", "1"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("language", ["en", "zh_TW"])
def test_what_is_said_is_what_the_long_way_says(
    desk: Desk, argv: tuple[str, ...], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCGEN_LANG", language)
    said = desk.settle(*argv)
    assert said[0] == 0
    assert desk.quickly(*argv) == said == desk.slowly(*argv)


@pytest.mark.parametrize(
    "argv",
    [
        ("plan", "10river", "--anew"),
        ("plan", "10river", "--draft"),
        ("plan", "10river", "--budget"),
        ("--root", ".", "plan", "10river"),
        ("plan", "nobody"),
        ("plan",),
        ("status",),
        ("--help",),
    ],
    ids=" ".join,
)
def test_of_these_nothing_is_kept(desk: Desk, argv: tuple[str, ...]) -> None:
    desk.settle(*PLAN)
    for _ in range(3):
        desk.slowly(*argv)
    assert desk.quickly(*argv) is None


# What may happen to a file or folder between two runs.


def touched(path: Path) -> None:
    path.touch()


def edited(path: Path) -> None:
    if path.is_file():
        with path.open("ab") as file:
            file.write(b"\n# a word\n")


def edited_in_secret(path: Path) -> None:
    """Another byte, the old size, the old time."""
    if path.is_file():
        before, content = path.stat(), bytearray(path.read_bytes())
        content[-1] ^= 1
        path.write_bytes(content)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def deleted(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def renamed(path: Path) -> None:
    path.rename(path.with_name(f"other-{path.name}"))


def locked(path: Path) -> None:
    path.chmod(0o500 if path.is_dir() else 0o400)


def linked(path: Path) -> None:
    """The same content, by a link."""
    behind = path.with_name(f"behind-{path.name}")
    path.rename(behind)
    path.symlink_to(behind)


def swapped(path: Path) -> None:
    """Written as many programs write: a new file in the place of the old, with its time."""
    if path.is_file():
        aside = path.with_name("aside")
        shutil.copy2(path, aside)
        aside.replace(path)


def joined_by(path: Path) -> None:
    """Something new beside it or in it."""
    folder = path if path.is_dir() else path.parent
    (folder / "107").mkdir()
    (folder / "107" / "agency.yaml").write_text("name: 新機關\n", "utf-8")
    (folder / "new.yaml").write_text("name: 新\n", "utf-8")


CHANGES = (touched, edited, edited_in_secret, deleted, renamed, locked, linked, swapped, joined_by)


def everything(root: Path) -> list[str]:
    found = sorted(
        str(path.relative_to(root))
        for path in root.rglob("*")
        if "demo" not in path.parts and ".cache" not in path.parts
    )
    assert "build/10river/105/plan.docx" in found
    assert len(found) > 60
    return [*found, "data/demo/agency.yaml", "build/.cache", "build/.cache/records"]


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(choice=st.data())
@pytest.mark.slow
def test_after_any_change_it_is_the_long_way_or_what_that_would_say(
    choice: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
    impatient: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    check_one_change(
        tmp_path_factory.mktemp("any"),
        impatient,
        capsys,
        lambda root: choice.draw(st.sampled_from(everything(root))),
        choice.draw(st.sampled_from(CHANGES)),
    )


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize(
    "name",
    [
        "data",
        "data/10river",
        "data/10river/105/plan.yaml",
        "data/wra/105",
        "data/demo/agency.yaml",
        "templates/plan/template.docx",
        "templates/house.yaml",
        "templates/report",
        "build/10river/105",
        "build/10river/105/plan.docx",
    ],
)
def test_after_such_a_change_it_is_the_long_way_or_what_that_would_say(
    name: str,
    change: Callable[[Path], None],
    tmp_path: Path,
    impatient: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    quick = check_one_change(tmp_path, impatient, capsys, lambda _: name, change)
    if change in {edited, edited_in_secret, deleted, renamed} and (tmp_path / name).is_file():
        assert quick is None


def check_one_change(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    choose: Callable[[Path], str],
    change: Callable[[Path], None],
) -> tuple[int, str, str] | None:
    monkeypatch.chdir(laid_out(root))
    desk = Desk(root, capsys)
    desk.settle(*PLAN)
    time.sleep(TICK)
    change(root / choose(root))
    quick = desk.quickly(*PLAN)
    slow = desk.slowly(*PLAN)
    assert quick in {None, slow}
    return quick


@pytest.mark.parametrize("name", ["data", "templates"])
def test_a_root_that_is_a_link_is_looked_into(desk: Desk, name: str) -> None:
    (desk.root / name).rename(desk.root / "behind")
    (desk.root / name).symlink_to(desk.root / "behind")
    desk.settle("build", "10river")
    time.sleep(TICK)
    (desk.root / name / "new").mkdir()
    assert desk.quickly("build", "10river") is None


def test_a_language_a_folder_a_search_path_of_its_own_is_a_question_of_its_own(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.settle(*PLAN)
    for name, value in (("DOCGEN_LANG", "zh_TW"), ("LC_ALL", "C"), ("PATH", "/"), ("HOME", "/")):
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            assert desk.quickly(*PLAN) is None
    with monkeypatch.context() as patch:
        patch.chdir(desk.root / "data")
        assert desk.quickly(*PLAN) is None
    assert desk.quickly(*PLAN) is not None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda data: data[:-1],
        lambda data: data[:40],
        lambda data: data + b"\0lnowhere",
        lambda data: data.replace(b"up to date", b"out of date"),
        lambda data: data.partition(b"\0ltemplates/house.yaml")[0],
        lambda _: b"\x80\x04pickle",
        lambda _: b"\0" * 100,
        lambda data: data.replace(b"\0l", b"\0c"),
    ],
)
def test_a_spoilt_answer_is_none(desk: Desk, spoil: Callable[[bytes], bytes]) -> None:
    said = desk.settle(*PLAN)
    whole = desk.kept().read_bytes()
    desk.kept().write_bytes(spoil(whole))
    assert desk.quickly(*PLAN) is None or desk.kept().read_bytes() == whole
    assert desk.settle(*PLAN) == said


def test_the_answer_to_another_question_is_none(desk: Desk) -> None:
    desk.settle(*PLAN)
    own = desk.kept()
    content = own.read_bytes()
    desk.settle("plan", "wra")
    other = Path(again.place(str(desk.root), ("plan", "wra")))
    assert other != own
    other.write_bytes(content)
    assert desk.quickly("plan", "wra") is None
    assert desk.quickly(*PLAN) is not None


def test_words_that_move_the_cursor_are_never_said(desk: Desk) -> None:
    """Whoever wrote the file on purpose could seal it, too."""
    desk.settle(*PLAN)
    _, _, err, *places = desk.kept().read_text("utf-8").split("\0")
    for out, said in (("harmless\n", 0), ("\x1b[2Jwrote\n", None), ("\u202ewrote\n", None)):
        digest = again.seal(PLAN, out, err, places, again.look(places)[0])
        desk.kept().write_text("\0".join((digest, out, err, *places)), "utf-8")
        assert again.answer(PLAN) == said


def test_warnings_are_said_again_but_in_colours_only_the_long_way(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = desk.root / "data" / "10river" / "105" / "plan.yaml"
    text = plan.read_text("utf-8")
    assert "並將計畫公開" in text
    plan.write_text(text.replace("並將計畫公開", "並將計劃公開"), "utf-8")
    said = desk.settle(*PLAN)
    assert "confusable-word (warning)" in said[2]
    assert desk.quickly(*PLAN) == said
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert again.answer(PLAN) is None


def test_what_changed_during_the_run_is_not_believed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.settle(*PLAN)
    monkeypatch.setattr(again, "STARTED", time.time_ns())
    time.sleep(TICK)
    (desk.root / "templates" / "house.yaml").touch()
    for _ in range(3):
        desk.slowly(*PLAN)
    assert desk.quickly(*PLAN) is None


def test_a_file_younger_than_two_seconds_is_not_believed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.settle(*PLAN)
    desk.kept().unlink()
    monkeypatch.setattr(again, "SETTLED", 3600 * 10**9)
    desk.slowly(*PLAN)
    assert list((desk.root / "build" / ".cache" / "answers").iterdir()) == []


def test_every_place_that_the_long_way_looks_at_is_held(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    argv = ("set", "demo")
    desk.settle(*argv)
    _, _, _, *places = desk.kept().read_text("utf-8").split("\0")
    held = {each[1:] for each in places}
    for each in places:
        if each[0] == "e":
            folder, name = os.path.split(each[1:])
            held |= {folder, *(str(path / name) for path in Path(folder).iterdir())}
    seen: set[str] = set()
    with monkeypatch.context() as patch:
        for name in ("stat", "lstat", "scandir", "listdir", "open"):
            patch.setattr(os, name, _watched(getattr(os, name), seen))
        assert main(argv) == 0
    looked_at = {
        path
        for path in seen
        if path.startswith(str(desk.root)) and not path.startswith(str(desk.root / "build/.cache"))
    }
    roots = {str(desk.root / name) for name in ("", "data", "templates", "build")}
    assert len(looked_at) > 20
    assert looked_at - held - roots == set()


def _watched(function: Callable[..., object], seen: set[str]) -> Callable[..., object]:
    def watched(path: object, *args: object, **named: object) -> object:
        if isinstance(path, str | os.PathLike):
            seen.add(os.path.abspath(os.fspath(path)))  # noqa: PTH100 - not one more look
        return function(path, *args, **named)

    return watched


ASKED = """
import sys
from docgen.__main__ import main
code = main()
heavy = {
    "re", "argparse", "gettext", "msgspec", "typing", "pathlib", "hashlib", "docgen.cli",
    "subprocess", "tempfile", "docgen.layout.libreoffice", "docxtpl",
}
print(sorted(heavy & set(sys.modules)) or "nothing", file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture
def own_docgen(tmp_path: Path) -> Callable[..., tuple[str, str]]:
    """A docgen that can be touched, on a workspace of its own: what it says, and what it loaded."""
    laid_out(tmp_path)
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PROJECT / "docgen", tmp_path / "code" / "docgen", ignore=ignore)

    def run(*argv: str) -> tuple[str, str]:
        done = subprocess.run(
            [sys.executable, "-c", ASKED, *argv],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "code"), "DOCGEN_LANG": "en"},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip(), done.stderr.strip()

    return run


def test_two_seconds_after_a_build_nothing_is_loaded_until_docgen_itself_changes(
    own_docgen: Callable[..., tuple[str, str]], tmp_path: Path
) -> None:
    own_docgen(*PLAN)
    time.sleep(2.1)
    said, loaded = own_docgen(*PLAN)
    assert "msgspec" in loaded
    assert own_docgen(*PLAN) == (said, "nothing")
    (tmp_path / "code" / "docgen" / "cli" / "made.py").touch()
    _, loaded = own_docgen(*PLAN)
    assert "msgspec" in loaded


def test_a_document_with_room_to_spare_is_made_without_what_asks_libreoffice(
    own_docgen: Callable[..., tuple[str, str]],
) -> None:
    own_docgen(*PLAN)
    _, loaded = own_docgen(*PLAN, "--anew")
    for name in ("hashlib", "subprocess", "tempfile", "docgen.layout.libreoffice", "docxtpl"):
        assert f"'{name}'" not in loaded
