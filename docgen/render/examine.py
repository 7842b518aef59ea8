"""Everything that is wrong with a template, each fault with its place. Runs before any render."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docgen.docx.names import STRICT
from docgen.docx.package import Parts, open_safely
from docgen.docx.strip import stripped
from docgen.docx.xml import Element, own_paragraphs, parse, w
from docgen.problem.shape import Problem, Refused, Where
from docgen.problem.words import N_
from docgen.render.place import Place, docx_name
from docgen.render.prefixes import unbound
from docgen.render.script import Script, Woven, templated_parts, weave_all
from docgen.render.translate import (
    TemplateSyntaxError,
    Untranslatable,
    place_at,
    read,
    translate,
)
from docgen.render.walk import Finding, walk
from docgen.render.weave import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(template: bytes, *, name: str, context_type: type) -> tuple[Problem, ...]:
    """All faults of a template for that context; ``name`` is its path in the workspace."""
    return _checked(template, name, context_type)[2]


def checked(template: bytes, name: str, context_type: type) -> tuple[Parts, Woven]:
    """The stripped parts and the scripts of a sound template. Refused with every fault."""
    parts, woven, problems = _checked(template, name, context_type)
    errors = [problem for problem in problems if problem.level == "error"]
    if errors or woven is None:
        raise Refused(errors)
    return parts, woven


def _checked(
    template: bytes, name: str, context_type: type
) -> tuple[Parts, Woven | None, tuple[Problem, ...]]:
    try:
        parts: Parts = open_safely(template, name, tracked=False)
    except Refused as refused:
        return {}, None, refused.problems
    if refused_whole := (*_strict(parts, name), *_too_large(parts, name)):
        return {}, None, refused_whole
    problems = [*_comments(parts, name), *_missing_styles(parts, name)]
    parts = stripped(parts)
    woven = weave_all(parts, name)
    problems += woven.problems
    if not woven.problems:
        problems += _scripts(woven, name, context_type)
    return parts, woven, tuple(problems)


def _scripts(woven: Woven, name: str, context_type: type) -> Iterator[Problem]:
    for script in woven.scripts:
        try:
            tree = read(script.text)
            found = walk(tree, context_type)
            if not found:
                yield from _unbound(translate(tree, script.lines), script, woven, name)
        except TemplateSyntaxError as fault:
            found = (Finding("tag-syntax", fault.lineno, {"reason": fault.message or ""}),)
        except Untranslatable as fault:
            found = (Finding("unsupported-tag", fault.line, {"tag": fault.word}),)
        except (RecursionError, ValueError, OverflowError):  # a thousand brackets or digits
            found = (Finding("tag-syntax", 1, {"reason": N_("it is too long or too deep")}),)
        for finding in found:
            place = woven.places[place_at(script.lines, finding.line)]
            yield _problem(finding.rule, place, name, finding.args)


def _unbound(body: list[Any], script: Script, woven: Woven, name: str) -> Iterator[Problem]:
    """A prefix without a namespace in what would be printed."""
    found = unbound(body, script.formats)
    if found is not None:
        place = woven.places[place_at(script.lines, 1) if found.place is None else found.place]
        yield _problem("broken-xml", place, name, {"part": script.part, "reason": found.reason})


def _problem(rule: str, place: Place, name: str, args: dict[str, str]) -> Problem:
    return Problem(rule, place.where(name), {**place.args(), **args})


# Safety limits: the largest of our templates has 150 paragraphs and 2,000 elements.
_ELEMENTS: Final = 50_000
_PARAGRAPHS: Final = 2_000
_LETTERS: Final = 10_000  # of one paragraph that has a tag
_BRACES: Final = 20_000  # the largest has 300


def _strict(parts: Parts, name: str) -> Iterator[Problem]:
    """A part in the names of a Strict document: whatever is made of it would be in others."""
    for part in templated_parts(parts):
        if str(parse(parts[part]).tag).startswith(f"{{{STRICT}"):
            yield Problem("strict-document", Where(docx=docx_name(name, part)))


def _too_large(parts: Parts, name: str) -> Iterator[Problem]:
    """What would take minutes to prepare: a document where a template belongs."""
    for part in templated_parts(parts):
        root = parse(parts[part])
        texts = [words_of(paragraph) for paragraph in own_paragraphs(root)]
        if (
            len(texts) > _PARAGRAPHS
            or sum(1 for _ in root.iter()) > _ELEMENTS
            or sum(text.count("{") for text in texts) + parts[part].count(b"{{") > _BRACES
            or any(len(text) > _LETTERS for text in texts)
        ):
            where = Where(docx=docx_name(name, part))
            yield Problem("template-too-large", where, {"part": part})


def _comments(parts: Parts, name: str) -> Iterator[Problem]:
    for part in templated_parts(parts):
        for number, paragraph in enumerate(own_paragraphs(parse(parts[part])), 1):
            if next(paragraph.iter(w("commentReference")), None) is not None:
                place = Place(part, number, words_of(paragraph).replace("\ufffc", "").strip())
                yield Problem("comment-in-template", place.where(name))


_STYLED = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
_RELATED = ("basedOn", "next", "link")


def _missing_styles(parts: Parts, name: str) -> Iterator[Problem]:
    """Styles that are used and not defined: Word shows such text in the default style."""
    styles: dict[str, Element] = {}
    for part in parts:
        if part.endswith("/styles.xml"):
            root = parse(parts[part])
            styles |= {s.get(w("styleId"), ""): s for s in root.iter(w("style"))}
    for style, element in styles.items():
        for related in (r for tag in _RELATED for r in element.findall(w(tag))):
            if related.get(w("val"), "") not in styles:
                args = {"style": related.get(w("val"), ""), "by": style}
                yield Problem("missing-style", Where(docx=docx_name(name, "word/styles.xml")), args)
    for part in templated_parts(parts):
        yield from _unstyled(parse(parts[part]), part, name, set(styles))


def _unstyled(root: Element, part: str, name: str, styles: set[str]) -> Iterator[Problem]:
    reported: set[str] = set()
    for number, paragraph in enumerate(own_paragraphs(root), 1):
        for tag in _STYLED:
            for used in paragraph.iter(w(tag)):
                yield from _report(
                    used, reported, styles, Place(part, number, words_of(paragraph)), name
                )
    for used in root.iter(w("tblStyle")):
        yield from _report(used, reported, styles, Place(part, 1, "tbl"), name)


def _report(
    used: Element, reported: set[str], styles: set[str], place: Place, name: str
) -> Iterator[Problem]:
    style = used.get(w("val"), "")
    if style not in styles and style not in reported:
        reported.add(style)
        yield Problem("missing-style", place.where(name), {"style": style, "by": place.text[:20]})
