"""A part that is checked piece by piece is refused whenever expat refuses the whole."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.docx import wellformed
from docgen.docx.wellformed import Malformed, Pieces, check

SHARED = Pieces()  # it remembers over all examples, as it does over all documents

ODD = [
    *map(str.encode, (
        "<a>", "</a>", "<a", " b=", '"', '">', '"/>', '<a b="', "<a b='", "'>", "<b/>", "x", " ",
        "&", "&am", "p;", "]]", ">", "<", "]]>", "<![CDATA[", "<!--", "-->", "--", "<?x ", "?>",
        '<?xml version="1.0"?>', "\x01", "\ufffe", "\uffff", "", '" c="', '" b="', "<a>x]]",
        "<a><b>", "</b></a>", '<a b="1"><b c="', "<!DOCTYPE a>", '"><a b="',
    )),
    b"\xff", b"\xe7\x94", b"\xb2", b"\xed\xa0\x80",
]  # fmt: skip
WORDS = ["t", "甲", "&amp;", "]]", " ", "\n", "\u3000", "<b/>", "&#9;"]


@st.composite
def parts(draw: st.DrawFn) -> list[bytes]:
    """A part in pieces, as a rule a good one, here and there with something else in it."""
    pieces: list[str] = []
    opened: list[str] = []
    for kind in draw(st.lists(st.integers(0, 9), min_size=1, max_size=9)):
        if kind < 3 or not opened:
            opened.append(draw(st.sampled_from("abc")))
            pieces.append(f"<{opened[-1]}>")
        elif kind < 5:
            pieces.append(f"</{opened.pop()}>")
        elif kind < 7:
            opened.append("a")
            pieces += ['<a b="', draw(st.sampled_from(["v", "&amp;", "x>y", "甲", ""])), '">']
        else:
            pieces.append(draw(st.sampled_from(WORDS)))
    made = [*map(str.encode, pieces), *(f"</{name}>".encode() for name in reversed(opened))]
    if draw(st.booleans()):
        made[draw(st.integers(0, len(made) - 1))] = draw(st.sampled_from(ODD))
    return made


def refused(pieces: list[bytes]) -> bool:
    try:
        SHARED.check(pieces, b"".join(pieces))
    except Malformed:
        return True
    return False


@settings(max_examples=400)
@given(parts())
def test_pieces_are_refused_whenever_the_whole_is(pieces: list[bytes]) -> None:
    try:
        check(b"".join(pieces))
    except Malformed:
        expected = True
    else:
        expected = False
    # after two times its markup is known, after three where it leads
    assert [refused(pieces) for _ in range(4)] == [expected] * 4


ROW = [b'<r><t v="', b"plan:a", b'"/><x>', "甲".encode(), b"</x></r>"]


def document(*rows: list[bytes]) -> list[bytes]:
    return [b"<d>", *(piece for row in rows for piece in row), b"</d>"]


def parsed(pieces: list[bytes], shared: Pieces, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the whole was parsed. Raises Malformed."""
    whole: list[bytes] = []

    def counted(part: bytes) -> None:
        whole.append(part)
        check(part)

    with monkeypatch.context() as here:
        here.setattr(wellformed, "check", counted)
        shared.check(pieces, b"".join(pieces))
    return bool(whole)


def test_what_is_known_is_not_parsed_again_whatever_the_values(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shared = Pieces()
    assert parsed(document(ROW, ROW), shared, monkeypatch)
    assert parsed(document(ROW, ROW), shared, monkeypatch)
    other = [*ROW[:1], b"plan:b", ROW[2], "乙 &amp; 丙".encode(), ROW[4]]
    assert not parsed(document(other), shared, monkeypatch)
    assert not parsed(document(ROW, other, other, ROW), shared, monkeypatch)


@pytest.mark.parametrize(
    "row",
    [
        ROW[:4],  # the end is missing
        [*ROW, ROW[4]],
        ROW[2:],
        [ROW[0], ROW[2], ROW[4], ROW[4]],
        [*ROW[:3], b"<", ROW[4]],
        [*ROW[:3], b"a & b", ROW[4]],
        [*ROW[:3], b"&nbsp;", ROW[4]],
        [*ROW[:3], b"]]>", ROW[4]],
        [*ROW[:3], b"\x0b", ROW[4]],
        [*ROW[:3], "\ufffe".encode(), ROW[4]],
        [*ROW[:3], "甲".encode()[:2], ROW[4]],
        [ROW[0], b'a"b', *ROW[2:]],
        [ROW[0], b"a<b", *ROW[2:]],
        [ROW[0], ROW[2][1:], *ROW[3:]],  # a quotation mark is missing
    ],
)
def test_what_is_wrong_between_known_pieces_is_found(row: list[bytes]) -> None:
    shared = Pieces()
    for _ in range(4):
        shared.check(document(ROW, ROW), b"".join(document(ROW, ROW)))
    pieces = document(ROW, row, ROW)
    for _ in range(3):
        with pytest.raises(Malformed):
            shared.check(pieces, b"".join(pieces))


@pytest.mark.parametrize("pieces", [[b'<d e="'], [b"<d>"], [b"<d"], [b""], [b"x"], []])
def test_a_part_that_does_not_end_is_none(pieces: list[bytes]) -> None:
    shared = Pieces()
    for _ in range(3):
        with pytest.raises(Malformed):
            shared.check(pieces, b"".join(pieces))


def test_a_tag_that_is_known_and_does_not_end_is_none() -> None:
    shared = Pieces()
    for _ in range(4):
        shared.check([b'<d e="', b"v", b'"/>'], b'<d e="v"/>')
    with pytest.raises(Malformed):
        shared.check([b'<d e="'], b'<d e="')


def test_what_must_not_be_written_is_not_put_together_from_two() -> None:
    shared = Pieces()
    for _ in range(4):
        shared.check([b"<d>", b"x", b">y<e/></d>"], b"<d>x>y<e/></d>")
    with pytest.raises(Malformed):
        shared.check([b"<d>", b"]]", b">y<e/></d>"], b"<d>]]>y<e/></d>")


def test_nothing_stands_outside_of_the_root() -> None:
    shared = Pieces()
    good = document(ROW)
    for pieces in (good, good, [b"x", *good], [*good, b"x"], [*good, *good], good[:-1], good[1:]):
        with suppress(Malformed):
            shared.check(pieces, b"".join(pieces))
            assert pieces is good


def test_what_is_remembered_has_an_end() -> None:
    shared = Pieces()
    for n in range(wellformed._MOST // 50 + 10):
        rows = [[b'<r v="%d"/>' % (n * 50 + k)] for k in range(50)]
        shared.check(document(*rows), b"".join(document(*rows)))
    assert len(shared._known) <= wellformed._MOST
    with pytest.raises(Malformed):
        shared.check([b"<d>", b"<e>", b"</d>"], b"<d><e></d>")
