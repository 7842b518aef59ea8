"""Where a page may lead: https and mailto, and files of the bundle itself."""

from __future__ import annotations

import re
from typing import Final

_WEB: Final = re.compile(
    r"https://[^\s\x00-\x20\"<>\\^`{|}@/]+(?::[0-9]{1,5})?(?:/[^\s\x00-\x20\"<>\\^`{|}]*)?\Z"
)
_MAIL: Final = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\Z")


def is_web(text: str) -> bool:
    """Whether it is an https address that a page may link to (no user name before the host)."""
    return _WEB.match(text) is not None


def is_mail(text: str) -> bool:
    """Whether it is a plain mail address."""
    return _MAIL.match(text) is not None
