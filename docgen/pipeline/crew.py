"""Those who work: this process, a pool of others, or a cluster, all by way of one ``Executor``.

A process that dies takes the whole pool with it; what was under way is then done again, agency by
agency, so that only the one that kills is lost, and named. On Ctrl-C the processes are ended:
each takes its half-written files with it, and what was finished is in the records.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import multiprocessing.util
import os
import signal
import sys
import threading
import time
from collections import deque
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from typing import TYPE_CHECKING, Any, Final, Self

from msgspec import structs

from docgen.layout.libreoffice import kept
from docgen.layout.libreoffice.start import stoppable
from docgen.pipeline.built import Built
from docgen.problem import Problem, Where, words
from docgen.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from docgen.pipeline.roster import Roster
    from docgen.pipeline.upkeep import Order


_TRIES: Final = 2  # of an agency by itself, before it is given up
_PATIENCE: Final = 1.5  # seconds that processes get to take their half-written files away


class Lost(Exception):  # noqa: N818 - as ``KilledWorker``
    """A worker could not do a task that another may do; ``problem`` is said of who is given up for it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class Here(Executor):
    """This process: a task is done when it is handed in."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """A future that is done; what is raised goes up at once."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Crew:
    """Hands tasks to an executor, and to a new one when it breaks.

    ``width`` is how many tasks may be under way, ``lost`` what a future raises whose worker died.
    ``pack`` makes the arguments of a task, ``take`` the outcomes of what it gave; ``wait`` may
    give up waiting.
    """

    def __init__(
        self,
        start: Callable[[], Executor],
        task: Callable[..., Any],
        width: int = 1,
        lost: tuple[type[BaseException], ...] = (BrokenExecutor,),
        stop: Callable[[Executor], None] | None = None,
        pack: Callable[[Sequence[str]], tuple[Any, ...]] = lambda slugs: (slugs,),
        take: Callable[[Any], list[Built]] = lambda made: made,
        wait: Callable[[Future[Any]], Any] = lambda future: future.result(),
    ) -> None:
        self.width = width
        self._start = start
        self._task = task
        self._lost = lost
        self._stop = stop or _shut
        self._executor: Executor | None = None
        self._pack = pack
        self._take = take
        self._wait = wait
        self._guard = contextlib.ExitStack()

    def submit(self, slugs: Sequence[str]) -> Future[Any]:
        """Begin a task; the executor is started with the first one."""
        task = (self._task, *self._pack(slugs))
        if self._executor is not None:
            try:
                return self._executor.submit(*task)
            except self._lost:
                self.close()
        self._executor = self._start()
        return self._executor.submit(*task)

    def result(self, slugs: Sequence[str], future: Future[Any]) -> list[Built]:
        """What a task gave; when its worker was lost, each agency is tried by itself."""
        try:
            return self._take(self._wait(future))
        except self._lost:
            return [self._alone(slug) for slug in slugs]

    def __enter__(self) -> Self:
        self._guard.enter_context(stoppable())
        self._guard.enter_context(kept())
        return self

    def __exit__(self, *_: object) -> None:
        with self._guard:
            self.close()

    def close(self) -> None:
        """End the executor; what is under way is not waited for."""
        if self._executor is not None:
            self._stop(self._executor)
            self._executor = None

    def _alone(self, slug: str) -> Built:
        problem = Problem("worker-died")
        for _ in range(_TRIES):
            try:
                (built,) = self._take(self._wait(self.submit([slug])))
            except self._lost as error:
                if isinstance(error, Lost):
                    problem = error.problem
                continue
            return built
        return Built((), (structs.replace(problem, where=Where(file=f"data/{slug}")),))


def in_order(
    crew: Crew, handfuls: Iterator[tuple[tuple[Built | None, ...], tuple[str, ...]]]
) -> Iterator[Built]:
    """The outcome of each agency, in order; ``crew.width`` handfuls are under way at a time."""
    waiting: deque[tuple[tuple[Built | None, ...], tuple[str, ...], Future[Any] | None]]
    waiting = deque()
    under_way = 0
    for slots, stale in handfuls:
        waiting.append((slots, stale, crew.submit(stale) if stale else None))
        under_way += bool(stale)
        while waiting and (under_way >= crew.width or waiting[0][2] is None):
            under_way -= waiting[0][2] is not None
            yield from _told(crew, *waiting.popleft())
    while waiting:
        yield from _told(crew, *waiting.popleft())


