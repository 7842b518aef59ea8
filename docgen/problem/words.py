"""Messages in the reader's language: English message ids, a catalogue for zh_TW.

``DOCGEN_LANG`` chooses, then the locale. A problem becomes words only here, when it is printed;
whatever a person or a file brought into a message is made harmless on the way (a line break
could forge a second message, a bidi control could turn one around).
"""

from __future__ import annotations

import gettext
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgen.problem.faults import Fault
    from docgen.problem.shape import Problem, Where

LOCALE: Final = Path(__file__).resolve().parent.parent / "locale"
DOMAIN: Final = "docgen"
_UNPRINTABLE: Final = (  # compiled where there is such a sign: that takes as long as ten messages
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_NUMBER: Final = r"[0-9]+(?:\.[0-9]+)?"
_STAND_INS: Final = frozenset("\ufffc\ufffd")  # of the signs above, what Python calls printable
_spoken = "en"
_catalogue = gettext.NullTranslations()


def N_(text: str) -> str:  # noqa: N802 - the marker that gettext's extractors look for
    """Mark a message for the catalogue; it is translated when it is printed."""
    return text


class Words(NamedTuple):
    """What is wrong, and what to do; both in the language that is spoken."""

    message: str
    help: str


def language(environ: Mapping[str, str] = os.environ) -> str:
    """``zh_TW`` or ``en``: from DOCGEN_LANG, then the locale as the system names it.

    Every Chinese locale reads the one Chinese catalogue sooner than English.
    """
    names = (environ.get(name) for name in ("DOCGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next((name for name in names if name), None) or _system_language()
    return "zh_TW" if chosen.lower().startswith("zh") else "en"


def _system_language() -> str:
    if sys.platform == "win32":  # it sets no LANG, but knows the language of its own windows
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "en")
    return "en"


def speak(name: str) -> None:
    """From now on messages are in this language (``en`` or ``zh_TW``)."""
    global _spoken, _catalogue  # noqa: PLW0603 - a process speaks one language, as gettext has it
    _spoken = name
    if name == "en":
        _catalogue = gettext.NullTranslations()
    else:
        _catalogue = gettext.translation(DOMAIN, LOCALE, [name], fallback=True)


def spoken() -> str:
    """The language that is spoken: ``en`` or ``zh_TW``."""
    return _spoken


def say(message: str, /, **args: object) -> str:
    """The message in the reader's language, its ``{named}`` arguments filled in."""
    return _fill(_catalogue.gettext(message), args) if message else ""


def say_count(one: str, many: str, count: int, /, **args: object) -> str:
    """As ``say``, for messages that differ with a number, which is their ``{count}``."""
    return _fill(_catalogue.ngettext(one, many, count), {"count": count, **args})


def printable(text: str) -> str:
    r"""The text without anything that moves the cursor or turns the line: shown as ``\x1b``."""
    if text.isprintable() and not _STAND_INS.intersection(text):
        return text
    return re.sub(_UNPRINTABLE, lambda found: _escape(found.group()), text)


def of(problem: Problem) -> Words:
    """The problem's message and help. A rule that the table has not is shown by its name."""
    from docgen.problem.faults import FAULTS  # a run without a problem does without the table

    fault = FAULTS.get(problem.rule)
    own = problem.help.get("zh" if _spoken == "zh_TW" else "en", "")
    if fault is None:
        return Words(printable(" ".join((problem.rule, *problem.args.values()))), printable(own))
    args = {name: _told(name, _term(text, fault)) for name, text in problem.args.items()}
    help_ = _fill(own, args) if own else say(fault.help, **args)
    return Words(
        say(fault.message, **args), sentence(_near(problem.args), _zip(problem.args), help_)
    )


def term(rule: str, text: str) -> str:
    """An argument of a rule's fault as its message tells it: 固定行高16點 for ``exact 16``."""
    from docgen.problem.faults import FAULTS

    fault = FAULTS.get(rule)
    return text if fault is None else _term(text, fault)


def _term(text: str, fault: Fault) -> str:
    if not fault.terms:
        return text
    number = next(iter(re.findall(_NUMBER, text)), "")
    message = fault.terms.get(text) or fault.terms.get(text.replace(number, "#", 1))
    return text if message is None else say(message, number=number)


def sentence(*parts: str) -> str:
    """The parts that are not empty, set one behind the other as the language does it."""
    said = [part for part in parts if part]
    if len(said) < 2:
        return "".join(said)
    return say("{first} {rest}", first=said[0], rest=sentence(*said[1:]))


def place(where: Where) -> str:
    """``data/wra/105/plan.yaml:14:5``, ``form.xlsx!評分表!G12``, or the place in a Word document.

    Empty where none is.
    """
    numbers = (str(number) for number in (where.line, where.column) if number is not None)
    file = "!".join(printable(part) for part in (where.file, where.cell) if part)
    parts = [":".join((file, *numbers))] if file else []
    if where.docx:
        parts.append(printable(where.docx))
    if where.page is not None:
        parts.append(say("page {number}", number=where.page))
    if where.paragraph is not None:
        parts.append(say("paragraph {number}", number=where.paragraph))
    if where.text:
        parts.append(say("“{text}”", text=where.text))
    if where.address:
        parts.append(printable(where.address))
    return " ".join(parts)


# What a YAML value can be, as the arguments "expected", "found" and "kind" name it.
_KINDS: Final = {
    "text": N_("text"),
    "list": N_("list"),
    "mapping": N_("group of “name: value” lines"),
    "nothing": N_("missing value"),
}
# Why the system or the YAML parser could not, as the argument "reason" brings it.
_REASONS: Final = frozenset(
    (
        N_("it is too long or too deep"),
        N_("an old format of Office (.doc, .xls)"),
        N_("an OpenDocument file (.odt, .ods)"),
        N_("it is no Office file at all"),
        N_("it is packed in a way that Word cannot read"),
        N_("parts are missing that every document has"),
        N_("it is another Office file"),
        N_("it is protected by a password"),
        N_("the file is empty"),
        N_("there is no Word text in it"),
        N_("not a regular file"),
        N_("Permission denied"),
        N_("Not a directory"),
        N_("Is a directory"),
        N_("No space left on device"),
        N_("Read-only file system"),
        N_("File name too long"),
        N_("No such file or directory"),
        N_("mapping values are not allowed in this context"),
        N_("found character that cannot start any token"),
        N_("could not find expected ':'"),
        N_("did not find expected key"),
        N_("did not find expected ',' or ']'"),
        N_("a comma or a closing brace is missing"),
        N_("did not find expected '-' indicator"),
        N_("found unexpected end of stream"),
        N_("block sequence entries are not allowed in this context"),
        N_("found unknown escape character"),
        N_("a question mark begins a value"),
        N_("a value is missing"),
        N_("it breaks a rule"),
        N_("it has no alternative text"),
        N_("its width is none"),
        N_("it is no PNG, JPEG or GIF"),
        N_("the file is too large"),
        N_("the file is damaged"),
        N_("it has no pixels, or too many"),
        N_("notes hold no pictures"),
        N_("it has automatic numbering"),
        N_("it has notes"),
        N_("it has comments"),
        N_("it holds another document"),
        N_("it holds an object"),
        N_("it has a drawing of an old kind"),
        N_("it has content controls"),
        N_("it has sections"),
        N_("it is more than paragraphs and tables"),
        N_("it uses a style that the template does not have"),
        N_("it is related to something else"),
    )
)
_LONGEST: Final = 300  # of an argument in a message, characters


def _told(name: str, text: str) -> str:
    """An argument as a message tells it."""
    if name in {"expected", "found", "kind"} and text in _KINDS:
        return say(_KINDS[text])
    if name == "reason" and text in _REASONS:
        return say(text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _near(args: Mapping[str, str]) -> str:
    """Any fault may say what was probably meant (``near``), its title or where that stands."""
    if not args.get("near"):
        return ""
    if args.get("near-title"):
        return say("write its id: {near} ({title});", near=args["near"], title=args["near-title"])
    if args.get("near-at"):
        return say("did you mean “{near}” ({at})?", near=args["near"], at=args["near-at"])
    return say("did you mean “{near}”?", near=args["near"])


def _zip(args: Mapping[str, str]) -> str:
    """Any fault of a published file may say which zip beside it has it as it was."""
    if not args.get("zip"):
        return ""
    return say("it is in {zip}, in the same folder, as it was published;", zip=args["zip"])


class _Args(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


def _fill(message: str, args: Mapping[str, object]) -> str:
    known = _Args({name: printable(str(value)) for name, value in args.items()})
    return message.format_map(known)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
