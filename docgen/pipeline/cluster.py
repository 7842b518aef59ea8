"""The same build on a Dask cluster whose workers share no disk with us: whom it asks, and how long.

What a worker does says ``cluster_tasks``, what travels ``cluster_office``. Work that a lost worker
had is done again by Dask. Without workers, or without the scheduler, the build gives up: what was
finished stands, with its record.
"""

from __future__ import annotations

import logging
import time
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from distributed import Client
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from docgen.pipeline import machine
from docgen.pipeline.cluster_office import Office, below
from docgen.pipeline.cluster_tasks import Kit, work_there
from docgen.pipeline.crew import Crew, Lost
from docgen.problem import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor, Future

    from docgen.pipeline.roster import Roster
    from docgen.pipeline.upkeep import Order
    from docgen.workspace import Workspace

_CONNECT: Final = 10  # seconds to reach the scheduler
_EMPTY: Final = 30  # seconds to wait for a first worker
_DESERTED: Final = 60.0  # seconds without any worker before the build gives up
_POLL: Final = 2.0  # seconds
_LEAST: Final = 8  # tasks under way


def cluster_of(workspace: Workspace, order: Order, roster: Roster, address: str) -> Crew:
    """The workers of a scheduler; Refused where none can be reached."""
    client = _client(address)
    office = Office(workspace, order, roster)
    try:
        kit = Kit(order, roster, dict(below(workspace, workspace.templates)))
        _refuse_others(client, kit)
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

    def pack(slugs: Sequence[str]) -> tuple[Any, ...]:
        return kit.name, office.wanted(slugs), dict(office.files(slugs))

    return Crew(
        lambda: client.get_executor(pure=False),
        work_there,
        width,
        (KilledWorker, Lost),
        stop,
        pack,
        office.take,
        lambda future: _waited(client, future),
    )


def _refuse_others(client: Client, kit: Kit) -> None:
    """Refused with every worker that would make other bytes, or has no docgen, before it is asked.

    One that comes later is told by its first task.
    """
    told = [("docgen", kit.build_of, client.run(machine.build_of, on_error="return"))]
    if kit.office:
        told.append(("LibreOffice", kit.office, client.run(machine.office, on_error="return")))
    differs = [
        Problem("cluster-differs", args={"what": what, "worker": worker})
        for what, ours, found in told
        for worker, theirs in sorted(found.items())
        if theirs != ours
    ]
    if differs:
        raise Refused(differs)


def _client(address: str) -> Client:
    for name in ("distributed", "distributed.client"):  # what matters we say ourselves
        logging.getLogger(name).setLevel(logging.CRITICAL)
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
        except ImportError as error:  # a task that a worker without docgen could not even read
            args = {"what": error.name or "docgen", "worker": _address(client)}
            raise Refused([Problem("cluster-differs", args=args)]) from None
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
