"""A docx from anywhere is opened whole or refused with a name, before it can harm."""

from __future__ import annotations

import io
import re
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.docx import open_safely, pack
from docgen.docx.package import MAIN_TYPE, main_part, unpacked
from docgen.docx.strip import stripped
from docgen.problem import Refused
from tests.docx.build import W, docx, p, parts

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def rules(data: bytes, *, tracked: bool = True) -> set[str]:
    """The names of the faults found."""
    try:
        open_safely(data, "a.docx", tracked=tracked)
    except Refused as refused:
        return {problem.rule for problem in refused.problems if problem.where.docx == "a.docx"}
    return set()


def rel(kind: str, target: str, mode: str = "External") -> str:
    return f'<Relationship Id="x" Type="{REL}{kind}" Target="{target}" TargetMode="{mode}"/>'


def with_part(name: str, content: bytes | str) -> bytes:
    return docx(p("a"), more={name: content})


def field(code: str, *, split: bool = False) -> str:
    """A field, simple or of runs that divide its code."""
    if not split:
        return f'<w:fldSimple w:instr="{code}"/>'
    return "".join(f"<w:r><w:instrText>{letter}</w:instrText></w:r>" for letter in code)


def test_fields_of_a_number_or_a_link_are_no_harm() -> None:
    for code in ("PAGE", 'HYPERLINK "https://import.link/"', "NUMPAGES"):
        assert rules(docx(p(field(code, split=True)))) == set()


def test_opens_a_sound_docx_with_its_parts_in_order() -> None:
    opened = open_safely(docx(p("a")), "a.docx")
    assert list(opened)[:3] == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]


def test_opens_what_python_and_word_zip() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(p("字")).items():
            archive.writestr(name, content)
    assert dict(open_safely(made.getvalue(), "a")) == parts(p("字"))


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "not-a-docx"),
        (b"plain text named .docx", "not-a-docx"),
        (b"PK\x03\x04", "truncated-file"),
        (docx(p("a"))[:-30], "truncated-file"),
        (docx(p("a"))[200:], "truncated-file"),
        (pack({"a.txt": b"not a docx"}), "not-a-docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old .doc", "not-a-docx"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted-file",
        ),
        (with_part("word/document.xml", "<w:document"), "broken-xml"),
        (with_part("word/x.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "doctype-in-xml"),
        (with_part("word/x.xml", "<!doctype a><a/>".encode("utf-16")), "doctype-in-xml"),
        (with_part("word/x.xml", b'<?xml version="1.0" encoding="UTF-7"?><a/>'), "odd-encoding"),
        (with_part("word/vbaProject.bin", b"x"), "macros"),
        (docx(p("a"), rels=rel("attachedTemplate", "http://x/a.dotm")), "attached-template"),
        (docx(p("a"), rels=rel("image", "http://x/a.png")), "external-relationship"),
        (docx(p("a"), rels=rel("hyperlink", "file:///etc/passwd")), "external-relationship"),
        (docx(p("a"), rels=rel("hyperlink", "\\\\host\\share")), "external-relationship"),
        (docx(p("a"), rels=rel("aFChunk", "x.html", "Internal")), "embedded-object"),
        (docx(p("a"), rels=rel("oleObject", "x.bin", "Internal")), "embedded-object"),
        (docx(p(field("INCLUDETEXT &quot;/etc/passwd&quot;"))), "fetching-field"),
        (docx(p(field('PAGE "x" DDEAUTO', split=True))), "fetching-field"),
        (
            pack(
                {n: c for n, c in parts(p("a")).items() if "document.xml" not in n or "rels" in n}
            ),
            "not-a-docx",
        ),
        (with_part("../evil.xml", "<a/>"), "bad-part-name"),
        (with_part("/word/evil.xml", "<a/>"), "bad-part-name"),
        (with_part("word\\evil.xml", "<a/>"), "bad-part-name"),
        (with_part("C:/evil.xml", "<a/>"), "bad-part-name"),
        (with_part("word//evil.xml", "<a/>"), "bad-part-name"),
        (with_part("WORD/document.xml", "<a/>"), "part-twice"),
        (pack({**parts(p("a")), **{f"word/{n}.bin": b"" for n in range(5000)}}), "too-many-parts"),
    ],
)
def test_refuses_by_name(data: bytes, rule: str) -> None:
    assert rule in rules(data)


def test_links_to_the_web_are_no_harm() -> None:
    assert rules(docx(p("a"), rels=rel("hyperlink", "https://www.wra.gov.tw/"))) == set()


def test_macro_documents_are_refused_by_their_type_too() -> None:
    made = parts(p("a"))
    types = made["[Content_Types].xml"].replace(
        b"wordprocessingml.document.main", b"document.macroEnabled.main"
    )
    assert "macros" in rules(pack({**made, "[Content_Types].xml": types}))


def test_all_faults_are_told_at_once() -> None:
    data = docx(p("a"), rels=rel("image", "http://x/a.png"), more={"word/vbaProject.bin": b""})
    assert rules(data) == {"external-relationship", "macros"}


def by_default(kind: str) -> bytes:
    """A docx whose text has the type of all XML, as System.IO.Packaging writes it."""
    made = parts(p("a"))
    types = made["[Content_Types].xml"].decode()
    types = re.sub(r'<Override PartName="/word/document.xml"[^>]*/>', "", types)
    types = types.replace('ContentType="application/xml"', f'ContentType="{kind}"')
    return pack({**made, "[Content_Types].xml": types.encode()})


def test_the_text_may_have_the_type_that_all_xml_has() -> None:
    opened = open_safely(by_default(MAIN_TYPE), "a.docx")
    assert main_part(opened) == "word/document.xml"
    assert main_part(stripped(opened)) == "word/document.xml"
    assert rules(by_default("application/xml")) == {"not-a-docx"}


def test_tracked_changes_are_refused_where_asked() -> None:
    data = docx(p('<w:ins w:id="1" w:author="a"><w:r><w:t>new</w:t></w:r></w:ins>'))
    assert rules(data) == set()
    assert rules(data, tracked=False) == {"tracked-change"}


def test_a_zip_bomb_is_refused_from_its_directory_and_never_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        archive.writestr("word/document.xml", b"\0" * (300 * 2**20))
    monkeypatch.setattr("deflate.deflate_decompress", lambda *_: pytest.fail("it was unpacked"))
    assert rules(made.getvalue()) == {"zip-bomb"}


def test_sizes_that_the_directory_hides_are_refused() -> None:
    data = bytearray(docx(p("a" * 1000)))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[at + 24 : at + 28] = struct.pack("<L", 1)  # the uncompressed size of a part
    assert rules(bytes(data)) == {"truncated-file"}


def test_encrypted_parts_are_refused() -> None:
    data = bytearray(docx(p("a")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted-file" in rules(bytes(data))


@given(st.binary(max_size=400))
def test_whatever_the_bytes_it_opens_or_refuses(data: bytes) -> None:
    rules(data)
    rules(b"PK\x03\x04" + data)


@given(st.integers(0, 4000), st.integers(0, 255))
def test_whatever_byte_is_changed_it_opens_or_refuses(at: int, byte: int) -> None:
    data = bytearray(docx(p("字"), header=p("h")))
    data[at % len(data)] = byte
    rules(bytes(data))


def test_parts_cannot_be_changed() -> None:
    opened = unpacked(docx(p("a")), "a")
    with pytest.raises(TypeError):
        opened["x"] = b""  # type: ignore[index]


def test_the_namespace_of_the_builders_is_words() -> None:
    assert W in parts(p("a"))["word/document.xml"].decode()
