"""docgen as a worker, or the floor: deflate of the final XML and a copy of the other parts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

PROJECT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from bench import equal  # noqa: E402 - the project is not installed where it is developed
from bench.engines.answer import answer  # noqa: E402
from docgen.docx import zipped  # noqa: E402
from docgen.docx.package import unpacked  # noqa: E402
from docgen.render import Properties, fill, prepare  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable


def docgen(folder: Path) -> Callable[[], bytes]:
    """A document with all guards of the render, from a context that is there."""
    context = equal.context_of(PROJECT, int((folder / "times").read_text("ascii")))
    prepared = prepare(
        equal.template(PROJECT),
        name="templates/plan/template.docx",
        context_type=type(context),
        cache=PROJECT / "build" / ".cache",
    )
    properties = Properties(title=context.title)
    return lambda: fill(prepared, context, properties=properties)


def floor(folder: Path) -> Callable[[], bytes]:
    """What no engine can be faster than: the final XML deflated, the rest copied as it is."""
    parts = unpacked(docgen(folder)(), "floor")
    kept = [zipped.record(name, text) for name, text in parts.items() if name != equal.MAIN]
    text, level = parts[equal.MAIN], zipped.PRINTED
    return lambda: zipped.join((zipped.record(equal.MAIN, text, level=level), *kept))


answer({"docgen": docgen, "floor": floor}[sys.argv[1]])
