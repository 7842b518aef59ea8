"""Looking without making: validate the data, explain a value, check templates, write schemas."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from docgen.load import Data
from docgen.load.data import placed
from docgen.load.survey import once, survey
from docgen.pipeline.documents import doctype_of, source_of
from docgen.pipeline.write import write_all
from docgen.problem import Problem, Refused, Where
from docgen.workspace import Workspace, is_slug

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from docgen.load.explain import Explanation
    from docgen.load.impact import Reach


def validate(
    workspace: Workspace, slugs: Iterable[str] | None = None, year: int | None = None
) -> tuple[Problem, ...]:
    """Every fault of the data of the agencies named (None: all), each once; of one year, if named.

    Of all agencies those that have the year; one that is named must have it.
    """
    data = Data(workspace)
    if slugs is not None:
        return tuple(once([fault for slug in slugs for fault in survey(data, slug, year)]))
    found: list[Problem] = []
    folders = [each for each in _folders(workspace) if _has(workspace, each, year)]
    for slug in folders:
        found += placed(survey(data, slug, year), Where(file=f"data/{slug}"))
    return tuple(once(found)) if folders else (Problem("nothing-to-validate"),)


def _has(workspace: Workspace, folder: str, year: int | None) -> bool:
    return year is None or not is_slug(folder) or year in workspace.years(folder)


def _folders(workspace: Workspace) -> list[str]:
    """All folders of ``data/``, so that one without an ``agency.yaml`` is complained of."""
    names = workspace.names(workspace.data)
    return [path.name for path in names if path.is_dir() and path.name[0] != "."]


def explain(
    workspace: Workspace, slug: str, file: str, name: str | None = None, year: int | None = None
) -> Explanation:
    """Where a value comes from and who below overrides it (see load.explain)."""
    from docgen.load.explain import explain as explain_value

    data = Data(workspace)
    chosen = data.newest_year(slug) if year is None else year
    return explain_value(data, slug, chosen, file, name)


def impact(
    workspace: Workspace, slug: str, file: str, name: str | None = None, year: int | None = None
) -> tuple[Reach, ...]:
    """Whom a change of a file's texts (or of one) would reach (see load.impact)."""
    from docgen.load.impact import impact as impact_of

    data = Data(workspace)
    chosen = data.newest_year(slug) if year is None else year
    return impact_of(data, slug, chosen, file, name)


def schema_texts() -> dict[str, str]:
    """File name → JSON Schema as text, the same bytes every time."""
    from docgen.export.sheet.look import Look
    from docgen.load.schemas import schema_of
    from docgen.load.schemas import schemas as made
    from docgen.pipeline.rule_schemas import doctype_schema, house_schema
    from docgen.site.words import Site

    found = {
        **made(),
        "doctype.schema.json": doctype_schema(),
        "house.schema.json": house_schema(),
        "spreadsheet.schema.json": schema_of("spreadsheet.yaml", Look),
        "site.schema.json": schema_of("site.yaml", Site),
    }
    return {
        name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in sorted(found.items())
    }


def schemas(workspace: Workspace) -> tuple[Path, ...]:
    """Write the JSON Schemas of all data files into ``schemas/``, where each file names its own."""
    folder = workspace.root / "schemas"
    files = [(folder / name, text.encode()) for name, text in schema_texts().items()]
    write_all(files, folder, workspace.relative)
    return tuple(path for path, _ in files)


def check_templates(
    workspace: Workspace, types: Iterable[str] | None = None
) -> tuple[Problem, ...]:
    """Faults of the templates of the types named (None: all), the agencies' own included.

    A template that can be filled is held to its type's rules too, as far as its own text goes.
    """
    from docgen.pipeline.checking import bench, judge_template
    from docgen.render import check

    rules = bench(workspace)
    problems: list[Problem] = []
    looked = 0
    for type_ in workspace.types() if types is None else types:
        kind = doctype_of(workspace, type_)
        if kind.parts:
            continue
        context = source_of(kind, type_).context_type
        for path in _templates(workspace, type_):
            looked += 1
            try:
                content = workspace.read(path)
            except Refused as refused:
                problems += refused.problems
                continue
            name = workspace.relative(path)
            found = check(content, name=name, context_type=context)
            problems += found
            if not any(problem.level == "error" for problem in found):
                problems += judge_template(rules, content, type_, name=name)
    return tuple(problems) if looked else (Problem("nothing-to-check"),)


def _templates(workspace: Workspace, type_: str) -> list[Path]:
    own = [
        workspace.data / slug / "templates" / f"{type_}.docx"
        for slug in workspace.agencies()
        if is_slug(slug)
    ]
    shared = workspace.templates / type_ / "template.docx"
    return [shared, *(path for path in own if workspace.exists(path))]
