"""Who judges: jing with the schemas of OASIS for ODT, page-validation for PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

import io
import subprocess
import zipfile
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import page

if TYPE_CHECKING:
    from pathlib import Path

SCHEMAS = files("openxml_audit") / "odf" / "schemas" / "odf-1.3"
SCHEMA = "OpenDocument-v1.3-schema.rng"
MANIFEST = "OpenDocument-v1.3-manifest-schema.rng"


def wrong_in_odt(odts: dict[str, bytes], folder: Path) -> list[str]:
    """What jing says of every XML part of every ODT (name → bytes), a line each."""
    plain: list[str] = []
    manifests: list[str] = []
    for name, odt in odts.items():
        with zipfile.ZipFile(io.BytesIO(odt)) as package:
            package.extractall(folder / name)
        plain += [
            str(folder / name / f"{p}.xml") for p in ("content", "styles", "meta", "settings")
        ]
        manifests.append(str(folder / name / "META-INF" / "manifest.xml"))
    return [*_jing(SCHEMA, plain), *_jing(MANIFEST, manifests)]


def _jing(schema: str, parts: list[str]) -> list[str]:
    """``-i``: the schema's IDs are typed in a way that jing's check of IDs does not allow."""
    assert parts
    with as_file(SCHEMAS / schema) as path:
        command = ["jing", "-i", str(path), *parts]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [line for line in done.stdout.splitlines() if line]
    assert done.returncode == (1 if said else 0), done.stderr
    return said


def wrong_in_pdf(pdf: bytes) -> list[str]:
    """The failed rules of both standards."""
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in ("ua1", "2a")]
    assert all(report.rules.total > 100 for report in reports)
    return [f"{each.rule_id} {each.message}" for report in reports for each in report.failures]
