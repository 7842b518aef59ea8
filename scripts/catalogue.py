"""The message catalogue, kept in step with the code: --write brings it up to date, --check looks.

``--write`` takes new messages into the .po (untranslated), drops unused ones and compiles the
.mo. ``--check`` names every untranslated, unused or missing message, every placeholder that was
lost in translation, and a .mo that is not what the .po gives.
"""

from __future__ import annotations

import argparse
import io
import string
import struct
import sys
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PROJECT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = PROJECT / "docgen" / "locale" / "zh_TW" / "LC_MESSAGES"
PO: Final = FOLDER / "docgen.po"
MO: Final = FOLDER / "docgen.mo"
PLURALS: Final = "Plural-Forms: nplurals=1; plural=0;\n"
TYPE: Final = "Content-Type: text/plain; charset=UTF-8\n"
HEADER: Final = f"""# Messages of docgen in Taiwan's usage. Kept in step by scripts/catalogue.py.
msgid ""
msgstr ""
"Language: zh_TW\\n"
"{PLURALS.strip()}\\n"
"MIME-Version: 1.0\\n"
"{TYPE.strip()}\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
KEYWORDS: Final = {"_": None, "N_": None, "say": None, "say_count": (1, 2)}


def main() -> int:
    """Exit 1 when a check finds something."""
    parser = argparse.ArgumentParser(description=__doc__)
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("--check", action="store_true")
    group.add_argument("--write", action="store_true")
    if parser.parse_args().write:
        write()
    found = faults()
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


def extracted() -> Catalog:
    """Every message that the code marks, by file name and then in its order."""
    catalogue = _empty()
    found = extract_from_dir(PROJECT / "docgen", [("**.py", "python")], keywords=KEYWORDS)
    for name, _line, message, _comments, _context in sorted(found, key=lambda each: each[:2]):
        catalogue.add(message, locations=[(f"docgen/{name}", 0)])
    return catalogue


def translated() -> Catalog:
    """The .po as it is."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh_TW", domain="docgen", abort_invalid=True)


def compiled(catalogue: Catalog) -> bytes:
    """The .mo of a catalogue (GNU gettext's format, without a hash table).

    Not Babel's writer: that puts the clock and its own version into the header.
    """
    texts = {"": PLURALS + TYPE}
    for message in catalogue:
        if message.id and all(_strings(message.string)):
            texts["\0".join(_strings(message.id))] = "\0".join(_strings(message.string))
    pairs = sorted((key.encode(), text.encode()) for key, text in texts.items())
    start = 28  # bytes of the header: seven numbers
    tables, strings = [], b""
    for column in (0, 1):
        for pair in pairs:
            tables += [len(pair[column]), start + 16 * len(pairs) + len(strings)]
            strings += pair[column] + b"\0"
    numbers = [0x950412DE, 0, len(pairs), start, start + 8 * len(pairs), 0, 0, *tables]
    return struct.pack(f"<{len(numbers)}I", *numbers) + strings


def write() -> None:
    """Bring both files up to date; translations are kept, only exact messages keep theirs."""
    old = translated() if PO.exists() else _empty()
    new = extracted()
    for message in new:
        known = old.get(message.id) if message.id else None
        if known is not None:
            message.string = known.string
    FOLDER.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_po(buffer, new, width=100, omit_header=True, include_lineno=False)
    PO.write_bytes(HEADER.encode() + buffer.getvalue())
    MO.write_bytes(compiled(translated()))


def faults() -> list[str]:
    """What is wrong with the catalogue, a line each."""
    wanted, have = extracted(), translated()
    found = []
    for message in wanted:
        known = have.get(message.id)
        if not message.id:
            continue
        if known is None:
            found.append(f"not in the catalogue: {message.id!r} (make catalogue)")
        elif not all(_strings(known.string)):
            found.append(f"untranslated: {message.id!r}")
        elif _holes(known.string) - _holes(message.id) or (
            isinstance(message.id, str) and _holes(known.string) != _holes(message.id)
        ):
            found.append(f"other placeholders: {message.id!r} → {known.string!r}")
    found += [
        f"unused: {message.id!r} (make catalogue)"
        for message in have
        if message.id and wanted.get(message.id) is None
    ]
    found += [f"fuzzy: {message.id!r}" for message in have if message.id and message.fuzzy]
    if not MO.exists() or MO.read_bytes() != compiled(have):
        found.append("the .mo is not what the .po gives (make catalogue)")
    return found


def _strings(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, (tuple, list)) else (str(text),)


def _holes(text: object) -> set[str]:
    """The names in braces, and the %-marks of argparse's own messages."""
    found: set[str] = set()
    for each in _strings(text):
        found |= {name for _, name, _, _ in string.Formatter().parse(each) if name is not None}
        found |= {word for word in ("%s", "%r", "%(value)r", "%(choices)s") if word in each}
    return found


def _empty() -> Catalog:
    return Catalog(locale="zh_TW", domain="docgen", fuzzy=False)


if __name__ == "__main__":
    sys.exit(main())
