"""Why YAML cannot be read: what was mistyped, at the place where it was typed.

The parser names the place where it was at a loss, which is often the line after the slip, in
words about itself. So the line named and the one before it are looked at for what people mistype;
only where nothing is found there, its reason is told. Imported only when a file cannot be read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from docgen.load.nodes import Place
from docgen.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

_KEY: Final = r"(?P<quote>[\"']?)(?P<key>[A-Za-z][A-Za-z0-9_-]*)(?P=quote)"
_BEFORE: Final = r"(?:^[ \t]*(?:- +)*|[{\[,，] *)"  # a key begins a line, or a part of {a: b, c: d}
_TAB: Final = re.compile(r"^ *(?P<at>\t)[ \t]*[^ \t#]")
_WIDE_BLANK: Final = re.compile("^[ \t]*(?P<at>[\u3000\u00a0])")
_WIDE_COLON: Final = re.compile(rf"{_BEFORE}{_KEY} *(?P<at>：)")
_NO_BLANK: Final = re.compile(rf"{_BEFORE}{_KEY}(?P<at>:)[^ \t/]")
_OPENED_WIDE: Final = re.compile(r"(?:^[ \t]*|[:-] +)(?P<at>[｛［])")
_CLOSED_WIDE: Final = re.compile(r"\{[^{}]*(?P<at>｝)|\[[^\[\]]*(?P<at2>］)")
_WIDE_COMMA: Final = re.compile(rf"(?P<at>[，、]) *{_KEY} *[:：]")
_CUT: Final = re.compile(r"^[^\"'#|>]*[^\"'#|>\s][ \t]+(?P<at>#)[^\s#=*~-]")
_BARE: Final = re.compile(rf"^[ \t]*(?:- +)*{_KEY}(?P<at>)[ \t]*$")
_DASH: Final = re.compile(r" *(?:- +)*")
_HALF: Final = {"｛": "{", "［": "[", "｝": "}", "］": "]"}
_STARTS: Final = frozenset("*&!%@`|>")  # of a value, where they mean something to YAML
# What the two parsers of PyYAML say, and what it is called here (words.py has it in Chinese).
_REASONS: Final = (
    (r"block sequence entries|sequence entries", "block sequence entries are not allowed in this context"),
    (r"mapping keys", "a question mark begins a value"),
    (r"mapping values", "mapping values are not allowed in this context"),
    (r"found character .*cannot start any token|found a tab", "found character that cannot start any token"),
    (r"could not find expected ':'", "could not find expected ':'"),
    (r"(did not find )?expected (key|<block end>)", "did not find expected key"),
    (r"(did not find )?expected ',' or '\]'", "did not find expected ',' or ']'"),
    (r"(did not find )?expected ',' or '\}'", "a comma or a closing brace is missing"),
    (r"did not find expected '-'", "did not find expected '-' indicator"),
    (r"(did not find )?expected (the )?node content", "a value is missing"),
    (r"found unexpected end of stream|found unexpected document", "found unexpected end of stream"),
    (r"found unknown escape|.*hexa?decimal|found invalid Unicode", "found unknown escape character"),
)  # fmt: skip


class _Failed(NamedTuple):
    """Where the parser gave up, and where what it was reading began; both count from 0."""

    lines: list[str]
    says: str
    line: int
    column: int
    began: tuple[int, int] | None
    reading: str

    def indent(self, number: int) -> int:
        """The column of what stands first in the line, behind the dashes of a list."""
        found = _DASH.match(self.lines[number])
        return found.end() if found else 0

    def filled(self, number: int) -> bool:
        """Whether there is more in the line than a remark."""
        return bool(self.lines[number].strip()) and not self.lines[number].lstrip().startswith("#")

    def before(self, number: int) -> int | None:
        """The line before it that is filled."""
        return next((n for n in range(number - 1, -1, -1) if self.filled(n)), None)

    def after(self, number: int) -> int | None:
        """The line behind it, and behind all that is its own."""
        own = self.lines[number].rstrip().endswith(":")
        behind = (n for n in range(number + 1, len(self.lines)) if self.filled(n))
        return next((n for n in behind if not own or self.indent(n) <= self.indent(number)), None)


class _Slip(NamedTuple):
    rule: str
    line: int
    column: int
    args: dict[str, str]


def mistyped(text: str, file: str, error: Any) -> Problem:
    """The fault of a text that the parser of YAML gave up with this error."""
    failed = _failed(text, error)
    slip = next((found for look in _LOOKS if (found := look(failed))), None)
    slip = slip or _Slip("bad-yaml", failed.line, failed.column, {"reason": _reason(failed.says)})
    return Problem(slip.rule, Place(file, slip.line + 1, slip.column + 1).where(), slip.args)


def _failed(text: str, error: Any) -> _Failed:
    began = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or began
    lines = text.split("\n")
    line, column = (mark.line, mark.column) if mark else (0, 0)
    says = getattr(error, "problem", None) or str(error).partition("\n")[0]
    start = (began.line, began.column) if began and began.line < len(lines) else None
    reading = getattr(error, "context", None) or ""
    return _Failed(lines, says, min(line, len(lines) - 1), column, start, reading)


def _reason(says: str) -> str:
    return next((ours for theirs, ours in _REASONS if re.match(theirs, says)), "it breaks a rule")


def _suspects(failed: _Failed) -> list[int]:
    """The line of the fault, the one before it, and that of a name without a colon."""
    lines = {failed.line, failed.before(failed.line)}
    if failed.began and failed.reading.endswith("simple key"):
        lines.add(failed.began[0])
    return sorted(number for number in lines if number is not None and failed.filled(number))


def _in_a_line(failed: _Failed) -> _Slip | None:
    """What a line shows by itself."""
    suspects = _suspects(failed)
    for rule, pattern in _IN_A_LINE:
        for number in suspects:
            found = pattern.search(failed.lines[number])
            if found:
                return _Slip(rule, number, _at(found), _args(found))
    return None


_IN_A_LINE: Final = (
    ("tab-indent", _TAB),
    ("full-width-indent", _WIDE_BLANK),
    ("full-width-colon", _WIDE_COLON),
    ("full-width-bracket", _OPENED_WIDE),
    ("full-width-bracket", _CLOSED_WIDE),
    ("colon-without-blank", _NO_BLANK),
    ("text-in-comment", _CUT),
)


def _at(found: re.Match[str]) -> int:
    return next(
        found.start(name) for name in ("at", "at2") if found.groupdict().get(name) is not None
    )


def _args(found: re.Match[str]) -> dict[str, str]:
    named = found.groupdict()
    sign = named.get("at") or named.get("at2") or ""
    return {"key": named.get("key") or "", "sign": sign, "wanted": _HALF.get(sign, "")}


def _in_brackets(failed: _Failed) -> _Slip | None:
    """``{a: 1，b: 2}`` and brackets that are never closed."""
    if failed.began is None or "parsing a flow" not in failed.reading:
        return None
    first, column = failed.began
    for number in range(first, failed.line + 1):
        found = _WIDE_COMMA.search(failed.lines[number], column if number == first else 0)
        if found:
            return _Slip("full-width-comma", number, _at(found), _args(found))
    sign = failed.lines[first][column : column + 1]
    if failed.line > first and sign in {"{", "["}:
        return _Slip("bracket-left-open", first, column, {"sign": sign})
    return None


def _quoted(failed: _Failed) -> _Slip | None:
    """Quotes that are never closed, or closed too early."""
    if failed.began and "quoted scalar" in failed.reading and failed.says.startswith("found unexp"):
        return _Slip("quote-left-open", *failed.began, {})
    before = failed.lines[failed.line][: failed.column].rstrip(" ")
    if before.endswith(('"', "'")) and "expected" in failed.says:
        return _Slip("text-after-quote", failed.line, failed.column, {})
    return None


def _start(failed: _Failed) -> _Slip | None:
    """A value that begins with a sign of YAML's own."""
    if not re.search("scanning|a tag", failed.reading):
        return None
    line, column = failed.began or (failed.line, failed.column)
    sign = failed.lines[line][column : column + 1]
    return _Slip("sign-begins-value", line, column, {"sign": sign}) if sign in _STARTS else None


