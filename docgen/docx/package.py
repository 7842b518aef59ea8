"""Open a docx as its parts, and refuse what is not one or may harm.

A docx comes from anywhere: sizes and names are judged from the zip's directory before a byte
is unpacked (a 2.4 MB file that expands to 1 GB opens in every tool), then
DTDs, macros, embedded objects and links that fetch are looked for. All faults at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from docgen.docx import zipped
from docgen.docx.kept import Kept
from docgen.problem.shape import Problem, Refused, Where

if TYPE_CHECKING:
    from docgen.docx.xml import Element

Parts: TypeAlias = Mapping[str, bytes]
"""A package: part name without leading ``/`` → bytes, in the order of the file. Immutable."""

TYPES: Final = "[Content_Types].xml"
PACKAGE_RELS: Final = "_rels/.rels"
CORE: Final = "docProps/core.xml"
CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
APP: Final = "docProps/app.xml"
APP_TYPE: Final = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
MAIN_TYPE: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)

# Safety limits, not policy: the largest set we make has 60 parts and 6 MB of XML (ratio 40).
MAX_BYTES: Final = 64 * 2**20
MAX_UNPACKED: Final = 256 * 2**20
MAX_PARTS: Final = 4096
MAX_RATIO: Final = 250  # deflate's own limit is 1032; only looked at from RATIO_FROM on
RATIO_FROM: Final = 4 * 2**20
# Reading XML takes longer than unpacking it: 200 pages as Word writes them have 5 MB and 170,000 tags.
# libxml2 itself stops at 256 levels and at 10 MB in one text.
MAX_XML: Final = 48 * 2**20
MAX_TAGS: Final = 1_500_000

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = b"".join(bytes((sign, 0)) for sign in b"EncryptedPackage")  # UTF-16
_ENCODING: Final = re.compile(rb"""<\?xml[^>]{0,80}?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_ENCODINGS: Final = frozenset({b"utf-8", b"utf-16", b"us-ascii", b"ascii"})
_LINK: Final = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_EMBEDDED: Final = frozenset({"aFChunk", "oleObject", "control", "activeXControlBinary", "package"})
_TRACKED: Final = [
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "cellIns",
    "cellDel",
    "cellMerge",
    "numberingChange",
    "tblGridChange",
    "tblPrExChange",
]


_LEFT: Final = ("docProps/", "customXml/", "word/people.xml", "word/stylesWithEffects.xml")


def is_left_behind(name: str, kind: str) -> bool:
    """Whether a part, by name and content type, belongs to its author and not into a document."""
    return name.startswith(_LEFT) or name.endswith("/") or kind == CORE_TYPE


def open_safely(data: bytes, name: str, *, tracked: bool = True, active: bool = False) -> Parts:
    """The parts of a docx. Refused with every fault found; ``name`` says which file in them.

    ``tracked=False`` also refuses tracked changes (a template that has them would carry its
    deleted text into every document). ``active=True`` lets macros, embedded objects and links
    that fetch pass: who only reads says what is there instead.
    """
    return opened(data, name, tracked=tracked, active=active).parts


class Opened(NamedTuple):
    """The parts, and the trees that were made of some of them when they were looked at."""

    parts: Parts
    roots: dict[str, Element]


def opened(data: bytes, name: str, *, tracked: bool = True, active: bool = False) -> Opened:
    """As ``open_safely``, for whoever reads on: the trees are the caller's own."""
    where = Where(docx=name)
    roots: dict[str, Element] = {}
    parts = unpacked(data, name)
    problems = list(too_much(parts, where))
    if not problems:
        problems = [*_not_a_docx(parts, where, roots), *unsafe_xml(parts, where)]
    if problems:
        raise Refused(problems)
    problems = []
    if not active:
        problems += [*_active_content(parts, where), *_fetching_fields(parts, where)]
    if not tracked:
        problems += _tracked_changes(parts, where)
    if problems:
        raise Refused(problems)
    return Opened(parts, roots)


