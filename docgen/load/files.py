"""The files of an agency's year, by name, and the record that each is read as."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from docgen.model.agency import Agency

if TYPE_CHECKING:
    from docgen.model.shapes import Record

INHERITED: Final = ("plan", "rubric", "rules", "forms")
OWN: Final = ("report", "consolidated", "nominations", "achievements")
FOLDERS: Final = ("assessments", "proposals", "returns")
_MODELS: Final = {  # imported only when a document needs the file
    "plan": ("docgen.model.plan", "Plan"),
    "rubric": ("docgen.model.rubric", "Rubric"),
    "rules": ("docgen.model.rules", "Rules"),
    "forms": ("docgen.model.forms", "Forms"),
    "report": ("docgen.model.report", "Report"),
    "consolidated": ("docgen.model.report", "Consolidation"),
    "nominations": ("docgen.model.award", "Nominations"),
    "achievements": ("docgen.model.achievement", "Achievements"),
    "assessments": ("docgen.model.assessment", "Assessment"),
    "proposals": ("docgen.model.proposal", "Proposal"),
    "returns": ("docgen.model.returns", "Return"),
}


def model_of(file: str) -> type[Record]:
    """The record of a data file by its name (``plan``, ``assessments`` …)."""
    if file == "agency":
        return Agency
    module, name = _MODELS[file]
    found: type[Record] = getattr(import_module(module), name)
    return found
