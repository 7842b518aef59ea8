"""A namespace may be declared anywhere, as XML has it; one that nobody declares is told at once."""

from __future__ import annotations

import pytest

from docgen.docx import pack, wellformed
from docgen.docx.wellformed import Malformed
from docgen.docx.wellformed import check as whole
from docgen.docx.xml import parse
from docgen.problem import Refused
from docgen.render import Properties, check, fill, prepare
from docgen.render.prefixes import unbound
from docgen.render.printer import Printer
from tests.docx.build import W, docx, p, parts, r
from tests.render.corpus import templates as corpus
from tests.render.filling import NAME, Context, words, xml

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
GLOW = f'<w14:glow xmlns:w14="{W14}" w14:rad="63500"/>'


@pytest.mark.usefixtures("way")
def test_a_namespace_that_only_a_tags_run_declares_is_kept() -> None:
    made = parse(xml(docx(p(r("{{ title }}", GLOW), r("{{ count }}", "<w:b/>")))).encode())
    (glow,) = made.iter(f"{{{W14}}}glow")
    assert glow.get(f"{{{W14}}}rad") == "63500"


@pytest.mark.usefixtures("way")
def test_one_that_the_paragraph_declares_is_not_repeated() -> None:
    paragraph = p(r("{{ title }}", '<w14:glow w14:rad="1"/>'))
    made = xml(docx(paragraph.replace("<w:p>", f'<w:p xmlns:w14="{W14}">')))
    assert parse(made.encode()) is not None
    assert made.count("xmlns:w14") == 1


@pytest.mark.usefixtures("way")
def test_one_of_another_meaning_is_kept() -> None:
    paragraph = p(r("{{ title }}", GLOW)).replace("<w:p>", '<w:p xmlns:w14="urn:other">')
    made = parse(xml(docx(paragraph)).encode())
    assert next(made.iter(f"{{{W14}}}glow"), None) is not None


def test_a_part_that_calls_wordprocessingml_otherwise_is_told_before_it_is_filled() -> None:
    made = parts(p("x"), p("{{ title }}"))
    document = made["word/document.xml"].decode()
    other = document.replace("<w:", "<v:").replace("</w:", "</v:").replace("xmlns:w=", "xmlns:v=")
    made["word/document.xml"] = other.replace(" w:", " v:").encode()
    (problem,) = check(pack(made), name=NAME, context_type=Context)
    assert (problem.rule, problem.where.paragraph) == ("broken-xml", 2)
    assert problem.args["reason"] == "unbound prefix"


def test_every_branch_and_format_is_looked_at() -> None:
    printed = ["print", "run", ["name", "a"], 0, 7]
    root = f'<w:p xmlns:w="{W}">'
    for body in ([printed], [["if", [[["name", "a"], [], 1]], [printed]]]):
        found = unbound([root, *body, "</w:p>"], ("<w:rPr><x:y/></w:rPr>",))
        assert found is not None
        assert (found.reason, found.place) == ("unbound prefix", 7)
        assert unbound([root, *body, "</w:p>"], ("",)) is None
    looped = ["for", ["a"], ["name", "b"], None, ["<x:y/>"], [], 3, False, False]
    assert unbound([root, printed, looped, "</w:p>"], ("",)) is not None


def test_a_prefix_without_a_namespace_is_seen_where_it_is_asked_for() -> None:
    whole(b"<a><b:c/></a>")
    with pytest.raises(Malformed, match="unbound prefix"):
        whole(b"<a><b:c/></a>", prefixes=True)


def test_on_docxtpls_way_too_it_is_kept() -> None:
    template = docx(p(r("{{ title }}", GLOW)), p("{{ picture }}"))
    ready = prepare(template, name=NAME, context_type=corpus.Context)
    assert fill(ready, corpus.WITH_PICTURE, properties=Properties("T"))


@pytest.mark.parametrize("printed", [b"<w14:x/>", b"<w:r>"])
def test_on_docxtpls_way_what_is_no_xml_is_told(
    printed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Printer, "inline", lambda *_: printed)
    ready = prepare(docx(p("a"), header=p("{{ picture }}")), name=NAME, context_type=corpus.Context)
    for known in (True, False):  # the check before docxtpl goes on, and whatever it reads itself
        if not known:
            monkeypatch.setattr(wellformed, "check", lambda *_, **__: None)
        with pytest.raises(Refused) as stop:
            fill(ready, corpus.WITH_PICTURE, properties=Properties("T"))
        (problem,) = stop.value.problems
        assert (problem.rule, problem.where.docx) == ("broken-xml", f"{NAME}#header1.xml")


def test_words_are_there() -> None:
    assert words(docx(p(r("{{ title }}", GLOW)))) == "標題"
