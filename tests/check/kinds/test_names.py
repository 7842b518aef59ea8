"""``check.kinds.names``: near misses of a name."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from docgen.check.kinds.names import near

NAMES = st.text("第十河川", min_size=2, max_size=7)
TEXTS = st.text("第十河川大_，", max_size=20)


def as_expression(name: str) -> re.Pattern[str]:
    """One character too few, too many or another, or two exchanged; the last one is right."""
    inner = range(1, len(name) - 1)
    made = [
        *(name[:at] + name[at + 1 :] for at in inner),
        *(name[:at] + r"\w" + name[at:] for at in range(1, len(name))),
        *(name[:at] + r"\w" + name[at + 1 :] for at in range(len(name) - 1)),
        *(name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in inner),
    ]
    return re.compile("|".join(made))


@given(NAMES, TEXTS)
@example("河川局局", "河川局，河川局")
def test_a_near_miss_is_what_the_expression_says(name: str, text: str) -> None:
    text = text.replace(name, "\ufdd0" * len(name))
    assert list(near(name, text)) == [hit.span() for hit in as_expression(name).finditer(text)]


@given(TEXTS)
def test_a_name_of_one_sign_has_no_near_miss(text: str) -> None:
    assert list(near("局", text)) == []


@given(NAMES.filter(lambda name: len(name) > 2), st.data())
def test_every_mistake_of_one_sign_is_found(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(name) - 2))
    wrong = data.draw(
        st.sampled_from(
            (
                name[:at] + name[at + 1 :],
                name[:at] + "大" + name[at:],
                name[:at] + "大" + name[at + 1 :],
                name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            )
        )
    )
    if name not in wrong:
        assert list(near(name, f"，{wrong}，")) != []
