"""The build record: of what each document was made, so that nothing is made twice.

One small file for each agency and year in ``build/.cache/records``. It holds digests of every
file that a document depends on, and of the document itself; what does not fit today is made
anew. A record that is cut, foreign or altered by accident is no record: the file begins with the
digest of its name and content. Whoever alters one on purpose can keep a document from being made
anew, no more than by writing into ``build/`` itself; nothing of it is run. Two builds at once
write whole files over one another, and a record that does not fit the other's documents shows.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from docgen.pipeline.stamps import Seen  # noqa: TC001 - msgspec reads the types of records
from docgen.problem import Problem  # noqa: TC001 - as above
from docgen.sha2 import sha256

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.workspace import Workspace

_FORMAT: Final = 2
_FOLDER: Final = "records"


class Document(Struct, frozen=True, omit_defaults=True):
    """A document that stands there: its stem and its digest.

    ``shown`` is its budget and shares, as JSON, where its pages were measured. ``others`` are
    files of other formats made of it, by extension, each with the digest of docx and tools.
    """

    name: str
    digest: str
    shown: msgspec.Raw = msgspec.Raw(b"null")
    others: dict[str, tuple[str, str]] = {}


class Entry(Struct, frozen=True, omit_defaults=True):
    """The documents of a type, all without error, and what they were made of.

    ``inputs``: path in the workspace → digest. ``model`` stands for what was read of them, so
    for all that the documents say. ``names``: what stands for the names of agencies, of all or of
    kin alone, that the verdicts follow from. ``tools`` where LibreOffice or a font had a say.
    """

    code: str
    names: tuple[str, ...]
    inputs: dict[str, str]
    model: str
    documents: tuple[Document, ...]
    chain: tuple[str, ...]
    tools: str = ""
    problems: tuple[Problem, ...] = ()


class Record(Struct, frozen=True, omit_defaults=True):
    """All entries of an agency's year, by type; ``files`` as they were when last looked at."""

    entries: dict[str, Entry] = {}
    files: dict[str, Seen] = {}


_EMPTY: Final = Record()
_DECODER: Final = msgspec.json.Decoder(Record)


class Records:
    """The records of documents written below one folder."""

    def __init__(self, workspace: Workspace, out: Path) -> None:
        self.folder = workspace.cache / _FOLDER
        elsewhere = sha256(os.fsencode(out.absolute())).hexdigest()[:12]
        self._behind = "" if out == workspace.build else f"-{elsewhere}"

    def load(self, slug: str, year: int) -> Record:
        """The record, or an empty one."""
        key = self._key(slug, year)
        try:
            digest, _, text = self.path(slug, year).read_bytes().partition(b"\n")
            if digest != _digest(key, text):
                return _EMPTY
            return _DECODER.decode(text)
        except (OSError, ValueError, msgspec.MsgspecError, RecursionError):
            return _EMPTY

    def store(self, slug: str, year: int, record: Record) -> None:
        """A folder that cannot be written costs time, never a document."""
        key, text = self._key(slug, year), msgspec.json.encode(record)
        aside = self.folder / f".{key}.{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(_digest(key, text) + b"\n" + text)
            aside.replace(self.folder / key)
        except BaseException as error:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
            if not isinstance(error, OSError):
                raise  # Ctrl-C leaves nothing by halves

    def path(self, slug: str, year: int) -> Path:
        """Where the record of an agency's year is."""
        return self.folder / self._key(slug, year)

    def _key(self, slug: str, year: int) -> str:
        return f"{slug}-{year}{self._behind}"


def _digest(key: str, text: bytes) -> bytes:
    told = f"{_FORMAT}\n{key}\n".encode()
    return sha256(told + text).hexdigest().encode()
