#!/bin/sh
# Write both files of pins anew from pyproject.toml (make pins). Takes what is newest today.
# Extras stay written: an older pip (before 23.3) else takes the newest release of coverage[toml],
# finds no hash for it and stops.
# Hashes are those of the public package index; no address of any index is written.
set -eu
cd "$(dirname "$0")/.."
pin() {
    .venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 \
        --generate-hashes --no-strip-extras --no-emit-index-url --no-header "$@"
}
pin pyproject.toml --extra charts --output-file requirements.txt "${1:---upgrade}"
pin pyproject.toml --group dev --constraint requirements.txt \
    --output-file requirements-dev.txt "${1:---upgrade}"
