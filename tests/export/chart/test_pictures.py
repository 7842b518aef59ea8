"""Pictures: shapes and text alone, named in words, seen on light and dark, the same bytes."""

from __future__ import annotations

import builtins
import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from docgen.docx.xml import local, parse
from docgen.export.chart.scores import course, items
from docgen.load import Data
from docgen.problem import Problem, Refused
from docgen.year.results import period_results
from docgen.year.score import plain
from tests.export.sheet.forms import furnished
from tests.load.small import SMALL

if TYPE_CHECKING:
    from docgen.model.agency_year import AgencyYear
    from docgen.workspace import Workspace
    from docgen.year.results import PeriodResults

Write = Callable[[dict[str, str]], "Workspace"]
NEEDS = ("rubric", "rules", "forms", "assessments")
ELEMENTS = {"svg", "title", "desc", "g", "path", "line", "rect", "circle", "text", "tspan"}
LIGHT, DARK = "ffffff", "1b1b1b"


class Drawn:
    """The two pictures of the made-up agency, as a page and as files have them."""

    def __init__(self, workspace: Workspace, slug: str = "demo", **options: Any) -> None:
        self.year: AgencyYear = Data(workspace).agency_year(slug, 105, NEEDS)[0]
        assert self.year.rubric
        assert self.year.rules
        self.periods: list[PeriodResults] = [
            each for each in period_results(self.year) if each.kind == "self"
        ]
        self.items = items(workspace, self.year, self.year.rubric, self.periods[-1], **options)
        self.course = course(workspace, self.year, self.year.rules, self.periods, **options)
        self.both = (self.items, self.course)


@pytest.fixture(scope="module")
def drawn(project: Workspace) -> Drawn:
    return Drawn(project)


@pytest.fixture(scope="module")
def alone(project: Workspace) -> Drawn:
    return Drawn(project, alone=True)


def test_a_picture_holds_shapes_and_text_and_nothing_that_acts_or_fetches(drawn: Drawn) -> None:
    for made in drawn.both:
        root = parse(made)
        assert {local(element) for element in root.iter()} <= ELEMENTS
        names = {str(name) for element in root.iter() for name in element.attrib}
        assert not names & {"style", "class", "href", "onload"}
        assert not any(name.startswith("{") for name in names)
        text = made.decode().replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert "http" not in text
        assert "url(" not in text


def test_in_a_page_it_brings_no_declaration_and_no_style(drawn: Drawn, alone: Drawn) -> None:
    assert drawn.items.startswith(b"<svg ")
    assert alone.items.startswith(b"<?xml ")
    style = b"<style>svg{color-scheme:light dark;color:CanvasText}</style>"
    assert alone.items.count(b"<style") == alone.items.count(style) == 1
    assert alone.items.partition(b"?>\n")[2].replace(style, b"") == drawn.items


def test_it_is_one_picture_with_a_title_and_all_its_figures_in_words(drawn: Drawn) -> None:
    for made, name in ((drawn.items, "items"), (drawn.course, "course")):
        root = parse(made)
        assert root.get("role") == "img"
        assert root.get("lang") == "zh-Hant-TW"
        assert root.get("aria-labelledby") == f"scores-{name}-title scores-{name}-desc"
        title, desc = root[0], root[1]
        assert (title.get("id"), desc.get("id")) == (f"scores-{name}-title", f"scores-{name}-desc")
        assert "示範機關105年度" in (title.text or "")
        for each in drawn.periods[-1:] if name == "items" else drawn.periods:
            for sheet in each.rows:
                assert f"{plain(sheet.total)}分" in (desc.text or "")
    assert "服務流程255／280、" in drawn.items.decode()


def test_every_word_is_text_in_the_kai_font(drawn: Drawn) -> None:
    for made in drawn.both:
        root = parse(made)
        assert (root.get("font-family") or "").startswith("標楷體, DFKai-SB")
        assert not [e for e in root.iter() if e is not root and e.get("font-family")]
    words = {element.text for element in parse(drawn.items).iter() if local(element) == "text"}
    assert {"服務流程", "255／280", "秘書室　912.5分（優）"} <= words
    words = {element.text for element in parse(drawn.course).iter() if local(element) == "text"}
    assert {"秘書室", "第一季（1-3月）", "優 900分", "甲 800分"} <= words
    assert "乙 700分" not in words


