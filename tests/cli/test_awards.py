"""Awards on the screen and on paper are said in the same words."""

from __future__ import annotations

import pytest

from docgen.cli.commands.awards import APPLIES, STATES
from docgen.doctype import read
from docgen.problem import words
from docgen.workspace import Workspace
from tests.conftest import PROJECT


@pytest.mark.parametrize("state", [*STATES, "applies"])
def test_the_screen_says_what_the_paper_says(state: str) -> None:
    paper = read(Workspace(PROJECT), "awards").words
    words.speak("zh_TW")
    try:
        assert words.say(STATES.get(state, APPLIES)) == paper[state]
    finally:
        words.speak("en")
