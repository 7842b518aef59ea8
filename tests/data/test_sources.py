"""Every sentence of both sources stands in the documents, but for what data/ERRATA.md lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

PROJECT: Final = Path(__file__).parents[2]
ERRATA: Final = PROJECT / "data" / "ERRATA.md"
AGENCIES: Final = ("wra", "10river")
MENDED: Final = ("id", "class", "agency", "source", "printed", "now")
ADDED: Final = ("id", "class", "agency", "added")

# What separates sentences, cells and labels in the sources, after NFKC (brackets are ASCII).
_BREAK: Final = re.compile(
    r"""<[^>]*> | \n | \t | [ ]{2,} | 。                     # markup, cells, sentences
    | [壹貳參肆伍陸柒捌]、 | [一二三四五六七八九十]、            # 壹、 一、
    | \( (?:\d{1,2} | [一二三四五六七八九十]) \)                # (1) (一)
    | (?<![\d.]) \d{1,2} (?: \.(?!\d) | 、)                    # 1. 1、
    | (?<![=\d]) \d+-\d+分 | \(\d+分\) | (?:小計|得分):      # bands, points, boxes
    """,
    re.VERBOSE,
)
_BULLETS: Final = re.compile(r"[※·*•]|^-", re.MULTILINE)
_HAN: Final = re.compile(r"[\u3400-\u9fff]")

DocumentTexts = Callable[[str], str]  # an agency's slug → the text of all its documents


@dataclass(frozen=True, slots=True)
class Mending:
    """A row of the first table of ERRATA.md."""

    id: str
    agency: str
    printed: str
    now: str


def rows(header: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of the one table of ERRATA.md with these column names."""
    lines = iter(ERRATA.read_text(encoding="utf-8").splitlines())
    for line in lines:
        if _cells(line) == header:
            break
    next(lines)  # |---|
    found = []
    for line in lines:
        if not line.startswith("|"):
            break
        found.append(dict(zip(header, _cells(line), strict=True)))
    return found


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def mendings(agency: str) -> list[Mending]:
    """What ERRATA.md mends in the source of this agency."""
    return [
        Mending(row["id"], agency, row["printed"], row["now"])
        for row in rows(MENDED)
        if row["agency"] == agency
    ]


def source(agency: str) -> str:
    """The agency's source as it was extracted."""
    path = PROJECT / "tests" / "sources" / f"{agency}-105.txt"
    return path.read_text(encoding="utf-8")


def anywhere(printed: str) -> re.Pattern[str]:
    """``printed`` with any white space between its characters."""
    return re.compile(r"\s*".join(re.escape(character) for character in bare(printed)))


def mended(agency: str) -> str:
    """The source with all mendings put in."""
    text = source(agency)
    for mending in mendings(agency):
        text = anywhere(mending.printed).sub(lambda _, now=mending.now: now, text)  # type: ignore[misc]
    return text


def fragments(text: str) -> list[str]:
    """Sentences and cells without labels, normalised; those of two Chinese characters or more."""
    parts = _BREAK.split(unicodedata.normalize("NFKC", _BULLETS.sub("", text)))
    normal = (plain(part) for part in parts)
    return [part for part in normal if len(_HAN.findall(part)) >= 2]


def plain(text: str) -> str:
    """NFKC, no white space, no bullets: what the sources' typists did not agree on."""
    return bare(unicodedata.normalize("NFKC", _BULLETS.sub("", text)))


def bare(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def unfound(agency: str, documents: str) -> list[str]:
    """The fragments of the agency's mended source that the documents lack."""
    text = plain(documents)
    return [part for part in fragments(mended(agency)) if part not in text]


@pytest.mark.parametrize("agency", AGENCIES)
def test_every_sentence_of_the_source_stands_in_the_documents(
    agency: str, document_texts: DocumentTexts
) -> None:
    assert len(fragments(source(agency))) > 200
    assert unfound(agency, document_texts(agency)) == []


@pytest.mark.parametrize("agency", AGENCIES)
def test_documents_print_what_errata_says_and_no_longer_what_was_printed(
    agency: str, document_texts: DocumentTexts
) -> None:
    text = bare(document_texts(agency))
    lacking = [m.id for m in mendings(agency) if plain(m.now) not in plain(text)]
    assert lacking == []
    unmended = [
        m.id
        for m in mendings(agency)
        if bare(m.printed) not in bare(m.now) and bare(m.printed) in text
    ]
    assert unmended == []


@pytest.mark.parametrize("row", rows(ADDED), ids=lambda row: f"{row['agency']}-{row['added']}")
def test_added_captions_stand_in_the_documents(
    row: dict[str, str], document_texts: DocumentTexts
) -> None:
    lines = [line.strip() for line in document_texts(row["agency"]).splitlines()]
    assert row["added"] in lines


@pytest.mark.parametrize("agency", AGENCIES)
def test_errata_lists_only_what_its_source_prints(agency: str) -> None:
    listed = mendings(agency)
    assert listed
    stale = [m.id for m in listed if not anywhere(m.printed).search(source(agency))]
    assert stale == []


@pytest.mark.parametrize("row", rows(MENDED), ids=lambda row: f"{row['id']}-{row['source']}")
def test_errata_names_the_line_where_it_is_printed(row: dict[str, str]) -> None:
    number = int(row["source"].partition(":")[2])
    line = source(row["agency"]).split("\n")[number - 1]
    assert bare(row["printed"]) in bare(line)
