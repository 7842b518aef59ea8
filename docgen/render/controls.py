"""What a printed value becomes: a run of its text, in a content control when it has an address.

Pure text functions: they run for every value of every document. A line break in the data is a
``w:br``, a tab a ``w:tab``; nothing that was typed can become markup or a tag.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from docgen.docx.names import ILLEGAL
from docgen.render.value import Kept, Missing, Value

WIDEST: Final = 31_680  # twips: 22 inches
COLUMNS: Final = 63  # of a table in Word
AROUND: Final = (
    '<w:sdt><w:sdtPr><w:tag w:val="',
    '"/><w:id w:val="',
    '"/><w:text w:multiLine="1"/></w:sdtPr><w:sdtContent>',
    "</w:sdtContent></w:sdt>",
)
"""A content control: its address and its number stand between these, then what it holds."""


PLAIN: Final = bytes(63 if n <= 32 or n in b'"&<>' else n for n in range(256))
"""For ``translate``, which gives the same bytes back where none of them is a control sign (a line
break, a tab), a space or markup: the quickest search for many signs."""


class Unprintable(Exception):  # noqa: N818 - an outcome: this value cannot be printed
    """``rule`` names the fault, ``told`` its arguments, ``address`` the value's."""

    def __init__(self, rule: str, address: str | None = None, **told: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.address = address
        self.told = told


class Richer(Unprintable):
    """A picture, a link …: the document goes through docxtpl (``by_docxtpl``)."""


def words(value: object) -> str:
    """The value as it is printed. Raises Unprintable for what is missing or no scalar."""
    if isinstance(value, str):
        return value
    if isinstance(value, Missing):
        raise Unprintable("missing-value", value.address)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return str(value)
    if value is None:
        raise Unprintable("missing-value")
    if isinstance(value, Kept):
        raise Richer("unprintable-value", kind=type(value).__name__)
    raise Unprintable("unprintable-value", kind=type(value).__name__)


def content(value: object) -> list[bytes]:
    """What stands in the ``w:r`` of a value: its text, line breaks and tabs, escaped.

    Markup and words are pieces of their own, so that a document's check knows them apart.
    """
    text = words(value)
    if text.isprintable():  # no line break, tab, control character or odd space
        return _text(text)
    if ILLEGAL.search(text):
        address = value.address if isinstance(value, Value) else None
        raise Unprintable("illegal-character", address, text=ascii(text[:40])[1:-1])
    made: list[bytes] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        if number:
            made.append(b"<w:br/>")
        for column, part in enumerate(line.split("\t")):
            if column:
                made.append(b"<w:tab/>")
            made += _text(part)
    return made


def _text(text: str) -> list[bytes]:
    if not text:
        return []
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    kept = text[0] == " " or text[-1] == " " or "  " in text
    return [b'<w:t xml:space="preserve">' if kept else b"<w:t>", text.encode(), b"</w:t>"]


def block(value: object) -> str:
    """What ``{{p document }}`` puts in a paragraph's place is docxtpl's to print."""
    if value is None or isinstance(value, Missing):
        words(value)
    raise Richer("unprintable-value", kind=type(value).__name__)


def attribute(text: str) -> str:
    """The text between double quotes."""
    if "&" in text or "<" in text or ">" in text or '"' in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text.replace('"', "&quot;")
    return text


def plain(value: object) -> str:
    """The words of a value inside an attribute (an alternative text)."""
    text = words(value)
    if ILLEGAL.search(text):
        raise Unprintable("illegal-character", text=ascii(text[:40])[1:-1])
    return attribute(text).replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")


def whole_number(value: object) -> str:
    """A width in twips or a count of columns, as it is printed."""
    return str(in_range(value))


def in_range(value: object) -> int:
    """A width in twips or a count of columns; at least 1, at most Word's widest page."""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool) and 1 <= value <= WIDEST:
        return int(value)
    raise Unprintable("not-a-width", value=str(value)[:40])


def columns(value: object) -> int:
    """Over how many columns a cell reaches."""
    count = in_range(value)
    if count > COLUMNS:
        raise Unprintable("too-many-columns", count=str(count), limit=str(COLUMNS))
    return count


def key(value: object) -> str:
    """What ``{% vm KEY %}`` compares: equal where the keys are, and nowhere else.

    Nothing (no merging) for a value that is not there, or only white space. A plain word is told
    by itself, everything else behind a space, which no plain word has.
    """
    if isinstance(value, str):
        if value.isprintable():
            written = value.encode()
            if written.translate(PLAIN) is written:
                return str(value)
        if not value.strip():
            return ""
    elif value is None or value == () or isinstance(value, Missing):
        return ""
    return attribute(f" {_key(value)}")


def _key(value: object) -> str:
    """Different for different values, in signs that are the same after an XML parser read them."""
    if isinstance(value, str):
        return f"s{value.encode('unicode_escape').decode()}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"i{value}"
    if value is None or isinstance(value, Missing):
        return "n"
    if isinstance(value, tuple):
        return "t" + "".join(f"{len(told)}:{told}" for told in map(_key, value))
    raise Unprintable("unprintable-value", kind=type(value).__name__)


def color(value: object) -> str:
    """Six hexadecimal digits."""
    text = words(value)
    if len(text) == 6 and all(c in "0123456789abcdefABCDEF" for c in text):
        return text
    raise Unprintable("not-a-color", text=text[:40])