def unpacked(data: bytes, name: str, most: int = MAX_UNPACKED) -> Parts:
    """The parts with sizes and names checked, their content not. Refused with every fault.

    ``most``: how many bytes all parts may have together.
    """
    where = Where(docx=name)
    if data.startswith(_OLE):
        rule = "encrypted-file" if _ENCRYPTED_PACKAGE in data else "not-a-docx"
        raise Refused([Problem(rule, where, {"reason": "an old format of Office (.doc, .xls)"})])
    if not data:
        raise Refused([Problem("not-a-docx", where, {"reason": "the file is empty"})])
    if len(data) > MAX_BYTES:
        raise Refused([_too_big(where, len(data), MAX_BYTES)])
    try:
        entries = zipped.directory(data)
        problems = list(_bad_directory(entries, where, most))
        if problems:
            raise Refused(problems)
        return MappingProxyType({e.name: zipped.unpack(data, e) for e in entries})
    except zipped.Damaged as fault:
        rule = "truncated-file" if fault.reason == "truncated" else "not-a-docx"
        raise Refused([Problem(rule, where, {"reason": fault.reason})]) from None


def _too_big(where: Where, size: int, limit: int) -> Problem:
    return Problem("zip-bomb", where, {"size": str(size), "limit": str(limit)})


def _bad_directory(entries: tuple[zipped.Entry, ...], where: Where, most: int) -> Iterator[Problem]:
    yield from _too_large(entries, where, most)
    for entry in entries:
        if entry.size > RATIO_FROM and entry.size > entry.packed * MAX_RATIO:
            yield _too_big(where, entry.size, entry.packed * MAX_RATIO)
        if zipped.is_encrypted(entry):
            yield Problem("encrypted-file", where, {"reason": entry.name})
    seen = Counter(
        e.name.lower() for e in entries
    )  # part names differ in more than case (OPC 6.2.2)
    for name, count in seen.items():
        if count > 1:
            yield Problem("part-twice", where, {"part": name})
    for entry in entries:
        if _bad_name(entry.name):
            yield Problem("bad-part-name", where, {"part": ascii(entry.name)[1:-1]})


def _too_large(entries: tuple[zipped.Entry, ...], where: Where, most: int) -> Iterator[Problem]:
    total = sum(e.size for e in entries)
    text = sum(e.size for e in entries if is_xml(e.name))
    if total > most:
        yield _too_big(where, total, most)
    elif text > MAX_XML:
        yield Problem("too-much-text", where, {"size": str(text), "limit": str(MAX_XML)})
    if len(entries) > MAX_PARTS:
        args = {"count": str(len(entries)), "limit": str(MAX_PARTS)}
        yield Problem("too-many-parts", where, args)


def too_much(parts: Parts, where: Where) -> Iterator[Problem]:
    """XML that would take minutes to read, told from its bytes."""
    tags = sum(content.count(b"<") for name, content in parts.items() if is_xml(name))
    if tags > MAX_TAGS:
        args = {"count": str(tags), "limit": str(MAX_TAGS)}
        yield Problem("too-much-markup", where, args)


def _bad_name(name: str) -> bool:
    if not name or name.startswith("/") or "\\" in name or ":" in name or not name.isprintable():
        return True
    return any(segment in ("", ".", "..") for segment in name.removesuffix("/").split("/"))


def is_xml(name: str) -> bool:
    """Whether a part is XML by its name."""
    return name.endswith((".xml", ".rels", ".vml"))


def unsafe_xml(parts: Parts, where: Where) -> Iterator[Problem]:
    """Parts with a DTD or in an encoding that hides one, of any package of this kind."""
    from docgen.docx.xml import has_doctype

    for name, content in parts.items():
        if not is_xml(name):
            continue
        if has_doctype(content):
            yield Problem("doctype-in-xml", where, {"part": name})
        declared = _ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
        if declared and declared.group(1).lower() not in _ENCODINGS:
            yield Problem("odd-encoding", where, {"part": name})


