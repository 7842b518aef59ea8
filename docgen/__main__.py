"""``docgen`` and ``python -m docgen``: one command line in, one exit code out."""

from __future__ import annotations

import sys

from docgen import again


def main() -> int:
    """Answer as last time where nothing has changed, else run the command."""
    code = again.answer(sys.argv[1:])
    if code is None:
        from docgen.cli.main import main as run

        code = run()
    return code


if __name__ == "__main__":
    sys.exit(main())
