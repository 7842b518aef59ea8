"""Text from the data is data: it leaves no element and runs nothing, whatever it says."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from msgspec import structs

from docgen.doctype import of_agency
from docgen.docx import zipped
from docgen.load import Data
from docgen.pipeline.page_contexts import pages_of, writer_of
from docgen.render.value import Value
from docgen.site.bundle import Order, Past, Ready, make
from docgen.site.document import Piece
from docgen.site.lists import lists
from docgen.site.records import Column, KindResults, Results, UnitResult
from docgen.workspace import Workspace
from tests.conftest import PROJECT
from tests.site.browser import chromium, opened
from tests.site.publishing import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from docgen.site.bundle import Made

pytestmark = pytest.mark.slow
STRINGS = (
    "<script>window.pwned=1</script>",
    "</script><script>window.pwned=1</script>",
    "</style><script>window.pwned=1</script>",
    "</title><img src=x onerror=window.pwned=1>",
    "javascript:window.pwned=1",
    'https://x.example/"onmouseover="window.pwned=1',
    "' autofocus onfocus='window.pwned=1' x='",
    '"><svg onload=window.pwned=1>',
    "]]><script>window.pwned=1</script>",
    "--><iframe srcdoc='<script>parent.pwned=1</script>'>",
    "{{ 7*7 }}{% raw %}&lt;b&gt;&#60;i&#62;",
    "\\u003cscript\\u003e\u2028</textarea><base href=//x.example>",
)


def spoilt(value: Any, text: str) -> Any:
    """The context with every text that a person may type replaced."""
    if isinstance(value, Value):
        return Value(text, value.address)
    if isinstance(value, tuple):
        return tuple(spoilt(each, text) for each in value)
    if isinstance(value, msgspec.Struct):
        names = value.__struct_fields__
        return type(value)(*(spoilt(getattr(value, name), text) for name in names))
    return value


def made(text: str) -> tuple[Made, dict[str, bytes]]:
    """A version whose every text is that one, and the pages that name it."""
    workspace = Workspace(PROJECT)
    writer = writer_of(workspace, "https://bundle.example/")
    documents = tuple(
        Ready(
            page.name,
            type_,
            text,
            page.filled,
            tuple(Piece(p.template, spoilt(p.context, text), p.source) for p in page.pieces),
            {"docx": b"docx", "odt": b"odt", "pdf": b"pdf"},
            1,
        )
        for type_ in of_agency(workspace)
        for page in pages_of(Data(workspace), writer.site, "demo", type_, 105)
    )
    fields = ("office", "contact", "website", "license", "theme", "cake", "service")
    ten = {"a": Decimal(10)}
    kind = KindResults(
        "self", text, (UnitResult(text, ten, ten["a"], text, 1),), ten, ten["a"], text
    )
    results = Results((Column("a", text, ten["a"]),), "share", (kind,))
    order = Order(
        "demo",
        text,
        "wra",
        105,
        DAY,
        dict.fromkeys(fields, text),
        documents,
        DAY,
        text,
        {},
        results,
    )
    first = make(writer, order, Past())
    child = make(writer, structs.replace(order, agency="child", parent="demo"), Past()).version
    past = Past((first.version,), {each.name: ("old",) for each in first.version.documents})
    second = make(writer, order, past)
    return second, lists(
        writer, {"demo": {105: (first.version, second.version)}, "child": {105: (child,)}}
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


ELEMENTS = """() => [...document.querySelectorAll('*')].map(e => e.tagName.toLowerCase() +
    [...e.attributes].map(a => a.name).filter(n => n.startsWith('on')).join())"""


def html_of(text: str) -> dict[str, bytes]:
    """Every page of the version, its fragments, and the pages that name it."""
    version, pages = made(text)
    whole = version.files["demo-105-v2.zip"]
    inside = {e.name: zipped.unpack(whole, e) for e in zipped.directory(whole)}
    both = {**version.files, **inside, **{f"lists/{name}": page for name, page in pages.items()}}
    return {name: content for name, content in sorted(both.items()) if name.endswith(".html")}


@pytest.fixture(scope="module")
def harmless(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The elements of every page that says nothing hostile."""
    folder = tmp_path_factory.mktemp("harmless")
    with opened(browser, "about:blank") as (page, _):
        found = {}
        for name, content in html_of("harmless").items():
            page.goto(_written(folder / name, content))
            found[name] = page.evaluate(ELEMENTS)
    return found


@pytest.mark.parametrize("text", STRINGS)
def test_a_hostile_string_in_every_field_stays_text(
    browser: Browser, harmless: dict[str, list[str]], tmp_path: Path, text: str
) -> None:
    pages = html_of(text)
    assert len(pages) > 20
    assert set(pages) == set(harmless)
    with opened(browser, "about:blank", bypass_csp=True) as (page, seen):
        for name, content in pages.items():
            address = _written(tmp_path / name, content)
            page.goto(address)
            assert page.evaluate("window.pwned") is None
            assert page.evaluate(ELEMENTS) == harmless[name], name
            assert seen.requests[-1] == address
            if name == "plan.html":
                _shown(page, text)
        assert seen.messages == []
        assert len(seen.requests) == len(pages)


def _written(path: Path, content: bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path.as_uri()


def _shown(page: Any, text: str) -> None:
    """The words are there as they were typed, in the page and in what machines read of it."""
    title = page.evaluate("document.querySelector('h1').textContent")
    assert title.split() == text.split()
    data = page.evaluate(
        "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)"
    )
    assert data["name"].split() == text.split()
    assert page.evaluate("document.querySelectorAll('a[href^=\"javascript:\"]').length") == 0
