"""Check a running site's publiccode.yml files with the standard's own parser.

Usage: scripts/publiccode.py PARSER [ADDRESS]

PARSER is a build of ``publiccode-parser`` (Go, by Developers Italia), ADDRESS the site (the demo by
default). The files are not complete where nobody has stated what the standard asks for; each says
so in a comment. Fails when the parser complains of anything else, or of less.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

DEMO = "http://127.0.0.1:8000"
SIZE = 50
MISSING = "but not stated:"


def products(address: str) -> Iterator[str]:
    """Addresses of all products that the site's API lists."""
    number = 1
    while True:
        url = f"{address}/api/v1/products/?page={number}&page_size={SIZE}"
        with urllib.request.urlopen(url) as response:
            page = json.load(response)
        yield from (item["url"] for item in page["results"])
        if number * SIZE >= page["total"]:
            return
        number += 1


def stated_missing(text: str) -> set[str]:
    """Keys that the file's comment says are missing."""
    comment = " ".join(line[1:] for line in text.splitlines() if line.startswith("#"))
    __, found, names = comment.partition(MISSING)
    return set(re.findall(r"[\w.]+", names)) if found else set()


def complaints(parser: str, text: str) -> set[str]:
    """Keys that the parser finds fault with, without looking anything up on the net."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "publiccode.yml"
        file.write_text(text, "utf-8")
        command = [parser, "-no-network", "-json", str(file)]
        answer = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return {item["key"] for item in json.loads(answer or "[]")}


def main(parser: str, address: str = DEMO) -> int:
    """Check all products; the number of files whose faults are not those that they admit."""
    total = wrong = 0
    for url in products(address):
        with urllib.request.urlopen(f"{url}publiccode.yml") as response:
            text = response.read().decode()
        total += 1
        found, admitted = complaints(parser, text), stated_missing(text)
        if found != admitted:
            wrong += 1
            print(f"{url}: refused {sorted(found - admitted)}, admitted {sorted(admitted - found)}")
    print(f"{total} files, {wrong} with faults that they don't admit")
    return 1 if wrong or not total else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
