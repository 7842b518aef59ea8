"""``check.register``: the names of agencies in one text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docgen.check import Register

NAMES = st.lists(st.text("水利署第十", min_size=1, max_size=6), max_size=12)


@given(NAMES)
def test_it_holds_each_name_once_sorted(names: list[str]) -> None:
    register = Register.of(names)
    assert list(register) == sorted(set(names))
    assert bool(register) == bool(names)


@given(NAMES, st.integers(1, 4))
def test_forms_are_the_names_and_what_follows_another_name_in_them(
    names: list[str], shortest: int
) -> None:
    every = set(names)
    own = {n[at:] for n in every for at in range(1, len(n)) if n[:at] in every}
    wanted = {form for form in every | own if len(form) >= shortest}
    assert set(Register.of(names).forms(shortest)) == wanted


def test_a_bureau_is_known_without_the_name_of_its_parent() -> None:
    register = Register.of(["經濟部水利署第十河川局", "經濟部水利署", "經濟部"])
    assert sorted(set(register.forms(5))) == [
        "水利署第十河川局",
        "第十河川局",
        "經濟部水利署",
        "經濟部水利署第十河川局",
    ]
