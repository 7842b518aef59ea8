"""Tables and bars as lines of text, as wide as the terminal; colours only where it has them."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from docgen.cli.printing import has_colours

if TYPE_CHECKING:
    from rich.console import RenderableType


def drawn(*renderables: RenderableType) -> tuple[str, ...]:
    """What rich makes of them, without blanks at the ends of lines."""
    from rich.console import Console

    colours = has_colours(sys.stdout)
    stream = io.StringIO()
    console = Console(
        file=stream,
        force_terminal=colours,
        no_color=not colours,
        width=None if sys.stdout.isatty() else 100,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for renderable in renderables:
        console.print(renderable)
    return tuple(line.rstrip() for line in stream.getvalue().splitlines())
