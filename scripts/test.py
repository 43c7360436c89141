"""Everything that CI runs: the checks, then the tests with real services and a browser.

Steps go on after one that failed, so that one run shows everything. Services that this run started
are stopped again, whatever happens. The last line counts the tests of all steps.

Steps that leave each other alone run two at a time, what they print following when they have ended.
Tests that measure time, or stop servers that others would wait for, are marked `alone` and have the
machine for themselves.
"""

import argparse
import os
import shutil
import signal
import sqlite3
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass

import checks
from local_services.errors import ServiceError
from services import SERVICES, Service, service_environment, start_service, stop_service
from side_by_side import End, Job, run_side_by_side

ROOT = checks.ROOT
REPORTS = ROOT / "build" / "test"
# A step that hangs shall fail by name, and not use up the time of the whole run.
STEP_SECONDS = 30 * 60
AT_ONCE = 2

NO_SERVICE = (
    "not elasticsearch and not postgres and not redis and not browser and not matrix and not alone"
)
PARALLEL = ["-n", "2", "--dist", "loadfile"]
SERVICE_VARIABLES = {"ELASTICSEARCH_URL", "DATABASE_URL", "REDIS_URL"}
#: An SQLite database with all migrations, which test databases begin as a copy of.
MIGRATED = REPORTS / "migrated.sqlite3"


@dataclass(frozen=True)
class Suite:
    """One run of pytest: which tests, with which services' addresses, and how."""

    name: str
    markers: str
    variables: frozenset[str] = frozenset()
    options: tuple[str, ...] = ()
    measures_coverage: bool = True


FAST = Suite("tests", NO_SERVICE, options=tuple(PARALLEL))
# What somebody runs between two changes: most of what each part promises, in under two minutes.
QUICK = Suite("tests", f"{NO_SERVICE} and not slow", options=tuple(PARALLEL))
WITH_SEARCH = frozenset({"ELASTICSEARCH_URL", "REDIS_URL"})
# Each is a process of its own, with indexes, databases and ports of its own; those that take
# longest come first. In a suite tests run one after another. What browsers visit and what is
# installed are other processes: coverage measured here would say nothing of them.
SIDE_BY_SIDE = (
    Suite("tests-browser", "browser and not alone", measures_coverage=False),
    Suite(
        "tests-search",
        "(elasticsearch or redis) and not alone and not browser and not postgres and not matrix",
        WITH_SEARCH,
    ),
    Suite("tests-matrix", "matrix", measures_coverage=False),
    Suite("tests-postgres", "postgres and not matrix", frozenset(SERVICE_VARIABLES)),
)
ALONE = Suite("tests-alone", "alone and not postgres and not matrix", WITH_SEARCH)


@dataclass(frozen=True)
class Outcome:
    """How a step ended and how long it took, in seconds."""

    name: str
    is_good: bool
    seconds: float


def job(
    name: str,
    command: list[str],
    environment: Mapping[str, str] | None = None,
    *,
    is_logged: bool = False,
) -> Job:
    """A command that runs from the checkout's root."""
    log = REPORTS / f"{name}.log" if is_logged else None
    return Job(name, command, ROOT, environment, log)


def run_command(command: list[str], *, environment: Mapping[str, str] | None = None) -> bool:
    """Run `command` from the checkout's root with no standard input; return whether it worked."""
    ends: list[End] = []
    only = job("", command, environment)
    run_side_by_side([only], at_once=1, limit=STEP_SECONDS, ended=ends.append)
    return ends[0].is_good


def migration() -> Job:
    """What makes the database that test databases are copied from."""
    variables = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"sqlite:///{MIGRATED}",
    }
    # As Django's test runner does it: apps without migrations get their tables, too.
    command = [checks.PYTHON, "manage.py", "migrate", "--run-syncdb", "--verbosity", "0"]
    return job("migrated database", command, {**os.environ, **variables}, is_logged=True)


def suite_environment(suite: Suite) -> dict[str, str]:
    """Return the environment of a suite: only the services that it is meant to use."""
    environment = {key: value for key, value in os.environ.items() if key not in SERVICE_VARIABLES}
    allowed = suite.variables | {"OS2SITE_CHROMIUM"}
    given = service_environment()
    environment |= {key: value for key, value in given.items() if key in allowed}
    environment["COVERAGE_FILE"] = str(REPORTS / f".coverage.{suite.name}")
    if MIGRATED.exists():
        environment["OS2SITE_MIGRATED_DATABASE"] = str(MIGRATED)
    return environment


def suite_job(suite: Suite, *, with_coverage: bool, is_logged: bool = False) -> Job:
    """One suite of tests; no test found is a failure too (pytest's exit status 5)."""
    command = [checks.PYTHON, "-m", "pytest", "-q", "-m", suite.markers, *suite.options]
    command.append(f"--junitxml={REPORTS / suite.name}.xml")
    if with_coverage and suite.measures_coverage:
        # The bound on coverage holds for all suites together, not for each.
        command += ["--cov", "--cov-report=", "--cov-fail-under=0"]
    return job(suite.name, command, suite_environment(suite), is_logged=is_logged)