def luminance(colour: str) -> float:
    """WCAG 2.1: relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_text_has_the_pages_colour_and_shapes_are_seen_on_light_and_dark(
    project: Workspace,
) -> None:
    folder = project.templates / "charts"
    colours = {
        colour
        for path in folder.glob("*.json")
        for colour in re.findall(r"#([0-9a-f]{6})\b", path.read_text("utf-8"))
    }
    assert len(colours) > 5
    faint = [c for c in colours if min(contrast(c, LIGHT), contrast(c, DARK)) < 3]  # WCAG 1.4.11
    assert faint == []


def test_each_text_and_line_has_a_colour_that_is_meant(drawn: Drawn) -> None:
    for made in drawn.both:
        for element in parse(made).iter():
            if local(element) == "text":
                assert element.get("fill") == "currentColor"


def test_units_are_told_apart_by_more_than_colour(drawn: Drawn) -> None:
    marks = [
        element.get("d", "")
        for element in parse(drawn.course).iter()
        if local(element) == "path" and (element.get("fill") or "").startswith("#")
    ]
    assert len({re.sub("[-0-9.,]+", "", mark) for mark in marks}) == 3


def test_ids_can_be_made_ones_own(project: Workspace, drawn: Drawn) -> None:
    other = Drawn(project, prefix="demo-105-")
    assert b'id="demo-105-items-title"' in other.items
    ids = re.findall(rb' id="([^"]+)"', b"".join((*drawn.both, *other.both)))
    assert len(ids) == len(set(ids)) == 8


def test_the_same_scores_are_the_same_bytes(project: Workspace, drawn: Drawn) -> None:
    assert Drawn(project).both == drawn.both


def test_where_things_stand_does_not_depend_on_the_fonts_that_are_here(
    write: Write,
) -> None:
    """With a font of other widths the picture differs in the name of the font alone."""
    small = furnished(write(SMALL))
    one = Drawn(small, "hq").both
    for path in (small.templates / "charts").glob("*.json"):
        text = path.read_text("utf-8")
        path.write_text(text.replace('"標楷體, DFKai-SB', '"monospace, DFKai-SB'), "utf-8")
    other = Drawn(small, "hq").both
    assert one != other
    assert tuple(each.replace("標楷體, ".encode(), b"monospace, ") for each in one) == other


def test_names_are_words_whatever_they_hold(write: Write) -> None:
    rubric = "data/hq/105/rubric.yaml"
    text = SMALL[rubric].replace("title: 電話", "title: <b>&\"電'話</b>")
    made = Drawn(furnished(write({**SMALL, rubric: text})), "hq").items
    words = [element.text for element in parse(made).iter() if local(element) == "text"]
    assert "<b>&\"電'話</b>" in words


def faulty(workspace: Workspace, change: Callable[[dict[str, Any]], object]) -> list[Problem]:
    path = workspace.templates / "charts" / "items.json"
    spec = json.loads(path.read_text("utf-8"))
    change(spec)
    path.write_text(json.dumps(spec), "utf-8")
    with pytest.raises(Refused) as caught:
        Drawn(workspace, "hq")
    assert {p.where.file for p in caught.value.problems} == {"templates/charts/items.json"}
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("change", "rule", "said"),
    [
        (lambda spec: spec["usermeta"].pop("desc"), "bad-chart", "usermeta.desc"),
        (lambda spec: spec.pop("usermeta"), "bad-chart", "usermeta"),
        (lambda spec: spec.update({"$schema": "x"}), "bad-chart", "$schema"),
        (
            lambda spec: spec.update(
                {"$schema": "https://vega.github.io/schema/vega-lite/v9.json"}
            ),
            "bad-chart",
            "$schema",
        ),
        (
            lambda spec: spec.update(layer=[{"mark": "no-such-mark"}]),
            "bad-chart",
            "conversion failed",
        ),
        (
            lambda spec: spec.update(data={"url": "https://example.org/x.json"}),
            "chart-holds",
            "url",
        ),
        (
            lambda spec: spec.update(data={"url": "file:///etc/passwd"}),
            "chart-holds",
            "url",
        ),
        (
            lambda spec: spec["layer"].append({"mark": {"type": "point", "href": "https://x.org"}}),
            "chart-holds",
            "href",
        ),
        (
            lambda spec: spec["layer"][1]["mark"].update(
                color={"gradient": "linear", "stops": [{"offset": 0, "color": "red"}]}
            ),
            "chart-holds",
            "",
        ),
    ],
)
def test_a_specification_that_cannot_be_drawn_or_would_fetch_is_refused(
    write: Write, change: Callable[[dict[str, Any]], object], rule: str, said: str
) -> None:
    (found,) = faulty(furnished(write(SMALL)), change)
    assert found.rule == rule
    assert said in str(dict(found.args))


def test_a_file_that_is_no_json_is_named_with_its_line(write: Write) -> None:
    workspace = furnished(write(SMALL))
    (workspace.templates / "charts" / "items.json").write_text('{\n  "a": x\n}', "utf-8")
    with pytest.raises(Refused) as caught:
        Drawn(workspace, "hq")
    (found,) = caught.value.problems
    assert (found.rule, found.where.line, found.where.column) == ("bad-chart", 2, 8)


def test_without_the_library_it_is_said_what_to_install(
    project: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "vl_convert":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Refused) as caught:
        Drawn(project)
    assert [p.rule for p in caught.value.problems] == ["chart-library-missing"]
