"""Texts kept on disk under a key: what was worked out before, never what a person typed.

A file begins with the digest of its key and its text, so one that is foreign, cut or altered by
accident is no file at all. Only JSON is kept: whoever alters one on purpose can spoil words, not
run code. Writes are a temporary file and a rename: two processes never see half of one.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import msgspec

from docgen.sha2 import sha256

if TYPE_CHECKING:
    from pathlib import Path

_FLAGS: Final = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK")
)


def load(file: Path, key: str) -> Any:
    """What was stored there under the key, as JSON gives it; None for anything else."""
    try:
        digest, _, text = _read(file).partition(b"\n")
        if digest.decode("ascii", "replace") != _digest(key, text):
            return None
        return msgspec.json.decode(text)
    except (OSError, ValueError, msgspec.DecodeError, RecursionError):
        return None


def _read(file: Path) -> bytes:
    """A file's content. OSError for a link, and for a pipe or device, which would not end."""
    with open(file, "rb", opener=lambda path, _: os.open(path, _FLAGS)) as opened:
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise OSError("no file")
        return opened.read()


def store(file: Path, key: str, content: object) -> None:
    """Store it; a folder that cannot be written costs speed, never the document."""
    text = msgspec.json.encode(content)
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(_digest(key, text).encode() + b"\n" + text)
        temporary.replace(file)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise  # Ctrl-C leaves nothing by halves


def _digest(key: str, text: bytes) -> str:
    return sha256(key.encode() + text).hexdigest()
