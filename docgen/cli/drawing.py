"""Tables and bars as lines of text, as wide as the terminal; colours only where it has them."""

from __future__ import annotations

import io
import os
import shutil
import sys
from typing import TYPE_CHECKING, Final

from docgen.cli.printing import has_colours

if TYPE_CHECKING:
    from rich.console import RenderableType


_WIDE: Final = 100  # columns where there is no terminal, and nobody says COLUMNS


def width() -> int:
    """Columns that a line may take."""
    if sys.stdout.isatty():
        return shutil.get_terminal_size().columns
    said = os.environ.get("COLUMNS", "")
    return int(said) if said.isascii() and said.isdecimal() and int(said) else _WIDE


def drawn(*renderables: RenderableType) -> tuple[str, ...]:
    """What rich makes of them, without blanks at the ends of lines."""
    from rich.console import Console

    colours = has_colours(sys.stdout)
    stream = io.StringIO()
    console = Console(
        file=stream,
        force_terminal=colours,
        no_color=not colours,
        width=width(),
        highlight=False,
        markup=False,
        emoji=False,
    )
    for renderable in renderables:
        console.print(renderable)
    return tuple(line.rstrip() for line in stream.getvalue().splitlines())
