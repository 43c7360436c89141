"""Run the benchmarks on services of their own; print a table and write `build/bench.json`.

ONLY names benchmarks, separated by commas; SCALE shrinks the sites (0.1 is a tenth). Nothing fails
for a figure: what misses its bound is marked.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "build" / "bench.json"
DATABASE = "os2site_bench"
# Beside those of the tests, which may be running.
PORTS = {"OS2SITE_ELASTICSEARCH_PORT": "9273", "OS2SITE_POSTGRES_PORT": "5473"}
SERVICE_VARIABLES = ("DATABASE_URL", "ELASTICSEARCH_URL", "REDIS_URL")

for variable, port in PORTS.items():
    os.environ.setdefault(variable, port)
sys.path.insert(0, str(ROOT))

from local_services import elasticsearch, postgres  # noqa: E402 (needs the ports)
from local_services.errors import ServiceError  # noqa: E402

from benchmarks.catalogue import SiteName, chosen  # noqa: E402 (needs the path)


def site_environment(site: SiteName, folder: Path) -> dict[str, str]:
    """The environment of a site's process: its database and engine, nothing that the caller set."""
    environment = {key: value for key, value in os.environ.items() if key not in SERVICE_VARIABLES}
    environment |= {
        "OS2SITE_DATA_DIR": str(folder),
        "OS2SITE_ELASTICSEARCH_PREFIX": "bench",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }
    if site == "large":
        environment |= {
            "DATABASE_URL": postgres.url().rpartition("/")[0] + f"/{DATABASE}",
            "ELASTICSEARCH_URL": elasticsearch.url(),
            "OS2SITE_SEARCH": "elasticsearch",
            "OS2SITE_WORKER": "1",
        }
    return environment


def make_database() -> None:
    """An empty database on our PostgreSQL."""
    import psycopg  # noqa: PLC0415 (an optional dependency)

    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")


def run_site(site: SiteName, *, only: str, scale: str) -> list[dict[str, Any]]:
    """Fill a site and run its benchmarks; the results, those before a failure included."""
    with tempfile.TemporaryDirectory(prefix="os2site-bench-") as scratch:
        out = Path(scratch) / "results.json"
        command = [sys.executable, "-m", "benchmarks", site, "--scale", scale, "--only", only]
        environment = site_environment(site, Path(scratch))
        process = subprocess.Popen(
            [*command, "--out", str(out)], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL
        )
        try:
            if process.wait() != 0:
                print(f"error: the benchmarks of the {site} site failed", file=sys.stderr)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
        results: list[dict[str, Any]] = json.loads(out.read_text()) if out.is_file() else []
        return results


def table(results: list[dict[str, Any]]) -> str:
    """The results, one a line."""
    lines = [f"{'benchmark':<20}{'figure':>10}{'bound':>9}  {'ours, ms':>11}{'peer, ms':>11}  peer"]
    for item in results:
        unit = " ms" if item["unit"] == "ms" else ""
        mark = "" if item["within_bound"] else "  MISSED"
        lines.append(
            f"{item['name']:<20}{item['figure']:>7.2f}{unit:<3}"
            f"{'≤ ' + format(item['bound'], 'g') + unit:>9}"
            f"  {item['ours']:>11.1f}{item['theirs']:>11.1f}  {item['peer']}{mark}"
        )
    return "\n".join(lines)


def run(*, only: str, scale: str) -> int:
    """Start services, run both sites, stop what was started; 0 when every benchmark ran."""
    benchmarks = chosen(only)
    undo = []
    results: list[dict[str, Any]] = []
    started = time.monotonic()
    sites: list[SiteName] = [
        site for site in ("large", "small") if any(item.site == site for item in benchmarks)
    ]
    try:
        if "large" in sites:
            for service in (postgres, elasticsearch):
                if service.daemon().pid() is None:
                    undo.append(service.stop)  # before the start, which a signal may cut off
                service.start()
            make_database()
        for site in sites:
            results += run_site(site, only=only, scale=scale)
    finally:
        for action in reversed(undo):
            action()
    minutes = (time.monotonic() - started) / 60
    REPORT.parent.mkdir(exist_ok=True)
    report = {"scale": float(scale), "minutes": round(minutes, 1), "results": results}
    REPORT.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"\n{table(results)}\n\n{minutes:.1f} minutes; also in {REPORT.relative_to(ROOT)}")
    ran = {item["benchmark"] for item in results}
    return 0 if all(item.name in ran for item in benchmarks) else 1


def main() -> int:
    """Read the environment, run, and return the exit status."""
    if shutil.which("psql") is None:
        print("error: PostgreSQL is missing: python3 scripts/services.py install", file=sys.stderr)
        return 1
    # A polite end is an exit too, so that the services are stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return run(only=os.environ.get("ONLY", ""), scale=os.environ.get("SCALE") or "1")
    except (ServiceError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