def report_coverage() -> bool:
    """Combine the suites' coverage and report it; fails below pyproject's `fail_under`."""
    data = sorted(str(path) for path in REPORTS.glob(".coverage.*"))
    if not data:
        print("no coverage was measured")
        return False
    environment = {**os.environ, "COVERAGE_FILE": str(REPORTS / ".coverage")}
    coverage = [checks.PYTHON, "-m", "coverage"]
    is_combined = run_command([*coverage, "combine", "--quiet", *data], environment=environment)
    return is_combined and run_command([*coverage, "report"], environment=environment)


def counted() -> str:
    """Return pytest's counts, added up over all suites."""
    total = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    for report in REPORTS.glob("*.xml"):
        for suite in ET.parse(report).getroot().iter("testsuite"):
            for key in total:
                total[key] += int(suite.get(key, "0"))
    failed = total["failures"] + total["errors"]
    passed = total["tests"] - failed - total["skipped"]
    return f"{passed} passed, {failed} failed, {total['skipped']} skipped"


class Run:
    """The steps so far, each printed with its time as it ends."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self.started: list[Service] = []

    def step(self, name: str, is_good: bool, since: float) -> None:
        """Note that the step which began at `since` (monotonic seconds) ended."""
        self.add(Outcome(name, is_good, time.monotonic() - since))

    def note(self, end: End) -> None:
        """Note how a job ended."""
        self.add(Outcome(end.job.name, end.is_good, end.seconds))

    def add(self, outcome: Outcome) -> None:
        """Keep the outcome of a step, and print it."""
        self.outcomes.append(outcome)
        result = "ok" if outcome.is_good else "FAILED"
        print(f"--- {outcome.name}: {result} after {outcome.seconds:.1f} s", flush=True)

    def ended(self, end: End) -> None:
        """Show what a job that ran beside others has printed, and note how it ended."""
        print(f"\n=== {end.job.name}", flush=True)
        if end.job.log is not None:
            print(end.job.log.read_text(errors="replace"), end="", flush=True)
        self.note(end)

    def side_by_side(self, jobs: Iterable[Job]) -> None:
        """Run jobs that leave each other alone."""
        run_side_by_side(jobs, at_once=AT_ONCE, limit=STEP_SECONDS, ended=self.ended)

    def checks(self) -> None:
        """Run the checks that need no service, and migrate a database for the tests."""
        command = [checks.PYTHON, "scripts/checks.py"]
        jobs = [job(name, [*command, name], is_logged=True) for name in checks.CHECKS]
        self.migrate_beside(jobs)

    def migrate_beside(self, jobs: Iterable[Job] = ()) -> None:
        """Migrate a database for the tests, and do these jobs meanwhile."""
        first = migration()
        self.side_by_side([first, *jobs])
        if any(outcome.name == first.name and outcome.is_good for outcome in self.outcomes):
            with closing(sqlite3.connect(MIGRATED)) as database:
                database.execute("PRAGMA journal_mode=DELETE")  # One file, which many may read.
        else:
            MIGRATED.unlink(missing_ok=True)

    def start_services(self) -> None:
        """Start the services that are not given by address."""
        print("\n=== services", flush=True)
        since = time.monotonic()
        is_good = True
        for service in SERVICES:
            try:
                if start_service(service):
                    self.started.append(service)
            except ServiceError as error:
                is_good = False
                print(f"error: {error}", flush=True)
        self.step("services", is_good, since)

    def stop_services(self) -> None:
        """Stop the services that this run started, and no others."""
        while self.started:
            stop_service(self.started.pop())

    def suite(self, suite: Suite, *, with_coverage: bool) -> None:
        """Run one suite, with the machine for itself."""
        print(f"\n=== {suite.name}: {suite.markers}", flush=True)
        only = suite_job(suite, with_coverage=with_coverage)
        run_side_by_side([only], at_once=1, limit=STEP_SECONDS, ended=self.note)

    def coverage(self) -> None:
        """Report the coverage of all suites together."""
        print("\n=== coverage", flush=True)
        since = time.monotonic()
        self.step("coverage", report_coverage(), since)

    def summary(self) -> int:
        """Print times and counts; return the exit status."""
        print("\n=== summary")
        for outcome in self.outcomes:
            result = "ok" if outcome.is_good else "FAILED"
            print(f"{outcome.seconds:8.1f} s  {result:6}  {outcome.name}")
        is_good = bool(self.outcomes) and all(outcome.is_good for outcome in self.outcomes)
        print(f"everything passed: {'yes' if is_good else 'NO'}")
        print(counted(), flush=True)
        return 0 if is_good else 1


def main() -> int:
    """Run everything, or with `--fast` the quick ones of the tests that need no service."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fast", action="store_true", help="only quick tests without services")
    is_fast = parser.parse_args().fast
    shutil.rmtree(REPORTS, ignore_errors=True)
    REPORTS.mkdir(parents=True)
    # A polite end is an exit too, so that the services are stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    run = Run()
    if is_fast:
        run.migrate_beside()
        run.suite(QUICK, with_coverage=False)
        return run.summary()
    try:
        run.checks()
        run.start_services()
        run.suite(FAST, with_coverage=True)
        run.side_by_side(
            suite_job(suite, with_coverage=True, is_logged=True) for suite in SIDE_BY_SIDE
        )
        run.suite(ALONE, with_coverage=True)
    finally:
        run.stop_services()
    run.coverage()
    return run.summary()


if __name__ == "__main__":
    sys.exit(main())
