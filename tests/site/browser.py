"""Chromium as the tests drive it: Debian's, offline but for the page that is looked at."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

TOOLS = Path(__file__).resolve().parent / "node_modules"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; scripts/test-tools.sh brings it."""
    program = shutil.which("chromium")
    assert program, "chromium is missing: scripts/test-tools.sh publish"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class Seen:
    """What a page did beside showing itself."""

    def __init__(self, page: Page) -> None:
        self.requests: list[str] = []
        self.messages: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.on("dialog", lambda dialog: self.messages.append(dialog.message))


@contextlib.contextmanager
def opened(
    browser: Browser, address: str, *, width: int = 1280, scheme: Any = "light", **more: Any
) -> Iterator[tuple[Page, Seen]]:
    """A page in a context of its own."""
    size: Any = {"width": width, "height": 900}
    context = browser.new_context(viewport=size, color_scheme=scheme, **more)
    try:
        page = context.new_page()
        seen = Seen(page)
        page.goto(address)
        yield page, seen
    finally:
        context.close()


def axe(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.0–2.2 A and AA, and against best practice."""
    page.evaluate((TOOLS / "axe-core/axe.min.js").read_text("utf-8"))
    result: Any = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    assert len(result["passes"]) > 20  # it looked at something
    return [
        f"{found['id']}: {node['html']} {node['failureSummary']}"
        for found in result["violations"]
        for node in found["nodes"]
    ]
