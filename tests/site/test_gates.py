"""For each gate, a case that it refuses; nothing is written then."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from docgen.pipeline.publishing import Request, publish
from docgen.pipeline.rollover import roll_over
from docgen.problem import Problem, Refused
from docgen.site.gates import dead_links, text_differs
from tests.site.publishing import DAY, copied, exporter, odt_of, pdf_of, published, replaced

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.pipeline.public_files import Copy, Files
    from docgen.pipeline.publishing import Publication
    from docgen.workspace import Workspace

AGENCY = "data/demo/agency.yaml"
PLAN = "data/demo/105/plan.yaml"


@pytest.fixture
def own(tmp_path: Path) -> Workspace:
    return copied(tmp_path)


def refused(own: Workspace) -> tuple[Problem, ...]:
    """The problems of publishing demo; nothing of it is there afterwards."""
    site = own.root / "site"
    with pytest.raises(Refused) as caught:
        published(site, own)
    assert not site.exists()
    return caught.value.problems


@pytest.mark.parametrize(
    "field", ["office", "contact", "website", "license", "theme", "cake", "service"]
)
def test_a_value_neither_given_nor_declared_unknown(own: Workspace, field: str) -> None:
    path = own.root / AGENCY
    kept = [line for line in path.read_text("utf-8").splitlines() if f"  {field}: " not in line]
    path.write_text("\n".join(kept), "utf-8")
    if field == "service":  # units have one too
        text = path.read_text("utf-8").replace("units:\n", "units:\n  service: 服務科\n")
        path.write_text(text, "utf-8")
    (problem,) = refused(own)
    assert (problem.rule, problem.where.file) == ("metadata-missing", AGENCY)
    assert problem.args == {"field": field}


def test_a_plan_that_is_not_promulgated(own: Workspace) -> None:
    path = own.root / PLAN
    path.write_text(path.read_text("utf-8") + "\nissued: pending\n", "utf-8")
    (problem,) = refused(own)
    assert (problem.rule, problem.where.file) == ("not-yet-issued", PLAN)
    assert problem.where.line


def test_a_year_that_was_only_begun(own: Workspace) -> None:
    path = own.root / "data/wra/105/plan.yaml"
    path.write_text(path.read_text("utf-8") + "\nissued: 105-01-14\n", "utf-8")
    roll_over(own, "wra", 106)
    with pytest.raises(Refused) as caught:
        publish(own, Request(own.root / "site", DAY, ("wra",)), exporter)
    told = [(p.rule, p.where.file) for p in caught.value.problems]
    assert ("not-yet-issued", "data/wra/106/plan.yaml") in told
    assert ("left-blank", "data/wra/106/plan.yaml") in told
    blanks = [p for p in caught.value.problems if p.rule == "left-blank"]
    assert all("○" in p.args["text"] and p.where.line for p in blanks)
    assert not (own.root / "site").exists()


def test_a_draft_that_nobody_decided_on(own: Workspace) -> None:
    (own.root / "data/demo/105/report.draft.yaml").write_text("x: y\n", "utf-8")
    (problem,) = refused(own)
    assert (problem.rule, problem.where.file) == ("open-draft", "data/demo/105/report.draft.yaml")


def test_a_document_that_was_written_as_a_draft(own: Workspace) -> None:
    draft = own.build / "demo/105/report.draft.docx"
    draft.parent.mkdir(parents=True)
    draft.write_bytes(b"draft")
    (problem,) = refused(own)
    assert (problem.rule, problem.where.file) == ("open-draft", "build/demo/105/report.draft.docx")


@pytest.mark.parametrize(
    "url",
    ["http://demo.example/", "javascript:alert(1)", "ftp://demo.example/", "//demo.example/",
     "https://user@demo.example/", "https://", "data:text/html,x", "HTTPS://demo.example/ x"],
)  # fmt: skip
def test_an_address_of_the_data_that_no_page_may_lead_to(own: Workspace, url: str) -> None:
    replaced(own, "data/demo/105/proposals/flood-map.yaml", "https://demo.example/flood-map", url)
    (problem,) = refused(own)
    assert problem.rule == "unfit-link"
    assert problem.where.file == "data/demo/105/proposals/flood-map.yaml"


def test_a_document_that_breaks_its_form(own: Workspace) -> None:
    replaced(own, "data/demo/105/report.yaml", "減為6種", "減為⑥種")
    problems = refused(own)
    assert "data/demo/105/report.yaml" in {problem.where.file for problem in problems}


def test_a_page_that_says_other_words_than_its_docx(own: Workspace) -> None:
    replaced(own, "templates/site/report.html", '"檢討"', '"檢討事項"')
    (problem,) = refused(own)[:1]
    assert problem.rule == "page-differs"
    assert problem.args["templates"] == "templates/report/template.docx, templates/site/report.html"
    assert (problem.args["expected"], problem.args["found"]) == ("貳、檢討", "貳、檢討事項")


def test_an_odt_that_says_other_words_than_its_docx(own: Workspace) -> None:
    def other(copies: Sequence[Copy]) -> list[Files]:
        made = exporter(copies)
        files = {**made[0].files, "odt": odt_of(["別的"])}
        return [structs.replace(made[0], files=files), *made[1:]]

    with pytest.raises(Refused) as caught:
        publish(own, Request(own.root / "site", DAY, ("demo",)), other)
    assert [(p.rule, p.args["format"]) for p in caught.value.problems] == [("file-differs", "ODT")]
    assert not (own.root / "site").exists()


def with_first(own: Workspace, **changed: object) -> tuple[Problem, ...]:
    """The problems when the first document's files are others."""

    def other(copies: Sequence[Copy]) -> list[Files]:
        made = exporter(copies)
        files = {**made[0].files, **changed.pop("files", {})}  # type: ignore[dict-item]
        return [structs.replace(made[0], files=files, **changed), *made[1:]]

    with pytest.raises(Refused) as caught:
        publish(own, Request(own.root / "site", DAY, ("demo",)), other)
    assert not (own.root / "site").exists()
    return caught.value.problems


