"""Random documents, resolved by us and by LibreOffice: the answers are the same.

One LibreOffice start reads all documents. Nothing is made of what LibreOffice 7.4 resolves
otherwise than Word: character units of indents (it takes the twips beside them), toggles in two
kinds of style, fonts that nothing names, a list whose first paragraph is of a lower level, other
formats on text that a table style formats (it lays the table style over character styles).
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from docgen.docx.facts import facts_of
from tests.docx.build import cell, p, r
from tests.docx.facts.small import FONTS as FONT
from tests.docx.facts.small import abstract, based, defaults, item, level, made, num, style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.docx.facts.shape import Paragraph

PYTHON = "/usr/bin/python3"  # the one that has LibreOffice's uno
DOCUMENTS = 200
LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-TW"/>'
FONTS = ("標楷體", "Arial", "細明體", "DejaVu Sans")
LISTS = (
    abstract(
        0,
        level(0, "taiwaneseCountingThousand", "%1、", ppr='<w:ind w:left="480" w:hanging="480"/>'),
        level(1, "decimal", "%1.%2", ppr='<w:ind w:left="960" w:hanging="400"/>'),
        level(2, "upperLetter", "(%3)", ppr='<w:ind w:left="1440" w:hanging="300"/>'),
    )
    + abstract(
        1,
        level(0, "ideographTraditional", "%1.", ppr='<w:ind w:left="500" w:hanging="500"/>'),
        level(1, "lowerRoman", "%2)", ppr='<w:ind w:left="800" w:firstLine="100"/>'),
    )
    + num(1, 0)
    + num(2, 1)
    + num(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>')
)
GRID = '<w:gridCol w:w="4000"/>' * 2
ADJUST = {"left": 0, "right": 1, "both": 2, "center": 3}


def maybe(*forms: str) -> st.SearchStrategy[str]:
    return st.sampled_from(("", "", *forms))


@st.composite
def run_format(draw: st.DrawFn, *, bold: bool = True, hidden: bool = True) -> str:
    latin, east = draw(maybe(*FONTS)), draw(maybe(*FONTS))
    slots = (f'w:ascii="{latin}" w:hAnsi="{latin}" ' if latin else "") + (
        f'w:eastAsia="{east}"' if east else ""
    )
    return (
        (f"<w:rFonts {slots}/>" if slots else "")
        + (draw(maybe("<w:b/>", '<w:b w:val="0"/>')) if bold else "")
        + (draw(maybe("<w:vanish/>")) if hidden else "")
        + draw(maybe('<w:sz w:val="24"/>', '<w:sz w:val="28"/>', '<w:sz w:val="21"/>'))
        + draw(maybe('<w:lang w:eastAsia="zh-TW"/>', '<w:lang w:eastAsia="ja-JP"/>'))
    )


@st.composite
def paragraph_format(draw: st.DrawFn, *, lists: bool = True) -> str:
    keep = draw(maybe("<w:keepNext/>", '<w:keepNext w:val="0"/>'))
    listed = item(draw(st.integers(1, 3)), draw(st.integers(0, 1))) if lists else ""
    snap = draw(maybe('<w:snapToGrid w:val="0"/>', "<w:snapToGrid/>"))
    before, after = draw(maybe('w:before="120"')), draw(maybe('w:after="60"'))
    line = draw(
        maybe(
            'w:line="420" w:lineRule="exact"',
            'w:line="360" w:lineRule="auto"',
            'w:line="300" w:lineRule="atLeast"',
        )
    )
    right = draw(maybe('w:right="300"'))
    left = draw(maybe('w:left="567" w:firstLine="200"', 'w:left="1134" w:hanging="400"'))
    jc = draw(maybe(*(f'<w:jc w:val="{name}"/>' for name in ADJUST)))
    outline = draw(maybe('<w:outlineLvl w:val="1"/>'))
    return (
        f"{keep}{listed}{snap}<w:spacing {before} {after} {line}/><w:ind {left} {right}/>"
        f"{jc}{outline}"
    )


@st.composite
def sheet(draw: st.DrawFn) -> str:
    """Defaults, four paragraph styles, three character styles, each based on one before it.

    Bold is in paragraph styles only, hidden in character styles only: LibreOffice 7.4 does not
    count toggles (17.7.3), and it counts hidden paragraphs of a list.
    """
    found = defaults(FONT.format("標楷體") + draw(maybe('<w:sz w:val="24"/>')) + LANGUAGE)
    found += style("N").replace("<w:style ", '<w:style w:default="1" ')
    for kind, count in (("paragraph", 4), ("character", 3)):
        names = ["N"] if kind == "paragraph" else []
        for number in range(count):
            name = f"{kind[0]}{number}"
            base = draw(st.sampled_from(names)) if names else ""
            ppr = draw(paragraph_format(lists=False)) if kind == "paragraph" else ""
            rpr = draw(run_format(bold=kind == "paragraph", hidden=kind == "character"))
            found += style(name, ppr, rpr, kind=kind, more=based(base) if base else "")
            names.append(name)
    return found + draw(table_style())


@st.composite
def table_style(draw: st.DrawFn) -> str:
    parts = "".join(
        f'<w:tblStylePr w:type="{name}"><w:rPr>{draw(run_format(bold=False, hidden=False))}</w:rPr>'
        "</w:tblStylePr>"
        for name in ("firstRow", "band1Horz", "band2Horz")
    )
    whole = style("t", rpr=draw(run_format(bold=False, hidden=False)), kind="table")
    return whole.replace("</w:style>", f"{parts}</w:style>")


@st.composite
def paragraph(draw: st.DrawFn) -> str:
    runs = []
    for number in range(draw(st.integers(1, 3))):
        named = draw(maybe(*(f'<w:rStyle w:val="c{n}"/>' for n in range(3))))
        runs.append(r(f"字{number}a", named + draw(run_format())))
    name = draw(st.sampled_from(("", "p0", "p1", "p2", "p3")))
    return p(*runs, style=name, ppr=draw(paragraph_format(lists=draw(st.booleans()))))


@st.composite
def document(draw: st.DrawFn) -> bytes:
    blocks = draw(st.lists(paragraph(), min_size=3, max_size=8))
    names = st.sampled_from(("", "p0", "p1", "p2", "p3"))
    cells = ["".join(cell(p("字a", style=draw(names))) for _ in range(2)) for _ in range(4)]
    table = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="t"/><w:tblLook w:firstRow="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{GRID}</w:tblGrid><w:tr>{'</w:tr><w:tr>'.join(cells)}</w:tr></w:tbl>"
    )
    begun = [p("首", ppr=item(number)) for number in (1, 2, 3)]
    return made(*begun, *blocks, table, p("末"), styles=draw(sheet()), numbering=LISTS)


def answers(documents: list[bytes], folder: Path) -> list[list[dict[str, Any]]]:
    """What LibreOffice says, document by document."""
    files = []
    for number, data in enumerate(documents):
        files.append(folder / f"{number}.docx")
        files[-1].write_bytes(data)
    script = Path(__file__).with_name("ask_office.py")
    command = [PYTHON, str(script), str(folder / "profile"), *map(str, files)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            said, _ = process.communicate(timeout=400)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    return [json.loads(line) for line in said.splitlines()]


def ours(found: Paragraph) -> dict[str, Any]:
    return {
        "label": found.label,
        "left": found.indent.left,
        "first": found.indent.first,
        "right": found.indent.right,
        "before": found.before,
        "after": found.after,
        "rule": found.rule,
        "line": found.line,
        "adjust": ADJUST[found.alignment],
        "keep": found.keep_next,
        "snap": found.snap,
        "outline": 0 if found.outline is None else found.outline + 1,
    }


def by_character(portions: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [
        (c, x["latin"], x["east"], x["size"], x["bold"], x["hidden"], x["language"])
        for x in portions
        for c in x["text"]
    ]


def our_characters(found: Paragraph) -> list[tuple[Any, ...]]:
    return [
        (c, x.latin, x.east, x.size, x.bold, x.hidden, x.language_east)
        for x in found.runs
        for c in x.text
    ]


def random_documents(count: int) -> list[bytes]:
    """As many as hypothesis makes of ``document``; all go through one LibreOffice start."""
    found: list[bytes] = []

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(document())
    def collect(data: bytes) -> None:
        found.append(data)

    collect()
    return found


def differences(mine: Paragraph, theirs: dict[str, Any]) -> Iterator[str]:
    for key, value in ours(mine).items():
        close = isinstance(value, int) and abs(value - theirs[key]) <= 1
        if value != theirs[key] and not close:
            yield f"{key}: {value!r}, LibreOffice {theirs[key]!r} in {mine.text!r}"
    own, other = our_characters(mine), by_character(theirs["portions"])
    if len(own) != len(other):
        yield f"{own} LibreOffice {other}"
    for one, two in zip(own, other, strict=False):
        if any(a is not None and a != b for a, b in zip(one, two, strict=True)):
            yield f"{one}, LibreOffice {two} in {mine.text!r}"


@pytest.mark.slow
def test_libreoffice_resolves_alike(tmp_path: Path) -> None:
    documents = random_documents(DOCUMENTS)
    assert len(documents) > DOCUMENTS // 2
    found = []
    for number, (data, said) in enumerate(
        zip(documents, answers(documents, tmp_path), strict=True)
    ):
        paragraphs = facts_of(data, "a.docx").paragraphs
        assert len(paragraphs) == len(said)
        for mine, theirs in zip(paragraphs, said, strict=True):
            found += [f"{number}.{mine.number} {told}" for told in differences(mine, theirs)]
    assert found == []
