"""``python -m docgen``: the command line, without having installed anything."""

from __future__ import annotations

import sys

from docgen.cli.main import main

sys.exit(main())
