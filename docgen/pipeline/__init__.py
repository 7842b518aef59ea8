"""The order of the steps. Prints nothing; the command line and other programs call it alike.

Each name is imported when it is first asked for: making one document needs nothing of the rest.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from docgen.pipeline.checking import Checked, check, check_built
    from docgen.pipeline.documents import Built, Made, build, make
    from docgen.pipeline.freshness import Status, status
    from docgen.pipeline.health import Finding, doctor
    from docgen.pipeline.inspection import check_templates, explain, schema_texts, schemas, validate
    from docgen.pipeline.publishing import Publication, Request, publish
    from docgen.pipeline.scaffold import init, new
    from docgen.pipeline.verifying import Verified, verify

_HOMES: Final = {
    "checking": ("Checked", "check", "check_built"),
    "health": ("Finding", "doctor"),
    "inspection": ("check_templates", "explain", "schema_texts", "schemas", "validate"),
    "documents": ("Built", "Made", "build", "make"),
    "scaffold": ("init", "new"),
    "freshness": ("Status", "status"),
    "publishing": ("Publication", "Request", "publish"),
    "verifying": ("Verified", "verify"),
}
__all__ = [
    "Built",
    "Checked",
    "Finding",
    "Made",
    "Publication",
    "Request",
    "Status",
    "Verified",
    "build",
    "check",
    "check_built",
    "check_templates",
    "doctor",
    "explain",
    "init",
    "make",
    "new",
    "publish",
    "schema_texts",
    "schemas",
    "status",
    "validate",
    "verify",
]


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"docgen.pipeline.{home}"), name)
    raise AttributeError(name)
