"""What fontconfig says of fonts: which versions they are."""

from __future__ import annotations

import re

import pytest

from docgen.layout.libreoffice import found


def test_a_family_has_the_version_of_its_file() -> None:
    versions = found.font_versions()
    assert re.fullmatch(r"[0-9]+(?:\.[0-9]{1,3})?", versions["TW-Kai"])
    assert versions["TW-Kai"] == versions["全字庫正楷體"]


@pytest.mark.parametrize(
    ("listed", "versions"),
    [
        ("甲,A\t65536\n", {"甲": "1", "A": "1"}),
        ("A\t6756762\n", {"A": "103.1"}),
        ("A\t163840\nB\t\n\nC\tx\n", {"A": "2.5"}),
        ("", {}),
    ],
)
def test_it_is_told_in_16_16_bits(
    listed: str, versions: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "_output", lambda *_: listed)
    assert found.font_versions() == versions
