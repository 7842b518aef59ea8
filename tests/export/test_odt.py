"""An ODT is ODF 1.3 in strict form, the same on every day, and names nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from docgen.docx.package import unpacked
from docgen.docx.zipped import directory, write
from docgen.export import Source, finished, made_of
from tests.export.judges import wrong_in_odt
from tests.export.small import FINE, LACKING, TITLE, given_out, made, source

if TYPE_CHECKING:
    from pathlib import Path


def test_every_part_is_valid(tmp_path: Path) -> None:
    assert wrong_in_odt({name: given_out(name, "odt") for name in FINE}, tmp_path) == []


def test_the_judge_sees_what_is_not_odf(tmp_path: Path) -> None:
    parts = dict(unpacked(given_out("plain", "odt"), "odt"))
    parts["content.xml"] = parts["content.xml"].replace(b"text:p", b"text:pp")
    (wrong, *_) = wrong_in_odt({"broken": write(parts)}, tmp_path)
    assert "text:pp" in wrong


def test_nothing_of_libreoffice_s_own_is_left() -> None:
    parts = unpacked(given_out("table", "odt"), "odt")
    assert list(parts)[:3] == ["mimetype", "META-INF/manifest.xml", "content.xml"]
    assert not [name for name in parts if name.startswith("Configurations2")]
    for name, content in parts.items():
        assert not re.search(rb"loext|officeooo|openoffice\.org|Configurations2", content) or (
            name == "settings.xml"  # names of its settings, which the schema leaves free
        ), name


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (
            "content.xml",
            b"<text:p ",
            b'<loext:p xmlns:loext="urn:org:documentfoundation:x"/><text:p ',
        ),
        ("styles.xml", b"<style:style ", b'<style:style xmlns:x="urn:x" x:y="z" '),
        ("meta.xml", b'office:version="1.3"', b'office:version="1.2"'),
    ],
)
def test_what_is_not_strict_says_so(part: str, old: bytes, new: bytes) -> None:
    parts = dict(unpacked(made()["plain"]["odt"], "odt"))
    assert finished("odt", write(parts), source("plain")).lacks == ()
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    assert finished("odt", write(parts), source("plain")).lacks == ("odt-not-strict",)


def test_the_kind_of_file_is_told_by_its_first_bytes() -> None:
    odt = given_out("plain", "odt")
    first = directory(odt)[0]
    assert (first.name, first.method) == ("mimetype", 0)
    assert odt[30:77] == b"mimetypeapplication/vnd.oasis.opendocument.text"


def test_title_and_language_are_told_and_nobody_and_no_time() -> None:
    meta = unpacked(given_out("plain", "odt"), "odt")["meta.xml"].decode()
    assert (
        f"<dc:title>{TITLE.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}<"
        in meta
    )
    assert "<dc:language>zh-TW<" in meta
    assert "王小明" not in meta
    assert not re.search(r"<dc:date|duration|statistic|creator", meta)
    settings = unpacked(given_out("plain", "odt"), "odt")["settings.xml"].decode()
    assert not re.search(r"Rsid|PrinterName|ViewArea", settings)


def test_controls_and_addresses_are_gone_and_their_text_is_not() -> None:
    content = unpacked(given_out("plain", "odt"), "odt")["content.xml"].decode()
    assert "plan:secret" not in content
    assert "品質" in content
    assert "末" in content


@pytest.mark.parametrize("name", [*FINE, *LACKING])
@pytest.mark.slow
def test_two_starts_of_libreoffice_give_the_same_bytes(name: str) -> None:
    again = finished("odt", made(2)[name]["odt"], source(name)).content
    assert made(2)[name]["odt"] != made()[name]["odt"]  # else this shows nothing
    assert again == given_out(name, "odt")


def test_an_odt_says_of_which_docx_it_is_made() -> None:
    assert made_of("odt", given_out("plain", "odt")) == source("plain").digest
    assert made_of("odt", made()["plain"]["odt"]) is None
    assert made_of("odt", b"edited") is None


def test_what_is_no_odt_is_a_value_error() -> None:
    from docgen.docx.zipped import write

    for content in (b"", b"PK\x03\x04", write({"mimetype": b"x"})):
        with pytest.raises(ValueError, match="ODT"):
            finished("odt", content, Source("0" * 32, "zh-TW"))
