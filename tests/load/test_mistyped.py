"""What was mistyped where YAML cannot be read: its name, at the place where it was typed.

``▲`` marks that place; it is taken out before the text is read.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest
import yaml

from docgen.load import reader
from docgen.load.mistyped import _REASONS, _reason
from docgen.problem import Problem, Refused, words

CASES = [
    ("full-width-colon", "a: 1\nb:\n  c: 2\n  drafting▲：由本局\n  e: 3\n"),
    ("full-width-colon", "b:\n  scope▲：\n    text: x\n  e: 3\n"),
    ("full-width-colon", "# 甲\nname: 甲\nshort▲：本局\nparent: wra\n"),
    ("full-width-colon", "name: 甲\nshort▲：本局\n"),
    ("full-width-colon", "name▲：甲\nshort: 本局\n"),
    ("full-width-colon", 'a: {"b": 1, c▲：2, d: {}, [}\n'),
    ("full-width-bracket", "a: 1\nphone: ▲｛score: 3｝\n"),
    ("full-width-bracket", "a: {b: 1▲｝\nc: 2\n"),
    ("full-width-bracket", "a: [b, c▲］\nd: 1\n"),
    ("full-width-comma", "a: {b: 1▲，c: 2}\n"),
    ("full-width-comma", "a:\n  b: {c: 甲▲、d: 乙、e: 丙}\n"),
    ("tab-indent", "a:\n▲\tb: 1\n"),
    ("tab-indent", "a:\n  b: 1\n▲\tc: 1\n"),
    ("tab-indent", "a:\n  ▲\tb: 1\n  c: 2\n"),
    ("full-width-indent", "a:\n▲　　b: 1\n  c: 2\n"),
    ("colon-without-blank", "b:\n  c: 2\n  drafting▲:由本局\n  e: 3\n"),
    ("colon-without-blank", "b:\n  scope▲:\u3000甲\n    text: x\n"),
    ("too-little-indent", "a:\n  b: 1\n ▲c: 2\n  d: 3\n"),
    ("too-little-indent", "a:\n    b: 1\n    c: 2\n   ▲d: 3\n"),
    ("too-much-indent", "a:\n  b: 1\n   ▲c: 2\n  d: 3\n"),
    ("too-much-indent", "a: 1\n ▲b: 2\nc: 3\n"),
    ("too-much-indent", "a:\n  b:\n    x: 1\n   ▲c: 2\n  d: 3\n"),
    ("too-much-indent", " ▲a: 1\nb: 2\n"),
    ("too-much-indent", "a:\n  - b: 1\n     ▲c: 2\n"),
    ("too-much-indent", "a:\n  b: 1\n   ▲c:\n    x: 1\n  d: 2\n"),
    ("too-much-indent", "a:\n   ▲b: 1\n  c: 2\n  d: 3\n"),
    ("too-little-indent", "a:\n  b:\n   ▲c: 1\n    d: 2\n"),
    ("missing-colon", "b:\n  ▲scope\n    text: x\n"),
    ("missing-colon", "b: 1\n▲scope\nc: 2\n"),
    ("sign-begins-value", "a: ▲*重要* 事項\n"),
    ("sign-begins-value", "a: ▲&重要\n"),
    ("sign-begins-value", "a: ▲!重要\n"),
    ("sign-begins-value", "a: ▲%x\n"),
    ("sign-begins-value", "a: ▲@x\n"),
    ("sign-begins-value", "a: ▲`x\n"),
    ("sign-begins-value", "a: ▲|甲\n  乙\n"),
    ("sign-begins-value", "a: ▲>甲\n"),
    ("quote-left-open", 'a: ▲"甲\nb: 乙\n'),
    ("quote-left-open", "a: ▲'甲\nb: 乙\n"),
    ("text-after-quote", 'a: "甲"▲乙\nb: 2\n'),
    ("bracket-left-open", "a: ▲[b: 1, c\n"),
    ("text-in-comment", "a:\n  b: 由各 ▲#課室\n    辦理\n  c: 1\n"),
    ("bad-yaml", "a: 甲▲: 乙\n"),
]
LOADERS = [yaml.CLoader, yaml.Loader]


@pytest.fixture(autouse=True)
def english_afterwards() -> object:
    yield
    words.speak("en")


def fault(text: str) -> Problem:
    with pytest.raises(Refused) as caught:
        reader.read(text.encode(), "x.yaml")
    return caught.value.problems[-1]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("rule", "text"), CASES)
def test_a_slip_is_named_where_it_was_typed(
    rule: str, text: str, loader: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_LOADER", loader)
    before = text[: text.index("▲")]
    found = fault(text.replace("▲", ""))
    place = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert (found.rule, (found.where.line, found.where.column)) == (rule, place)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a:\n  b：由\n  c: 2\n", "「b」之後用了全形冒號「：」 請改為半形冒號加一空格"),
        ("a:\n\tb: 1\n", "以 Tab 縮排 請改用空格"),
        ("a: 1\nb:由\nc: 1\n", "「b」的冒號後缺空格 請在冒號後加一空格"),
        ("a:\n  b: 1\n c: 2\n  d: 3\n", "縮排少1格：本行1格，第2行2格 請讓兩行縮排一致"),
        ("a:\n  b: 1\n   c: 2\n", "縮排多1格：本行3格，第2行2格 請讓兩行縮排一致"),
    ],
)
def test_a_slip_is_told_in_chinese_with_what_to_do(text: str, said: str) -> None:
    words.speak("zh_TW")
    assert " ".join(words.of(fault(text))) == said


# What libyaml's scanner.c and parser.c say; PyYAML's own two are read.
LIBYAML = """\
block sequence entries are not allowed in this context
could not find expected ':'
could not find expected directive name
did not find URI escaped octet
did not find expected '!'
did not find expected ',' or ']'
did not find expected ',' or '}'
did not find expected '-' indicator
did not find expected <document start>
did not find expected <stream-start>
did not find expected alphabetic or numeric character
did not find expected comment or line break
did not find expected digit or '.' character
did not find expected hexdecimal number
did not find expected key
did not find expected node content
did not find expected tag URI
did not find expected version number
did not find expected whitespace
did not find expected whitespace or line break
did not find the expected '>'
duplicate %TAG directive
found a tab character that violates indentation
found a tab character where an indentation space is expected
found an incorrect leading UTF-8 octet
found an incorrect trailing UTF-8 octet
found an indentation indicator equal to 0
found character that cannot start any token
found duplicate %YAML directive
found extremely long version number
found incompatible YAML document
found invalid Unicode character escape code
found undefined tag handle
found unexpected ':'
found unexpected document indicator
found unexpected end of stream
found unexpected non-alphabetical character
found unknown directive name
found unknown escape character
mapping keys are not allowed in this context
mapping values are not allowed in this context
""".splitlines()


def said_by_pyyaml() -> list[str]:
    found = []
    for name in ("scanner", "parser"):
        source = Path(str(sys.modules[f"yaml.{name}"].__file__)).read_text("utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Error"):
                texts = [a for arg in node.args[1:] for a in ast.walk(arg)]
                found += [
                    a.value for a in texts if isinstance(a, ast.Constant) and str(a.value)[3:]
                ]
    return [text for text in found if isinstance(text, str)]


def test_no_english_of_the_parser_stands_in_a_chinese_message() -> None:
    theirs = [*LIBYAML, *said_by_pyyaml(), "something new"]
    assert len(theirs) > 70
    words.speak("zh_TW")
    for says in theirs:
        told = words.of(Problem("bad-yaml", args={"reason": _reason(says)})).message
        assert re.search("[a-z]{3}", told.replace("Tab", "")) is None, (says, told)


def test_every_reason_is_ours() -> None:
    assert {ours for _, ours in _REASONS} <= words._REASONS
