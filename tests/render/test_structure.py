"""A program that knows the structure prints what parsing and mending would have made of it.

Every document is rendered both ways and compared part by part as canonical XML: all documents of
all agencies, and random tables of random rows.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from docgen.docx import open_safely, wellformed
from docgen.docx.xml import canonical, drop, parse, w
from docgen.render import Properties, Value, fill, prepare, prepared
from docgen.render import cache as disk
from docgen.render.structure import Unstructured, structured
from docgen.render.value import Missing
from tests.conftest import PROJECT
from tests.documents import AGENCIES, documents
from tests.docx.build import cell, control, docx, p, r, row, table
from tests.render.filling import CONTEXT, NAME, Context, Row, filled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

pytestmark = pytest.mark.usefixtures("way")

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def made(template: bytes, context: Context, patch: pytest.MonkeyPatch, *, known: bool) -> bytes:
    """The document, its parts printed as they are to be (``known``) or mended afterwards."""
    with patch.context() as here:
        here.setattr(prepared, "_made", {})
        if not known:
            here.setattr(prepared, "_structured", lambda body: (False, body))
        ready = prepare(template, name=NAME, context_type=Context)
        assert all(program.structured is known for program in ready.programs)
        return fill(ready, context, properties=Properties("T"))


def parts(docx_: bytes) -> dict[str, bytes]:
    return {
        name: canonical(parse(content)) if name.endswith(".xml") else content
        for name, content in open_safely(docx_, "x").items()
    }


def both_ways(template: bytes, context: Context, patch: pytest.MonkeyPatch) -> None:
    quick = parts(made(template, context, patch, known=True))
    slow = parts(made(template, context, patch, known=False))
    assert quick == slow


@cache
def mended(agency: str) -> dict[str, bytes]:
    """All documents of an agency, the slow way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prepared, "_made", {})
        patch.setattr(prepared, "_structured", lambda body: (False, body))
        patch.setattr(disk, "load", lambda _folder, _key: None)
        patch.setattr(disk, "store", lambda _folder, _key, _told: None)
        documents.cache_clear()
        found = dict(documents(agency))
        documents.cache_clear()
    return found


@pytest.mark.parametrize("agency", AGENCIES)
def test_every_document_is_the_same_both_ways(agency: str) -> None:
    quick = documents(agency)
    slow = mended(agency)
    assert set(quick) == set(slow)
    for name in quick:
        assert parts(quick[name]) == parts(slow[name]), name


def test_the_structure_of_all_our_templates_is_known() -> None:
    from docgen.pipeline.documents import doctype_of, source_of
    from docgen.workspace import Workspace

    workspace = Workspace(PROJECT)
    types = [name for name in workspace.types() if not doctype_of(workspace, name).parts]
    assert types
    for name in types:
        template = (PROJECT / "templates" / name / "template.docx").read_bytes()
        kind = source_of(doctype_of(workspace, name), name).context_type
        ready = prepare(template, name=name, context_type=kind)
        assert all(program.structured for program in ready.programs), name


WORDS = st.sampled_from(["甲", "A & B", " <b> ", "a\nb", "a  b", "", "\t", "“引”", "x]]>y", '"'])
ROWS = st.lists(
    st.builds(
        lambda group, title, note, cells: Row(
            group,
            Value(title, "plan:a.text"),
            Missing("plan:n") if note is None else Value(note, "plan:n"),
            tuple(cells),
        ),
        st.sampled_from(["g", "h", ""]),
        WORDS,
        st.none() | WORDS,
        st.lists(WORDS, max_size=3),
    ),
    max_size=5,
).map(tuple)

TAGGED = (
    "{% vm row.group %}{{ row.group }}",
    "{% vm row.title %}{{ row.title }}!",
    "{% vm (row.group, row.title, row.note) %}{{ row.title }}",
    "{% noline row.group %}{{ row.title }}",
    "{% noline row.group %}{% cellbg 'D9D9D9' %}x",
    "{% colspan 2 %}{{ row.title }}",
    "{% width row.title|length + 500 %}{{ loop.index }}",
    "{% if row.note %}{{ row.note }}{% endif %}",
    "{% vm 'k' %}{% set x = row.group %}{{ x }}",
    "plain",
)
CELLS = st.lists(st.sampled_from(TAGGED), min_size=1, max_size=4)


