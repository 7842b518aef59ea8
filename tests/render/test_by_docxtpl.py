"""docxtpl's way: taken only where it must be, and with the same guards as the fast way."""

from __future__ import annotations

import io
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from msgspec.structs import replace

from docgen.docx import open_safely
from docgen.docx.xml import canonical, parse
from docgen.problem import Refused, Where
from docgen.render import Properties, Value, by_docxtpl, fill, prepare, prepared
from docgen.render.controls import Richer
from docgen.render.rich import Picture, Piece, Rich, SubDocument
from tests.documents import AGENCIES, documents
from tests.docx.build import cell, control, docx, p, row, table
from tests.render.corpus.templates import CONTEXT, PICTURE, Context, Item, png

NAME = "templates/x/template.docx"


def filled(template: bytes, **changes: Any) -> bytes:
    ready = prepare(template, name=NAME, context_type=Context)
    context = replace(CONTEXT, **changes)
    return fill(ready, context, properties=Properties("T"), where=lambda _: Where(file="d.yaml"))


def refused(template: bytes, **changes: Any) -> tuple[str, int | None, dict[str, object]]:
    with pytest.raises(Refused) as stop:
        filled(template, **changes)
    (problem,) = stop.value.problems
    return problem.rule, problem.where.paragraph, dict(problem.args)


def xml(template: bytes, **changes: Any) -> str:
    return open_safely(filled(template, **changes), "x")["word/document.xml"].decode()


# --- which way -------------------------------------------------------------------------------


@cache
def slowly(agency: str) -> dict[str, bytes]:
    """All documents of an agency by docxtpl."""

    def never(*_: object) -> None:
        raise Richer("unprintable-value")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prepared, "_fast", never)
        documents.cache_clear()
        found = dict(documents(agency))
        documents.cache_clear()
    return found


def parts(content: bytes) -> dict[str, bytes]:
    return {
        name: canonical(parse(part)) if name.endswith((".xml", ".rels")) else part
        for name, part in open_safely(content, "x").items()
    }


@pytest.mark.parametrize("agency", AGENCIES)
def test_every_document_of_the_house_is_the_same_both_ways(agency: str) -> None:
    quick, slow = documents(agency), slowly(agency)
    assert set(quick) == set(slow)
    for name, content in quick.items():
        assert parts(content) == parts(slow[name]), name


@pytest.mark.parametrize("agency", AGENCIES)
def test_documents_without_pictures_go_the_fast_way(
    agency: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("docxtpl was asked")

    documents.cache_clear()
    monkeypatch.setattr(by_docxtpl, "render", never)
    assert documents(agency)


def test_a_picture_that_is_not_there_leaves_a_document_on_the_fast_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    template = docx(p("{{ title }}"), p("{% if picture %}{{ picture }}{% endif %}"))
    asked: list[object] = []

    def render(*told: object) -> bytes:
        asked.append(told)
        return b""

    monkeypatch.setattr(by_docxtpl, "render", render)
    filled(template)
    assert not asked
    filled(template, picture=PICTURE)
    assert len(asked) == 1


# --- the same guards -------------------------------------------------------------------------

WITH: dict[str, Any] = {"picture": PICTURE}
LOOPS = "{% for a in items %}" * 12 + "{% endfor %}" * 12


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("{{ title / 0 }}", "forbidden-operation"),
        ("{{ count // (count - 3) }}", "template-failed"),
        ("{{ items[9].name }}", "missing-value"),
        (LOOPS, "endless-template"),
    ],
)
def test_a_fault_has_its_place(text: str, rule: str) -> None:
    found, paragraph, _ = refused(docx(p("{{ picture }}"), p("a"), p(text)), **WITH)
    assert (found, paragraph) == (rule, 3)


def test_a_fault_of_the_data_has_its_line_too() -> None:
    with pytest.raises(Refused) as stop:
        filled(docx(p("{{ picture }}"), p("{{ title }}")), title=Value("a\x07", "plan:t"), **WITH)
    (problem,) = stop.value.problems
    assert (problem.rule, problem.where.file, problem.where.paragraph) == (
        "illegal-character",
        "d.yaml",
        2,
    )


def test_equal_cells_are_merged_and_controls_stand_round_values() -> None:
    template = docx(
        p("{{ picture }}"),
        table(
            row("{%tr for i in items %}", ""),
            row("{% vm i.group %}{{ i.group }}", cell("{{ title }}")),
            row("{%tr endfor %}", ""),
        ),
    )
    text = xml(template, **WITH)
    assert text.count('<w:vMerge w:val="restart"/>') == 1
    assert text.count("<w:vMerge/>") == 1
    assert text.count('<w:tag w:val="plan:title"/>') == 3