def test_a_pdf_that_says_other_words_than_its_docx(own: Workspace) -> None:
    (problem,) = with_first(own, files={"pdf": pdf_of("別的")})
    assert (problem.rule, problem.args["format"]) == ("file-differs", "PDF")
    assert problem.args["found"] == "別的"
    assert problem.args["expected"].startswith("示範機關105年度")
    assert problem.where.docx == "demo/105/plan.docx"


def test_the_place_where_a_pdf_parts_from_its_docx_is_told() -> None:
    (problem,) = text_differs("甲" * 40 + "乙丙", "甲" * 40 + "乙 丁", "x", "PDF")
    assert problem.args["expected"] == "甲" * 11 + "乙丙"
    assert problem.args["found"] == "甲" * 11 + "乙丁"
    assert list(text_differs("甲乙", "甲 乙\n", "x", "PDF")) == []


@pytest.mark.parametrize("format_", ["odt", "pdf"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7\n%%EOF"])
def test_a_file_that_is_none(own: Workspace, format_: str, content: bytes) -> None:
    (problem,) = with_first(own, files={format_: content})
    assert (problem.rule, problem.args) == ("libreoffice-lies", {"output": format_})


@pytest.mark.parametrize("lack", ["odt-not-strict", "picture-without-words"])
def test_a_file_that_does_not_keep_its_promise(own: Workspace, lack: str) -> None:
    (problem,) = with_first(own, lacks=(lack,))
    assert (problem.rule, problem.level) == (lack, "error")
    assert problem.where.docx == "demo/105/plan.docx"


def another_type(own: Workspace, more: str = "") -> None:
    """A type of a known source, under a name that no page template has."""
    folder = own.templates / "memo"
    shutil.copytree(own.templates / "report", folder)
    text = (folder / "doctype.yaml").read_text("utf-8")
    (folder / "doctype.yaml").write_text(f"{text}\nsource: report\n{more}", "utf-8")


def names_of(made: Publication) -> set[str]:
    return {document.name for version in made.published for document in version.documents}


def test_a_type_without_a_page_is_left_out_and_told(own: Workspace) -> None:
    (own.templates / "site/report.html").unlink()
    made = published(own.root / "site", own)
    assert names_of(made) == {"plan", "proposal", "proposal-flood-map"}
    (problem,) = [p for p in made.problems if p.rule == "type-without-page"]
    assert (problem.level, problem.args["type"]) == ("warning", "report")
    assert problem.args["lacking"] == "report"
    assert problem.where.file == "templates/report/doctype.yaml"


def test_a_type_that_stays_in_the_house_is_left_out_without_a_word(own: Workspace) -> None:
    path = own.templates / "report/doctype.yaml"
    path.write_text(path.read_text("utf-8") + "\npublished: no\n", "utf-8")
    made = published(own.root / "site", own)
    assert names_of(made) == {"plan", "proposal", "proposal-flood-map"}
    assert [p.rule for p in made.problems if p.rule == "type-without-page"] == []


def test_a_new_type_has_the_page_of_its_source(own: Workspace) -> None:
    another_type(own)
    made = published(own.root / "site", own)
    assert any(document.type == "memo" for document in made.published[0].documents)


def test_a_format_that_could_not_be_made(own: Workspace) -> None:
    def none(copies: Sequence[Copy]) -> list[Files | Problem]:
        return [Problem("libreoffice-missing", args={"remedy": "x"}) for _ in copies]

    with pytest.raises(Refused) as caught:
        publish(own, Request(own.root / "site", DAY, ("demo",)), none)
    assert {p.rule for p in caught.value.problems} == {"libreoffice-missing"}
    assert caught.value.problems[0].where.docx == "demo/105/plan.docx"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('href="../index.html"', 'href="../nothing.html"', "dead-link"),
        ('href="../index.html"', 'href="#nothing"', "dead-link"),
        ('href="../index.html"', 'href="http://demo.example/"', "unfit-link"),
        ('href="../index.html"', 'href="javascript:alert(1)"', "unfit-link"),
        ('id="downloads"', 'id="contents"', "id-twice"),
    ],
)
def test_a_link_of_the_furniture_that_leads_nowhere(
    own: Workspace, old: str, new: str, rule: str
) -> None:
    replaced(own, "templates/site/document.html", old, new)
    site = own.root / "site"
    with pytest.raises(Refused) as caught:
        published(site, own)
    assert rule in {problem.rule for problem in caught.value.problems}
    assert not list(site.glob("*/*"))