def looped(cells: list[str], *, guarded: bool) -> str:
    """A table of a row for each of the data's; ``guarded``: only those that have a note."""
    rest = [""] * (len(cells) - 1)
    inner = [row(*cells)]
    if guarded:
        inner = [row("{%tr if row.note %}", *rest), *inner, row("{%tr endif %}", *rest)]
    rows = [row("{%tr for row in rows %}", *rest), *inner, row("{%tr endfor %}", *rest)]
    return table(*rows, columns=len(cells))


def across(text: str) -> str:
    """A table with looped columns: its grid is made anew."""
    return table(
        row(cell("{%tc for c in columns %}"), cell(text), cell("{%tc endfor %}")),
        row(cell("{% colspan columns|length + 1 %}{{ count }}")),
    )


@SLOW
@given(st.lists(st.tuples(CELLS, st.booleans()), min_size=1, max_size=3), ROWS, st.booleans())
def test_random_tables_are_the_same_both_ways(
    tables: list[tuple[list[str], bool]],
    rows: tuple[Row, ...],
    touching: bool,  # noqa: FBT001 - hypothesis gives them in order
) -> None:
    blocks = [looped(cells, guarded=guarded) for cells, guarded in tables]
    apart = blocks if touching else [each for block in blocks for each in (block, p("between"))]
    columns = tuple(each.group or "x" for each in rows) or ("x",)
    template = docx(p("{{ title }}"), *apart, across("{{ c }}"))
    with pytest.MonkeyPatch.context() as patch:
        both_ways(template, replace(CONTEXT, rows=rows, columns=columns), patch)


def without_controls(docx_: bytes) -> bytes:
    root = parse(open_safely(docx_, "x")["word/document.xml"])
    for each in list(root.iter(w("sdt"))):
        for child in list(next(each.iterchildren(w("sdtContent")))):
            each.addprevious(child)
        drop(each)
    return canonical(root)


@SLOW
@given(CELLS, ROWS, st.booleans(), st.integers(0, 3))
def test_in_content_controls_a_table_is_laid_out_as_without(
    cells: list[str],
    rows: tuple[Row, ...],
    guarded: bool,  # noqa: FBT001 - hypothesis gives them in order
    which: int,
) -> None:
    held = [control(cell(each)) if which in (n, 3) else each for n, each in enumerate(cells)]
    plain, inner = looped(cells, guarded=guarded), looped(held, guarded=guarded)
    begin, _, rest = inner.partition("</w:tblGrid>")
    around = f"{begin}</w:tblGrid>{control(rest.removesuffix('</w:tbl>'))}</w:tbl>"
    made = [
        without_controls(filled(docx(p("{{ title }}"), each, p("z")), rows=rows))
        for each in (plain, inner, around)
    ]
    assert made[0] == made[1] == made[2]


def lines() -> Iterator[str]:
    yield p("{%p for row in rows %}") + p("{{ row.group }}\t{{ row.title }}") + p("{%p endfor %}")
    yield p(r("{{ title }}", "<w:b/>"), "{% for row in rows %}{{ row.title }}、{% endfor %}")
    yield table(row(cell("{%p for row in rows %}", "{{ row.title }}", "{%p endfor %}")))
    yield (
        p("{%p for row in rows %}")
        + p(
            '<w:bookmarkStart w:id="3" w:name="b"/>', "{{ row.title }}", '<w:bookmarkEnd w:id="3"/>'
        )
        + p("{%p endfor %}")
    )

    yield (
        p("{%p for row in rows %}")
        + p("{% if row.note %}", '<w:bookmarkStart w:id="3" w:name="b"/>', "{% endif %}", "x")
        + p("{{ row.title }}", '<w:bookmarkEnd w:id="3"/>', '<w:bookmarkEnd w:id="4"/>')
        + p("{%p endfor %}")
    )


