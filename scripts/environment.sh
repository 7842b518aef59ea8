#!/bin/sh
# Bring .venv to what a file of pins says: environment.sh requirements.txt
# Called before every target: it compares the file's content with what was installed last, so that
# a checkout that only touches files costs nothing. A failed install leaves what was there.
set -eu

pins=$1
stamp=.venv/$(basename "$pins").installed

say() { printf '%s\n' "$@" >&2; }

find_python() {
    for name in python3 python3.13 python3.12 python3.11 python3.14 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            # the interpreter itself, not a shim or a link that a system upgrade turns elsewhere
            "$name" -c 'import os, sys; print(os.path.realpath(sys.executable))'
            return
        fi
    done
    say '需要 Python 3.11 以上版本，這部電腦找不到；請先安裝（Debian、Ubuntu：sudo apt install python3 python3-venv）。' \
        'docgen needs Python 3.11 or newer, and none was found. Install it first' \
        '(Debian, Ubuntu: sudo apt install python3 python3-venv).'
    exit 1
}

make_venv() {
    if ! "$1" -c 'import venv, ensurepip' 2>/dev/null; then
        say '這個 Python 沒有 venv 模組；請先安裝（Debian、Ubuntu：sudo apt install python3-venv）。' \
            "This Python ($1) has no venv module. Install it first" \
            '(Debian, Ubuntu: sudo apt install python3-venv).'
        exit 1
    fi
    "$1" -m venv --clear .venv
}

if [ ! -x .venv/bin/python ] || ! ls .venv/*.installed >/dev/null 2>&1; then
    python=$(find_python)
    say '準備執行環境（.venv）… Preparing the environment (.venv), once …'
    make_venv "$python"
elif cmp -s "$pins" "$stamp"; then
    touch "$stamp"
    exit 0
else
    say '更新執行環境（.venv）… Bringing the environment (.venv) up to its pins …'
fi

if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --require-hashes --requirement "$pins"; then
    say '安裝未完成：請檢查網路連線後再試一次。' \
        'The installation did not finish: check the network and try again.'
    exit 1
fi
cp "$pins" "$stamp.$$"
mv "$stamp.$$" "$stamp"