def test_a_style_that_would_end_its_element(own: Workspace) -> None:
    path = own.root / "templates/site/site.css"
    path.write_text("p::after { content: '</style><script>' }", "utf-8")
    assert [p.rule for p in refused(own)] == ["page-style"]


def test_words_that_are_missing(own: Workspace) -> None:
    replaced(own, "templates/site/site.yaml", "  year-title:", "  other-title:")
    site = own.root / "site"
    with pytest.raises(Refused) as caught:
        published(site, own)
    assert caught.value.problems[0].rule == "missing-words"
    assert caught.value.problems[0].args == {"name": "year-title"}


def test_nothing_to_publish(own: Workspace) -> None:
    with pytest.raises(Refused) as caught:
        published(own.root / "site", own, ())
    assert caught.value.problems[0].rule == "nothing-to-publish"


def test_those_that_pass_are_published_and_the_others_told(own: Workspace) -> None:
    path = own.root / PLAN
    path.write_text(path.read_text("utf-8") + "\nissued: pending\n", "utf-8")
    made = published(own.root / "site", own, ("demo", "wra"), keep_going=True)
    assert [version.agency for version in made.published] == ["wra"]
    assert [problem.rule for problem in made.problems] == ["not-yet-issued"]
    assert not (own.root / "site/demo").exists()


def test_links_are_followed_from_where_they_stand() -> None:
    pages = {
        "a/b.html": b'<a href="../c.html#x">', "c.html": b'<p id="x">', "d.html": b'<a href="b.html">'
    }  # fmt: skip
    assert [(p.rule, p.where.file) for p in dead_links(pages, pages)] == [("dead-link", "d.html")]
