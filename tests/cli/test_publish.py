"""``docgen publish`` and ``docgen verify`` as they are typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from docgen.cli.main import main
from tests.site.publishing import copied, exporter

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace where one stands; formats are made by nobody."""
    copied(tmp_path, ("report",))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCGEN_LANG", "en")
    monkeypatch.setattr("docgen.pipeline.publishing.formats", exporter)
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(words)
    said = capsys.readouterr()
    return code, said.out + said.err


def as_json(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    main((*words, "--format", "json"))
    return json.loads(capsys.readouterr().out)


def test_it_says_what_is_new_and_what_was_there(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("publish", "demo", "--site", "out", "--date", "105-12-31")
    assert told(capsys, *words) == (0, "published demo/105/, version 1\n")
    assert told(capsys, *words) == (0, "unchanged demo/105/, version 1\n")
    assert (here / "out/demo/105/v1/report.html").is_file()
    page = (here / "out/demo/105/index.html").read_text("utf-8")
    assert '<time datetime="2016-12-31">105年12月31日（2016-12-31）</time>' in page


@pytest.mark.usefixtures("here")
def test_programs_get_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "publish", "demo", "--site", "out", "--date", "2016-12-31")
    assert found["problems"] == []
    assert found["published"] == [
        {"path": "demo/105/v1/", "agency": "demo", "year": 105, "version": 1}
    ]
    assert as_json(capsys, "verify", "out")["files"] == 14


def test_where_it_will_stand_is_in_the_addresses(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("publish", "demo", "--site", "out", "--base", "https://x.example/open", "--note", "N")
    assert told(capsys, *words)[0] == 0
    sitemap = (here / "out/sitemap.xml").read_text("utf-8")
    assert "<loc>https://x.example/open/demo/105/v1/report.html</loc>" in sitemap
    page = (here / "out/demo/105/v1/report.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://x.example/open/demo/105/v1/report.html">' in page


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("publish", "demo"), "--site"),
        (("publish", "demo", "--site", "x", "--date", "105-13-01"), "is not a date"),
        (("publish", "demo", "--site", "x", "--base", "http://x.example"), "https"),
        (("publish", "demo", "--site", "x", "--base", "https://x.example/<script>"), "https"),
        (("publish", "demo", "--site", "x", "--heading-level", "7"), "heading-level"),
        (("publish", "demo", "--all", "--site", "x"), "not both"),
        (("verify",), "DIR"),
        (("verify", "."), "no-bundle"),
    ],
)
def test_wrong_usage_is_told(
    here: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], fault: str
) -> None:
    code, said = told(capsys, *words)
    assert code == 2
    assert fault in said
    assert not (here / "x").exists()


def test_a_gate_is_exit_code_one_and_so_is_a_changed_file(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "publish", "demo", "--site", "out")
    page = here / "out/demo/105/v1/report.html"
    page.write_text(page.read_text("utf-8").replace("減為6種", "減為5種"), "utf-8")
    code, said = told(capsys, "verify", "out")
    assert code == 1
    assert "減為5種" in said
    (here / "data/demo/105/report.draft.yaml").write_text("x: y\n", "utf-8")
    code, said = told(capsys, "publish", "demo", "--site", "out")
    assert code == 1
    assert "open-draft" in said
