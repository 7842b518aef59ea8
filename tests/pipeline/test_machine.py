"""``pipeline.machine``: what documents follow from beside the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.pipeline import machine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of fonts with one in it; nothing of the machine's own."""
    monkeypatch.setattr("docgen.pipeline.machine._FONTS", (str(tmp_path),))
    (tmp_path / "kai").mkdir()
    (tmp_path / "kai" / "kai.ttf").write_bytes(b"one")
    machine.tools.cache_clear()
    yield tmp_path
    machine.tools.cache_clear()


def told() -> str:
    machine.tools.cache_clear()
    return machine.tools()


def test_a_font_that_comes_goes_or_is_copied_over_another_is_another_machine(fonts: Path) -> None:
    before = told()
    assert told() == before
    (fonts / "kai" / "kai.ttf").write_bytes(b"another")
    over = told()
    (fonts / "kai" / "new.ttf").write_bytes(b"new")
    come = told()
    (fonts / "kai" / "new.ttf").unlink()
    assert len({before, over, come, told()}) == 4


def test_of_very_many_fonts_the_folders_are_looked_at(
    fonts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docgen.pipeline.machine._MOST_FONTS", 0)
    places = tuple(machine.tools_places())
    assert str(fonts / "kai") in places
    assert str(fonts / "kai" / "kai.ttf") not in places
