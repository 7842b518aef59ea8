"""docxtpl as a worker, or what takes its place: whichever the environment has."""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from docxtpl import DocxTemplate

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from bench.engines.answer import answer

if TYPE_CHECKING:
    from collections.abc import Callable


def load(folder: Path) -> Callable[[], bytes]:
    """A document from the template's bytes."""
    template = (folder / "docxtpl.docx").read_bytes()
    values = json.loads((folder / "docxtpl.json").read_text("utf-8"))

    def render() -> bytes:
        document = DocxTemplate(BytesIO(template))
        document.render(values, autoescape=True)
        out = BytesIO()
        document.save(out)
        return out.getvalue()

    return render


answer(load)
