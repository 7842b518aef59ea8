"""A value that knows its address, and one that is not there and knows it too.

``Value`` is a ``str``: contexts and templates use it as the words it is; preparing a template
wraps where it is printed in a content control whose tag is the address.
"""

from __future__ import annotations

from typing import Final, Self

MAX_ADDRESS: Final = 64  # Word's limit of w:tag (ECMA-376 17.5.2.42 as Word reads it)


class Value(str):
    """What a person typed, with the address it has in the data: ``plan:single-window.text``."""

    __slots__ = ("address",)
    address: str

    def __new__(cls, text: str, address: str) -> Self:
        """``text`` as typed. ValueError for an address that Word would cut."""
        if not 0 < len(address) <= MAX_ADDRESS:
            raise ValueError(f"address longer than {MAX_ADDRESS} characters: {address}")
        made = super().__new__(cls, text)
        made.address = address
        return made


class Missing:
    """An optional value that the data does not hold: false in ``{% if %}``, stops when printed."""

    __slots__ = ("address",)

    def __init__(self, address: str) -> None:
        self.address = address

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Missing) and other.address == self.address

    def __hash__(self) -> int:
        return hash(self.address)

    def __repr__(self) -> str:
        return f"Missing({self.address!r})"


class Kept:
    """What is no text and docxtpl prints (``rich``): a picture, words with formats, a document."""

    __slots__ = ()


def value(text: str | None, address: str) -> Value | Missing:
    """The text with its address, or what stands for its absence."""
    return Missing(address) if text is None else Value(text, address)
