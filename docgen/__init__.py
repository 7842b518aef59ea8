"""docgen: one structured source per agency and year, and from it every document of the set."""

from __future__ import annotations

__version__ = "0.1.0"
