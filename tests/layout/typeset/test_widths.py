from __future__ import annotations

import struct
import subprocess
from pathlib import Path

import pytest

from docgen.layout.typeset.widths import differ, widths


def advances(font: Path, characters: str) -> dict[str, int]:
    """Advance widths in 1024ths, read from a TrueType file's cmap (format 4) and hmtx."""
    data = font.read_bytes()
    (count,) = struct.unpack_from(">4xH", data)
    tables = {}
    for number in range(count):
        tag, _, offset, _ = struct.unpack_from(">4s3I", data, 12 + 16 * number)
        tables[tag] = offset
    (em,) = struct.unpack_from(">H", data, tables[b"head"] + 18)
    (long,) = struct.unpack_from(">H", data, tables[b"hhea"] + 34)
    cmap = tables[b"cmap"]
    (subtables,) = struct.unpack_from(">2xH", data, cmap)
    places = [struct.unpack_from(">4xI", data, cmap + 4 + 8 * i)[0] for i in range(subtables)]
    place = next(cmap + at for at in places if struct.unpack_from(">H", data, cmap + at) == (4,))
    (double,) = struct.unpack_from(">H", data, place + 6)
    columns = [
        struct.unpack_from(f">{double // 2}{kind}", data, place + 14 + double * row + pad)
        for row, kind, pad in ((0, "H", 0), (1, "H", 2), (2, "h", 2), (3, "H", 2))
    ]
    ranges = place + 16 + double * 3
    found = {}
    for character in characters:
        code = ord(character)
        segment = next(i for i, end in enumerate(columns[0]) if end >= code)
        assert columns[1][segment] <= code, f"no {character!r} in {font}"
        glyph = code + columns[2][segment]
        if columns[3][segment]:
            step = ranges + 2 * segment + columns[3][segment] + 2 * (code - columns[1][segment])
            glyph = struct.unpack_from(">H", data, step)[0] + columns[2][segment]
        at = tables[b"hmtx"] + 4 * min(glyph % 65536, long - 1)
        found[character] = struct.unpack_from(">H", data, at)[0] * 1024 // em
    return found


@pytest.fixture(scope="module")
def kai() -> Path:
    told = subprocess.run(
        ["fc-match", "--format", "%{family}\n%{file}", "全字庫正楷體"],
        capture_output=True,
        check=True,
    )
    family, file = told.stdout.decode().split("\n")
    if "TW-Kai" not in family:
        pytest.skip("TW-Kai is not installed (make tools)")
    return Path(file)


def test_the_stand_in_is_as_wide_as_its_font_says(kai: Path) -> None:
    characters = "".join(map(chr, range(0x20, 0x7F))) + "ⅰⅹ°·×±é“”…—○①→一龥，。「（％～"
    table = widths("TW-Kai")
    assert advances(kai, characters) == {each: table[each] for each in characters}


def test_every_half_width_character_of_the_real_font_is_half_an_em() -> None:
    table = widths("標楷體")
    assert {table[chr(code)] for code in range(0x20, 0x7F)} == {512}
    assert table["河"] == table["（"] == table["°"] == 1024


@pytest.mark.parametrize(
    ("text", "true"), [("第105年，12", False), ("(一)", True), ("MyEGov", True), ("ⅱ", True)]
)
def test_the_fonts_differ_in_letters_and_brackets_not_in_digits(text: str, *, true: bool) -> None:
    assert differ(text) is true
