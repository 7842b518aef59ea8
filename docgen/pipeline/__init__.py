"""The order of the steps. Prints nothing; the command line and other programs call it alike.

Each name is imported when it is first asked for: making one document needs nothing of the rest.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from docgen.pipeline.awarding import Awarded, awards
    from docgen.pipeline.built import Built, Made, Reason
    from docgen.pipeline.bureau_papers import bureau_documents
    from docgen.pipeline.bureaus import Gathered, draft_bureaus
    from docgen.pipeline.checking import Checked, check, check_all, check_built
    from docgen.pipeline.comparing import diff, redline
    from docgen.pipeline.consolidating import Consolidated, consolidate
    from docgen.pipeline.coverage import Covered, covered
    from docgen.pipeline.drafting import Drafted, draft_report
    from docgen.pipeline.driver import build, building, make
    from docgen.pipeline.exporting import export
    from docgen.pipeline.forms_back import Imported, import_forms
    from docgen.pipeline.freshness import Status, status
    from docgen.pipeline.health import Finding, doctor
    from docgen.pipeline.idle import Unchanged, keep, nothing_to_do
    from docgen.pipeline.inspection import (
        check_templates,
        explain,
        impact,
        schema_texts,
        schemas,
        validate,
    )
    from docgen.pipeline.mending import Fix, Improved, improve
    from docgen.pipeline.overview import Overview, outstanding
    from docgen.pipeline.picturing import score_pictures
    from docgen.pipeline.publishing import Publication, Request, publish
    from docgen.pipeline.rollover import roll_over
    from docgen.pipeline.scaffold import init, new
    from docgen.pipeline.score_forms import export_forms
    from docgen.pipeline.scoring import Scores, scores, scores_file, scores_table
    from docgen.pipeline.upkeep import Order
    from docgen.pipeline.verifying import Verified, verify

_HOMES: Final = {
    "checking": ("Checked", "check", "check_all", "check_built"),
    "bureau_papers": ("bureau_documents",),
    "bureaus": ("Gathered", "draft_bureaus"),
    "awarding": ("Awarded", "awards"),
    "health": ("Finding", "doctor"),
    "inspection": ("check_templates", "explain", "impact", "schema_texts", "schemas", "validate"),
    "comparing": ("diff", "redline"),
    "picturing": ("score_pictures",),
    "consolidating": ("Consolidated", "consolidate"),
    "rollover": ("roll_over",),
    "driver": ("build", "building", "make"),
    "built": ("Built", "Made", "Reason"),
    "exporting": ("export",),
    "coverage": ("Covered", "covered"),
    "drafting": ("Drafted", "draft_report"),
    "mending": ("Fix", "Improved", "improve"),
    "idle": ("Unchanged", "keep", "nothing_to_do"),
    "upkeep": ("Order",),
    "scaffold": ("init", "new"),
    "freshness": ("Status", "status"),
    "publishing": ("Publication", "Request", "publish"),
    "verifying": ("Verified", "verify"),
    "overview": ("Overview", "outstanding"),
    "forms_back": ("Imported", "import_forms"),
    "score_forms": ("export_forms",),
    "scoring": ("Scores", "scores", "scores_file", "scores_table"),
}
__all__ = [
    "Awarded",
    "Built",
    "Checked",
    "Consolidated",
    "Covered",
    "Drafted",
    "Finding",
    "Fix",
    "Gathered",
    "Imported",
    "Improved",
    "Made",
    "Order",
    "Overview",
    "Publication",
    "Reason",
    "Request",
    "Scores",
    "Status",
    "Unchanged",
    "Verified",
    "awards",
    "build",
    "building",
    "bureau_documents",
    "check",
    "check_all",
    "check_built",
    "check_templates",
    "consolidate",
    "covered",
    "diff",
    "doctor",
    "draft_bureaus",
    "draft_report",
    "explain",
    "export",
    "export_forms",
    "impact",
    "import_forms",
    "improve",
    "init",
    "keep",
    "make",
    "new",
    "nothing_to_do",
    "outstanding",
    "publish",
    "redline",
    "roll_over",
    "schema_texts",
    "schemas",
    "score_pictures",
    "scores",
    "scores_file",
    "scores_table",
    "status",
    "validate",
    "verify",
]


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"docgen.pipeline.{home}"), name)
    raise AttributeError(name)
