"""``names``: near misses of an agency's name (第十河局, 笫十河川局)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.check.subject import Finding, Subject, Verdict, lines
from docgen.doctype import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docgen.check.register import Register
    from docgen.check.subject import Line

_MASK: Final = "\ufdd0"


class Names(Rule, frozen=True, kw_only=True):
    """``shortest``: a shorter name is not looked for. ``numerals`` may differ: 第九河川局 is another.

    A near miss has one character too many, too few, or another; its last one is right.
    """

    shortest: int
    numerals: str


def judge(rule: Names, subject: Subject) -> Verdict:
    """The names are those of the subject; each also without the name of the agency above it.

    A right name of any agency is no near miss of another.
    """
    seen = lines(subject, rule)
    masked = _masked(subject, seen, rule.shortest)
    wanted = _at_hand(subject.names, masked, rule.shortest)
    findings = []
    for line, masked_text in zip(seen, masked, strict=True):
        left = masked_text
        for name in wanted:
            text = left
            for start, end in near(name, text):
                found = text[start:end]
                if _same(found, name, rule.numerals) or not _is_chinese(found, name):
                    continue
                if _is_right((start, end), subject.texts[line.index], subject.known, rule.shortest):
                    continue
                args = {"found": found, "wanted": name}
                findings.append(Finding(args, line.paragraph, start, end))
                left = left[:start] + _MASK * len(found) + left[end:]
    return Verdict(len(seen) if subject.names else 0, tuple(findings))


def _masked(subject: Subject, seen: Sequence[Line], shortest: int) -> list[str]:
    """The texts without the names that are right: they are no near misses of others."""
    texts = [subject.texts[line.index] for line in seen]
    whole = "\n".join(texts)
    for name in _longest_first(form for form in subject.names.forms(shortest) if form in whole):
        texts = [text.replace(name, _MASK * len(name)) for text in texts]
    return texts


def _at_hand(names: Register, texts: Sequence[str], shortest: int) -> list[str]:
    """Those of which there is a near miss: few, of however many; they are looked at one by one."""
    whole = "\n".join(texts)
    found = set()
    for form in names.forms(shortest):
        pieces = _pieces(form)
        if any(piece in whole for piece in pieces) and any(
            next(near(form, text), None) for text in texts if any(piece in text for piece in pieces)
        ):
            found.add(form)
    return _longest_first(found)


def _longest_first(forms: Iterable[str]) -> list[str]:
    return sorted(set(forms), key=lambda form: (-len(form), form))


def _is_right(hit: tuple[int, int], text: str, known: Register, shortest: int) -> bool:
    """Whether it is another agency's name, or stands in one: of that a document need not know."""
    for name in known.forms(shortest):
        at = text.find(name)
        while at >= 0:
            if at <= hit[0] and hit[1] <= at + len(name):
                return True
            at = text.find(name, at + 1)
    return False


def _pieces(name: str) -> tuple[str, str, str]:
    """Three parts of a name: one of them stands whole in each near miss."""
    third = len(name) // 3
    return name[:third], name[third : 2 * third], name[2 * third :]


def near(name: str, text: str) -> Iterator[tuple[int, int]]:
    """From where to where a near miss of the name stands, one after another.

    The name itself does not count; the text holds it no more. No regular expressions: Python keeps
    each that it compiles, and ten thousand agencies have as many names.
    """
    at = 0
    while at < len(text):
        length = _near_at(name, text, at)
        if length:
            yield at, at + length
        at += length or 1


def _near_at(name: str, text: str, at: int) -> int:
    """How long the near miss is that begins there; 0 where there is none."""
    length = len(name)
    same = 0  # characters that are right
    while same < length and text.startswith(name[same], at + same):
        same += 1
    if same == 0 and not text.startswith(name[1:], at + 1):
        return 0
    other = at + same
    is_letter = text[other : other + 1].isalnum() or text.startswith("_", other)
    if 0 < same < length - 1 and text.startswith(name[same + 1 :], other):
        return length - 1
    if 1 < same == length - 1 and name[-2] == name[-1]:  # of two alike at its end, one is there
        return length - 1
    if 0 < same < length and is_letter and text.startswith(name[same:], other + 1):
        return length + 1
    if same < length - 1 and is_letter and text.startswith(name[same + 1 :], other + 1):
        return length
    swapped = name[same + 1 : same + 2] + name[same : same + 1] + name[same + 2 :]
    return length if 0 < same < length - 1 and text.startswith(swapped, other) else 0


def _is_chinese(found: str, name: str) -> bool:
    """Whether what is new in the near miss is a Chinese character."""
    return all(sign in name or "\u4e00" <= sign <= "\u9fff" for sign in found)


def _same(found: str, name: str, numerals: str) -> bool:
    away = str.maketrans("", "", numerals)
    return found.translate(away) == name.translate(away)
