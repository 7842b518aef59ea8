#!/bin/sh
# What the tests need from the system: LibreOffice Writer and Calc and their Python door, the Kai font,
# poppler, fontconfig, jing.
# As root on Debian or Ubuntu it installs what is missing; elsewhere it names the one command.
set -eu

has_module() { # sw: Writer, sc: Calc
    command -v soffice >/dev/null || return 1
    for folder in /usr/lib/libreoffice /usr/lib64/libreoffice /opt/libreoffice* \
        /Applications/LibreOffice.app/Contents/Frameworks; do
        for library in "$folder/program/lib$1lo.so" "$folder/lib$1lo.dylib"; do
            [ -e "$library" ] && return 0
        done
    done
    return 1
}
has_kai() { command -v fc-list >/dev/null && fc-list --format '%{family}\n' | grep -q 'TW-Kai'; }
has_poppler() { command -v pdftotext >/dev/null && command -v pdftoppm >/dev/null; }
has_jing() { command -v jing >/dev/null && command -v java >/dev/null; }
has_uno() { /usr/bin/python3 -c 'import uno' 2>/dev/null; }

# `test-tools.sh publish`: also what the tests of published pages need
publish=${1:-}
here=tests/site
has_packages() { [ "$here/node_modules/.package-lock.json" -nt "$here/package-lock.json" ]; }

missing() {
    has_module sw || printf ' libreoffice-writer'
    has_module sc || printf ' libreoffice-calc'
    command -v fc-list >/dev/null || printf ' fontconfig'
    has_kai || printf ' fonts-cns11643-kai'
    has_poppler || printf ' poppler-utils'
    has_jing || printf ' jing default-jre-headless'
    has_uno || printf ' python3-uno'
    [ "$publish" = publish ] || return 0
    command -v chromium >/dev/null || printf ' chromium'
    command -v npm >/dev/null || printf ' npm'
    command -v java >/dev/null || printf ' default-jre-headless'
}

done_with_packages() {
    if [ "$publish" = publish ] && ! has_packages; then
        (cd "$here" && npm ci --silent) >&2
        touch "$here/node_modules/.package-lock.json"
    fi
    exit 0
}

lacking=$(missing)
[ -z "$lacking" ] && done_with_packages
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing for the tests:$lacking" >&2
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 - a list of package names
    { apt-get update -qq && apt-get install -qq -y --no-install-recommends $lacking; } >&2
    lacking=$(missing) # believe what is there now, not the exit code
    [ -z "$lacking" ] && done_with_packages
fi
echo "測試還需要系統套件，請執行 · the tests need from the system, please run:" >&2
echo "    sudo apt-get update && sudo apt-get install --no-install-recommends$lacking" >&2
exit 3
