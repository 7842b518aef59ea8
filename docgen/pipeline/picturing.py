"""The pictures of an agency's scores, as files: items against their maxima, and the course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.pipeline.write import write_all
from docgen.year.results import period_results

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.pipeline.scoring import Scores
    from docgen.workspace import Workspace


def score_pictures(
    workspace: Workspace, found: Scores, out: Path | None = None
) -> tuple[Path, ...]:
    """Write ``scores-items.svg`` of the period and ``scores-course.svg`` of the year; their paths.

    Of the parent's assessments the names end in ``-parent``. Where no sheet has a period there is
    no course.
    """
    from docgen.export.chart.scores import course, items

    year = found.year
    of_kind = [each for each in period_results(year) if each.kind == found.kind]
    one = next(each for each in of_kind if each.period == found.period)
    suffix = "-parent" if found.kind == "parent" else ""
    made = {"items": items(workspace, year, found.rubric, one, alone=True)}
    if year.rules is not None and any(each.period is not None for each in of_kind):
        made["course"] = course(workspace, year, year.rules, of_kind, alone=True)
    below = out or workspace.build
    folder = below / year.slug / str(year.year)
    files = [(folder / f"scores-{name}{suffix}.svg", content) for name, content in made.items()]
    write_all(files, below, workspace.relative)
    return tuple(path for path, _ in files)
