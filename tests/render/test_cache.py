"""A template is prepared once: in memory, and on disk as text that can be spoilt but not harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docgen.render import Properties, cache, fill, prepare, prepared
from tests.docx.build import docx, p
from tests.render.filling import CONTEXT, NAME, Context, Row

if TYPE_CHECKING:
    from collections.abc import Callable

TEMPLATE = docx(p("{{ title }}"), p("{% for r in rows %}{{ r.title }}{% endfor %}"), header=p("h"))
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "_made", {})


def made(folder: Path | None) -> bytes:
    ready = prepare(TEMPLATE, name=NAME, context_type=Context, cache=folder)
    return fill(ready, CONTEXT, properties=Properties("T"))


def again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """As a new process would."""
    monkeypatch.setattr(prepared, "_made", {})
    return made(folder)


def only(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_once_in_a_process() -> None:
    one = prepare(TEMPLATE, name=NAME, context_type=Context)
    assert prepare(TEMPLATE, name=NAME, context_type=Context) is one


def test_warm_and_cold_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = made(tmp_path / "cache")
    monkeypatch.setattr(prepared, "_anew", None)  # it may not be prepared again
    assert again(tmp_path / "cache", monkeypatch) == cold == made(None)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"title", b"titel"),
        lambda _: b"\x80\x04pickle",
        lambda data: data.partition(b"\n")[0] + b"\n{}",
    ],
)
def test_a_spoilt_file_is_made_again(
    spoil: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = made(tmp_path)
    file = only(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(spoil(whole))
    assert again(tmp_path, monkeypatch) == good
    assert file.read_bytes() == whole


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"order": [], "changed": {}, "scripts": [], "places": []},
        {"order": ["x"], "changed": {}, "scripts": [], "places": []},
        {"order": 1, "changed": [], "scripts": "x", "places": None},
        {"order": [], "changed": {}, "scripts": [["a", "{% if %}", []]], "places": []},
    ],
)
def test_a_foreign_file_under_the_right_digest_is_made_again(
    content: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = made(tmp_path)
    cache.store(tmp_path, only(tmp_path).stem, content)
    assert again(tmp_path, monkeypatch) == good


def test_a_folder_that_cannot_be_written_costs_only_speed(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert made(blocked) == made(None)


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    made(tmp_path)
    assert only(tmp_path).suffix == ".json"
    json.loads(only(tmp_path).read_bytes().partition(b"\n")[2])


def test_another_template_context_or_version_is_another_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = cache.key_of(b"a", "context")
    assert len({key, cache.key_of(b"b", "context"), cache.key_of(b"a", "other")}) == 3
    monkeypatch.setattr(cache, "PREPARED_BY", "docxtpl 9")
    assert cache.key_of(b"a", "context") != key


def test_a_context_with_other_fields_is_another_context() -> None:
    from docgen.render.shapes import fingerprint

    assert fingerprint(Context) != fingerprint(Row)
    assert fingerprint(Context) == fingerprint(Context)


def test_the_versions_in_the_key_are_those_installed() -> None:
    assert f"docxtpl {version('docxtpl')}, Jinja2 {version('jinja2')}" == cache.PREPARED_BY


def test_a_warm_process_imports_neither_docxtpl_nor_python_docx(tmp_path: Path) -> None:
    made(tmp_path)
    code = f"""
import sys
from pathlib import Path
from tests.render.filling import CONTEXT, NAME, Context
from docgen.render import Properties, fill, prepare
template = Path({str(tmp_path / "t.docx")!r}).read_bytes()
ready = prepare(template, name=NAME, context_type=Context, cache=Path({str(tmp_path)!r}))
out = fill(ready, CONTEXT, properties=Properties("T"))
found = {{"docxtpl", "docx", "zipfile", "pydantic", "docgen.render.examine", "docgen.render.generate"}}
print(sorted(found & set(sys.modules)))
"""
    (tmp_path / "t.docx").write_bytes(TEMPLATE)
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"


def test_old_prepared_templates_do_not_pile_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MOST", 3)
    for number in range(5):
        cache.store(tmp_path, f"key{number}", {})
        os.utime(tmp_path / f"key{number}.json", (number + 1, number + 1))
    assert {path.stem for path in tmp_path.iterdir()} == {"key2", "key3", "key4"}


def test_what_a_killed_writer_left_is_swept_and_a_living_ones_is_not(tmp_path: Path) -> None:
    (tmp_path / ".key.1").write_bytes(b"half")
    (tmp_path / ".key.2").write_bytes(b"half")
    os.utime(tmp_path / ".key.1", (1, 1))
    cache.store(tmp_path, "key", {})
    assert {path.name for path in tmp_path.iterdir()} == {".key.2", "key.json"}
