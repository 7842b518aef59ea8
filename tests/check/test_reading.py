"""A text as it reads, with the places where its signs stand."""

from __future__ import annotations

import re

from msgspec import structs

from docgen.check import subject_of
from docgen.check.reading import hits, readings
from docgen.docx.mend import Replace
from tests.check.facts import facts


def found(text: str, pattern: str, edits: list[Replace]) -> list[tuple[str, int, int]]:
    subject = subject_of(facts(texts=[text]))
    subject = structs.replace(subject, readings=readings(subject.texts, edits))
    made = hits(re.compile(pattern), subject, 0, read=True)
    return [(hit.match.group(), hit.start, hit.end) for hit in made]


def test_a_sign_that_stands_for_several_is_one_place() -> None:
    edits = [Replace(0, 1, "㎡", "平方公尺"), Replace(0, 3, "⼈", "人")]
    assert found("5㎡:⼈!", "(?<=[一-鿿])[:!]", edits) == [(":", 2, 3), ("!", 4, 5)]
    assert found("5㎡:⼈!", "公尺:", edits) == [("公尺:", 1, 3)]


def test_what_reads_as_it_stands_is_looked_at_as_it_stands() -> None:
    assert found("甲,乙", ",", []) == [(",", 1, 2)]
    assert found("甲,乙", ",*", []) == [(",", 1, 2)]  # nothing is no hit
