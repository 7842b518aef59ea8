"""The wheel carries all it needs and works in an empty environment, outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    (made,) = folder.glob("docgen-*.whl")
    return made


def test_the_wheel_holds_templates_schemas_examples_and_catalogue(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, pattern in {
        "templates": "*/*",
        "schemas": "*.json",
        "data/wra": "**/*.yaml",
        "data/demo": "**/*.yaml",
    }.items():
        files = list((PROJECT / folder).glob(pattern))
        assert files
        for path in files:
            assert f"docgen/_shipped/{path.relative_to(PROJECT).as_posix()}" in names
    assert "docgen/locale/zh_TW/LC_MESSAGES/docgen.mo" in names
    assert any(name.startswith("docgen/pipeline/skeleton/child/") for name in names)


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    for name in zipfile.ZipFile(wheel).namelist():
        assert name.startswith(("docgen/", "docgen-"))
        assert "__pycache__" not in name
        assert "10river" not in name


@pytest.mark.slow
def test_init_and_plan_work_from_the_wheel_in_an_empty_environment(
    wheel: Path, tmp_path: Path
) -> None:
    venv, work = tmp_path / "venv", tmp_path / "work"
    work.mkdir()
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    scripts = venv / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / "python")
    pins = str(PROJECT / "requirements.txt")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", pins], check=True)
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True)
    subprocess.run([python, "-m", "pip", "check"], check=True)

    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def docgen(*words: str, cwd: Path) -> str:
        done = subprocess.run(
            [str(scripts / "docgen"), *words],
            cwd=cwd,
            env={**kept, "DOCGEN_LANG": "zh_TW"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "已建立" in docgen("init", "documents", cwd=work)
    here = work / "documents"
    assert docgen("plan", "demo", cwd=here) == "已寫入 build/demo/105/plan.docx\n"
    assert (here / "build" / "demo" / "105" / "plan.docx").stat().st_size > 5000
    docgen("new", "bureau", "--parent", "wra", cwd=here)
    agency = here / "data" / "bureau" / "agency.yaml"
    named = agency.read_text("utf-8").replace("（機關全銜）", "經濟部水利署第十一河川局")
    agency.write_text(named, "utf-8")
    docgen("build", "bureau", cwd=here)
    docgen("schema", cwd=here)
    docgen("doctor", cwd=here)