def test_equal_cells_are_merged_in_content_controls_too() -> None:
    merged = row(control(cell("{% vm i.group %}{{ i.group }}")), "{% noline i.group %}x")
    rows = row("{%tr for i in items %}", "") + merged + row("{%tr endfor %}", "")
    text = xml(docx(p("{{ picture }}"), table(control(rows))), **WITH)
    assert text.count('<w:vMerge w:val="restart"/>') == text.count("<w:vMerge/>") == 1
    assert text.count('<w:bottom w:val="nil"/>') == 1
    assert "noline" not in text


def test_keys_of_more_than_one_value_are_equal_only_where_all_are() -> None:
    merged = row("{% vm (i.group, i.name) %}{{ i.name }}", "x")
    rows = row("{%tr for i in items %}", "") + merged + row("{%tr endfor %}", "")
    items = (Item("11/12", "10"), Item("12", "10/11"), Item("12", "10/11"))
    text = xml(docx(p("{{ picture }}"), table(rows)), items=items, **WITH)
    assert text.count('<w:vMerge w:val="restart"/>') == text.count("<w:vMerge/>") == 1


# --- pictures --------------------------------------------------------------------------------


def with_sides(width: int, height: int) -> bytes:
    """A PNG that says so in its head."""
    whole = bytearray(png())
    whole[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return bytes(whole)


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        (Picture(png(), " "), "it has no alternative text"),
        (Picture(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x"), "it is no PNG, JPEG or GIF"),
        (Picture(b"", "x"), "it is no PNG, JPEG or GIF"),
        (Picture(png()[:20], "x"), "the file is damaged"),
        (Picture(b"\xff\xd8\xff\xe0", "x"), "the file is damaged"),
        (Picture(png() + b"\0" * (10 * 2**20), "x"), "the file is too large"),
        (Picture(with_sides(70_000, 2), "x"), "it has no pixels, or too many"),
        (Picture(with_sides(0, 2), "x"), "it has no pixels, or too many"),
        (Picture(png(), "x", Decimal(0)), "its width is none"),
    ],
)
def test_what_is_no_picture_is_refused_with_its_place(picture: Picture, reason: str) -> None:
    rule, paragraph, args = refused(docx(p("a"), p("{{ picture }}")), picture=picture)
    assert (rule, paragraph, args["reason"]) == ("not-a-picture", 2, reason)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_pictures_of_the_kinds_that_word_shows(kind: str) -> None:
    from PIL import Image

    saved = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(saved, kind)
    made = filled(docx(p("{{ picture }}")), picture=Picture(saved.getvalue(), '紅 & "色"'))
    package = open_safely(made, "x")
    (media,) = [name for name in package if name.startswith("word/media/")]
    assert package[media] == saved.getvalue()
    assert 'descr="紅 &amp; &quot;色&quot;"' in package["word/document.xml"].decode()
    assert f'Extension="{media.rpartition(".")[2]}"' in package["[Content_Types].xml"].decode()


@pytest.mark.parametrize(
    ("width", "sides", "expected"),
    [
        (Decimal(50), (4, 4), 50 * 36_000),
        (Decimal("12.5"), (4, 4), 450_000),
        (Decimal(9_999), (4, 4), 11_906 * 635),  # the width of the page, which has no margins here
        (Decimal(100), (10, 1_000), 16_838 * 635 // 100),  # or its height
    ],
)
def test_a_picture_is_as_wide_as_said_and_no_larger_than_the_page(
    width: Decimal, sides: tuple[int, int], expected: int
) -> None:
    text = xml(docx(p("{{ picture }}")), picture=Picture(png(*sides), "x", width))
    assert f'<wp:extent cx="{expected}"' in text


def test_a_picture_that_is_named_in_an_attribute_is_refused() -> None:
    shape = '<w:r><w:drawing><x xmlns="urn:x" descr="{{ picture }}"/></w:drawing></w:r>'
    rule, _, args = refused(docx(p(shape)), **WITH)
    assert (rule, args["kind"]) == ("unprintable-value", "Picture")


def test_drawings_have_numbers_of_their_own_over_all_parts() -> None:
    template = docx(p("{{ picture }}"), p("{{ picture }}"), header=p("{{ picture }}"))
    package = open_safely(filled(template, **WITH), "x")
    text = package["word/document.xml"].decode() + package["word/header1.xml"].decode()
    assert [f'id="{n}" name="Picture' in text for n in (1, 2, 3)] == [True] * 3
    assert len([name for name in package if name.startswith("word/media/")]) == 1


# --- links and words with formats ------------------------------------------------------------


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://example.org/",
        "//example.org/",
        "data:text/html,x",
        "https://",
        "https://example.org/ x",
        "https://example.org/\n",
        "mailto:",
        " https://example.org/",
    ],
)
def test_links_are_of_the_web_or_mail(link: str) -> None:
    rule, paragraph, _ = refused(docx(p("a"), p("{{ rich }}")), rich=Rich((Piece("x", link=link),)))
    assert (rule, paragraph) == ("not-a-link", 2)


