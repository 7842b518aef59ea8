"""Made-up reports of many shapes, as facts (``minimal`` makes the docx of them).

Everything follows from the seed. The texts are words of the trade strung together at random, so
that lines end at every kind of place; they are not meant to be read.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from docgen.docx.facts.shape import Facts, Indent, Paragraph, Run, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

KAI: Final = "標楷體"
A4: Final = Section(
    width=11906, height=16838, landscape=False,
    top=1417, right=1417, bottom=1417, left=1417,
    header=709, footer=709,
)  # fmt: skip
WORD: Final = replace(A4, top=1440, bottom=1440, left=1803, right=1803)
TAB: Final = 280  # default tab stops of the documents, twips

CHINESE: Final = (
    "本局為提升服務品質，設置單一窗口全功能櫃檯，提供民眾一次告知、一處收件、全程服務。"
    "依行政院所屬各機關辦理為民服務不定期考核要點，每半年實施電話禮貌測試及服務態度問卷調查；"
    "防汛期間透過簡訊、廣播車與社群網站發布水情警戒資訊，受理河川公地申請案件計、較上年度增加約。"
    "「主動關懷」『創新加值』（含附件）〈河川管理辦法〉《水利法》【重點】〔註〕：工程施工說明會；"
    "淹水潛勢圖資公開、滯洪池、抽水站操作人員教育訓練、檢討改進！是否滿意？其他…等——均依規定辦理。"
)
PIECES: Final = (
    "12", "105年12月31日", "1,234件", "98.5%", "98.5％", "3-4月", "07:30", "1999專線", "24小時",
    "e管家", "MyEGov", "Web 2.0", "QR Code", "(02)2501-1234", "(FAQ)", "（FAQ）", "APP", "Line@",
    "FB粉絲專頁", "GIS圖台", "CCTV", "ISO 9001:2015", "A1、A2", "call center", "No.3", "$1,500",
    "NT$2,000元", "5/6", "1/2", "1.2倍", "+15%", "±3", "10公里/小時", "『100%』", "「OK」", "2～3個",
    "2~3個", "50cm", "1日1次", "①", "※", "○○", "→", "·", "“讚”", "‘好’", "[註1]", "{a}", "#1", "&",
    "A", "I/O", "b", "3D", "(3)", "(一)", "1、", "(A)類", "30%以上", "第2次", "Wi-Fi", "e-mail",
)  # fmt: skip
LATIN: Final = (
    "the", "of", "River", "management", "office", "public", "service", "quality", "plan", "and",
    "telecommunications,", "responsiveness", "(FAQ)", "Facebook、", "in", "2016", '"open data"',
    "well-known", "state-of-the-art", "and/or", "Taiwan's", "e.g.", "No. 5;", "100%", "[sic]",
    "internationalization", "a", "I", "Agency:", "—", "–", "R&D", "C++", "50/50",
)  # fmt: skip
URLS: Final = (
    "http://www.wra.gov.tw", "https://www.wra10.gov.tw/ct.asp?xItem=4567&ctNode=31&mp=10",
    "service@wra10.gov.tw", "https://fhy.wra.gov.tw/fhy/Disaster/Typhoon_2016/index.html",
    "www.facebook.com/wra10.tw", "(Facebook、Line@、", "docs/A-1/b_2.pdf",
)  # fmt: skip
STOPS: Final = "，、；。：）」！？"
ODDITIES: Final = (
    "\n", "  ", "　", "　　", "。。", "……", "——", "（（", "））", "、", "A", "1", " ", "-", "%",
)  # fmt: skip


class Shape(Struct, frozen=True):
    """A kind of document: its name, and what makes one from a source of chance."""

    name: str
    make: Callable[[random.Random], Facts]


def words(chance: random.Random, length: int, pieces: float, sort: tuple[str, ...]) -> str:
    """About ``length`` characters of Chinese, ``pieces`` of a hundred steps something else."""
    out: list[str] = []
    size = 0
    while size < length:
        if chance.random() * 100 < pieces:
            piece = chance.choice(sort)
            if chance.random() < 0.15:
                piece = f"{piece} "
            if chance.random() < 0.1:
                piece += chance.choice(STOPS)
        else:
            start = chance.randrange(len(CHINESE) - 8)
            piece = CHINESE[start : start + chance.randint(1, 8)]
        out.append(piece)
        size += len(piece)
    text = "".join(out).strip(" ")
    return text + chance.choice(("。", "。", "", "）", "：", "；"))


def latin(chance: random.Random, length: int) -> str:
    """About ``length`` characters of English words, with some Chinese."""
    out = ""
    while len(out) < length:
        piece = chance.choice(LATIN)
        if chance.random() < 0.08:
            start = chance.randrange(len(CHINESE) - 8)
            piece = CHINESE[start : start + chance.randint(1, 6)]
        out += piece + (" " if chance.random() < 0.9 else "")
    return out.rstrip(" ")


def paragraph(text: str, **look: object) -> Paragraph:
    """A paragraph of the prescribed form; ``look`` says what is otherwise."""
    bold = bool(look.pop("bold", False))
    size = float(str(look.pop("size", 14)))
    run = Run(
        text=text, start=0, east=KAI, latin=KAI, size=size, bold=bold,
        language_east="zh-TW", language_latin="en-US",
    )  # fmt: skip
    plain = Paragraph(
        number=0, part="body", text=text, runs=(run,) if text else (), rule="exact", line=420,
        snap=False, overflow_punct=False, auto_space_de=False, auto_space_dn=False,
        mark_size=size,
    )  # fmt: skip
    return replace(plain, **look)


def facts(paragraphs: list[Paragraph], section: Section = A4) -> Facts:
    """The paragraphs numbered, in one section."""
    numbered = tuple(replace(each, number=i) for i, each in enumerate(paragraphs, start=1))
    return Facts(paragraphs=numbered, sections=(section,), tab_stop=TAB)


TITLE: Final = {"alignment": "center", "keep_next": True, "bold": True}
HEADING1: Final = {
    "indent": Indent(left=600, first=-600), "tabs": (600,), "keep_next": True, "bold": True,
    "outline": 0,
}  # fmt: skip
HEADING2: Final = {**HEADING1, "indent": Indent(left=880, first=-600), "tabs": (880,)}
HEADING3: Final = {
    **HEADING1, "indent": Indent(left=1160, first=-600), "tabs": (1160,), "bold": False,
}  # fmt: skip
BODY3: Final = {"indent": Indent(left=1160)}
LADDERS: Final = (
    ({"indent": Indent(left=880, first=-600), "tabs": (880,)}, "{}、", "一二三四五六七八九"),
    ({"indent": Indent(left=1160, first=-600), "tabs": (1160,)}, "({})", "一二三四五六七八九"),
    ({"indent": Indent(left=1340, first=-480), "tabs": (1340,)}, "{}、", "123456789"),
    ({"indent": Indent(left=1680, first=-540), "tabs": (1680,)}, "({})", "123456789"),
)


def report(chance: random.Random, pieces: float = 12, sort: tuple[str, ...] = PIECES) -> Facts:
    """The report's own shape: title, five headings, cases with figures, review."""
    pages = chance.uniform(0.4, 1.5)

    def text(low: int, high: int) -> str:
        return words(chance, max(2, int(chance.randint(low, high) * pages)), pieces, sort)

    made = [
        paragraph("示範機關105年度提升服務品質績效總報告", **TITLE),
        paragraph("資料截止時間：105年12月31日", alignment="right"),
        paragraph("壹、\t執行績效", **HEADING1),
    ]
    for label in "一二三四五":
        made.append(paragraph(f"{label}、\t{text(6, 26)}", **HEADING2))
        for case in range(chance.randint(1, 3)):
            made.append(paragraph(f"({'一二三'[case]})\t{text(6, 34)}", **HEADING3))
            made.append(paragraph(text(30, 260), **BODY3))
            made += [
                paragraph(
                    f"{i}、\t{text(10, 60)}", indent=Indent(left=1640, first=-480), tabs=(1640,)
                )
                for i in range(1, chance.randint(1, 4))
            ]
    made.append(paragraph("貳、\t檢討", **HEADING1))
    made += list(ladder(chance, chance.randint(2, 12), pieces, sort))
    return facts(made, chance.choice((A4, A4, WORD)))


