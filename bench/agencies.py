"""A workspace of many agencies: patches on ``wra``, as a ministry has them (python bench/agencies.py DIR N).

Each child has its own name, its own scope and one practice of its own; every third one overrides
the practice ``single-window``, the others inherit it. The set is left out: five documents each.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parent.parent
YEAR: Final = 105
DOCUMENTS: Final = 5  # of each agency
_UNKNOWN: Final = "".join(
    f"  {key}: unknown\n"
    for key in ("office", "contact", "website", "license", "theme", "cake", "service")
)
_DIGITS: Final = "〇一二三四五六七八九"


def generate(root: Path, count: int) -> None:
    """``count`` agencies in all, the parent among them."""
    shutil.copytree(PROJECT / "templates", root / "templates")
    shutil.rmtree(root / "templates" / "set")
    shutil.copytree(PROJECT / "data" / "wra", root / "data" / "wra")
    for number in range(1, count):
        add(root, number)


def slug(number: int) -> str:
    """The folder of the agency of that number."""
    return f"bureau-{number:05}"


def overrides(number: int) -> bool:
    """Whether it says something of its own where the parent speaks of the single window."""
    return number % 3 == 0


def add(root: Path, number: int) -> None:
    """One agency more."""
    named = "".join(_DIGITS[int(digit)] for digit in str(number))
    folder = root / "data" / slug(number)
    year = folder / str(YEAR)
    year.mkdir(parents=True)
    (folder / "agency.yaml").write_text(
        f"name: 經濟部水利署第{named}河川局\nshort: 本局\nparent: wra\n"
        f"units:\n  secretariat: {{title: 秘書室}}\n  works: {{title: 工務課}}\n"
        f"publication:\n{_UNKNOWN}",
        "utf-8",
    )
    own = (
        f"              single-window: 第{named}號窗口提供整合服務。\n" if overrides(number) else ""
    )
    (year / "plan.yaml").write_text(
        "sections:\n"
        f"  scope: {{text: 本局各課室及第{named}工務所。}}\n"
        "dimensions:\n"
        "  quality:\n"
        "    strategies:\n"
        "      process:\n"
        "        measures:\n"
        "          convenience:\n"
        "            practices:\n"
        f"{own}"
        f"              night-desk: {{text: 第{named}服務台夜間延時服務。, after: single-window}}\n",
        "utf-8",
    )


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]))
