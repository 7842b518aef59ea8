"""Text, or a ladder of items: 一、 (一) 1. (1) to any depth."""

from __future__ import annotations

from typing import ClassVar, Literal

from docgen.model.shapes import EntriesOf, Entry, Record, Text


class Item(Entry, frozen=True, kw_only=True):
    """One item of a ladder; its label is written by the renderer."""

    shorthand: ClassVar[str | None] = "text"
    text: Text
    items: EntriesOf[Item] = ()


class Prose(Record, frozen=True, kw_only=True):
    """A text, a ladder of items, or a text that leads into a ladder."""

    shorthand: ClassVar[str | None] = "text"
    text: Text | None = None
    items: EntriesOf[Item] = ()


class Figure(Entry, frozen=True, kw_only=True):
    """A quantified result: 量化數據. ``last`` is last year's value, all as typed.

    ``better`` says whether a higher value is better or a lower one; by default that is read off
    ``last`` and ``target`` (a target below last year's value: less is better).
    """

    name: Text
    value: Text
    unit: Text | None = None
    last: Text | None = None
    target: Text | None = None
    better: Literal["more", "less"] | None = None
