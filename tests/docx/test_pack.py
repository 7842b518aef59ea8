"""The same parts are the same bytes, on every machine and day."""

from __future__ import annotations

import hashlib
import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from docgen.docx import open_safely, pack
from docgen.docx.package import unpacked
from tests.docx.build import docx, p

NAMES = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8).map(
    "word/{}.xml".format
)


def test_packing_what_was_packed_changes_nothing() -> None:
    data = docx(p("十河局"), p("a" * 5000), header=p("h"))
    assert pack(open_safely(data, "a")) == data


@given(st.dictionaries(NAMES, st.binary(max_size=300), max_size=6))
def test_any_parts_come_back_whole(parts: dict[str, bytes]) -> None:
    by_lower = {name.lower(): content for name, content in parts.items()}
    assert dict(unpacked(pack(by_lower), "a")) == by_lower


def test_other_programs_read_it_without_complaint() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(p("字")))) as archive:
        assert archive.testzip() is None
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_content_types_come_first_whatever_the_order() -> None:
    packed = pack({"word/a.xml": b"a", "_rels/.rels": b"b", "[Content_Types].xml": b"c"})
    assert list(unpacked(packed, "a")) == ["[Content_Types].xml", "_rels/.rels", "word/a.xml"]


def test_the_bytes_are_these_and_no_others() -> None:
    # libdeflate 1.x at level 6: a change of this digest changes every document there is
    parts = {"[Content_Types].xml": b"<a/>" * 400, "word/字.xml": "提升服務品質".encode() * 99}
    assert hashlib.sha256(pack(parts)).hexdigest()[:16] == "8340aab8c20037c1"
