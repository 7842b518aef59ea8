"""Files that call themselves .docx and are none, or are made to cost time; and honest long ones."""

from __future__ import annotations

import io
import random
import zipfile
from typing import TYPE_CHECKING

from docgen.docx import pack
from docgen.docx.package import MAX_TAGS, MAX_XML
from tests.docx.build import W, docx, p, parts

if TYPE_CHECKING:
    from collections.abc import Mapping

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOCUMENT = "word/document.xml"
RELS = "word/_rels/document.xml.rels"


def bad_files() -> dict[str, bytes]:
    """Each by what it is; every one must be refused with a clear sentence."""
    sound = docx(p("字"))
    return {
        "0 bytes": b"",
        "random bytes": random.Random(1).randbytes(200_000),  # noqa: S311 - no secret
        "plain text": "這是一份報告".encode() * 1000,
        "pdf": b"%PDF-1.7\n" + b"0" * 1000,
        "old .doc": OLE + b"\0" * 5000 + "WordDocument".encode("utf-16-le") + b"\0" * 5000,
        "encrypted": OLE + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2000,
        "odt": odt(),
        "xlsx": pack({**without(DOCUMENT), "xl/workbook.xml": b"<workbook/>"}),
        "truncated": sound[: len(sound) // 2],
        "end cut off": sound[:-10],
        "first half missing": sound[len(sound) // 2 :],
        "one byte wrong": broken(sound),
        "zip bomb": bomb(),
        "many small bombs": bombs(),
        "dtd": doctype(),
        "document missing": pack(without(DOCUMENT)),
        "content types missing": pack(without("[Content_Types].xml")),
        "relationships missing": pack(without("_rels/.rels")),
        "relationships broken": replaced(RELS, b"<Relationships><Relationship"),
        "document broken": replaced(DOCUMENT, b"<w:document><w:body>"),
        "not utf-8": replaced(DOCUMENT, b"<?xml version='1.0'?><a>\xff\xfe\xfd</a>"),
        "deep nesting": deep(100_000),
        "nesting just too deep": deep(257),
        "huge part": huge(),
        "too much markup": crowded(MAX_TAGS + 1),
        "endless paragraph": body(
            b"<w:p><w:r><w:t>" + "（請".encode() * 10**5 + b"</w:t></w:r></w:p>"
        ),
        "many long paragraphs": body(long_paragraphs(20_000, 20)),
    }


def long_paragraphs(length: int, count: int) -> bytes:
    """Paragraphs of brackets that never close, among signs that do not shrink."""
    signs = random.Random(2)  # noqa: S311 - no secret
    return b"".join(
        b"<w:p><w:r><w:t>"
        + "".join(f"〔{chr(signs.randint(0x4E00, 0x9F00))}" for _ in range(length // 2)).encode()
        + b"</w:t></w:r></w:p>"
        for _ in range(count)
    )


def replaced(name: str, content: bytes) -> bytes:
    return pack({**parts(p("字")), name: content})


def without(name: str) -> Mapping[str, bytes]:
    return {key: value for key, value in parts(p("字")).items() if key != name}


def odt() -> bytes:
    return pack(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": b"<office/>",
            "META-INF/manifest.xml": b"<manifest/>",
        }
    )


def broken(sound: bytes) -> bytes:
    """A byte of the document's packed text is another."""
    at = sound.index(DOCUMENT.encode()) + len(DOCUMENT) + 20
    return sound[:at] + bytes([sound[at] ^ 0x55]) + sound[at + 1 :]


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        archive.writestr(DOCUMENT, b" " * (300 * 2**20))
    return made.getvalue()


def bombs() -> bytes:
    """Each entry is honest in its ratio; together they are not."""
    blank = b" " * (3 * 2**20)
    return pack({**parts(p("字")), **{f"word/x{n}.xml": blank for n in range(100)}})


def doctype() -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><w:document xmlns:w="{W}">&l9;</w:document>'
    return replaced(DOCUMENT, text.encode())


def body(inner: bytes) -> bytes:
    head, end = f'<w:document xmlns:w="{W}"><w:body>', "</w:body></w:document>"
    return replaced(DOCUMENT, head.encode() + inner + end.encode())


def deep(levels: int) -> bytes:
    """Tables within tables."""
    begin, end = b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"
    return body(begin * (levels // 3 + 1) + b"<w:p/>" + end * (levels // 3 + 1))


def huge() -> bytes:
    """One part of more text than any document has, packed no better than honest text."""
    noise = random.Random(2)  # noqa: S311 - no secret
    line = "".join(chr(noise.randrange(0x4E00, 0x9FFF)) for _ in range(2000)).encode()
    return body(b"<w:p><w:r><w:t>" + line * (MAX_XML // len(line) + 1) + b"</w:t></w:r></w:p>")


def crowded(elements: int) -> bytes:
    """Nothing but empty paragraphs, more than a reader can look at."""
    return body(b"".join(b'<w:p w:rsidR="%08X"/>' % (n * 40503 % 2**32) for n in range(elements)))


def honest(pages: int) -> bytes:
    """So many pages as Word writes them: 33 lines each, the run cut up by its editing sessions."""
    noise = random.Random(3)  # noqa: S311 - no secret
    look = (
        '<w:rPr><w:rFonts w:ascii="標楷體" w:hAnsi="標楷體" w:eastAsia="標楷體" w:hint="eastAsia"/>'
        '<w:sz w:val="28"/><w:lang w:val="en-US" w:eastAsia="zh-TW"/></w:rPr>'
    )
    ppr = '<w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="420" w:lineRule="exact"/></w:pPr>'
    made = []
    for _ in range(pages * 11):  # paragraphs of three lines
        runs = []
        for _ in range(8):
            text = "".join(chr(noise.randrange(0x4E00, 0x9F00)) for _ in range(12))
            runs.append(
                f'<w:r w:rsidR="00{noise.randrange(2**24):06X}">{look}<w:t>{text}</w:t></w:r>'
            )
        made.append(f'<w:p w:rsidR="00A77B3E">{ppr}{"".join(runs)}</w:p>')
    return docx(*made)
