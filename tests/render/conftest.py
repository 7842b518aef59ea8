"""What a module of tests asks of both ways to run a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.render import prepared, program

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", params=["closures", "function"])
def way(request: pytest.FixtureRequest) -> Iterator[str]:
    """As closures, or as the function that a program becomes when it has printed much."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prepared, "_made", {})
        if request.param == "function":
            patch.setattr(program, "MUCH", 0)
        yield str(request.param)