def ladder(
    chance: random.Random, count: int, pieces: float, sort: tuple[str, ...]
) -> Iterator[Paragraph]:
    """Numbered paragraphs of four levels, some leading (kept with the next)."""
    for _ in range(count):
        look, label, signs = chance.choice(LADDERS)
        text = words(chance, chance.randint(5, 150), pieces, sort)
        leads = chance.random() < 0.2
        made = f"{label.format(chance.choice(signs))}\t{text}"
        yield paragraph(made, **look, keep_next=leads)


def plain(chance: random.Random) -> Facts:
    """Body text at many indents; Chinese only."""
    return facts([
        paragraph(
            words(chance, chance.randint(1, 400), 0, PIECES),
            indent=Indent(
                left=chance.choice((0, 0, 280, 560, 600, 851, 1160)),
                right=chance.choice((0, 0, 0, 280)),
                first=chance.choice((0, 0, 560, -280)),
            ),
        )
        for _ in range(chance.randint(3, 22))
    ])  # fmt: skip


def english(chance: random.Random) -> Facts:
    """Paragraphs mostly of Latin words."""
    return facts([
        paragraph(latin(chance, chance.randint(20, 600)), indent=Indent(left=chance.choice((0, 600))))
        for _ in range(chance.randint(3, 18))
    ])  # fmt: skip


