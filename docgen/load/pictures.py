"""Pictures among the attachments of a proposal: files of the agency's year, and nothing else.

A picture is ``attachments/<name>.png`` (jpg, jpeg, gif) below ``data/<agency>/<year>/``. What it
is is told by its bytes, not by its name; how it is printed is ``render``'s.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from docgen.problem import Problem, Refused
from docgen.problem.words import N_
from docgen.workspace import is_file_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from docgen.load.sources import Sources
    from docgen.model.proposal import Attachment, Proposal
    from docgen.workspace import Workspace

FOLDER: Final = "attachments"
LARGEST: Final = 10 * 2**20  # bytes: a safety limit; a scanned page has about 1 MB
KINDS: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")
_ENDS: Final = frozenset({".png", ".jpg", ".jpeg", ".gif"})


def read(
    workspace: Workspace,
    base: Path,
    proposals: Iterable[tuple[str, Proposal]],
    sources: Sources,
) -> tuple[tuple[tuple[str, bytes], ...], list[Problem]]:
    """Content by path in the year's folder ``base``, and every fault at the line that names it."""
    found: dict[str, bytes] = {}
    faults: list[Problem] = []
    for name, proposal in proposals:
        for each in proposal.attachments:
            if each.image is not None:
                faults += _read(
                    workspace, base, each, f"proposals/{name}:{each.id}", sources, found
                )
    return tuple(found.items()), faults


def _read(
    workspace: Workspace,
    base: Path,
    attachment: Attachment,
    address: str,
    sources: Sources,
    found: dict[str, bytes],
) -> Iterator[Problem]:
    image = attachment.image or ""
    if attachment.description is None:
        where = sources.where(f"{address}.image")
        yield Problem("not-a-picture", where, {"reason": N_("it has no alternative text")})
    if attachment.width is not None and attachment.width <= 0:
        where = sources.where(f"{address}.width")
        yield Problem("not-a-picture", where, {"reason": N_("its width is none")})
    where = sources.where(f"{address}.image")
    if not _is_ours(image):
        yield Problem("attachment-out-of-place", where, {"file": image})
        return
    path = base / FOLDER / PurePosixPath(image).name
    try:
        content = found.get(image) or workspace.read(path)
    except Refused as refused:
        if any(problem.rule == "missing-file" for problem in refused.problems):
            yield Problem("missing-attachment", where, {"file": workspace.relative(path)})
        else:
            yield from refused.problems
        return
    if not content.startswith(KINDS):
        yield Problem("not-a-picture", where, {"reason": N_("it is no PNG, JPEG or GIF")})
    elif len(content) > LARGEST:
        yield Problem("not-a-picture", where, {"reason": N_("the file is too large")})
    else:
        found[image] = content


def _is_ours(image: str) -> bool:
    """``attachments/<name>.png``: no other folder, no way out of it."""
    folder, _, name = image.partition("/")
    stem, dot, end = name.rpartition(".")
    return folder == FOLDER and bool(dot) and f".{end}" in _ENDS and is_file_name(stem)
