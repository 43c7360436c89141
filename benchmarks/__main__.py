"""Fill one site and run its benchmarks; ``scripts/bench.py`` runs this once for each site."""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path

import django

from benchmarks.catalogue import SITES, chosen


def main() -> None:
    """Read the command line, measure, and write the results as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", choices=list(SITES))
    parser.add_argument("--only", default="", help="names of benchmarks, separated by commas")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()
    run(arguments.site, only=arguments.only, scale=arguments.scale, out=arguments.out)


def run(site: str, *, only: str, scale: float, out: Path) -> None:
    """Measure on this site; results are written after each benchmark, so that none is lost."""
    # Django must be set up before these are imported.
    from django.utils.module_loading import import_string  # noqa: PLC0415

    from benchmarks import fill, plain  # noqa: PLC0415
    from os2site.search import outbox  # noqa: PLC0415
    from os2site.search.engines import elasticsearch  # noqa: PLC0415
    from os2site.services.languages import content_languages  # noqa: PLC0415

    number = max(100, round(next(size for name, size in SITES.items() if name == site) * scale))
    started = time.monotonic()
    plain.make_searchable()
    fill.fill(number)
    say(f"{site} site: {number} pages", started)
    results: list[dict[str, object]] = []
    benchmarks = [item for item in chosen(only) if item.site == site]
    if outbox.is_used():
        started = time.monotonic()
        for language in content_languages():
            elasticsearch.rebuild(language)
        names = {item.name for item in benchmarks}
        if "search-page" in names and "rebuild" not in names:
            import_string("benchmarks.rebuilding.update_index")()
        say("indexes", started)
    for benchmark in benchmarks:
        started = time.monotonic()
        measured = import_string(benchmark.function)()
        results += [{"benchmark": benchmark.name, **item.as_json()} for item in measured]
        out.write_text(json.dumps(results), encoding="utf-8")
        say(benchmark.name, started)


def say(what: str, since: float) -> None:
    """A line on what is done and how long it took."""
    print(f"{time.monotonic() - since:8.1f} s  {what}", flush=True)


if __name__ == "__main__":
    main()
