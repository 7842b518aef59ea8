"""YAML → model, or problems with file, line and column. The only room that knows YAML."""

from __future__ import annotations

from docgen.load.data import Data, read_record
from docgen.load.sources import Sources

__all__ = ["Data", "Sources", "read_record"]
