"""The bureau's plan for every engine: one template of equal content each, and the same data.

docgen takes its own template. The others take templates in their languages with only what this
plan prints, and are told which cells begin and which continue a merged one: they have less to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from msgspec import Struct
from msgspec.structs import replace

from bench.languages import carbone, docxtemplater, docxtpl
from docgen.docx import pack
from docgen.docx.package import unpacked
from docgen.load import Data
from docgen.pipeline.documents import doctype_of, source_of, template_of
from docgen.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.render.context.plan import PlanContext
    from docgen.render.context.strategy_table import RowContext

MAIN: Final = "word/document.xml"
_MERGED: Final = ("dimension", "strategy", "measure")


def context_of(project: Path, times: int = 1) -> PlanContext:
    """The bureau's plan of 105, its practices ``times`` over."""
    workspace = Workspace(project)
    kind = doctype_of(workspace, "plan")
    year, _ = Data(workspace).agency_year("10river", 105, kind.data)
    (document,) = source_of(kind, "plan").documents(year, kind)
    plan: Any = document.context
    if times == 1:
        return cast("PlanContext", plan)
    made: PlanContext = replace(plan, rows=tuple(_repeated(plan.rows, times)))
    return made


def _repeated(rows: tuple[RowContext, ...], times: int) -> list[RowContext]:
    """The rows many times over, each time with keys of its own; the joined ones last as before."""
    return [
        replace(
            row,
            dimension_key=f"{row.dimension_key}{n}",
            strategy_key=f"{row.strategy_key}{n}",
            measure_key=f"{row.measure_key}{n}",
            practice_key=f"{row.practice_key}{n}",
        )
        for joined in (False, True)
        for n in range(times)
        for row in rows
        if row.joined is joined
    ]


def template(project: Path) -> bytes:
    """The plan's template as docgen takes it."""
    return template_of(Workspace(project), "10river", "plan").read_bytes()


def templates(project: Path) -> dict[str, bytes]:
    """One docx for each template language."""
    own = template(project)
    parts = unpacked(own, "plan")
    return {
        language: pack({**parts, MAIN: document})
        for language, document in (
            ("docxtpl", docxtpl()),
            ("docxtemplater", docxtemplater()),
            ("carbone", carbone()),
        )
    }


def values(plan: PlanContext, language: str) -> Any:
    """The plan as plain lists and mappings, shaped as the language needs it."""
    plain = _plain(plan)
    _mark_merges(plain["rows"])
    if language == "docxtemplater":
        for row in plain["rows"]:
            row[row_sort(row)] = True
    if language == "carbone":
        rows = plain.pop("rows")
        for row in rows:
            row["texts"] = [{"text": row["text"]}] if row["text"] else []
            row["numbered"] = [each for each in row["strategies"] if each["label"]]
            row["unnumbered"] = [each for each in row["strategies"] if not each["label"]]
        plain["rows"] = [row for row in rows if not row["joined"]]
        plain["joined"] = [row for row in rows if row["joined"]]
        sections = plain.pop("sections")
        for section in sections:
            section["texts"] = [{"text": section["text"]}] if section["text"] else []
        end = next(n for n, section in enumerate(sections, 1) if section["table"])
        plain |= {"before": sections[:end], "after": sections[end:]}
    return plain


def row_sort(row: dict[str, Any]) -> str:
    """Which of docxtemplater's rows it is: the columns that begin in it, d, s, m, or joined."""
    begin = "".join(name[0] for name in _MERGED if row[f"{name}_merge"] == "restart")
    if row["joined"]:
        return "joined_d" if "d" in begin else "joined_"
    return f"row_{begin}"


def _mark_merges(rows: list[dict[str, Any]]) -> None:
    """Which cells begin and which continue a merged one: docgen finds that out by itself."""
    before: dict[str, Any] = {"joined": None}
    for row in rows:
        for name in _MERGED:
            same = row[f"{name}_key"] == before.get(f"{name}_key")
            width = name != "measure" or row["joined"] == before["joined"]
            row[f"{name}_merge"] = "continue" if same and width else "restart"
        before = row


def _plain(value: Any) -> Any:
    if isinstance(value, Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, str):
        return str.__str__(value)
    return value if isinstance(value, (bool, int)) else None
