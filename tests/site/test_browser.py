"""The published demo and both real agencies in a real browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from docgen.site.text import words
from tests.documents import documents
from tests.pipeline.test_publish import LATER, REPORT
from tests.pipeline.test_verify import served
from tests.site.browser import axe, chromium, opened
from tests.site.publishing import copied, published, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow
ALL = ("plan", "proposal", "report", "results", "scoresheet", "set")
LISTS = (
    "index.html",
    "sitemap.html",
    *(f"{slug}/{name}" for slug in ("demo", "wra") for name in ("index.html", "105/index.html")),
)
REAL = tuple(f"{slug}/105/v1/{t}.html" for slug in ("wra", "10river") for t in (*ALL, "index"))
DEMO = tuple(
    f"demo/105/v2/{name}.html" for name in (*documents("demo"), "index", "changes", "accessibility")
)
PAGES = (*LISTS, *REAL, *DEMO)
PLAN = "demo/105/v2/plan.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything published, demo in two versions."""
    folder = tmp_path_factory.mktemp("browser")
    published(folder / "site", slugs=None)
    own = copied(folder / "own", ALL)
    replaced(own, REPORT, "通知申請人", "告知申請人")
    published(folder / "site", own, ("demo",), day=LATER, note="更正績效總報告文字")
    return folder / "site"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def test_every_page_of_the_newest_versions_is_looked_at(site: Path) -> None:
    there = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    others = {name for name in there if not re.search(r"/v1/|/index\.html$", name)}
    assert others <= set(PAGES)
    assert set(PAGES) <= there


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(
    site: Path, browser: Browser, name: str
) -> None:
    for scheme in ("light", "dark"):
        for width in (1280, 320):
            address = (site / name).as_uri()
            with opened(browser, address, width=width, scheme=scheme, bypass_csp=True) as (page, _):
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                assert axe(page) == []


@pytest.mark.parametrize("name", [*LISTS, PLAN, "demo/105/v2/index.html", "wra/105/v1/set.html"])
def test_a_page_asks_for_nothing_and_says_nothing(site: Path, browser: Browser, name: str) -> None:
    with served(site.parent) as server:
        for address in ((site / name).as_uri(), f"{server}/site/{name}"):
            with opened(browser, address) as (page, seen):
                page.wait_for_timeout(200)
                assert seen.requests == [address]
                assert seen.messages == []
                assert page.evaluate("getComputedStyle(document.body).margin") == "0px"  # styled


def test_links_lead_on_from_a_disk_and_from_a_sub_folder(site: Path, browser: Browser) -> None:
    with served(site.parent) as server:
        for start in ((site / "index.html").as_uri(), f"{server}/site/index.html"):
            with opened(browser, start) as (page, _):
                page.get_by_role("link", name="示範機關", exact=True).click()
                page.get_by_role("link", name="105年度").click()
                page.get_by_role(
                    "link", name="示範機關105年度提升服務品質執行計畫", exact=True
                ).click()
                assert page.url.endswith(PLAN)
                page.get_by_role("link", name="查看最新版及歷次版本").click()
                page.get_by_role("link", name="首頁").click()
                assert page.url == start


def test_the_keyboard_reaches_main_contents_and_table(site: Path, browser: Browser) -> None:
    with opened(browser, (site / PLAN).as_uri(), width=320) as (page, _):
        focused = "document.activeElement"
        page.keyboard.press("Tab")
        assert page.evaluate(f"{focused}.className") == "skip"
        assert page.evaluate(f"{focused}.getBoundingClientRect().top >= 0")  # it shows now
        page.keyboard.press("Enter")
        assert page.evaluate(f"{focused}.id") == "main"
        walked = []
        for _ in range(60):
            page.keyboard.press("Tab")
            walked.append(page.evaluate(f"{focused}.getAttribute('href') || {focused}.className"))
            outline = page.evaluate(f"getComputedStyle({focused}).outlineStyle")
            assert outline != "none", walked[-1]
            if walked[-1] == "dg-scroll":
                break
        assert walked[0] == "#content"
        assert "#dg-plan-1-part-goals" in walked
        assert [w for w in walked if w.endswith((".odt", ".pdf", ".docx"))] == [
            "demo-105-plan.odt", "demo-105-plan.pdf", "demo-105-plan.docx"
        ]  # fmt: skip
        assert walked[-1] == "dg-scroll"
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(300)
        assert page.evaluate(f"{focused}.scrollLeft") > 0
        assert page.get_by_role("region", name="執行策略及方法").count() == 1


def test_results_are_a_table_and_a_picture_with_its_words(site: Path, browser: Browser) -> None:
    with opened(browser, (site / "wra/105/index.html").as_uri()) as (page, _):
        table = page.get_by_role("table", name="經濟部水利署所屬機關105年度自行考核成績")
        heads = table.get_by_role("columnheader").all_inner_texts()
        assert heads[0] == "機關"
        assert heads[1].split() == ["服務流程", "280分"]
        assert heads[-3:] == ["總分", "等第", "名次"]
        rows = table.get_by_role("rowheader").all_inner_texts()
        assert rows == ["經濟部水利署第十河川局", "示範機關"]
        assert table.get_by_role("cell", name="尚無考核成績").count() == 1
        picture = page.get_by_role("img", name=re.compile("自行考核成績總分長條圖"))
        assert picture.count() == 1
        bars = picture.locator(".dg-bar")
        length, track = (
            each.bounding_box() for each in (bars.first, picture.locator(".dg-track").first)
        )
        assert length is not None
        assert track is not None
        assert 0.85 < length["width"] / track["width"] < 0.92  # 889.71 of 1000
        table.get_by_role("link", name="示範機關").click()
        assert page.url.endswith("demo/105/index.html")
        assert page.get_by_role("heading", name="105年度考核成績").count() == 1


