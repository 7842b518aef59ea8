"""Numbers and names that come once in a document."""

from __future__ import annotations

from docgen.docx.ids import Ids, renumber
from docgen.docx.xml import local, parse
from tests.docx.build import W


def test_a_name_that_comes_again_gets_the_next_number_that_is_free() -> None:
    ids = Ids()
    wanted = ["a", "A", "b_2", "b", "b", "a", "a_4", "a"]
    assert [ids.name(each) for each in wanted] == [
        "a", "A_2", "b_2", "b", "b_3", "a_3", "a_4", "a_5",
    ]  # fmt: skip


class Asked(set[str]):
    """Counts how often it is asked."""

    times = 0

    def __contains__(self, name: object) -> bool:
        self.times += 1
        return super().__contains__(name)


def test_a_name_of_a_long_loop_is_found_without_trying_all_before() -> None:
    ids = Ids()
    asked = ids._names = Asked()
    made = [ids.name("n" * 40) for _ in range(2_000)]
    assert asked.times < 4 * 2_000
    assert len({each.lower() for each in made}) == 2_000
    assert {len(each) for each in made} <= {38, 39, 40}
    assert made[1] == "n" * 36 + "_2"


def test_each_that_began_ends_once_the_last_one_first() -> None:
    ids = Ids()
    assert [ids.start("3"), ids.start("3"), ids.start("4")] == ["1", "2", "3"]
    assert [ids.end(each) for each in ("3", "3", "3", "4", "5")] == ["2", "1", None, "3", None]
    ids.start("4")
    ids.part()
    assert ids.end("4") is None


def test_numbers_of_ends_are_those_of_their_starts() -> None:
    inner = "".join(
        f'<w:bookmark{kind} w:id="{number}" w:name="x"/>'
        for kind, number in [
            ("End", 1),
            ("Start", 7),
            ("Start", 5),
            ("End", 7),
            ("End", 5),
            ("End", 7),
        ]
    )
    root = parse(f'<w:p xmlns:w="{W}">{inner}</w:p>')
    renumber(root, Ids())
    assert [(local(each)[8:], each.get(f"{{{W}}}id")) for each in root] == [
        ("Start", "1"), ("Start", "2"), ("End", "1"), ("End", "2"),
    ]  # fmt: skip
