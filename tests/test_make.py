"""The Makefile: a menu, safe against what people type, its own environment."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
WANTED = [
    "plan",
    "scoresheet",
    "results",
    "proposal",
    "report",
    "set",
    "build",
    "validate",
    "test",
    "test-slow",
    "lint",
    "format",
    "bench",
    "clean",
]
HOSTILE = (
    "x; touch p",
    "x && touch p",
    "$(shell touch p)",
    "${shell touch p}",
    "$$(touch p)",
    "`touch p`",
    "x' ; touch p ; '",
    'x"; touch p; "',
    "x\ntouch p",
    "x\n\ttouch p",
    "$(eval p:;touch p)",
    "$(info x)",
    "$(error x)",
    "$(AGENCY)",
    "../../etc",
    "x y",
    "#",
    "%",
    "臺",
    "\\",
    ")",
    "a,b",
    "*",
    "~",
)


@pytest.fixture
def sandbox(tmp_path: Path) -> Path:
    """The Makefile over an environment that only says what it was called with."""
    shutil.copy(PROJECT / "Makefile", tmp_path)
    script(tmp_path / "scripts" / "environment.sh", "exit 0")
    script(tmp_path / ".venv" / "bin" / "python", "printf '<%s>' \"$@\"; echo")
    return tmp_path


def script(path: Path, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    path.chmod(0o755)


def make(folder: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", *words],
        cwd=folder,
        env={**kept, **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_make_alone_prints_the_menu(sandbox: Path) -> None:
    said = make(sandbox)
    assert said.returncode == 0
    named = set(
        re.findall(r"[a-z-]+", " ".join(line[:46] for line in said.stdout.splitlines()[2:]))
    )
    assert set(WANTED) <= named


@pytest.mark.parametrize("kind", ["plan", "scoresheet", "results", "proposal", "report", "set"])
def test_a_document_is_one_line_over_docgen(sandbox: Path, kind: str) -> None:
    said = make(sandbox, kind, "AGENCY=10river")
    assert said.stdout == f"<-m><docgen><{kind}><10river>\n"
    said = make(sandbox, kind, "AGENCY=10river", "YEAR=105")
    assert said.stdout == f"<-m><docgen><{kind}><10river><--year><105>\n"
    assert make(sandbox, kind, AGENCY="10river").stdout == f"<-m><docgen><{kind}><10river>\n"


def test_formats_are_listed_with_commas_and_nothing_else(sandbox: Path) -> None:
    said = make(sandbox, "plan", "AGENCY=10river", "TO=docx,odt,pdf")
    assert said.stdout == "<-m><docgen><plan><10river><--to><docx,odt,pdf>\n"
    assert make(sandbox, "build", TO="pdf").stdout == "<-m><docgen><build><--to><pdf>\n"
    for value in set(HOSTILE) - {"a,b"}:  # docgen itself knows no such formats
        said = make(sandbox, "plan", f"TO={value}")
        assert said.returncode == 2
        assert "<-m>" not in said.stdout
        assert "TO takes letters and commas only" in said.stderr
    assert make(sandbox, "plan", "AGENCY=a,b").returncode == 2


def test_validate_takes_a_year(sandbox: Path) -> None:
    said = make(sandbox, "validate", "AGENCY=10river", "YEAR=105")
    assert said.stdout == "<-m><docgen><validate><10river><--year><105>\n"


def test_without_an_agency_docgen_asks_for_one(sandbox: Path) -> None:
    assert make(sandbox, "plan").stdout == "<-m><docgen><plan>\n"
    assert make(sandbox, "build").stdout == "<-m><docgen><build>\n"


def test_a_new_document_type_is_a_target_at_once(sandbox: Path) -> None:
    (sandbox / "templates" / "letter").mkdir(parents=True)
    (sandbox / "templates" / "letter" / "doctype.yaml").touch()
    assert make(sandbox, "letter", "AGENCY=wra").stdout == "<-m><docgen><letter><wra>\n"


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["AGENCY", "YEAR"])
def test_a_hostile_value_is_refused_and_runs_nothing(sandbox: Path, name: str, value: str) -> None:
    before = sorted(path.name for path in sandbox.iterdir())
    for said in (make(sandbox, "plan", f"{name}={value}"), make(sandbox, "plan", **{name: value})):
        assert said.returncode == 2
        assert "<-m>" not in said.stdout
        assert f"{name} takes letters, digits and hyphens only" in said.stderr
    assert sorted(path.name for path in sandbox.iterdir()) == before


def test_what_docgen_is_handed_cannot_be_given_past_the_check(sandbox: Path) -> None:
    said = make(sandbox, "plan", "AGENCY=wra", "DOCGEN_AGENCY=$(shell touch p)")
    assert said.stdout == "<-m><docgen><plan><wra>\n"


def test_every_target_asks_for_its_environment_first(sandbox: Path) -> None:
    script(sandbox / "scripts" / "environment.sh", 'echo "$1"')
    script(sandbox / "scripts" / "test-tools.sh", "echo tools")
    first = {target: make(sandbox, target).stdout.splitlines()[0] for target in WANTED[:-1]}
    everyday = {"plan", "scoresheet", "results", "proposal", "report", "set", "build", "validate"}
    assert {target for target, line in first.items() if line == "requirements.txt"} == everyday
    assert set(first.values()) == {"requirements.txt", "requirements-dev.txt"}


def test_a_failing_environment_stops_everything(sandbox: Path) -> None:
    script(sandbox / "scripts" / "environment.sh", "exit 1")
    said = make(sandbox, "plan", "AGENCY=wra")
    assert said.returncode == 2
    assert "<-m>" not in said.stdout


def tools(folder: Path, *names: str) -> str:
    """A PATH that holds these programs and no others."""
    for name in names:
        found = shutil.which(name)
        assert found
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(found)
    return str(folder)


def test_without_a_python_that_is_new_enough_it_says_so(tmp_path: Path) -> None:
    path = tools(tmp_path / "bin", "sh", "basename", "ls", "cmp")
    script(tmp_path / "bin" / "python3", "exit 1")
    environment = PROJECT / "scripts" / "environment.sh"
    done = subprocess.run(
        [str(environment), "requirements.txt"],
        cwd=tmp_path,
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "需要 Python 3.11" in done.stderr
    assert "Python 3.11 or newer" in done.stderr
    assert not (tmp_path / ".venv").exists()


@pytest.mark.slow
def test_the_environment_is_made_once_renewed_on_change_and_mended(tmp_path: Path) -> None:
    environment = str(PROJECT / "scripts" / "environment.sh")
    pins = tmp_path / "requirements.txt"
    python = tmp_path / ".venv" / "bin" / "python"

    def bring(text: str) -> subprocess.CompletedProcess[str]:
        pins.write_text(text, "utf-8")
        return subprocess.run(
            [environment, pins.name], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    made = bring("# nothing\n")
    assert made.returncode == 0, made.stderr
    assert python.exists()
    born = (tmp_path / ".venv" / "pyvenv.cfg").stat().st_mtime_ns
    again = bring("# nothing\n")
    assert (again.returncode, again.stderr) == (0, "")
    renewed = bring("# nothing still\n")
    assert renewed.returncode == 0
    assert "up to its pins" in renewed.stderr
    broken = bring("./not-here.whl\n")
    assert broken.returncode == 1
    assert "did not finish" in broken.stderr
    assert bring("# nothing still\n").stderr == ""  # what was there is whole
    assert (tmp_path / ".venv" / "pyvenv.cfg").stat().st_mtime_ns == born
    python.unlink()  # the system's Python went away
    assert bring("# nothing still\n").returncode == 0
    assert python.exists()


def test_the_tools_of_the_tests_are_named_where_they_cannot_be_installed(tmp_path: Path) -> None:
    path = tools(tmp_path, "sh", "grep")
    script(tmp_path / "id", "echo 1000")
    done = subprocess.run(
        [str(PROJECT / "scripts" / "test-tools.sh")],
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr.splitlines()[-1].endswith(
        "libreoffice-writer libreoffice-calc fontconfig fonts-cns11643-kai poppler-utils jing default-jre-headless"
    )


def test_ci_runs_everything_and_fails_when_a_part_fails(tmp_path: Path) -> None:
    for code in (0, 2):
        script(tmp_path / "make", f'echo "$@"; exit {code}')
        done = subprocess.run(
            ["bash", str(PROJECT / ".ci" / "run")],
            env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout == "--no-print-directory lint test test-slow\n"
        assert done.returncode == code
