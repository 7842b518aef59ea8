"""``proposals/<id>.yaml``: 附錄1 創意服務計畫."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from docgen.model.prose import Figure, Prose
from docgen.model.shapes import EntriesOf, Entry, Record, Text


class Results(Record, frozen=True, kw_only=True):
    """貳、創新服務實際績效: external and internal benefit, quantified."""

    external: Prose | None = None
    internal: Prose | None = None
    figures: EntriesOf[Figure] = ()


class Methods(Record, frozen=True, kw_only=True):
    """參、創新服務解決手法: 流程整合 and 資通訊服務導入."""

    process: Prose | None = None
    ict: Prose | None = None


class Attachment(Entry, frozen=True, kw_only=True):
    """肆、附件: named, with the file where it is kept; only a picture (``image``) is printed.

    ``description`` is its alternative text, which it must have, ``width`` in millimetres.
    """

    shorthand: ClassVar[str | None] = "title"
    title: Text
    file: Text | None = None
    image: Text | None = None
    description: Text | None = None
    caption: Text | None = None
    width: Decimal | None = None


class Proposal(Record, frozen=True, kw_only=True):
    """An innovation already carried out; URLs and addresses are for the check on site.

    ``adopted``: 創新方案被採用實施 (an award may follow from it).
    """

    title: Text
    unit: Text
    background: Prose
    solution: Prose
    benefits: Prose
    results: Results
    methods: Methods
    attachments: EntriesOf[Attachment] = ()
    urls: tuple[Text, ...] = ()
    address: Text | None = None
    adopted: bool = False
