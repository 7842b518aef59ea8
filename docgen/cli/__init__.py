"""The command line: arguments, messages, printing, exit codes. Decides nothing of its own."""

from __future__ import annotations

import sys


def _load_msgspec() -> None:
    """Load msgspec without typing_extensions, which costs a tenth of a short run.

    msgspec takes from it what ``typing`` has had since Python 3.11, and does without where it is
    not installed. Whoever needs it afterwards gets it.
    """
    if "msgspec" in sys.modules or "typing_extensions" in sys.modules:
        return
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules["typing_extensions"]


_load_msgspec()
