"""What a worker of a Dask cluster does: build the agencies that were sent, in a room of its own.

Templates, rules, the order and the roster come once, as a plugin that workers get which come
later, too. A worker with another docgen, other libraries or another LibreOffice would give other
bytes: it is refused.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import threading
import uuid
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from distributed import Worker, WorkerPlugin, get_worker
from msgspec import Struct, structs

from docgen.pipeline import machine
from docgen.pipeline.agencies import build_these
from docgen.pipeline.built import Built  # noqa: TC001 - msgspec reads the types of records
from docgen.pipeline.crew import Lost
from docgen.pipeline.upkeep import Order, Upkeep
from docgen.problem import Problem, Refused
from docgen.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.pipeline.roster import Roster

Files = dict[str, bytes]
# behind a name in ``Files``: no file, but what stands for one that cannot be sent
FOLDER: Final = "/"
LINK: Final = "//link"
SIZE: Final = "//size"  # too large; what would be its content says how large
ODD: Final = "//odd"  # no plain file, or one that cannot be read
Wanted = tuple[str, tuple[str, ...]]
"""An agency, and its types that are not up to date."""


class Sent(Struct, frozen=True):
    """What comes back of one agency: paths and names as in the worker's room."""

    slug: str
    built: Built
    files: Files = {}
    record: bytes | None = None


class Kit(WorkerPlugin):
    """What every task of a build needs, once on each worker, in a folder that goes with it."""

    def __init__(self, order: Order, roster: Roster, files: Files) -> None:
        self.name = f"docgen-{uuid.uuid4().hex}"
        self.order = order
        self.roster = roster
        self.build_of = machine.build_of()
        self.office = machine.office() if order.others else ""
        self.room: Path | None = None
        self.trouble = ""
        self._files = files

    def setup(self, worker: Worker) -> None:
        """Lay out the templates; a worker that has no room for them says so of each task."""
        folder = tempfile.mkdtemp(prefix="docgen-", dir=worker.local_directory)
        self.room = Path(folder).resolve()
        try:
            _lay_out(self.room, self._files)
        except OSError as error:
            self.trouble = error.strerror or str(error)

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002 - so Dask calls it
        """Leave nothing behind."""
        if self.room is not None:
            shutil.rmtree(self.room, ignore_errors=True)


_ONE_AT_A_TIME: Final = threading.Lock()  # a worker may have several threads, docgen works in one


def work_there(kit_name: str, wanted: Sequence[Wanted], files: Files) -> list[Sent]:
    """A task: build what is wanted of agencies in the worker's room."""
    worker = get_worker()
    kit = worker.plugins[kit_name]
    assert isinstance(kit, Kit)  # noqa: S101 - its name is random
    _refuse_another(kit, worker.address)
    assert kit.room is not None  # noqa: S101 - Dask sets a plugin up before any task
    if kit.trouble:
        raise _without_room(worker.address, kit.trouble)
    workspace = Workspace(kit.room)
    with _ONE_AT_A_TIME:
        try:
            _clear(workspace)
            _lay_out(workspace.root, files)
            return list(_made(workspace, kit, wanted))
        except OSError as error:
            raise _without_room(worker.address, error.strerror or str(error)) from None


def _without_room(worker: str, reason: str) -> Lost:
    """The worker cannot keep the files of a task."""
    return Lost(Problem("worker-without-room", args={"worker": worker, "reason": reason}))


def _made(workspace: Workspace, kit: Kit, wanted: Sequence[Wanted]) -> Iterator[Sent]:
    """Agencies in a row that want the same types are built at once."""
    for types, group in groupby(wanted, key=lambda one: one[1]):
        order = structs.replace(
            kit.order, root=workspace.root, out=workspace.build, anew=False, types=types
        )
        slugs = [slug for slug, _ in group]
        built = build_these(workspace, order, kit.roster, slugs)
        for problem in (each for one in built for each in one.problems):
            if problem.rule == "cannot-write":  # a fault of this machine, not of who gets it
                raise OSError(errno.ENOSPC, problem.args.get("reason", ""))
        for slug, one in zip(slugs, built, strict=True):
            yield _sent(workspace, order, kit.roster, slug, one)


def _sent(workspace: Workspace, order: Order, roster: Roster, slug: str, built: Built) -> Sent:
    files = {workspace.relative(one.path): one.path.read_bytes() for one in built.made}
    upkeep = Upkeep(workspace, order, roster)
    year = upkeep.year(slug)
    record = None if year is None else upkeep.records.load(slug, year)
    return Sent(slug, built, files, None if record is None else msgspec.json.encode(record))


def _refuse_another(kit: Kit, worker: str) -> None:
    for what, ours, theirs in (
        ("docgen", kit.build_of, machine.build_of),
        ("LibreOffice", kit.office, machine.office),
    ):
        if ours and theirs() != ours:
            raise Refused([Problem("cluster-differs", args={"what": what, "worker": worker})])


def _clear(workspace: Workspace) -> None:
    """What the task before left; what was worked out of templates stays."""
    shutil.rmtree(workspace.data, ignore_errors=True)
    with suppress(OSError):
        for path in workspace.build.iterdir():
            if path.name != ".cache":
                shutil.rmtree(path, ignore_errors=True)
    shutil.rmtree(workspace.build / ".cache" / "records", ignore_errors=True)


def _lay_out(root: Path, files: Files) -> None:
    for name, content in files.items():
        plain, sign, kind = name.partition(FOLDER * 2)
        path = root / plain
        path.parent.mkdir(parents=True, exist_ok=True)
        if sign + kind == LINK:
            path.symlink_to(".")
        elif sign + kind == SIZE:
            path.touch()
            os.truncate(path, int(content))
        elif sign or name.endswith(FOLDER):
            path.mkdir(exist_ok=True)
        else:
            path.write_bytes(content)