def _told(
    crew: Crew,
    slots: tuple[Built | None, ...],
    stale: tuple[str, ...],
    future: Future[Any] | None,
) -> Iterator[Built]:
    made = iter(crew.result(stale, future) if future is not None else ())
    for slot in slots:
        yield next(made) if slot is None else slot


def here(order: Order, roster: Roster) -> Crew:
    """This process alone."""
    _ORDERS[:] = [(order, roster)]
    return Crew(Here, work_here)


# a pool of processes


@contextlib.contextmanager
def _no_ctrl_c() -> Iterator[None]:
    """Processes that are started in here keep Ctrl-C from themselves; this one hears it afterwards.

    A terminal sends it to all of them. They end with the one who drives, not by themselves.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Pool(ProcessPoolExecutor):
    """Processes that never hear of Ctrl-C: they are started as tasks are handed in."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As every executor's."""
        with _no_ctrl_c():
            return super().submit(fn, *args, **kwargs)


def pool(order: Order, roster: Roster, jobs: int) -> Crew:
    """So many processes, each of which gets order and roster once."""

    def start() -> Executor:
        context = multiprocessing.get_context("spawn")
        return Pool(jobs, context, begin, (order, roster, words.spoken()))

    return Crew(start, work, width=2 * jobs, stop=end)


_ORDERS: Final[list[tuple[Order, Roster]]] = []
_KEPT: Final = contextlib.ExitStack()  # a worker's LibreOffice, from its first task to its last


def begin(order: Order, roster: Roster, language: str) -> None:
    """A worker's first step. It ends with the one who drives, by SIGTERM, never by Ctrl-C."""
    _ORDERS[:] = [(order, roster)]
    words.speak(language)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _drop)
    _KEPT.enter_context(kept())
    multiprocessing.util.Finalize(None, _finish, exitpriority=1)
    driver = multiprocessing.parent_process()
    if driver is not None:
        threading.Thread(target=_follow, args=(driver,), daemon=True).start()


def work_here(slugs: Sequence[str]) -> list[Built]:
    """The outcomes of a handful of agencies; what they left in circles goes with them.

    Else it would wait in memory for fifty thousand objects (``__main__``), so for ten thousand agencies.
    """
    from docgen.pipeline.agencies import build_these

    order, roster = _ORDERS[0]
    made = build_these(Workspace(order.root), order, roster, slugs)
    gc.collect(0)
    return made


def work(slugs: Sequence[str]) -> list[Built]:
    """A worker's task."""
    try:
        try:
            signal.signal(signal.SIGTERM, _leave)
            return work_here(slugs)
        finally:
            signal.signal(signal.SIGTERM, _drop)
    except SystemExit:  # half-written files are gone by now
        _finish()
        os._exit(1)


def end(executor: Executor) -> None:
    """End a pool within two seconds, whatever its processes are doing."""
    executor.shutdown(wait=False, cancel_futures=True)
    ours = multiprocessing.active_children()
    for each in ours:
        each.terminate()
    until = time.monotonic() + _PATIENCE
    for each in ours:
        each.join(max(0.0, until - time.monotonic()))
        if each.is_alive():
            each.kill()
            each.join()


def _shut(executor: Executor) -> None:
    executor.shutdown(wait=False, cancel_futures=True)


def _leave(number: int, _frame: object) -> None:
    """Amid a task: what is half written goes as the stack unwinds."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a pool that breaks sends one more, amid leaving
    sys.exit(128 + number)


def _drop(number: int, _frame: object) -> None:
    """Between tasks nothing is half written; an exception would only be told, by whoever it hits."""
    _finish()
    os._exit(128 + number)


def _finish() -> None:
    """A worker's last step."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _KEPT.close()


def _follow(driver: Any) -> None:
    """When the one who drives is gone, nobody wants the rest."""
    with contextlib.suppress(OSError):
        driver.join()
    os.kill(os.getpid(), signal.SIGTERM)
