"""``docgen`` and ``python -m docgen``: one command line in, one exit code out."""

from __future__ import annotations

import gc
import sys

from docgen import again

_NEW_OBJECTS = 50_000  # before any is looked at again: as many as one document and all imports take


def main() -> int:
    """Answer as last time where nothing has changed, else run the command."""
    try:
        code = again.answer(sys.argv[1:])
        if code is None:
            gc.set_threshold(_NEW_OBJECTS)
            from docgen.cli.main import main as run

            code = run()
            gc.freeze()  # nobody has to look for what could be freed when all of it goes at once
    except KeyboardInterrupt:  # while something is loaded that would hear of it
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main())
