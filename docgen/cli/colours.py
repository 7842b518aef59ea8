"""Words in colour for a terminal; rich is imported only where it draws."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from docgen.cli.printing import has_colours

if TYPE_CHECKING:
    from collections.abc import Callable

    Paint = Callable[[str, str], str]


def paint() -> Paint | None:
    """A function of text and style (``red strike``) for what is printed; None without colours."""
    if not has_colours(sys.stdout):
        return None
    from rich.color import ColorSystem
    from rich.console import Console
    from rich.style import Style

    if Console(file=sys.stdout).legacy_windows:  # it would print the codes
        return None
    return lambda text, style: Style.parse(style).render(text, color_system=ColorSystem.STANDARD)
