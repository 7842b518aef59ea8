"""An order with nothing to do, and every place that this was told from (``docgen.again``).

The places are looked at first, and then the order is asked again: what changes in between has
another time than was noted, so an answer never stands for a state that it was not told of. As in
``stamps``, no file is believed that was touched in the two seconds before the run.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen import again
from docgen.pipeline import machine
from docgen.pipeline.built import Built  # noqa: TC001 - msgspec reads the types of records
from docgen.pipeline.record import Record
from docgen.pipeline.roster import roster
from docgen.pipeline.stamps import Files
from docgen.pipeline.upkeep import Order, Upkeep, outputs
from docgen.problem import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.workspace import Workspace

_MOST: Final = 100  # agencies; of more, start-up is not what it costs


class Unchanged(Struct, frozen=True):
    """What stands there of each agency; ``state`` of the ``places`` in which that is true."""

    root: Path
    built: tuple[Built, ...]
    places: tuple[str, ...]
    state: str


def nothing_to_do(
    workspace: Workspace, order: Order, slugs: Sequence[str] | None = None
) -> Unchanged | None:
    """None where something is to be done, or what says so cannot be believed next time."""
    if order.anew or order.draft or order.shares:
        return None
    wanted = tuple(workspace.agencies() if slugs is None else dict.fromkeys(slugs))
    if len(wanted) > _MOST:
        return None
    try:
        places = tuple(dict.fromkeys(_places(workspace, order, wanted)))
        state, newest = again.look(places)
    except (OSError, Refused):
        return None
    clock = Files(workspace.cache).clock()
    if newest + again.SETTLED >= min(again.STARTED, clock):
        return None
    upkeep = Upkeep(workspace, order, roster(workspace))
    built = tuple(one for slug in wanted if (one := upkeep.idle(slug)) is not None)
    return Unchanged(workspace.root, built, places, state) if len(built) == len(wanted) else None


def _places(workspace: Workspace, order: Order, slugs: Sequence[str]) -> Iterator[str]:
    """Where a build looks that has nothing to do, as ``again.look`` has them. Raises OSError."""
    upkeep = Upkeep(workspace, order, roster(workspace))
    yield f"e{workspace.data / 'agency.yaml'}"
    yield f"e{workspace.templates / 'doctype.yaml'}"
    asks_tools = bool(order.others)
    for slug in slugs:
        yield f"d{workspace.data / slug}"
        year = upkeep.year(slug)
        if year is None:
            raise FileNotFoundError
        yield f"c{upkeep.records.path(slug, year)}"
        entries = upkeep.records.load(slug, year).entries
        record = Record({type_: e for type_, e in entries.items() if type_ in order.types})
        for entry in record.entries.values():
            asks_tools = asks_tools or bool(entry.tools)
            yield from (f"d{workspace.data / member}" for member in entry.chain)
            for name in entry.inputs:
                kind = "d" if name.endswith("/") else "l"
                yield kind + upkeep.path(name.rstrip("/"))
        yield from (f"l{path}" for path in outputs(upkeep.folder(slug, year), record))
    if asks_tools:
        from docgen.layout.libreoffice import found

        on_path = found.places()
        if on_path is None:
            raise FileNotFoundError
        yield from (f"s{path}" for path in (*on_path, *machine.tools_places()))


def keep(of: Unchanged, argv: Sequence[str], said: tuple[str, str]) -> None:
    """Keep what a command line was answered, to standard output and to standard error.

    What cannot be written, or may not be said unread, costs the next run its time and nothing else.
    """
    if not again.may_be_said("".join(said)):
        return
    place = again.place(os.fspath(of.root), argv)
    aside = f"{place}.{os.getpid()}"
    try:
        digest = again.seal(argv, *said, of.places, of.state)
        text = "\0".join((digest, *said, *of.places)).encode("utf-8", "surrogateescape")
        os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120 - the path is a text
        Path(aside).write_bytes(text)
        os.replace(aside, place)  # noqa: PTH105 - as above
    except (OSError, ValueError):
        with suppress(OSError):
            Path(aside).unlink(missing_ok=True)
