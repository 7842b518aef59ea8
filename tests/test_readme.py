"""The READMEs say what the code does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-TW.md")


def test_the_tables_are_what_the_code_says() -> None:
    command = [sys.executable, "scripts/readme.py", "--check"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_local_link_leads_somewhere(name: str) -> None:
    text = (PROJECT / name).read_text("utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    missing = [link for link in links if not (PROJECT / link).exists()]
    assert missing == []


@pytest.mark.parametrize("name", READMES)
def test_every_how_to_has_at_most_four_steps(name: str) -> None:
    text = (PROJECT / name).read_text("utf-8")
    how_tos = re.split(r"^\*\*.+\*\*$", text, flags=re.MULTILINE)[1:]
    assert len(how_tos) >= 4  # a search that found nothing would prove nothing
    for how_to in how_tos:
        steps = re.findall(r"^(\d)\. ", how_to, flags=re.MULTILINE)
        assert steps == [str(n + 1) for n in range(len(steps))]
        assert 1 <= len(steps) <= 4


@pytest.mark.parametrize("name", READMES)
def test_every_target_that_a_readme_names_is_in_the_menu(name: str) -> None:
    text = (PROJECT / name).read_text("utf-8")
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"make ([a-z]+)", text))
    assert targets
    for target in targets & {"plan", "set", "build", "validate"}:
        assert re.search(rf"^[a-z -]*\b{target}\b[a-z -]*:", makefile, flags=re.MULTILINE)


def test_no_file_of_pins_names_an_address() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (PROJECT / name).read_text("utf-8")
        assert "://" not in text
        assert not re.search(
            r"^\s*-", re.sub(r"^ +--hash=", "", text, flags=re.MULTILINE), re.MULTILINE
        )
        for pin in re.findall(
            r"^[a-z0-9][^\n]*\n(?:[^\n]+\n)*?(?=[a-z0-9]|\Z)", text, re.MULTILINE
        ):
            assert "==" in pin.split("\n")[0]
            assert "--hash=sha256:" in pin