def _not_a_docx(parts: Parts, where: Where, roots: dict[str, Element]) -> Iterator[Problem]:
    from docgen.docx.xml import XmlFault, has_doctype, parse

    def whole(content: bytes) -> bool:
        """XmlFault where it is not; what was whole once is not parsed again."""
        roots[name] = parse(content)
        return True

    if parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument"):
        yield Problem("not-a-docx", where, {"reason": "an OpenDocument file (.odt, .ods)"})
        return
    if TYPES not in parts or PACKAGE_RELS not in parts:
        yield Problem("not-a-docx", where, {"reason": "parts are missing that every document has"})
        return
    for name, content in parts.items():
        if is_xml(name) and not has_doctype(content):
            try:
                _WHOLE.get(content, whole)
            except XmlFault as fault:
                yield Problem("broken-xml", where, {"part": name, "reason": fault.msg or ""})
                return
    if has_doctype(parts[TYPES]) or has_doctype(parts[PACKAGE_RELS]):
        return
    if _main(parts) is None:
        yield Problem("not-a-docx", where, {"reason": "there is no Word text in it"})


_WHOLE: Final = Kept[bool]()


def main_part(parts: Parts) -> str:
    """The name of the document part (usually ``word/document.xml``)."""
    found = _main(parts)
    if found is None:
        raise LookupError("no document")
    return found


def _main(parts: Parts) -> str | None:
    """By a type of its own, else the one that the package names, by what all its kind have."""
    from docgen.docx.rels import read_rels, read_types, target_of

    types = read_types(parts[TYPES])
    rels = (rel for rel in read_rels(parts[PACKAGE_RELS]) if rel.kind == "officeDocument")
    names = (*types.overrides, *(target_of("", rel) for rel in rels if not rel.external))
    return next((name for name in names if is_main(types.of(name)) and name in parts), None)


def is_main(kind: str) -> bool:
    """Whether a content type is that of a document's text."""
    return kind == MAIN_TYPE or ("macroEnabled" in kind and kind.endswith(".main+xml"))


def _active_content(parts: Parts, where: Where) -> Iterator[Problem]:
    from docgen.docx.rels import read_rels, read_types

    types = read_types(parts[TYPES])
    kinds = (*types.overrides.values(), *types.defaults.values())
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in kinds) or any(
        name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in parts
    ):
        yield Problem("macros", where)
    for name, content in parts.items():
        if not name.endswith(".rels"):
            continue
        for rel in read_rels(content):
            args = {"part": name, "target": rel.target}
            if rel.kind == "attachedTemplate":
                yield Problem("attached-template", where, args)
            elif rel.kind in _EMBEDDED:
                yield Problem("embedded-object", where, args)
            elif rel.external and (rel.kind != "hyperlink" or not _LINK.match(rel.target)):
                yield Problem("external-relationship", where, args)


_QUOTED: Final = re.compile('"[^"]*"')
_FETCHING: Final = re.compile(
    r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE|IMPORT|RD)\b", re.IGNORECASE
)


def _fetching_fields(parts: Parts, where: Where) -> Iterator[Problem]:
    """Fields that bring in another file, or start a program, when they are updated."""
    from docgen.docx.xml import own_paragraphs, parse, w

    for name, content in parts.items():
        if not is_xml(name) or (b"instrText" not in content and b"fldSimple" not in content):
            continue
        for paragraph in own_paragraphs(parse(content)):
            codes = "".join(code.text or "" for code in paragraph.iter(w("instrText")))
            simple = (field.get(w("instr"), "") for field in paragraph.iter(w("fldSimple")))
            for code in (codes, *simple):
                if found := _FETCHING.search(_QUOTED.sub(" ", code)):
                    args = {"part": name, "target": found.group().upper()}
                    yield Problem("fetching-field", where, args)


def _tracked_changes(parts: Parts, where: Where) -> Iterator[Problem]:
    from docgen.docx.xml import parse, w

    tags = [w(tag) for tag in _TRACKED]
    for name, content in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            found = next(parse(content).iter(tags), None)
            if found is not None:
                words = "".join(found.itertext())[:40]
                yield Problem(
                    "tracked-change", Where(docx=where.docx, text=words or None), {"part": name}
                )
