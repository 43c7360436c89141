#!/usr/bin/env bash
# Makes the virtual environment in the folder $1 from requirements/dev.txt, and the project in it,
# editable. Packages that are there already and fit are kept, so a second run takes seconds.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=$1
python=${PYTHON:-python3}

"$python" - <<'CHECK'
import sys
if sys.version_info < (3, 11):
    sys.exit(f"error: Python 3.11 or newer is needed, this is {sys.version.split()[0]}; set PYTHON=…")
CHECK

if [ ! -x "$venv/bin/python" ]; then
  "$python" -m venv "$venv" || {
    rm -rf "$venv"  # a half-made one would pass for a whole one next time
    echo "error: cannot make $venv: on Debian, apt-get install python3-venv" >&2
    exit 1
  }
fi

# The lock pins uv as well: the one that installs the rest is the one that resolved it.
uv_pin=$(grep -m1 -oE '^uv==[^ ]+' requirements/dev.txt)
if ! "$venv/bin/uv" --version 2>/dev/null | grep -qF "uv ${uv_pin#uv==}"; then
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$uv_pin"
fi

export VIRTUAL_ENV=$PWD/$venv
case $venv in /*) VIRTUAL_ENV=$venv ;; esac
"$venv/bin/uv" pip install --quiet --require-hashes -r requirements/dev.txt
"$venv/bin/uv" pip install --quiet --no-deps -e .
echo "$venv is ready"
