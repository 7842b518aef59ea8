"""附錄2: the headings are the form's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.load.consistency.references import known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.load.sources import Sources
    from docgen.model.forms import Forms
    from docgen.model.report import Report
    from docgen.problem import Problem


def check(forms: Forms, report: Report, sources: Sources, file: str) -> Iterator[Problem]:
    """A heading that the form has not; ``file`` is ``report`` or ``consolidated``."""
    for part in report.performance:
        yield from known(
            "unknown-heading", part.id, forms.report.headings, f"{file}:{part.id}", sources
        )
