"""The plan's document in the languages of docxtpl, docxtemplater and carbone.

Only what the bureau's plan prints: docgen's own template can print more. docxtpl and carbone
merge cells by an attribute, docxtemplater by rows of several sorts, of which one is chosen.
"""

from __future__ import annotations

from typing import Final

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD: Final = f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>'
_END: Final = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417"'
    ' w:left="1417" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>'
)
_TABLE: Final = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="9072" w:type="dxa"/>'
    '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="1090"/>'
    '<w:gridCol w:w="1870"/><w:gridCol w:w="1700"/><w:gridCol w:w="4412"/></w:tblGrid>'
)


def _p(style: str, *texts: str) -> str:
    """A paragraph of texts with tabs between them."""
    runs = "<w:r><w:tab/></w:r>".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _tc(width: int, content: str, more: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{content}</w:tc>'


def _tr(*cells: str, head: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


_HEADER: Final = _tr(
    _tc(1090, _p("TableHead", "面向")),
    _tc(1870, _p("TableHead", "執行策略")),
    _tc(6112, _p("TableHead", "具體推動作法"), '<w:gridSpan w:val="2"/>'),
    head="<w:tblHeader/>",
)
_RESTART: Final = '<w:vMerge w:val="restart"/>'
_CONTINUE: Final = "<w:vMerge/>"


def docxtpl() -> bytes:
    """Jinja, with docxtpl's tags for whole paragraphs and rows."""
    body = [
        _p("Title", "{{ title }}"),
        _p("Tag", "{%p for section in sections %}"),
        _p("Heading1", "{{ section.label }}", "{{ section.heading }}"),
        *_if("section.text", _p("BodyText", "{{ section.text }}")),
        *_for("line", "section.lines", _p("Ladder1", "{{ line.label }}", "{{ line.text }}")),
        _p("Tag", "{%p if section.table %}"),
        f"{_TABLE}{_HEADER}",
        _tag_row("{%tr for row in rows %}"),
        _tag_row("{%tr if row.joined %}"),
        _docxtpl_row(joined=True),
        _tag_row("{%tr else %}"),
        _docxtpl_row(joined=False),
        _tag_row("{%tr endif %}"),
        _tag_row("{%tr endfor %}"),
        "</w:tbl>",
        _p("Tag", "{%p endif %}"),
        _p("Tag", "{%p endfor %}"),
    ]
    return f"{_HEAD}{''.join(body)}{_END}".encode()


def _if(test: str, *inner: str) -> list[str]:
    return [_p("Tag", f"{{%p if {test} %}}"), *inner, _p("Tag", "{%p endif %}")]


def _for(name: str, items: str, *inner: str) -> list[str]:
    return [_p("Tag", f"{{%p for {name} in {items} %}}"), *inner, _p("Tag", "{%p endfor %}")]


def _tag_row(tag: str) -> str:
    return f"<w:tr>{_tc(9072, _p('Tag', tag))}</w:tr>"


def _docxtpl_row(*, joined: bool) -> str:
    strategy = (
        _p("Tag", "{%p if strategy.label %}"),
        _p("TableLadder1", "{{ strategy.label }}", "{{ strategy.title }}"),
        _p("Tag", "{%p else %}"),
        _p("TableText", "{{ strategy.title }}"),
        _p("Tag", "{%p endif %}"),
    )
    measure = _p("TableLadder2", "{{ row.measure_label }}", "{{ row.measure }}")
    practice = _p("TableLadder3", "{{ practice.label }}", "{{ practice.text }}")
    practices = (
        *_if("row.text", _p("TableText", "{{ row.text }}")),
        *_for("practice", "row.practices", practice),
    )
    dimension = _p("TableText", "{{ row.dimension_label }}{{ row.dimension }}")
    cells = [
        _docxtpl_merged(1090, "dimension", dimension),
        _docxtpl_merged(1870, "strategy", *_for("strategy", "row.strategies", *strategy)),
    ]
    if joined:
        cells.append(_tc(6112, "".join((measure, *practices)), '<w:gridSpan w:val="2"/>'))
    else:
        cells += (_docxtpl_merged(1700, "measure", measure), _tc(4412, "".join(practices)))
    return _tr(*cells)


def _docxtpl_merged(width: int, name: str, *content: str) -> str:
    begins = f"row.{name}_merge == 'restart'"
    inner = (_p("Tag", f"{{%p if {begins} %}}"), *content, _p("Tag", "{%p else %}"), "<w:p/>",
             _p("Tag", "{%p endif %}"))  # fmt: skip
    return _tc(width, "".join(inner), f'<w:vMerge w:val="{{{{ row.{name}_merge }}}}"/>')


def docxtemplater() -> bytes:
    """Loops and conditions are ``{#name}`` … ``{/name}``, paragraphs and rows as they stand."""
    sorts = [_row("row_" + begin) for begin in ("dsm", "sm", "m", "")]
    rows = [*sorts, _row("joined_d"), _row("joined_")]
    rows[0] = rows[0].replace("{#row_dsm}", "{#rows}{#row_dsm}", 1)
    last = rows[-1].rpartition("{/joined_}")
    rows[-1] = f"{last[0]}{{/joined_}}{{/rows}}{last[2]}"
    body = [
        _p("Title", "{title}"),
        _p("Tag", "{#sections}"),
        _p("Heading1", "{label}", "{heading}"),
        _p("Tag", "{#text}"),
        _p("BodyText", "{text}"),
        _p("Tag", "{/text}"),
        _p("Tag", "{#lines}"),
        _p("Ladder1", "{label}", "{text}"),
        _p("Tag", "{/lines}"),
        _p("Tag", "{#table}"),
        f"{_TABLE}{_HEADER}{''.join(rows)}</w:tbl>",
        _p("Tag", "{/table}"),
        _p("Tag", "{/sections}"),
    ]
    return f"{_HEAD}{''.join(body)}{_END}".encode()


def _row(sort: str) -> str:
    """A row of docxtemplater's, of one sort: some columns begin, the others continue."""
    joined = sort.startswith("joined")
    begin = sort.partition("_")[2]
    if begin == "d" and joined:
        begin = "ds"
    dimension = _p("TableText", "{dimension_label}{dimension}") if "d" in begin else "<w:p/>"
    strategies = "<w:p/>"
    if "s" in begin:
        strategies = "".join((
            _p("Tag", "{#strategies}"),
            _p("Tag", "{#label}"), _p("TableLadder1", "{label}", "{title}"), _p("Tag", "{/label}"),
            _p("Tag", "{^label}"), _p("TableText", "{title}"), _p("Tag", "{/label}"),
            _p("Tag", "{/strategies}"),
        ))  # fmt: skip
    measure = _p("TableLadder2", "{measure_label}", "{measure}")
    practices = "".join((
        _p("Tag", "{#text}"), _p("TableText", "{text}"), _p("Tag", "{/text}"),
        _p("Tag", "{#practices}"), _p("TableLadder3", "{label}", "{text}"), _p("Tag", "{/practices}"),
    ))  # fmt: skip
    cells = [
        _tc(1090, dimension, _RESTART if "d" in begin else _CONTINUE),
        _tc(1870, strategies, _RESTART if "s" in begin else _CONTINUE),
    ]
    if joined:
        cells.append(_tc(6112, measure + practices, '<w:gridSpan w:val="2"/>'))
    else:
        shown = "m" in begin
        cells.append(_tc(1700, measure if shown else "<w:p/>", _RESTART if shown else _CONTINUE))
        cells.append(_tc(4412, practices))
    before = "<w:t>" if "<w:t>" in cells[0] else "<w:p/>"
    opening = f"<w:t>{{#{sort}}}" if before == "<w:t>" else _p("Tag", f"{{#{sort}}}")
    cells[0] = cells[0].replace(before, opening, 1)
    cells[-1] = cells[-1].replace("</w:tc>", f"{_p('Tag', f'{{/{sort}}}')}</w:tc>")
    return _tr(*cells)


def carbone() -> bytes:
    """A loop is what stands between ``[i]`` and ``[i+1]``; the table stands between two of them."""
    body = [
        _p("Title", "{d.title}"),
        *_carbone_sections("before"),
        f"{_TABLE}{_HEADER}",
        *(_carbone_row(name, number) for name in ("rows", "joined") for number in ("i", "i+1")),
        "</w:tbl>",
        *_carbone_sections("after"),
    ]
    return f"{_HEAD}{''.join(body)}{_END}".encode()


def _carbone_sections(name: str) -> list[str]:
    section = f"d.{name}[i]"
    return [
        _p("Heading1", f"{{{section}.label}}", f"{{{section}.heading}}"),
        *_twice(section, "texts", "BodyText", ".text"),
        *_twice(section, "lines", "Ladder1", ".label", ".text"),
        _p("Heading1", f"{{d.{name}[i+1].label}}", f"{{d.{name}[i+1].heading}}"),
    ]


def _twice(holder: str, name: str, style: str, *fields: str) -> list[str]:
    return [
        _p(style, *(f"{{{holder}.{name}[{n}]{field}}}" for field in fields)) for n in ("i", "i+1")
    ]


def _carbone_row(name: str, number: str) -> str:
    row = f"d.{name}[{number}]"
    strategies = [
        *_twice(row, "numbered", "TableLadder1", ".label", ".title"),
        *_twice(row, "unnumbered", "TableText", ".title"),
    ]
    practices = _twice(row, "practices", "TableLadder3", ".label", ".text")
    texts = _twice(row, "texts", "TableText", ".text")
    measure = _p("TableLadder2", f"{{{row}.measure_label}}", f"{{{row}.measure}}")
    cells = [
        _tc(
            1090,
            _p("TableText", f"{{{row}.dimension_label}}{{{row}.dimension}}"),
            f'<w:vMerge w:val="{{{row}.dimension_merge}}"/>',
        ),
        _tc(1870, "".join(strategies), f'<w:vMerge w:val="{{{row}.strategy_merge}}"/>'),
    ]
    if name == "joined":
        more = '<w:gridSpan w:val="2"/>'
        cells.append(_tc(6112, "".join((measure, *texts, *practices)), more))
    else:
        cells.append(_tc(1700, measure, f'<w:vMerge w:val="{{{row}.measure_merge}}"/>'))
        cells.append(_tc(4412, "".join((*texts, *practices))))
    return _tr(*cells)
