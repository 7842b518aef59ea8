"""An assessment as its data file: a new one, or the one that is there with what changed.

What says the same in another form (``105年6月27日`` for ``105-06-27``, a shorthand, a placeholder)
stays as a person typed it; comments and order stay too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docgen.load.convert import convert
from docgen.load.patch import normalise_root
from docgen.load.reader import read
from docgen.load.threeway import changes, merge
from docgen.load.write import edited, plain, text_of
from docgen.model.assessment import Assessment
from docgen.model.shapes import ROC_OFFSET

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from docgen.load.threeway import Change, Tree
    from docgen.model.assessment import Score

HEAD: Final = "# yaml-language-server: $schema=../../../../schemas/assessment.schema.json\n"


def fresh(assessment: Assessment) -> str:
    """The text of a file that is not there yet."""
    return _held(text_of(tree_of(assessment), HEAD), assessment)


def updated(text: str, before: Assessment, after: Assessment) -> str:
    """The text of the file, which says ``before``, so that it says ``after``."""
    raw = plain(text.encode(), "")
    wanted = _fitted(tree_of(after), tree_of(before), raw)
    return _held(edited(text, merge(raw, raw, wanted).edits), after, placeholders=True)


def differences(before: Assessment, after: Assessment) -> tuple[Change, ...]:
    """What the two say otherwise, by the path in the file."""
    return tuple(changes(tree_of(before), tree_of(after)))


def tree_of(assessment: Assessment) -> Tree:
    """The file's tree, in the order of the schema."""
    remarks = assessment.remarks
    told = {
        "strengths": remarks.strengths if remarks else None,
        "suggestions": remarks.suggestions if remarks else None,
    }
    return _given(
        {
            "unit": assessment.unit,
            "kind": assessment.kind,
            "period": assessment.period,
            "date": _date(assessment.date),
            "assessor": assessment.assessor,
            "scores": {score.id: _score(score) for score in assessment.scores},
            "not-applicable": {leaf.id: leaf.reason for leaf in assessment.not_applicable},
            "remarks": _given(told),
            "outcome": assessment.outcome,
        }
    )


def _score(score: Score) -> Any:
    """The points alone where nothing else is said."""
    entry = _given(
        {
            "score": _number(score.score),
            "measured": None if score.measured is None else _number(score.measured),
            "on": [_date(day) for day in score.on],
            "evidence": score.evidence,
        }
    )
    return entry if len(entry) > 1 else entry["score"]


def _given(tree: Tree) -> Tree:
    return {
        key: value for key, value in tree.items() if value is not None and value not in ({}, [])
    }


def _date(day: dt.date) -> str:
    return f"{day.year - ROC_OFFSET}-{day.month:02}-{day.day:02}"


def _number(number: Decimal) -> int | float | str:
    """A number that YAML writes without quotes, where it can."""
    if number == number.to_integral_value():
        return int(number)
    typed = f"{number:f}".rstrip("0")
    return float(typed) if repr(float(typed)) == typed else typed


def _fitted(after: Any, before: Any, raw: Any) -> Any:
    """What is wanted, in the typed form and order of the file wherever that says it already."""
    if after == before and raw is not None:
        return raw
    if not (isinstance(after, dict) and isinstance(before, dict) and isinstance(raw, dict)):
        return after
    order = [key for key in raw if key in after]
    order += [key for key in after if key not in raw]
    return {key: _fitted(after[key], before.get(key), raw.get(key)) for key in order}


def _held(text: str, assessment: Assessment, *, placeholders: bool = False) -> str:
    """The text, once it was read again and says what it must.

    With ``placeholders`` a text may still hold ``{year}`` and the like, which stand for its words.
    """
    tree = normalise_root(Assessment, read(text.encode(), ""))
    made, faults = convert(Assessment, tree)
    if made is None or faults:
        raise RuntimeError(f"not an assessment: {[fault.rule for fault in faults]}")
    if not placeholders and made != assessment:
        raise RuntimeError("the file does not say what it was made from")
    return text