def test_the_contents_lead_to_their_headings(site: Path, browser: Browser) -> None:
    with opened(browser, (site / PLAN).as_uri()) as (page, _):
        page.get_by_role("navigation", name="目次").get_by_role("link", name="柒、獎勵方式").click()
        heading = page.get_by_role("heading", name="柒、獎勵方式")
        assert heading.evaluate("it => it.matches(':target')")
        assert heading.evaluate("it => it.getBoundingClientRect().top") < 900


@pytest.mark.parametrize("name", ["index.html", PLAN])
def test_the_anchors_have_their_keys(site: Path, browser: Browser, name: str) -> None:
    with opened(browser, (site / name).as_uri()) as (page, _):
        keys = page.evaluate("[...document.querySelectorAll('[accesskey]')].map(a => a.accessKey)")
        assert keys == ["U", "C", "Z"]
        assert page.locator(".anchor").first.inner_text().startswith(":::")
        pressed = {"type": "keyDown", "modifiers": 1, "key": "c", "code": "KeyC", "text": "c",
                   "unmodifiedText": "c", "windowsVirtualKeyCode": 67}  # fmt: skip
        page.context.new_cdp_session(page).send("Input.dispatchKeyEvent", pressed)  # Alt+C
        assert page.evaluate("document.activeElement.id") == "content"
        assert page.evaluate("document.documentElement.lang") == "zh-Hant-TW"


def test_a_printed_page_is_the_document_and_nothing_else(
    site: Path, browser: Browser, tmp_path: Path
) -> None:
    for name, page_size in (("plan", "595"), ("results-q1", "842")):
        path = site / f"demo/105/v2/{name}.html"
        with opened(browser, path.as_uri()) as (page, _):
            pdf = tmp_path / f"{name}.pdf"
            page.pdf(path=pdf, prefer_css_page_size=True)
        text = subprocess.run(
            ["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, text=True
        )
        printed = re.sub(r"\s", "", text.stdout)
        for line in words(path.read_text("utf-8")):
            said = re.sub(r"\s|^(?:[(]?[一二三四五六七八九十0-9]+[).、]|※)", "", line)
            assert said[:4] in printed
        for furniture in ("網站導覽", "目次", "查看最新版", "聯絡方式", ":::"):
            assert furniture not in printed
        info = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
        assert re.search(rf"Page size:\s+{page_size[:2]}", info)


def test_metadata_stand_in_the_page(site: Path, browser: Browser) -> None:
    with opened(browser, (site / PLAN).as_uri()) as (page, _):
        first = page.evaluate("document.head.firstElementChild.httpEquiv")
        assert first == "Content-Security-Policy"
        names = page.evaluate("[...document.querySelectorAll('meta[name]')].map(m => m.name)")
        assert sum(name.startswith("DC.") for name in names) == 15
        assert {"Category.Theme", "Category.Cake", "Category.Service"} <= set(names)
        data = page.evaluate(
            "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)"
        )
        assert data["datePublished"] == "2017-01-10"
        assert data["dateModified"] == "2017-02-01"
        assert [e["encodingFormat"].rpartition(".")[2] for e in data["encoding"]] == [
            "text", "application/pdf", "document"
        ]  # fmt: skip
        times = page.evaluate("[...document.querySelectorAll('time')].map(t => t.dateTime)")
        assert times[:2] == ["2017-01-10", "2017-02-01"]


# validators

DATA_BLOCK = "Inline script violates Content Security Policy"  # JSON-LD is data; nothing runs it


def test_vnu_and_html_validate_find_nothing(site: Path, tmp_path: Path) -> None:
    import json

    from tests.site.browser import TOOLS

    bad = tmp_path / "bad.html"
    bad.write_text("<!DOCTYPE html><title>x</title><p><div></p><img src=x>", "utf-8")
    vnu = ["java", "-jar", str(TOOLS / "vnu-jar/build/dist/vnu.jar"), "--format", "json",
           "--skip-non-html", "--stdout", "--exit-zero-always"]  # fmt: skip

    def messages(folder: Path) -> list[str]:
        done = subprocess.run([*vnu, str(folder)], capture_output=True, text=True, check=True)
        told = json.loads(done.stdout)["messages"]
        return [m["message"] for m in told if not m["message"].startswith(DATA_BLOCK)]

    assert messages(site) == []
    assert messages(bad)
    (tmp_path / ".htmlvalidate.json").write_text(
        '{"root": true, "extends": ["html-validate:recommended", "html-validate:document",'
        ' "html-validate:a11y"],'
        ' "rules": {"prefer-native-element": ["error", {"exclude": ["region"]}]}}'
    )
    shutil.copytree(site, tmp_path / "site")
    pages = sorted(str(path) for path in (tmp_path / "site").rglob("*.html"))
    command = ["node", str(TOOLS / "html-validate/bin/html-validate.mjs"), "-f", "json"]

    def found(files: list[str]) -> list[str]:
        done = subprocess.run([*command, *files], capture_output=True, text=True, check=False)
        results = json.loads(done.stdout)
        return [
            f"{r['filePath']}:{m['line']} {m['ruleId']}" for r in results for m in r["messages"]
        ]

    assert found(pages) == []
    assert found([str(bad)])


def test_linkinator_finds_no_dead_link(site: Path) -> None:
    import json

    from tests.site.browser import TOOLS

    command = ["node", str(TOOLS / "linkinator/build/src/cli.js"), ".", "--recurse", "--format",
               "json", "--skip", "^https://", "--verbosity", "info"]  # fmt: skip
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)
    result = json.loads(done.stdout)
    assert [link for link in result["links"] if link["state"] == "BROKEN"] == []
    assert result["passed"]
    assert len(result["links"]) > 50
