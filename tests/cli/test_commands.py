"""Each command does what its help says, from outside, in a workspace of its own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from docgen.doctype import of_agency
from docgen.workspace import Workspace
from tests.cli.command import PROJECT, docgen

if TYPE_CHECKING:
    from pathlib import Path

TYPES = of_agency(Workspace(PROJECT))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace as ``docgen init`` lays it out, with the bureau beside it."""
    folder = tmp_path_factory.mktemp("workspace")
    said = docgen("init", str(folder))
    assert (said.code, said.err) == (0, "")
    shutil.copytree(PROJECT / "data" / "10river", folder / "data" / "10river")
    return folder


def test_init_lays_out_a_workspace_that_is_free_of_faults(tmp_path: Path) -> None:
    said = docgen("init", "new", cwd=tmp_path)
    assert said.code == 0
    assert "docgen plan demo" in said.out
    made = tmp_path / "new"
    assert sorted(each.name for each in (made / "data").iterdir()) == ["demo", "wra"]
    assert (made / "schemas" / "plan.schema.json").is_file()
    assert docgen("validate", cwd=made).code == 0
    assert docgen("plan", "demo", cwd=made).out == "wrote build/demo/105/plan.docx\n"


def test_init_overwrites_nothing(root: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    said = docgen("init", str(root))
    assert said.code == 1
    assert "folder-not-empty" in said.err
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


@pytest.mark.parametrize("name", TYPES)
def test_each_document_is_written_where_it_is_said(name: str, root: Path, tmp_path: Path) -> None:
    said = docgen(name, "10river", "-o", str(tmp_path), "--format", "json", cwd=root)
    assert said.code == 0
    documents = said.json["documents"]
    assert documents[0]["type"] == name
    assert [d["path"] for d in documents] == [
        path.as_posix() for path in sorted(tmp_path.rglob("*.docx"))
    ]


def test_formats_are_made_beside_and_told(root: Path, tmp_path: Path) -> None:
    said = docgen("report", "10river", "--to", "pdf,odt", "-o", str(tmp_path), cwd=root)
    assert (said.code, said.err) == (0, "")
    told = [line for line in said.out.splitlines() if line.startswith("wrote ")]
    written = [line.rpartition("/")[2] for line in told]
    assert written == ["report.docx", "report.odt", "report.pdf"]
    assert sorted(path.name for path in tmp_path.rglob("report.*")) == written


def test_without_libreoffice_the_docx_is_made_and_the_code_is_3(root: Path, tmp_path: Path) -> None:
    said = docgen("report", "10river", "--to=pdf", "-o", str(tmp_path), cwd=root, PATH="/nowhere")
    assert said.code == 3
    assert "LibreOffice is not installed" in said.err
    assert [path.name for path in tmp_path.rglob("*.*")] == ["report.docx"]


def test_an_unknown_format_is_wrong_usage_and_the_known_are_named(root: Path) -> None:
    for typed in ("xlsx", "docx,", "", "docx,odt,../x"):
        said = docgen("report", "10river", "--to", typed, cwd=root)
        assert said.code == 2
        assert "docx, odt, pdf" in said.err


def test_quiet_says_nothing_of_what_went_well(root: Path) -> None:
    assert docgen("plan", "10river", "--quiet", cwd=root) == (0, "", "")


def test_build_makes_all_and_status_says_so(root: Path, tmp_path: Path) -> None:
    out = ("-o", str(tmp_path))
    before = docgen("status", "10river", *out, "--format=json", cwd=root).json["documents"]
    assert {document["state"] for document in before} == {"missing"}
    assert docgen("build", "10river", *out, cwd=root).out.count("wrote ") == len(before)
    after = docgen("status", "10river", *out, cwd=root).out
    assert after.count("up to date") == len(before)
    (tmp_path / "10river" / "105" / "plan.docx").write_bytes(b"edited")
    assert "edited since it was made" in docgen("status", "10river", *out, cwd=root).out


def test_build_goes_on_where_one_agency_is_broken(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("build"))
    (copy / "data" / "10river" / "105" / "plan.yaml").write_text("title: [\n", "utf-8")
    said = docgen("build", "--all", cwd=copy)
    assert said.code == 1
    assert "data/10river/105/plan.yaml:" in said.err
    assert "wrote build/wra/105/plan.docx" in said.out
    assert "10river/105/plan.docx" not in said.out
    said = docgen("status", "10river", cwd=copy)
    assert said.code == 1
    assert re.search(r"10river/105/plan.docx +cannot be made", said.out)
    assert said.err.count("data/10river/105/plan.yaml:") == 1


def test_validate_lists_every_fault_with_its_place(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("build"))
    plan = copy / "data" / "10river" / "105" / "plan.yaml"
    plan.write_text("tilte: x\nsections:\n  scoop: {text: y}\n", "utf-8")
    said = docgen("validate", "10river", "--format", "json", cwd=copy)
    assert said.code == 1
    found = {(p["where"]["line"], p["rule"]) for p in said.json["problems"]}
    assert found == {(1, "unknown-field"), (3, "unknown-id")}
    assert docgen("validate", "wra", cwd=copy).out == "no faults in the data of: wra\n"


def test_explain_prints_the_chain_and_who_overrides(root: Path) -> None:
    said = docgen("explain", "10river", "plan", "scope.text", cwd=root)
    assert said.code == 0
    assert "data/wra/105/plan.yaml:" in said.out
    assert "→ data/10river/105/plan.yaml:" in said.out
    above = docgen("explain", "wra", "plan", "scope.text", cwd=root).out
    assert "10river overrides it: data/10river/105/plan.yaml:" in above
    assert "demo " in above


def test_explain_of_an_unknown_id_names_the_nearest(root: Path) -> None:
    said = docgen("explain", "10river", "plan", "scoop", cwd=root)
    assert said.code == 1
    assert "did you mean “scope”?" in said.err


def test_explain_finds_the_id_by_words_or_lists_the_file(root: Path) -> None:
    said = docgen("explain", "10river", "plan", "單一窗口", cwd=root)
    assert said.code == 0
    assert "plan:single-window.text  設置全功能單一窗口" in said.out
    assert "(data/10river/105/plan.yaml:" in said.out
    whole = docgen("explain", "10river", "plan", cwd=root)
    assert whole.code == 0
    assert "plan:single-window.text" in whole.out
    assert len(whole.out.splitlines()) > 100
    for command in ("explain", "impact"):
        assert "FILE" in docgen(command, "10river", cwd=root).err


def test_new_lays_out_an_agency_that_can_be_built(root: Path) -> None:
    said = docgen("new", "9river", "--parent", "wra", "--format", "json", cwd=root)
    assert said.code == 0
    assert "data/9river/agency.yaml" in said.json["made"]
    unnamed = docgen("validate", "9river", cwd=root)
    assert (unnamed.code, "data/9river/agency.yaml:2:7" in unnamed.err) == (1, True)
    agency = root / "data/9river/agency.yaml"
    agency.write_text(agency.read_text("utf-8").replace("（機關全銜）", "第九河川局"), "utf-8")
    assert docgen("validate", "9river", cwd=root).code == 0
    assert docgen("new", "9river", "--parent", "wra", cwd=root).code == 1
    assert docgen("new", "8river", "--parent", "nobody", cwd=root).code == 2
    shutil.rmtree(root / "data" / "9river")


def test_an_agency_called_by_its_name_is_answered_with_its_folder(root: Path) -> None:
    said = docgen("plan", "第十河川局", cwd=root, language="zh_TW")
    assert (said.code, "是否為「10river」？" in said.err) == (2, True)


def test_schema_writes_what_the_project_holds(root: Path) -> None:
    shutil.rmtree(root / "schemas")
    said = docgen("schema", cwd=root)
    assert said.code == 0
    here = {path.name: path.read_bytes() for path in (root / "schemas").iterdir()}
    assert here == {path.name: path.read_bytes() for path in (PROJECT / "schemas").iterdir()}
    assert said.out.count("wrote schemas/") == len(here)


def test_template_check_names_the_place_of_a_fault(root: Path) -> None:
    assert docgen("template", "check", cwd=root).code == 0
    broken = root / "data" / "10river" / "templates" / "plan.docx"
    broken.parent.mkdir()
    broken.write_bytes(b"no docx")
    said = docgen("template", "check", "plan", cwd=root)
    assert said.code == 1
    assert "data/10river/templates/plan.docx" in said.err
    shutil.rmtree(broken.parent)


def test_doctor_names_every_package_and_what_is_missing() -> None:
    said = docgen("doctor", "--format", "json")
    assert said.code == 0
    names = {finding["name"] for finding in said.json["findings"]}
    assert {"Python", "docxtpl", "LibreOffice"} <= names


def test_doctor_without_office_and_fonts_is_fine_and_says_how_to_get_them() -> None:
    said = docgen("doctor", PATH="")
    assert said.code == 0
    assert "apt install libreoffice-writer" in said.out


def test_a_full_disk_is_a_problem_and_no_traceback(root: Path) -> None:
    said = docgen("plan", "10river", "-o", "/dev/null/x", cwd=root)
    assert said.code == 1
    assert "cannot-write" in said.err
    assert "Traceback" not in said.err


def test_the_reader_of_a_pipe_may_leave() -> None:
    command = f"{sys.executable} -m docgen --help | true; echo done"
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "done\n"
    assert "Traceback" not in done.stderr
