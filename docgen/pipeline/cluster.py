"""The same build on a Dask cluster whose workers share no disk with us.

Templates, rules, the order and the roster go to each worker once, as a plugin that workers get
which come later, too. With each task travel the data files of its agencies and of those above
them; back come the documents and what is to be remembered. Whoever drives writes all files. Work
that a lost worker had is done again by Dask. A worker with another docgen, other libraries or
another LibreOffice would give other bytes: it is refused.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
import uuid
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from distributed import Client, Worker, WorkerPlugin, get_worker
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker
from msgspec import Struct, structs

from docgen.pipeline import machine
from docgen.pipeline.agencies import build_these
from docgen.pipeline.built import DRAFT, Built, Made, Reason
from docgen.pipeline.crew import Crew
from docgen.pipeline.desk import about, holds
from docgen.pipeline.record import Entry, Record
from docgen.pipeline.upkeep import Order, Upkeep, made_of
from docgen.pipeline.write import remove, write_all
from docgen.problem import Problem, Refused
from docgen.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Executor, Future

    from docgen.pipeline.roster import Roster

_CONNECT: Final = 10  # seconds to reach the scheduler
_EMPTY: Final = 30  # seconds to wait for a first worker
_DESERTED: Final = 60.0  # seconds without any worker before the build gives up
_POLL: Final = 2.0  # seconds
_LEAST: Final = 8  # tasks under way
_BUILD: Final = "build"  # where a worker writes, in its own room

Files = dict[str, bytes]


class Sent(Struct, frozen=True):
    """What comes back of one agency: paths and names as in the worker's room."""

    slug: str
    built: Built
    files: Files = {}
    record: bytes | None = None


# on the workers


class Kit(WorkerPlugin):
    """What every task of a build needs, once on each worker, in a folder that goes with it."""

    def __init__(self, order: Order, roster: Roster, files: Files) -> None:
        self.name = f"docgen-{uuid.uuid4().hex}"
        self.order = order
        self.roster = roster
        self.build_of = machine.build_of()
        self.office = machine.office() if order.others else ""
        self.room: Path | None = None
        self._files = files

    def setup(self, worker: Worker) -> None:
        """Lay out the templates."""
        folder = tempfile.mkdtemp(prefix="docgen-", dir=worker.local_directory)
        self.room = Path(folder).resolve()
        _lay_out(self.room, self._files)

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002 - so Dask calls it
        """Leave nothing behind."""
        if self.room is not None:
            shutil.rmtree(self.room, ignore_errors=True)


_ONE_AT_A_TIME: Final = threading.Lock()  # a worker may have several threads, docgen works in one


def work_there(kit_name: str, slugs: Sequence[str], files: Files) -> list[Sent]:
    """A task: build the agencies in the worker's room."""
    kit = get_worker().plugins[kit_name]
    assert isinstance(kit, Kit)  # noqa: S101 - its name is random
    _refuse_another(kit)
    assert kit.room is not None  # noqa: S101 - Dask sets a plugin up before any task
    workspace = Workspace(kit.room)
    order = structs.replace(kit.order, root=workspace.root, out=workspace.build, anew=False)
    with _ONE_AT_A_TIME:
        _clear(workspace)
        _lay_out(workspace.root, files)
        built = build_these(workspace, order, kit.roster, slugs)
        return [
            _sent(workspace, order, kit.roster, *each) for each in zip(slugs, built, strict=True)
        ]


def _sent(workspace: Workspace, order: Order, roster: Roster, slug: str, built: Built) -> Sent:
    files = {workspace.relative(one.path): one.path.read_bytes() for one in built.made}
    upkeep = Upkeep(workspace, order, roster)
    year = upkeep.year(slug)
    record = None if year is None else upkeep.records.load(slug, year)
    return Sent(slug, built, files, None if record is None else msgspec.json.encode(record))


def _refuse_another(kit: Kit) -> None:
    if machine.build_of() != kit.build_of:
        raise Refused([Problem("cluster-differs", args={"what": "docgen"})])
    if kit.office and machine.office() != kit.office:
        raise Refused([Problem("cluster-differs", args={"what": "LibreOffice"})])


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
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            path.write_bytes(content)
        else:
            path.mkdir(exist_ok=True)


# where the build is driven


def cluster_of(workspace: Workspace, order: Order, roster: Roster, address: str) -> Crew:
    """The workers of a scheduler; Refused where none can be reached."""
    client = _client(address)
    kit = Kit(order, roster, dict(_below(workspace, workspace.templates)))
    office = _Office(workspace, order, roster)
    try:
        client.register_plugin(kit)
        width = max(_LEAST, 2 * sum(client.nthreads().values()))
    except BaseException:
        client.close(timeout=_CONNECT)
        raise

    def stop(executor: Executor) -> None:
        executor.shutdown(wait=False)
        with suppress(OSError, TimeoutError, CommClosedError):
            client.unregister_worker_plugin(kit.name)
        client.close(timeout=_CONNECT)

    return Crew(
        lambda: client.get_executor(pure=False),
        work_there,
        width,
        (KilledWorker,),
        stop,
        lambda slugs: (kit.name, list(slugs), dict(office.files(slugs))),
        office.take,
        lambda future: _waited(client, future),
    )