def addresses(chance: random.Random) -> Facts:
    """Web and mail addresses among Chinese."""
    return report(chance, 14, (*URLS, *PIECES[:20]))


def digits(chance: random.Random) -> Facts:
    """Figures, signs and brackets everywhere."""
    return report(chance, 45)


def spaced(chance: random.Random) -> Facts:
    """Space before and after, page breaks, empty paragraphs, no widow control, kept lines."""
    made: list[Paragraph] = []
    for _ in range(chance.randint(6, 40)):
        empty = chance.random() < 0.1
        text = "" if empty else words(chance, chance.randint(4, 260), 10, PIECES)
        made.append(
            paragraph(
                text,
                before=chance.choice((0, 0, 0, 60, 120, 240)),
                after=chance.choice((0, 0, 0, 40, 120, 240)),
                line=chance.choice((420, 420, 420, 520, 360)),
                keep_next=chance.random() < 0.2,
                keep_lines=chance.random() < 0.1,
                widow_control=chance.random() < 0.8,
                page_break_before=chance.random() < 0.03,
            )
        )
    return facts(made)


def kept(chance: random.Random) -> Facts:
    """Many headings of several lines, kept with the next, at the foot of pages."""
    made: list[Paragraph] = []
    while len(made) < 40:
        made += [
            paragraph(
                f"一、\t{words(chance, chance.randint(4, 90), 8, PIECES)}",
                **chance.choice((HEADING1, HEADING2, HEADING3)),
            )
            for _ in range(chance.randint(1, 3))
        ]
        made += [
            paragraph(words(chance, chance.randint(10, 140), 8, PIECES), **BODY3)
            for _ in range(chance.randint(1, 3))
        ]
    return facts(made[: chance.randint(6, 40)])


def odd(chance: random.Random) -> Facts:
    """Line breaks, runs of spaces, full-width spaces, leading marks, single letters."""
    return facts([
        paragraph(
            chance.choice(("", "　　", "，", "「", "A")) + words(
                chance, chance.randint(4, 200), 25, (*ODDITIES, *PIECES)
            ),
            alignment=chance.choice(("left", "left", "left", "center", "right")),
        )
        for _ in range(chance.randint(3, 25))
    ])  # fmt: skip


def boundary(chance: random.Random) -> Facts:
    """97 to 101 lines of 33 a page, most paragraphs of one line, so that the count is near exact."""
    wanted = chance.randint(97, 101)
    made: list[Paragraph] = []
    lines = 0
    while lines < wanted:
        size = min(chance.choice((1, 1, 2, 3, 5, 8)), wanted - lines)
        text = words(chance, 32 * size - chance.randint(6, 24), chance.choice((0, 10)), PIECES)
        made.append(paragraph(text[: 32 * size - 3], keep_next=chance.random() < 0.1))
        lines += size
    return facts(made)


SHAPES: Final = (
    Shape("report", report),
    Shape("boundary", boundary),
    Shape("plain", plain),
    Shape("digits", digits),
    Shape("english", english),
    Shape("addresses", addresses),
    Shape("spaced", spaced),
    Shape("kept", kept),
    Shape("odd", odd),
)


def documents(
    count: int, seed: int, shapes: Sequence[Shape] = SHAPES
) -> Iterator[tuple[str, Facts]]:
    """``count`` documents, the shapes in turn; each has its own name and chance."""
    for number in range(count):
        shape = shapes[number % len(shapes)]
        yield f"{shape.name}-{seed}-{number}", shape.make(random.Random(f"{seed}/{number}"))  # noqa: S311
