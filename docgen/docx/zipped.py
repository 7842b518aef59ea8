"""Read and write the zip of a docx record by record, so that hostile ones never unpack.

Written out because Python's zipfile trusts the local records, imports for 20 ms, and writes
bytes that depend on the zlib at hand. Format: APPNOTE.TXT 4.3; ECMA-376-2 allows a docx only
stored and deflated records, no encryption, no spanning.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

import deflate

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

_LOCAL: Final = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL: Final = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_LISTED: Final = struct.Struct("<4sHHHHHHLLLHHHHHL")  # the same without the offset at its end
_END: Final = struct.Struct("<4sHHHHLLH")
_VERSION: Final = 20  # 2.0: deflate
_UTF8: Final = 0x800
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_DATE: Final = (0 << 9) | (1 << 5) | 1  # 1980-01-01, the first day a zip can name
_STORED, _DEFLATED = 0, 8
_LEVEL: Final = 6
PRINTED: Final = 4  # of a part that each document has of its own: docs/performance.md
_MAX_COMMENT: Final = 0xFFFF


class Damaged(Exception):  # noqa: N818 - an outcome of reading
    """Not a zip that can be read; ``reason`` is one of the names below."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Entry(NamedTuple):
    """One line of the central directory; sizes in bytes."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def directory(data: bytes) -> tuple[Entry, ...]:
    """The central directory, nothing unpacked. Damaged: ``it is no Office file at all``, ``truncated``."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - _END.size - _MAX_COMMENT))
    if end < 0 or end + _END.size > len(data):
        raise Damaged(
            "truncated" if data.startswith(b"PK\x03\x04") else "it is no Office file at all"
        )
    _, disk, first_disk, here, total, size, start, _ = _END.unpack_from(data, end)
    if disk or first_disk or here != total or start + size > end or total == 0xFFFF:
        raise Damaged("truncated")
    entries = []
    at = start
    for _ in range(total):
        if at + _CENTRAL.size > end:
            raise Damaged("truncated")
        found = _CENTRAL.unpack_from(data, at)
        (magic, _, _, flags, method, _, _, crc, packed, full, name_length, extra, comment) = found[
            :13
        ]
        if magic != b"PK\x01\x02":
            raise Damaged("truncated")
        raw = data[at + _CENTRAL.size : at + _CENTRAL.size + name_length]
        entries.append(Entry(_name(raw, flags), flags, method, crc, packed, full, found[16]))
        at += _CENTRAL.size + name_length + extra + comment
    return tuple(entries)


def _name(raw: bytes, flags: int) -> str:
    if raw.isascii():  # as nearly all are: no other table need be loaded
        return raw.decode("ascii")
    try:
        return raw.decode("utf-8" if flags & _UTF8 else "cp437")
    except UnicodeDecodeError:
        raise Damaged("truncated") from None


def is_encrypted(entry: Entry) -> bool:
    """Whether its bytes need a password."""
    return bool(entry.flags & _ENCRYPTED)


def unpack(data: bytes, entry: Entry) -> bytes:
    """The bytes of one entry, exactly as long as the directory said. Damaged: ``truncated``."""
    if entry.offset + _LOCAL.size > len(data):
        raise Damaged("truncated")
    magic, *_, name_length, extra = _LOCAL.unpack_from(data, entry.offset)
    start = entry.offset + _LOCAL.size + name_length + extra
    packed = data[start : start + entry.packed]
    if magic != b"PK\x03\x04" or len(packed) != entry.packed:
        raise Damaged("truncated")
    full = _inflate(packed, entry)
    if len(full) != entry.size or deflate.crc32(full) != entry.crc:
        raise Damaged("truncated")
    return full


def _inflate(packed: bytes, entry: Entry) -> bytes:
    if entry.method == _STORED:
        return packed
    if entry.method != _DEFLATED:
        raise Damaged("it is packed in a way that Word cannot read")
    try:
        return bytes(deflate.deflate_decompress(packed, entry.size))
    except deflate.DeflateError:
        raise Damaged("truncated") from None


class Record(NamedTuple):
    """One part, packed: made once and copied into every document that has it unchanged."""

    local: bytes  # local header, name, packed bytes
    listed: bytes  # its line of the central directory up to the offset
    name: bytes


def record(name: str, content: bytes, *, level: int = _LEVEL, plain: bool = False) -> Record:
    """The part packed: fixed date and attributes, libdeflate at that level.

    libdeflate's output depends neither on the processor nor on the system, so the same part is
    the same bytes everywhere. A ``plain`` one is stored as it is.
    """
    raw = name.encode("utf-8")
    packed: bytes | bytearray = deflate.deflate_compress(content, level)
    method = _DEFLATED
    if plain or len(packed) >= len(content):
        packed, method = content, _STORED
    flags = 0 if name.isascii() else _UTF8
    crc, size = deflate.crc32(content), len(content)
    shared = (_VERSION, flags, method, 0, _DATE, crc, len(packed), size)
    local = b"".join((_LOCAL.pack(b"PK\x03\x04", *shared, len(raw), 0), raw, packed))
    return Record(
        local, _LISTED.pack(b"PK\x01\x02", _VERSION, *shared, len(raw), 0, 0, 0, 0, 0), raw
    )


def join(records: Iterable[Record]) -> bytes:
    """A zip of the records in their order."""
    body: list[bytes] = []
    listing: list[bytes] = []
    offset = 0
    for one in records:
        body.append(one.local)
        listing += (one.listed, offset.to_bytes(4, "little"), one.name)
        offset += len(one.local)
    count, central = len(body), b"".join(listing)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(central), offset, 0)
    return b"".join((*body, central, end))


def write(parts: Mapping[str, bytes], plain: Container[str] = ()) -> bytes:
    """A zip of the parts in their order; those named in ``plain`` are stored as they are."""
    return join(record(name, content, plain=name in plain) for name, content in parts.items())
