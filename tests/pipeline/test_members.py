"""``pipeline.members``: the file of the agencies as they were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.pipeline.members import Kept, Member
from docgen.pipeline.stamps import Seen

if TYPE_CHECKING:
    from pathlib import Path

ROWS = tuple(Member(slug, Seen(f"of {slug}"), f"第{slug}局", "wra") for slug in ("a", "b", "c"))


def keep(place: Path, rows: tuple[Member, ...]) -> dict[str, Member | None]:
    """Keep these; what was there before of each."""
    found = {}
    with Kept(place) as kept:
        for row in rows:
            found[row.slug] = before = kept.before(row.slug)
            kept.keep(row, same=before == row)
    return found


def remembered(place: Path) -> list[str]:
    """The slugs whose rows are still believed."""
    return [slug for slug, row in keep(place, ROWS).items() if row is not None]


def test_what_was_kept_is_there_the_next_time(tmp_path: Path) -> None:
    place = tmp_path / "roster"
    assert keep(place, ROWS) == dict.fromkeys("abc")
    assert keep(place, ROWS) == {row.slug: row for row in ROWS}
    assert [path.name for path in tmp_path.iterdir()] == ["roster"]


def test_rows_come_and_go_at_any_place(tmp_path: Path) -> None:
    place = tmp_path / "roster"
    keep(place, (ROWS[0], ROWS[2]))
    assert remembered(place) == ["a", "c"]
    assert remembered(place) == ["a", "b", "c"]
    keep(place, (ROWS[1],))
    assert remembered(place) == ["b"]
    keep(place, ())
    assert remembered(place) == []


def test_what_is_the_same_is_not_written_again(tmp_path: Path) -> None:
    place = tmp_path / "roster"
    keep(place, ROWS)
    before = place.stat()
    keep(place, ROWS)
    assert place.stat().st_ino == before.st_ino
    keep(place, ROWS[:2])
    assert place.stat().st_ino != before.st_ino


def test_a_damaged_file_is_none(tmp_path: Path) -> None:
    place = tmp_path / "roster"
    keep(place, ROWS)
    whole = place.read_bytes()
    seal = whole.splitlines(keepends=True)[-1]
    for damaged in (
        b"", b"\n", whole[:-1], whole + b"\n", whole[1:], whole.replace(b"wra", b"wrb"), seal,
        whole[: -len(seal)], whole.splitlines(keepends=True)[0] + seal, b"\xff" * len(whole),
    ):  # fmt: skip
        place.write_bytes(damaged)
        assert remembered(place) == [], damaged
        assert place.read_bytes() == whole


def test_a_file_of_another_docgen_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "roster"
    keep(place, ROWS)
    monkeypatch.setattr("docgen.pipeline.machine.code", lambda: "another")
    assert remembered(place) == []


def test_what_ends_badly_leaves_what_was_there(tmp_path: Path) -> None:
    place = tmp_path / "roster"
    keep(place, ROWS)

    def stopped() -> None:
        with Kept(place) as kept:
            kept.keep(ROWS[0], same=False)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert [path.name for path in tmp_path.iterdir()] == ["roster"]
    assert remembered(place) == ["a", "b", "c"]


def test_where_no_file_can_be_nothing_is_remembered_and_nothing_said(tmp_path: Path) -> None:
    assert remembered(tmp_path / "no folder" / "roster") == []
    (tmp_path / "roster").mkdir()
    assert remembered(tmp_path / "roster") == []
    assert [path.name for path in tmp_path.iterdir()] == ["roster"]
