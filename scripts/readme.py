"""The tables of both READMEs, written from the code: --write brings them up to date, --check looks.

A table stands between ``<!-- NAME -->`` and ``<!-- /NAME -->``. Nothing else is touched.
"""

from __future__ import annotations

import argparse
import importlib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

PROJECT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from docgen import doctype  # noqa: E402 - the project is not installed where it is developed
from docgen.cli.outcome import Exit  # noqa: E402
from docgen.cli.table import COMMANDS, DOCUMENT  # noqa: E402
from docgen.problem import words  # noqa: E402
from docgen.workspace import Workspace  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

READMES: Final = {"en": PROJECT / "README.md", "zh_TW": PROJECT / "README.zh-TW.md"}
HEADS: Final = {
    "en": {
        "commands": ("command", "what it does"),
        "documents": ("command", "document", "made from"),
        "exit-codes": ("code", "meaning"),
    },
    "zh_TW": {
        "commands": ("指令", "用途"),
        "documents": ("指令", "文件", "資料來源"),
        "exit-codes": ("代碼", "意義"),
    },
}
CODES: Final = {
    "en": {
        Exit.FINE: "fine (warnings too)",
        Exit.PROBLEMS: "problems in data, template or document",
        Exit.USAGE: "wrong usage",
        Exit.TOOL: "a needed outside tool or font is missing or failed",
        Exit.BUG: "a fault of docgen itself",
    },
    "zh_TW": {
        Exit.FINE: "正常（含僅有警告）",
        Exit.PROBLEMS: "資料、範本或文件有問題",
        Exit.USAGE: "用法錯誤",
        Exit.TOOL: "缺少必要的外部工具或字型，或其執行失敗",
        Exit.BUG: "docgen 本身的錯誤",
    },
}


def main() -> int:
    """Exit 1 when a check finds a stale table."""
    parser = argparse.ArgumentParser(description=__doc__)
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("--check", action="store_true")
    group.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    stale = []
    for language, path in READMES.items():
        old = path.read_text("utf-8")
        new = renewed(old, language)
        if write:
            path.write_text(new, "utf-8")
        elif new != old:
            stale.append(path.name)
    for name in stale:
        print(f"{name}: a table is not what the code says (make readme)", file=sys.stderr)
    return 1 if stale else 0


def renewed(text: str, language: str) -> str:
    """The README with its tables written anew; a table that has no place is an error."""
    words.speak(language)
    for name, rows in TABLES.items():
        table = "\n".join(_table(HEADS[language][name], rows(language)))
        place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        found = place.findall(text)
        if len(found) != 1:
            raise SystemExit(f"{READMES[language].name}: {len(found)} places for the table {name}")
        text = place.sub(rf"\g<1>{table.replace(chr(92), chr(92) * 2)}\n\g<2>", text)
    return text


def _documents(language: str) -> Iterable[tuple[str, ...]]:
    workspace = Workspace(PROJECT)
    for name in doctype.of_agency(workspace):
        kind = doctype.read(workspace, name)
        title = kind.title.zh if language == "zh_TW" else kind.title.en
        files = kind.data or tuple(part.type for part in kind.parts)
        yield f"`docgen {name} AGENCY`", title, " ".join(f"`{file}`" for file in files)


def _commands(_language: str) -> Iterable[tuple[str, ...]]:
    yield "`docgen TYPE AGENCY`", words.say(DOCUMENT.summary, type="TYPE")
    for name, command in COMMANDS.items():
        example = importlib.import_module(f"docgen.cli.commands.{command.module}").EXAMPLE
        yield f"`docgen {name} {example}".rstrip() + "`", words.say(command.summary)


def _exit_codes(language: str) -> Iterable[tuple[str, ...]]:
    return ((str(int(code)), CODES[language][code]) for code in Exit)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [head, ("---",) * len(head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


TABLES: Final[dict[str, Callable[[str], Iterable[tuple[str, ...]]]]] = {
    "documents": _documents,
    "commands": _commands,
    "exit-codes": _exit_codes,
}

if __name__ == "__main__":
    sys.exit(main())
