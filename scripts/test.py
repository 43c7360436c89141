"""Everything that CI runs: the checks, then the tests with real services and a browser.

Steps go on after one that failed, so that one run shows everything. Services that this run started
are stopped again, whatever happens. The last line counts the tests of all steps.

Steps that leave each other alone run two at a time, what they print following when they have ended.
Tests that measure time, or stop servers that others would wait for, are marked `alone` and have the
machine for themselves.

Coverage is measured by SlipCover, which costs a few per cent; Python's own tracing, which others
use before Python 3.12, doubled the time of the run.
"""

import argparse
import os
import shutil
import signal
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import checks
import prepared_databases
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
SERVICE_VARIABLES = {"ELASTICSEARCH_URL", "DATABASE_URL", "REDIS_URL"}
PACKAGES = "os2site,os2site_products,os2site_suppliers,os2site_events"
#: Per cent of lines and branches of all suites together.
LEAST_COVERAGE = "90"


@dataclass(frozen=True)
class Suite:
    """One run of pytest: which tests, with which services' addresses, and how."""

    name: str
    markers: str
    variables: frozenset[str] = frozenset()
    options: tuple[str, ...] = ()
    measures_coverage: bool = True


# What somebody runs between two changes: most of what each part promises, in under two minutes.
QUICK = Suite(
    "tests",
    f"{NO_SERVICE} and not slow",
    options=("-n", "2", "--dist", "loadfile"),
    measures_coverage=False,
)
# The tests that need no service, in parts of about the same length; the last takes all others.
PARTS = {
    "events": ["tests/os2site_events"],
    "products": ["tests/os2site_products", "tests/os2site_suppliers"],
    "kernel": ["tests/os2site/contrib", "tests/os2site/transfer", "tests/os2site/search"],
}
NAMED = [folder for folders in PARTS.values() for folder in folders]
FAST = (
    *(Suite(f"tests-{name}", NO_SERVICE, options=tuple(PARTS[name])) for name in PARTS),
    Suite(
        "tests-others",
        NO_SERVICE,
        options=("tests", *(f"--ignore={folder}" for folder in NAMED)),
    ),
)
WITH_SEARCH = frozenset({"ELASTICSEARCH_URL", "REDIS_URL"})
# Each is a process of its own, with indexes, databases and ports of its own; those that take
# longest come first. In a suite tests run one after another. What browsers visit and what is
# installed are other processes: coverage measured here would say nothing of them.
SIDE_BY_SIDE = (
    Suite("tests-browser", "browser and not alone", measures_coverage=False),
    Suite("tests-matrix", "matrix", measures_coverage=False),
    Suite(
        "tests-search",
        "(elasticsearch or redis) and not alone and not browser and not postgres and not matrix",
        WITH_SEARCH,
    ),
    Suite("tests-postgres", "postgres and not matrix", frozenset(SERVICE_VARIABLES)),
    *FAST,
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


def databases(*options: str) -> Job:
    """What makes the databases that tests begin with a copy of."""
    command = [checks.PYTHON, "scripts/prepared_databases.py", *options]
    return job("databases", command, is_logged=True)


def suite_environment(suite: Suite) -> dict[str, str]:
    """Return the environment of a suite: only the services that it is meant to use."""
    environment = {key: value for key, value in os.environ.items() if key not in SERVICE_VARIABLES}
    allowed = suite.variables | {"OS2SITE_CHROMIUM"}
    given = service_environment()
    environment |= {key: value for key, value in given.items() if key in allowed}
    return environment | prepared_databases.variables()


def measured(name: str) -> list[str]:
    """Python that notes which lines and branches of our packages run."""
    # It can follow no branches in the test files themselves, which nobody asks for.
    quiet = ["-W", "ignore:Unable to activate pytest branch coverage"]
    command = [checks.PYTHON, *quiet, "-m", "slipcover", "--branch", "--source", PACKAGES]
    command += ["--omit", "*/migrations/*,*/wsgi.py,*/asgi.py"]
    return [*command, "--json", "--out", str(REPORTS / f"coverage-{name}.json")]


def suite_job(suite: Suite, *, is_logged: bool = False) -> Job:
    """One suite of tests; no test found is a failure too (pytest's exit status 5)."""
    command = measured(suite.name) if suite.measures_coverage else [checks.PYTHON]
    command += ["-m", "pytest", "-q", "-m", suite.markers, *suite.options]
    command.append(f"--junitxml={REPORTS / suite.name}.xml")
    return job(suite.name, command, suite_environment(suite), is_logged=is_logged)


def report_coverage() -> bool:
    """Add up the suites' coverage and report it; fails below `LEAST_COVERAGE`."""
    data = sorted(str(path) for path in REPORTS.glob("coverage-*.json"))
    if not data:
        print("no coverage was measured")
        return False
    command = [checks.PYTHON, "-m", "slipcover", "--out", str(REPORTS / "coverage.json")]
    command += ["--fail-under", LEAST_COVERAGE, "--skip-covered", "--missing-width", "40"]
    return run_command([*command, "--merge", *data])


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
        """Run the checks that need no service, and prepare databases for the tests."""
        command = [checks.PYTHON, "scripts/checks.py"]
        jobs = [job(name, [*command, name], is_logged=True) for name in checks.CHECKS]
        self.side_by_side([databases(), *jobs])

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

    def suite(self, suite: Suite) -> None:
        """Run one suite, with the machine for itself."""
        print(f"\n=== {suite.name}: {suite.markers}", flush=True)
        only = suite_job(suite)
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
        run.side_by_side([databases("--no-demo")])
        run.suite(QUICK)
        return run.summary()
    try:
        run.checks()
        run.start_services()
        run.side_by_side(suite_job(suite, is_logged=True) for suite in SIDE_BY_SIDE)
        run.suite(ALONE)
    finally:
        run.stop_services()
    run.coverage()
    return run.summary()


if __name__ == "__main__":
    sys.exit(main())
