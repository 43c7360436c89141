#!/usr/bin/env bash
# Resolves pyproject.toml into requirements/dev.txt (all that a checkout needs) and
# requirements/runtime.txt (what the container image installs), for every supported Python, with
# hashes. $1 is uv; UPGRADE=1 takes newer versions than the present lock.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$1
options=(--universal --python-version 3.11 --generate-hashes --all-extras --quiet
  --no-emit-index-url --custom-compile-command "make lock")
if [ -n "${UPGRADE:-}" ]; then options+=(--upgrade); fi

mkdir -p requirements
"$uv" pip compile pyproject.toml "${options[@]}" --group dev -o requirements/dev.txt
# The same versions run in production as were tested.
"$uv" pip compile pyproject.toml "${options[@]}" -c requirements/dev.txt -o requirements/runtime.txt
grep -cE '^[a-z0-9]' requirements/dev.txt requirements/runtime.txt
