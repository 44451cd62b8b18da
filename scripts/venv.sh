#!/bin/sh
# Make the virtual environment .venv, or say what is missing and which command brings it.
set -eu

suits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

if [ -x .venv/bin/python ] && suits .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; then
    exit 0
fi

for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null 2>&1 && suits "$name"; then
        python=$name
        break
    fi
done

if [ -z "${python:-}" ]; then
    found=$(python3 --version 2>&1) || found="no python3 at all"
    echo "Samenspel needs Python 3.11 or newer, but here is $found. Install it, and try again:"
    echo "  Debian 12, Ubuntu 24.04 or newer:  apt install python3 python3-venv"
    echo "  macOS:                             brew install python"
    exit 1
fi >&2

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "$python ($version) comes without venv, which makes virtual environments. Install it, and try again:"
    echo "  Debian, Ubuntu:  apt install python3-venv        (or python$version-venv)"
    echo "  macOS:           brew install python"
    exit 1
fi >&2

echo "Making a virtual environment in .venv, with $("$python" --version) …"
"$python" -m venv --clear .venv