@SLOW
@given(st.sampled_from(list(lines())), ROWS, WORDS)
def test_random_paragraphs_are_the_same_both_ways(
    block: str, rows: tuple[Row, ...], title: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        context = replace(CONTEXT, rows=rows, title=Value(title, "plan:title"))
        both_ways(docx(block, header=p("{{ title }}")), context, patch)


def test_a_covered_cell_is_not_filled_so_that_nothing_can_be_missing_in_it() -> None:
    rows = (
        Row("g", Value("a", "plan:a"), Value("註", "plan:n")),
        Row("g", Value("b", "plan:b"), Missing("plan:m")),
    )
    template = docx(looped(["{% vm row.group %}{{ row.note }}", "{{ row.title }}"], guarded=False))
    ready = prepare(template, name=NAME, context_type=Context)
    told = fill(ready, replace(CONTEXT, rows=rows), properties=Properties("T"))
    assert "註" in open_safely(told, "x")["word/document.xml"].decode()


@pytest.mark.parametrize(
    "block",
    [
        f"<w:sdt><w:sdtContent>{p('{{ title }}')}</w:sdtContent></w:sdt><w:bookmarkEnd w:id='1'/>",
        table(f"<w:sdt><w:sdtContent>{row('{{ title }}')}</w:sdtContent></w:sdt>"),
    ],
)
def test_what_is_not_told_exactly_is_mended_as_a_whole(block: str) -> None:
    ready = prepare(docx(block, p("a")), name=NAME, context_type=Context)
    assert [program.structured for program in ready.programs] == [False]
    assert (
        b"<w:tag"
        in open_safely(fill(ready, CONTEXT, properties=Properties("T")), "x")["word/document.xml"]
    )


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize(
    "body",
    [
        ["<a/>"],
        [f"<w:body {W}><w:p>"],
        [f"<w:body {W}>", ["if", [[["const", 1], ["<w:p>"], 0]], []], "</w:p></w:body>"],
        [f"<w:body {W}>words</w:body>"],
        [f"<w:body {W}><w:p a=", ["print", "plain", ["const", 1], 0, 0]],
        [f"<w:body {W}><w:p/></w:body><w:p/>"],
        [f"<w:body {W}><w:tc><w:p/></w:tc></w:body>"],
        ["<w:body xmlns:w='urn:other'><w:p/></w:body>"],
    ],
)
def test_what_is_no_whole_document_has_no_structure(body: list[object]) -> None:
    with pytest.raises(Unstructured):
        structured(body)


def test_every_document_is_checked_before_it_is_given_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bytes] = []
    check = wellformed.Pieces.check

    def counted(self: wellformed.Pieces, pieces: Sequence[bytes], part: bytes) -> None:
        asked.append(part)
        check(self, pieces, part)

    monkeypatch.setattr(wellformed.Pieces, "check", counted)
    monkeypatch.setattr(prepared, "_made", {})
    ready = prepare(docx(p("{{ title }}")), name=NAME, context_type=Context)
    asked.clear()  # a part that is always the same was checked when the template was prepared
    for title in ("甲", "乙", "a & b"):
        context = replace(CONTEXT, title=Value(title, "plan:title"))
        told = fill(ready, context, properties=Properties("T"))
        assert asked[-1] == open_safely(told, "x")["word/document.xml"]
    assert len(asked) == 3


def test_controls_are_numbered_in_the_order_of_the_document() -> None:
    rows = tuple(Row("g", Value(each, f"plan:{each}"), Missing("plan:n")) for each in "abc")
    ready = prepare(docx(*lines()), name=NAME, context_type=Context)
    made_ = fill(ready, replace(CONTEXT, rows=rows), properties=Properties("T"))
    text = open_safely(made_, "x")["word/document.xml"].decode()
    numbers = [int(n) for n in re.findall(r'<w:id w:val="(\d+)"/>', text)]
    assert numbers == list(range(1, len(numbers) + 1))
