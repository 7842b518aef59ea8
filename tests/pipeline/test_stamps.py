"""``pipeline.stamps``: what a file holds, and when that is believed."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from docgen.pipeline import stamps
from docgen.pipeline.stamps import Files

if TYPE_CHECKING:
    from pathlib import Path

SECOND = 10**9


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "plan.yaml"
    path.parent.mkdir()
    path.write_bytes(b"title: A")
    return path


def test_the_clock_is_that_of_the_beginning_however_late_it_is_asked(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A handful takes seconds: a file that was young when it was read is still not believed."""
    files = Files(file.parent.parent)
    before = files.digest(str(file))
    later = time.monotonic_ns() + 10 * SECOND
    now = time.time_ns() + 10 * SECOND
    monkeypatch.setattr("docgen.pipeline.stamps.time.monotonic_ns", lambda: later)
    monkeypatch.setattr("docgen.pipeline.stamps._clock", lambda _folder: now)
    seen = files.seen(str(file))
    assert (seen.digest, seen.stamp) == (before, None)


@pytest.mark.parametrize("skew", [0, 3600 * SECOND, -3600 * SECOND])
def test_what_is_written_after_the_beginning_has_changed_since(
    file: Path, skew: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the file system's clock where it is another machine's."""
    real = stamps._stamp

    def skewed(path: str) -> stamps.Stamp | None:
        told = real(path)
        return told and (told[0] + skew, told[1] + skew, *told[2:])

    clock = stamps._clock
    monkeypatch.setattr(stamps, "_stamp", skewed)
    monkeypatch.setattr(stamps, "_clock", lambda folder: clock(folder) + skew)
    os.utime(file, ns=(0, 0))
    begun = Files(file.parent.parent).begun() + 10 * SECOND
    paths = [str(file), f"{file.parent}/", str(file.with_name("none.yaml"))]
    assert not Files().changed_since(begun, paths)
    for change in (file.write_bytes, lambda _: file.rename(file.with_name("other.yaml"))):
        time.sleep(0.15)
        begun = Files(file.parent.parent).begun()
        time.sleep(0.06)
        change(b"title: B")
        assert Files().changed_since(begun, [str(file)])


def test_a_file_that_is_gone_and_one_that_is_new_show_in_their_folder(file: Path) -> None:
    time.sleep(0.05)
    begun = Files(file.parent.parent).begun()
    assert not Files().changed_since(begun, [f"{file.parent}/"])
    time.sleep(0.05)
    file.with_name("new.yaml").write_bytes(b"")
    assert Files().changed_since(begun, [f"{file.parent}/"])
    file.unlink()
    assert Files().changed_since(begun, [str(file)])