def _indented(failed: _Failed) -> _Slip | None:
    """A line that stands between the levels of those before it."""
    line = failed.lines[failed.line]
    if not failed.filled(failed.line) or re.search(r": |['\"]", line[: failed.column]):
        return None
    levels = _levels(failed)
    indent = failed.indent(failed.line)
    if not levels or indent in levels:
        return None
    if indent < min(levels):  # the first line of all is the odd one
        first = levels[min(levels)]
        return _uneven(failed, first, failed.line)
    other = _neighbour(failed, levels, indent)
    if _by_twos(failed) and indent % 2 == 0 and failed.indent(other) % 2:
        return _uneven(failed, other, failed.line)  # it is the line before that is the odd one
    return _uneven(failed, failed.line, other)


def _by_twos(failed: _Failed) -> bool:
    """Whether the file is indented by two blanks each, as most are."""
    filled = [failed.indent(n) % 2 for n in range(len(failed.lines)) if failed.filled(n)]
    return sum(filled) * 2 < len(filled)


def _levels(failed: _Failed) -> dict[int, int]:
    """The indentations that are open where the line stands, each with the last line that has it."""
    levels: dict[int, int] = {}
    for number in filter(failed.filled, range(failed.line)):
        line = failed.lines[number]
        outer = len(line) - len(line.lstrip(" "))
        levels = {indent: last for indent, last in levels.items() if indent <= outer}
        levels |= {outer: number, failed.indent(number): number}
    return levels


def _neighbour(failed: _Failed, levels: dict[int, int], indent: int) -> int:
    """The line whose indentation was meant: the nearest, as the line behind has it, or before."""
    beside = [failed.after(failed.line), failed.before(failed.line)]
    near = [failed.indent(number) for number in beside if number is not None]

    def rank(level: int) -> tuple[int, int]:
        return abs(level - indent), near.index(level) if level in near else len(near)

    return levels[min(levels, key=rank)]


def _uneven(failed: _Failed, number: int, other: int) -> _Slip:
    found, wanted = failed.indent(number), failed.indent(other)
    rule = "too-little-indent" if found < wanted else "too-much-indent"
    args = {
        "count": str(abs(found - wanted)),
        "found": str(found),
        "wanted": str(wanted),
        "line": str(other + 1),
    }
    return _Slip(rule, number, found, args)


def _without_colon(failed: _Failed) -> _Slip | None:
    """A name alone in its line, above lines that are to belong to it."""
    if failed.began and failed.reading.endswith("simple key"):
        return _Slip("missing-colon", *failed.began, {})
    before = failed.before(failed.line)
    found = _BARE.search(failed.lines[before]) if before is not None else None
    if before is None or found is None:
        return None
    return _Slip("missing-colon", before, found.start("key"), {})


_LOOKS: Final[tuple[Callable[[_Failed], _Slip | None], ...]] = (
    _in_a_line,
    _in_brackets,
    _quoted,
    _start,
    _without_colon,
    _indented,
)
