"""A template is prepared once: in memory, and on disk as text that can be spoilt but not harm."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from docgen.docx.package import unpacked
from docgen.problem import Refused
from docgen.render import Properties, cache, fill, prepare, prepared
from tests.docx.build import cell, docx, p, row, table
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


EVIL = b"""<Relationship Id="e" Type="http://schemas.openxmlformats.org/officeDocument/2006/
relationships/attachedTemplate" Target="http://evil/x.dotm" TargetMode="External"/>"""
RELS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
PACKAGE = "_rels/.rels"


def altered(part: str, old: bytes, new: bytes) -> Callable[[dict[str, Any]], object]:
    """That a part of the template is kept otherwise."""

    def alter(told: dict[str, Any]) -> None:
        content = unpacked(TEMPLATE, "x")[part]
        if part in told["changed"]:
            content = base64.b64decode(told["changed"][part])
        assert old in content
        told["changed"][part] = base64.b64encode(content.replace(old, new)).decode()

    return alter


def body(told: dict[str, Any]) -> list[Any]:
    found: list[Any] = told["programs"][0][3]
    return found


@pytest.mark.parametrize(
    "poison",
    [
        lambda told: body(told).insert(1, ["print", "plain", ["name", "nix"], 0, 99]),
        lambda told: body(told).insert(1, ["print", "plain", ["name", "nix"], 0, -1]),
        lambda told: body(told).insert(1, ["set", "x", ["name", "nix"], 99]),
        lambda told: body(told).insert(1, ["if", [[["name", "nix"], [], 99]], []]),
        lambda told: body(told).insert(
            1, ["if", [[["name", "title"], [["set", "x", ["name", "nix"], 99]], 0]], []]
        ),
        lambda told: told["places"].clear(),
        lambda told: told["programs"].clear(),
        lambda told: told["programs"].pop(0),
        lambda told: told["programs"].append(told["programs"][0]),
        lambda told: told["order"].append("word/evil.bin"),
        lambda told: told["order"].append(told["order"][0]),
        lambda told: told["order"].remove("word/styles.xml"),
        lambda told: told["changed"].update({"word/evil.xml": ""}),
        lambda told: (
            told["order"].append("word/e.xml"),
            told["changed"].update({"word/e.xml": ""}),
        ),
        altered(RELS, b"</Relationships>", EVIL + b"</Relationships>"),
        altered(RELS, b'Target="styles.xml"', b'Target="http://evil/" TargetMode="External"'),
        altered(PACKAGE, b"</Relationships>", EVIL + b"</Relationships>"),
        altered(PACKAGE, b"word/document.xml", b"word/header1.xml"),
        altered(TYPES, b".document.main+xml", b".document.macroEnabled.main+xml"),
    ],
)
def test_a_poisoned_file_under_the_right_digest_is_made_again(
    poison: Callable[[dict[str, Any]], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = made(tmp_path)
    key = only(tmp_path).stem
    told = cache.load(tmp_path, key)
    assert told is not None
    poison(told)
    cache.store(tmp_path, key, told)
    assert again(tmp_path, monkeypatch) == good


def test_a_place_that_is_none_is_no_place() -> None:
    ready = prepare(docx(p("{{ note }}")), name=NAME, context_type=Context)
    with pytest.raises(Refused) as stop:
        fill(replace(ready, places=()), CONTEXT, properties=Properties("T"))
    (problem,) = stop.value.problems
    assert (problem.rule, problem.where.paragraph) == ("missing-value", None)


def test_a_table_of_every_kind_of_statement_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = docx(
        table(
            row("{%tr for r in rows %}", ""),
            row("{% vm r.group %}{% width 500 %}{{ r.title }}", "{% noline r.group %}{% cellbg 'D9D9D9' %}x"),
            row("{%tr endfor %}", ""),
        ),
        table(row(cell("{%tc for c in columns %}"), cell("{% colspan count %}{{ c }}"), cell("{%tc endfor %}"))),
        p("{%p set x = title %}"),
        p("{% if shown %}{{ x }}{% elif note %}{{ note }}{% else %}-{% endif %}"),
        header=p("{{ title }}"),
    )  # fmt: skip
    prepare(template, name=NAME, context_type=Context, cache=tmp_path)
    monkeypatch.setattr(prepared, "_made", {})
    monkeypatch.setattr(prepared, "_anew", None)  # it may not be prepared again
    assert prepare(template, name=NAME, context_type=Context, cache=tmp_path).places
    told = cache.load(tmp_path, only(tmp_path).stem)
    assert told is not None
    kinds = {"print", "set", "if", "for", "table", "row", "cell"}
    text = json.dumps(told["programs"])
    assert all(f'["{kind}", ' in text for kind in kinds)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_or_a_link_in_the_place_of_a_file_is_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = made(tmp_path / "cache")
    file = only(tmp_path / "cache")
    kept = tmp_path / "kept"
    file.rename(kept)
    os.mkfifo(file)
    assert cache.load(tmp_path / "cache", file.stem) is None
    assert again(tmp_path / "cache", monkeypatch) == good
    file.unlink()
    file.symlink_to(kept)
    assert cache.load(tmp_path / "cache", file.stem) is None


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
