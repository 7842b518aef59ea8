"""A number as each ``w:numFmt`` prints it (ECMA-376 17.18.59): those of Chinese and Latin lists.

A format that is not here prints as ``decimal``, as Word does with one that it does not know;
so does a number that a format cannot write (㊀ ends at ten).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_ROMAN: Final = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_MOST: Final = 32767  # Word counts no further


class _Script(NamedTuple):
    digits: str
    units: str  # ten, hundred, thousand, myriad
    bare_ten: bool  # 十一, not 一十一
    zero: bool  # 一百零一, not 一百一


_TAIWANESE: Final = _Script("零一二三四五六七八九", "十百千萬", bare_ten=True, zero=True)
_CHINESE: Final = _Script("零一二三四五六七八九", "十百千万", bare_ten=True, zero=True)
_LEGAL: Final = _Script("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", bare_ten=False, zero=True)
_LEGAL_SIMPLIFIED: Final = _Script("零壹贰叁肆伍陆柒捌玖", "拾佰仟万", bare_ten=False, zero=True)
_JAPANESE: Final = _Script("〇一二三四五六七八九", "十百千万", bare_ten=True, zero=False)


def numeral(number: int, form: str) -> str:
    """The number in that form; below 1 and above Word's limit it is plain."""
    write = _FORMS.get(form)
    if write is None or not 0 < number <= _MOST:
        return "" if form in {"none", "bullet"} else str(number)
    return write(number)


def _letters(number: int, first: str) -> str:
    return chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    said = []
    for value, sign in _ROMAN:
        said.append(sign * (number // value))
        number %= value
    return "".join(said)


def _ordinal(number: int) -> str:
    teen = number % 100 // 10 == 1
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _digits(signs: str) -> Callable[[int], str]:
    table = str.maketrans("0123456789", signs)
    return lambda number: str(number).translate(table)


def _one_of(first: str, count: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if number <= count else str(number)


def _listed(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _sixty(number: int) -> str:
    if number > 60:
        return str(number)
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]


def _counting(signs: str) -> Callable[[int], str]:
    """十一 below a hundred, digit by digit from there."""
    by_digit, below = _digits(signs), _TAIWANESE._replace(zero=False)
    return lambda number: _spelled(below)(number) if number < 100 else by_digit(number)


def _spelled(script: _Script) -> Callable[[int], str]:
    def write(number: int) -> str:
        said, gap, rest = "", False, number
        for place in range(len(str(number)) - 1, -1, -1):
            digit, rest = divmod(rest, 10**place)
            if not digit:
                gap = bool(said)
                continue
            if gap and script.zero:
                said += script.digits[0]
            gap = False
            if not (digit == 1 and place == 1 and not said and script.bare_ten):
                said += script.digits[digit]
            said += script.units[place - 1] if place else ""
        return said

    return write


_FORMS: Final[dict[str, Callable[[int], str]]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalEnclosedCircle": _one_of("①", 20),
    "decimalEnclosedCircleChinese": _one_of("①", 20),
    "decimalEnclosedFullstop": _one_of("⒈", 20),
    "decimalEnclosedParen": _one_of("⑴", 20),
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "ordinal": _ordinal,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters(number, "A"),
    "lowerLetter": lambda number: _letters(number, "a"),
    "ideographTraditional": _listed(_STEMS),
    "ideographZodiac": _listed(_BRANCHES),
    "ideographZodiacTraditional": _sixty,
    "ideographEnclosedCircle": _one_of("㊀", 10),
    "ideographDigital": _digits("〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": _digits("〇一二三四五六七八九"),
    "taiwaneseDigital": _digits("○一二三四五六七八九"),
    "taiwaneseCounting": _counting("○一二三四五六七八九"),
    "chineseCounting": _counting("○一二三四五六七八九"),
    "taiwaneseCountingThousand": _spelled(_TAIWANESE),
    "chineseCountingThousand": _spelled(_CHINESE),
    "ideographLegalTraditional": _spelled(_LEGAL),
    "chineseLegalSimplified": _spelled(_LEGAL_SIMPLIFIED),
    "japaneseCounting": _spelled(_JAPANESE),
}
