"""What a printed value becomes: a run of its text, in a content control when it has an address.

Pure text functions: they run for every value of every document. A line break in the data is a
``w:br``, a tab a ``w:tab``; nothing that was typed can become markup or a tag.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from docgen.docx.xml import ILLEGAL
from docgen.render.value import Missing, Value

WIDEST: Final = 31_680  # twips: 22 inches
_CONTROL: Final = (
    '<w:sdt><w:sdtPr><w:tag w:val="{}"/><w:id w:val="0"/><w:text w:multiLine="1"/></w:sdtPr>'
    "<w:sdtContent>{}</w:sdtContent></w:sdt>"
)


class Unprintable(Exception):  # noqa: N818 - an outcome: this value cannot be printed
    """``rule`` names the fault, ``told`` its arguments, ``address`` the value's."""

    def __init__(self, rule: str, address: str | None = None, **told: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.address = address
        self.told = told


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
    raise Unprintable("unprintable-value", kind=type(value).__name__)


def run(value: object, run_properties: str) -> str:
    """``w:r`` with the format of the tag's run, in a content control if the value has an address."""
    text = words(value)
    inner = f"<w:r>{run_properties}{_content(text, value)}</w:r>"
    if isinstance(value, Value):
        inner = _CONTROL.format(_attribute(value.address), inner)
    return inner


def _content(text: str, value: object) -> str:
    if text.isprintable():  # no line break, tab, control character or odd space
        return _text(text)
    if ILLEGAL.search(text):
        address = value.address if isinstance(value, Value) else None
        raise Unprintable("illegal-character", address, text=ascii(text[:40])[1:-1])
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "<w:br/>".join("<w:tab/>".join(map(_text, line.split("\t"))) for line in lines)


def _text(text: str) -> str:
    if not text:
        return ""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if text[0] == " " or text[-1] == " " or "  " in text:
        return f'<w:t xml:space="preserve">{text}</w:t>'
    return f"<w:t>{text}</w:t>"


def _attribute(text: str) -> str:
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def plain(value: object) -> str:
    """The words of a value inside an attribute (an alternative text)."""
    text = words(value)
    if ILLEGAL.search(text):
        raise Unprintable("illegal-character", text=ascii(text[:40])[1:-1])
    return _attribute(text).replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")


def whole_number(value: object) -> str:
    """A width in twips or a count of columns; at least 1, at most Word's widest page."""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool) and 1 <= value <= WIDEST:
        return str(int(value))
    raise Unprintable("not-a-width", value=str(value)[:40])


def key(value: object) -> str:
    """What ``{% vm KEY %}`` compares; nothing (no merging) for a value that is not there."""
    if value is None or isinstance(value, Missing):
        return ""
    if isinstance(value, tuple):
        return "/".join(map(key, value))
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return _attribute(" ".join(ILLEGAL.sub("", str(value)).split()))
    raise Unprintable("unprintable-value", kind=type(value).__name__)


def color(value: object) -> str:
    """Six hexadecimal digits."""
    text = words(value)
    if len(text) == 6 and all(c in "0123456789abcdefABCDEF" for c in text):
        return text
    raise Unprintable("not-a-color", text=text[:40])
