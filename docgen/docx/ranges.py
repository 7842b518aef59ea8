"""Mark ranges of a paragraph's text: runs are cut where a range begins or ends inside of one.

What is one thing (a formula, a ruby, the result of a simple field, a content control) is not cut;
the range then covers all of it. LibreOffice 7.4 drops the words of a control that stand before a
comment in it.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.docx.xml import SPACE, local, make, w

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.docx.facts.trace import Trace
    from docgen.docx.xml import Element


class Range(NamedTuple):
    """What the comment ``id`` speaks of; without an end, or empty: the whole paragraph."""

    id: str
    start: int
    end: int | None


class _Segment(NamedTuple):
    start: int
    text: str
    source: Element

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def mark(trace: Trace, ranges: Sequence[Range]) -> None:
    """Put the marks of all comments of one paragraph."""
    segments = [
        _Segment(start, trace.pieces[index].text, trace.sources[index])
        for start, index in trace.visible()
    ]
    cuts = sorted({each for one in ranges for each in (one.start, one.end) if each is not None})
    segments = [part for segment in segments for part in _cut(segment, cuts)]
    tails: dict[Element, Element] = {}
    for one in ranges:
        end = 0 if one.end is None else one.end
        meant = [each for each in segments if each.start < end and one.start < each.end]
        _put(trace.element, meant or segments, one.id, tails)


def _cut(segment: _Segment, cuts: Sequence[int]) -> list[_Segment]:
    """The segment in pieces that begin and end where a range does."""
    start, text, source = segment
    run = source.getparent()
    inside = [cut for cut in cuts if start < cut < segment.end]
    if not inside or source.tag != w("t") or run is None or _unit(source) is not run:
        return [segment]
    made, begin = [], start
    for cut in inside:
        said = text[begin - start : cut - start]
        made.append(_Segment(begin, said, _split(run, source, said)))
        begin = cut
    _write(source, text[begin - start :])
    return [*made, _Segment(begin, text[begin - start :], source)]


def _split(run: Element, source: Element, text: str) -> Element:
    """A run before this one, with all that stands before ``source`` and the text's first part."""
    left = run.makeelement(run.tag, dict(run.attrib))
    for child in list(run):
        if child is source:
            break
        left.append(deepcopy(child) if child.tag == w("rPr") else child)
    said = make("t")
    _write(said, text)
    left.append(said)
    run.addprevious(left)
    return said


def _write(element: Element, text: str) -> None:
    element.text = text
    if text != text.strip():
        element.set(SPACE, "preserve")


_WHOLE: Final = frozenset({"oMath", "oMathPara", "fldSimple", "sdt"})


def _unit(source: Element) -> Element:
    """The run that the source stands in, or the whole thing that is not to be cut."""
    unit = source
    for above in (source, *source.iterancestors()):
        name = local(above)
        if name == "p":
            break
        if (name == "r" and (local(unit) != "r" or _holds_ruby(above))) or name in _WHOLE:
            unit = above
    return unit


def _holds_ruby(run: Element) -> bool:
    return run.find(w("ruby")) is not None


def _put(
    paragraph: Element, meant: Sequence[_Segment], id_: str, tails: dict[Element, Element]
) -> None:
    """Begin, end and reference; ``tails`` is where the last mark behind a run stands."""
    begin, end = make("commentRangeStart", {"id": id_}), make("commentRangeEnd", {"id": id_})
    reference = make("r")
    reference.append(make("commentReference", {"id": id_}))
    if not meant:
        paragraph.extend([begin, end, reference])
        return
    first, last = _side_by_side(_unit(meant[0].source), _unit(meant[-1].source))
    first.addprevious(begin)
    tails.get(last, last).addnext(end)
    end.addnext(reference)
    tails[last] = reference


def _side_by_side(first: Element, last: Element) -> tuple[Element, Element]:
    """What holds them and has one parent: a range begins and ends on one level."""
    above = [first, *first.iterancestors()]
    for element in (last, *last.iterancestors()):
        parent = element.getparent()
        held = next((each for each in above if each.getparent() is parent), None)
        if held is not None:
            return held, element
    return first, last  # they are of one tree: never reached