def test_words_with_formats_are_words() -> None:
    rich = Rich((Piece("</w:t><x>", style='"/><x y="', bold=True),))
    text = xml(docx(p("{{ rich }}")), rich=rich)
    assert "&lt;/w:t&gt;&lt;x&gt;" in text
    assert '<w:rStyle w:val="&quot;/&gt;&lt;x y=&quot;"/>' in text


def test_a_link_has_the_style_of_links_where_the_template_has_one() -> None:
    styles = '<w:style w:type="character" w:styleId="a9"><w:name w:val="Hyperlink"/></w:style>'
    rich = Rich((Piece("x", link="https://example.org/"), Piece("y")))
    text = xml(docx(p("{{ rich }}"), styles=styles), rich=rich)
    assert text.count('<w:rStyle w:val="a9"/>') == 1


def test_control_characters_in_words_with_formats_are_refused() -> None:
    assert refused(docx(p("{{ rich }}")), rich=Rich((Piece("a\x07"),)))[0] == "illegal-character"


# --- documents in documents ------------------------------------------------------------------

STYLED = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="條列"/></w:style>'
WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def inserted(content: bytes) -> SubDocument:
    return SubDocument(content, "attachments/a.docx")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK", "not-a-docx"),
        (docx(p("x", ppr='<w:numPr><w:numId w:val="1"/></w:numPr>')), "it has automatic numbering"),
        (docx(p("x", style="none")), "it uses a style that the template does not have"),
        (docx(p('<w:r><w:footnoteReference w:id="1"/></w:r>')), "it has notes"),
        (docx(p("x", ppr="<w:sectPr/>")), "it has sections"),
        (docx("<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt>"), "it is more than"),
        (docx(p(f'<w:r><w:drawing {A}><a:blip r:link="x"/></w:drawing></w:r>')), "it is related"),
        (docx(p('<w:ins w:id="1"><w:r><w:t>x</w:t></w:r></w:ins>')), "tracked-change"),
    ],
)
def test_what_a_document_may_not_bring(content: bytes, reason: str) -> None:
    rule, paragraph, args = refused(docx(p("a"), p("{{p inserted }}")), inserted=inserted(content))
    assert (rule, paragraph) == ("cannot-insert", 2)
    assert reason in str(args["reason"])


def test_styles_are_found_by_their_names_and_pictures_come_along() -> None:
    drawing = f'<w:r><w:drawing {WP} {A}><wp:docPr id="7"/><a:blip r:embed="p"/></w:drawing></w:r>'
    content = docx(
        p("x", drawing, style="theirs"),
        styles=STYLED.format("theirs"),
        rels=f'<Relationship Id="p" Type="{IMAGE}" Target="media/p.png"/>',
        more={"word/media/p.png": png()},
    )
    template = docx(p("a"), p("{{p inserted }}"), styles=STYLED.format("ours"))
    package = open_safely(filled(template, inserted=inserted(content)), "x")
    assert '<w:pStyle w:val="ours"/>' in package["word/document.xml"].decode()
    assert [part for name, part in package.items() if name.startswith("word/media/")] == [png()]


# --- relationships ---------------------------------------------------------------------------


def test_an_id_that_is_none_of_the_parts_is_refused() -> None:
    drawing = f'<w:r><w:drawing {WP} {A}><wp:docPr id="7"/><a:blip r:embed="no"/></w:drawing></w:r>'
    with pytest.raises(Refused) as stop:
        filled(docx(p(drawing), p("{{ picture }}")), **WITH)
    (problem,) = stop.value.problems
    assert (problem.rule, problem.args["id"]) == ("dangling-relationship", "no")
