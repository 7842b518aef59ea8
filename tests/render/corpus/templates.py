"""The templates: one trait each, in code, so that what they hold can be read.

``theirs`` is the same in docxtpl's words, where a tag of ours is another; ``context`` changes the
fields of ``CONTEXT``.
"""

from __future__ import annotations

import struct
import zlib
from decimal import Decimal

from msgspec import Struct

from docgen.render import Value
from docgen.render.rich import Picture, Piece, Rich, SubDocument
from tests.docx.build import cell, control, docx, p, r, row, table


def png(width: int = 4, height: int = 4) -> bytes:
    """A red picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    raw = b"".join(b"\0" + b"\xff\0\0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(raw))
        + chunk(b"IEND", b"")
    )


class Item(Struct, frozen=True):
    """A row of a table, with rows of its own."""

    name: str
    group: str = "g"
    parts: tuple[str, ...] = ()


class Context(Struct, frozen=True):
    """What the templates of the corpus can name."""

    title: Value
    items: tuple[Item, ...]
    columns: tuple[str, ...] = ("甲", "乙", "丙")
    count: int = 3
    color: str = "D9D9D9"
    shown: bool = True
    picture: Picture | None = None
    rich: Rich | None = None
    inserted: SubDocument | None = None


PICTURE = Picture(png(), "說明", Decimal(20))
RICH = Rich(
    (
        Piece("粗 & <b>", bold=True),
        Piece("斜\n下一行\t格", italic=True, underline=True),
        Piece("連結", link="https://example.org/?a=1&b=2"),
        Piece("信", link="mailto:a@example.org"),
    )
)
ITEMS = (Item("一", "g", ("x", "y")), Item("二", "g", ()), Item("A & B", "h", ("z",)))
CONTEXT = Context(Value("標題 <a> & \"b\" 'c' ", "plan:title"), ITEMS)

W_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOTE_REL = (
    '<Relationship Id="notes" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/footnotes" Target="footnotes.xml"/>'
)


class Case(Struct, frozen=True):
    """A template of one trait."""

    ours: bytes
    theirs: bytes | None = None
    context: Context = CONTEXT


def noted() -> bytes:
    """A template with a footnote."""
    note = f'<w:footnote w:id="2">{p("註 {{ title }}")}</w:footnote>'
    return docx(
        p("文", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        rels=NOTE_REL,
        more={
            "word/footnotes.xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<w:footnotes xmlns:w="{NS}">{note}</w:footnotes>'
        },
        overrides=f'<Override PartName="/word/footnotes.xml" ContentType="{W_FOOTNOTES}"/>',
    )


def looped(inner: str, *, before: str = "", columns: int = 2) -> bytes:
    """A table of a row for each item."""
    rest = [""] * (columns - 1)
    return docx(
        table(
            *([before] if before else []),
            row("{%tr for item in items %}", *rest),
            inner,
            row("{%tr endfor %}", *rest),
            columns=columns,
        )
    )


def across(text: str) -> bytes:
    """A table of a column for each of the columns."""
    return docx(table(row(cell("{%tc for c in columns %}"), cell(text), cell("{%tc endfor %}"))))


SPLIT = p(r("前{"), r("{ ti"), r("tle }"), r("}後"))
BOLD = p(r("a "), r("{{ title }}", "<w:b/>"), r(" b", "<w:i/>"))
INLINE = p("{% for item in items %}{{ item.name }}、{% endfor %}")
NESTED = docx(
    p("{%p for item in items %}"),
    p("{{ loop.index }} {{ item.name }}"),
    p("{%p for part in item.parts %}"),
    p("· {{ part }} {% if not loop.last %}；{% endif %}"),
    p("{%p endfor %}"),
    p("{%p endfor %}"),
)
WITH_PICTURE = Context(CONTEXT.title, ITEMS, picture=PICTURE)
WITH_RICH = Context(CONTEXT.title, ITEMS, rich=RICH)
LINES = Context(Value("一\n二\t三", "plan:title"), ITEMS)
SPACES = Context(Value("  a  b ", "plan:title"), ITEMS)
NONE = Context(CONTEXT.title, (), shown=False)

CASES: dict[str, Case] = {
    "value": Case(docx(p("前 {{ title }} 後"))),
    "value in a format": Case(docx(BOLD)),
    "value in split runs": Case(docx(SPLIT)),
    "value with line feeds and tabs": Case(docx(p("前 {{ title }}")), context=LINES),
    "value with spaces": Case(docx(p("{{ title }}")), context=SPACES),
    "numbers": Case(docx(p("{{ count }} {{ count + 1 }} {{ count * 2 - 1 }} {{ 7 // 2 }}"))),
    "texts put together": Case(docx(p("{{ title ~ count }}"))),
    "choice": Case(docx(p("{{ 'a' if shown else 'b' }} {{ 'x' if count > 3 else 'y' }}"))),
    "filters": Case(docx(p("{{ columns|join('、') }} {{ columns|length }} {{ columns|first }}"))),
    "tests": Case(docx(p("{% if count is odd and not (count is even) %}奇{% endif %}"))),
    "set": Case(docx(p("{% set x = count %}{{ x }}"))),
    "inline loop": Case(docx(INLINE)),
    "loop with a condition": Case(
        docx(p("{% for i in items if i.group == 'h' %}{{ i.name }}{% else %}無{% endfor %}"))
    ),
    "run tags": Case(docx(p("{%r if shown %}", "字", "{%r endif %}"))),
    "paragraph condition": Case(
        docx(p("{%p if shown %}"), p("有"), p("{%p else %}"), p("無"), p("{%p endif %}"))
    ),
    "paragraph condition, other branch": Case(
        docx(p("{%p if shown %}"), p("有"), p("{%p else %}"), p("無"), p("{%p endif %}")),
        context=NONE,
    ),
    "elif": Case(docx(p("{% if count == 1 %}a{% elif count == 3 %}b{% else %}c{% endif %}"))),
    "nested loops": Case(NESTED),
    "rows": Case(looped(row("{{ item.name }}", "{{ loop.index }}"), before=row("名", "號"))),
    "rows in a condition": Case(
        docx(table(row("{%tr if shown %}", ""), row("{{ title }}", "b"), row("{%tr endif %}", "")))
    ),
    "rows of cells in controls": Case(
        looped(row(control(cell("{{ item.name }}")), control(cell("b"))))
    ),
    "rows in a control": Case(docx(table(control(row("{{ title }}", "b") + row("c", "d"))))),
    "columns": Case(across("{{ c }}")),
    "columns merged into one": Case(across("{% hm %}{{ title }}")),
    "columns merged, words around": Case(across("前 {% hm %}{{ title }} 後")),
    "colspan": Case(
        docx(table(row(cell("{% colspan count %}{{ title }}")), row("a", "b", "c"), columns=3))
    ),
    "cellbg": Case(docx(table(row(cell("{% cellbg color %}{{ title }}"), "b")))),
    "rows merged": Case(
        looped(row("{% vm title %}{{ title }}", "{{ item.name }}")),
        theirs=looped(row("{% vm %}{{ title }}", "{{ item.name }}")),
    ),
    "comments": Case(docx(p("a{# nothing #}b"), p("{#p nothing #}"), p("c"))),
    "header and footer": Case(
        docx(p("{{ title }}"), header=p("頁首 {{ title }}"), footer=p("{{ count }} 頁"))
    ),
    "footnotes": Case(noted()),
    "picture": Case(docx(p("前 {{ picture }} 後")), context=WITH_PICTURE),
    "picture in a condition": Case(
        docx(p("{%p if picture %}"), p("{{ picture }}"), p("{%p endif %}")), context=WITH_PICTURE
    ),
    "no picture": Case(
        docx(p("{%p if picture %}"), p("{{ picture }}"), p("{%p endif %}"), p("後"))
    ),
    "picture in a cell": Case(
        docx(table(row("{{ picture }}", "{{ title }}"))), context=WITH_PICTURE
    ),
    "picture in the header": Case(
        docx(p("{{ title }}"), header=p("{{ picture }}")), context=WITH_PICTURE
    ),
    "picture twice": Case(docx(p("{{ picture }}"), p("{{ picture }}")), context=WITH_PICTURE),
    "rich text": Case(docx(p("前 {{r rich }} 後")), context=WITH_RICH),
    "rich text without r": Case(
        docx(p("前 {{ rich }} 後")), theirs=docx(p("前 {{r rich }} 後")), context=WITH_RICH
    ),
}

REFUSED: dict[str, tuple[bytes, str]] = {
    "{%- joins paragraphs": (docx(p("a"), p("{%- if shown %}b{% endif %}")), "unsupported-tag"),
    "-%} joins paragraphs": (docx(p("{% if shown -%}"), p("b{% endif %}")), "unsupported-tag"),
    "vm without a key": (looped(row("{% vm %}{{ title }}", "b")), "unsupported-tag"),
    "other filters": (docx(p("{{ title|upper }}")), "unknown-filter"),
    "methods": (docx(p("{{ title.upper() }}")), "unsupported-tag"),
    "attributes": (docx(p("{{ title.__class__ }}")), "unknown-variable"),
    "globals": (docx(p("{{ cycler.__init__ }}")), "unknown-variable"),
    "the bytes of a picture": (docx(p("{{ picture.content }}")), "unknown-variable"),
    "macros": (docx(p("{% macro m() %}{% endmacro %}")), "unsupported-tag"),
    "include": (docx(p("{% include 'x' %}")), "unsupported-tag"),
    "a document in a line": (docx(p("{{ inserted }}")), "unprintable-value"),
    "a text in a paragraph's place": (docx(p("{{p title }}")), "unprintable-value"),
    "hm outside a loop": (docx(table(row("{% hm %}a", "b"))), "unknown-variable"),
    "hm beside colspan": (across("{% colspan count %}{% hm %}a"), "text-beside-tag"),
}
