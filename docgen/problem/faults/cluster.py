"""Many processes, and clusters of machines."""

from __future__ import annotations

from typing import Final

from docgen.problem.faults.shape import Fault
from docgen.problem.words import N_

FAULTS: Final[dict[str, Fault]] = {
    "worker-died": Fault(
        N_("the process that made this agency's documents died, twice"),
        N_("build this agency by itself with --jobs 1; is there memory enough?"),
    ),
    "worker-without-room": Fault(
        N_("the worker {worker} has no room for this agency's files ({reason})"),
        N_("make room there, then build again; the other agencies are not touched by it"),
        tool=True,
    ),
    "cluster-missing": Fault(
        N_("working on a cluster needs the library dask.distributed"),
        N_('pip install "docgen[cluster]"'),
        tool=True,
    ),
    "cluster-unreachable": Fault(
        N_("there is no scheduler at {address}: {reason}"),
        N_("check the address, and that the scheduler is running"),
        tool=True,
    ),
    "cluster-deserted": Fault(
        N_("the scheduler {address} has no workers"),
        N_("start some; what was finished stays, and the next build goes on from there"),
        tool=True,
    ),
    "cluster-lost": Fault(
        N_("the connection to the scheduler {address} was lost"),
        N_("what was finished stays, and the next build goes on from there"),
        tool=True,
    ),
    "cluster-differs": Fault(
        N_("the worker {worker} has no {what}, or another one than this machine"),
        N_("install the same version on all of them: the documents would differ"),
        tool=True,
    ),
}