def _client(address: str) -> Client:
    try:
        client = Client(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        args = {"address": address, "reason": str(error).splitlines()[0] if str(error) else "–"}
        raise Refused([Problem("cluster-unreachable", args=args)]) from None
    try:
        client.wait_for_workers(1, timeout=_EMPTY)
    except TimeoutError:
        client.close(timeout=_CONNECT)
        raise Refused([Problem("cluster-deserted", args={"address": address})]) from None
    return client


def _waited(client: Client, future: Future[Any]) -> Any:
    """The result; Refused where the scheduler is gone, or all workers are and none comes."""
    deserted: float | None = None
    while True:
        try:
            return future.result(_POLL)
        except (CancelledError, CommClosedError):
            raise Refused([Problem("cluster-lost", args={"address": _address(client)})]) from None
        except NotYet:
            if future.done():
                raise
        now = time.monotonic()
        if client.status == "running" and client.nthreads():
            deserted = None
        elif deserted is None:
            deserted = now
        elif now - deserted > _DESERTED:
            raise Refused([Problem("cluster-deserted", args={"address": _address(client)})])


def _address(client: Client) -> str:
    return str(client.scheduler.address) if client.scheduler is not None else "–"


def _below(workspace: Workspace, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder of the workspace; a link is left to be refused where it is read."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield workspace.relative(path), workspace.read(path)
        elif path.is_dir() and not path.is_symlink():
            yield f"{workspace.relative(path)}/", b""


class _Office:
    """Sends out the data, and takes in what was made."""

    def __init__(self, workspace: Workspace, order: Order, roster: Roster) -> None:
        self._workspace = workspace
        self._order = order
        self._roster = roster
        self._upkeep = Upkeep(workspace, order, roster)
        self._why: dict[str, dict[str, tuple[Reason, ...]]] = {}

    def files(self, slugs: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """The data of the agencies, and of those above them of the same year."""
        sent: set[tuple[str, int | None]] = set()
        for slug in slugs:
            year = self._upkeep.year(slug)
            self._remember(slug, year)
            for member in self._roster.line(slug):
                if (member, year) in sent:
                    continue
                sent.add((member, year))
                yield from self._of(member, year, own=member == slug)

    def _of(self, member: str, year: int | None, *, own: bool) -> Iterator[tuple[str, bytes]]:
        folder = self._workspace.data / member
        if folder.is_symlink():
            return
        path = folder / "agency.yaml"
        if path.is_file():
            yield self._workspace.relative(path), self._workspace.read(path)
        if year is not None and (folder / str(year)).is_dir():
            yield f"{self._workspace.relative(folder)}/{year}/", b""
            yield from _below(self._workspace, folder / str(year))
        if own and (folder / "templates").is_dir():
            yield from _below(self._workspace, folder / "templates")

    def _remember(self, slug: str, year: int | None) -> None:
        record = Record() if year is None else self._upkeep.records.load(slug, year)
        self._why[slug] = {
            type_: tuple(self._upkeep.why(slug, year or 0, type_, record))
            for type_ in self._order.types
        }

    def take(self, sent: list[Sent]) -> list[Built]:
        """Write the documents that are other than what stands there, and the records."""
        return [self._taken(each) for each in sent]

    def _taken(self, sent: Sent) -> Built:
        why = self._why.pop(sent.slug, {})
        made = [self._made(one, sent.files, why.get(one.type, ())) for one in sent.built.made]
        problems = [self._told(problem) for problem in sent.built.problems]
        refused = tuple(
            structs.replace(one, path=self._path(one.path)) for one in sent.built.refused
        )
        name = self._workspace.relative
        try:
            files = [
                (new.path, sent.files[_in_room(old.path)])
                for old, new in zip(sent.built.made, made, strict=True)
                if new.written
            ]
            write_all(files, self._order.out, name)
            remove((p for one in made for p in _drafts(one)), name)
        except Refused as error:
            return Built((), (*problems, *error.problems), refused)
        for path, _ in files:
            self._upkeep.files.forget(str(path))
        self._record(sent)
        return Built(tuple(made), tuple(problems), refused)

    def _made(self, one: Made, files: Files, why: tuple[Reason, ...]) -> Made:
        path = self._path(one.path)
        written = not holds(path, files[_in_room(one.path)])
        return structs.replace(
            one, path=path, written=written, why=about(why, path, self._workspace)
        )

    def _path(self, there: Path) -> Path:
        return self._order.out / Path(_in_room(there)).relative_to(_BUILD)

    def _told(self, problem: Problem) -> Problem:
        """Its docx by the name that it has here."""
        docx = problem.where.docx
        if docx is None or not docx.startswith(f"{_BUILD}/"):
            return problem
        here = self._workspace.relative(self._order.out / docx.removeprefix(f"{_BUILD}/"))
        return structs.replace(problem, where=structs.replace(problem.where, docx=here))

    def _record(self, sent: Sent) -> None:
        year = self._upkeep.year(sent.slug)
        if sent.record is None or year is None or self._order.shares:
            return
        there = msgspec.json.decode(sent.record, type=Record)
        before = self._upkeep.records.load(sent.slug, year)
        kept = {t: e for t, e in before.entries.items() if t not in self._order.types}
        entries = {**kept, **{t: _ours(e) for t, e in there.entries.items()}}
        record = Record(entries, before.files)
        self._upkeep.records.store(sent.slug, year, self._upkeep.looked_at(sent.slug, year, record))


def _in_room(path: Path) -> str:
    """``build/<agency>/<year>/<file>``, whichever worker's room it was."""
    return "/".join((_BUILD, *path.parts[-3:]))


def _drafts(one: Made) -> Iterator[Path]:
    if not one.draft:
        yield one.path.with_name(f"{one.name}{DRAFT}{one.path.suffix}")


def _ours(entry: Entry) -> Entry:
    """The entry of a worker with the same docgen and tools, as this machine tells of those."""
    return structs.replace(
        entry,
        code=machine.code(),
        tools=machine.tools() if entry.tools else "",
        documents=tuple(
            structs.replace(
                one,
                others={
                    ext: (digest, made_of(one.digest)) for ext, (digest, _) in one.others.items()
                },
            )
            for one in entry.documents
        ),
    )
