"""Everything that CI runs: the checks, then the tests with real services and a browser.

Steps go on after one that failed, so that one run shows everything. Services that this run started
are stopped again, whatever happens. The last line counts the tests of all steps.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass

import checks
from local_services.errors import ServiceError
from services import SERVICES, Service, service_environment, start_service, stop_service

ROOT = checks.ROOT
REPORTS = ROOT / "build" / "test"
# A step that hangs shall fail by name, and not use up the time of the whole run.
STEP_SECONDS = 30 * 60

NO_SERVICE = "not elasticsearch and not postgres and not redis and not browser and not matrix"
PARALLEL = ["-n", "2", "--dist", "loadfile"]
SERVICE_VARIABLES = {"ELASTICSEARCH_URL", "DATABASE_URL", "REDIS_URL"}


@dataclass(frozen=True)
class Suite:
    """One run of pytest: which tests, with which services' addresses, and how."""

    name: str
    markers: str
    variables: frozenset[str] = frozenset()
    options: tuple[str, ...] = ()
    measures_coverage: bool = True


FAST = Suite("tests", NO_SERVICE, options=tuple(PARALLEL))
# Services are shared state: tests that use them run one after another.
SUITES = (
    FAST,
    Suite(
        "tests-services",
        "(elasticsearch or redis or browser) and not postgres and not matrix",
        frozenset({"ELASTICSEARCH_URL", "REDIS_URL"}),
    ),
    Suite("tests-postgres", "postgres and not matrix", frozenset(SERVICE_VARIABLES)),
    Suite("tests-matrix", "matrix", measures_coverage=False),
)


@dataclass(frozen=True)
class Outcome:
    """How a step ended and how long it took, in seconds."""

    name: str
    is_good: bool
    seconds: float


def run_command(command: list[str], *, environment: Mapping[str, str] | None = None) -> bool:
    """Run `command` from the checkout's root with no standard input; return whether it worked."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=None if environment is None else dict(environment),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(timeout=STEP_SECONDS) == 0
    except subprocess.TimeoutExpired:
        print(f"error: still running after {STEP_SECONDS // 60} minutes, ended", flush=True)
        return False
    finally:
        # Nothing of a step outlives it: its processes are in a group of their own.
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def suite_environment(suite: Suite) -> dict[str, str]:
    """Return the environment of a suite: only the services that it is meant to use."""
    environment = {key: value for key, value in os.environ.items() if key not in SERVICE_VARIABLES}
    allowed = suite.variables | {"OS2SITE_CHROMIUM"}
    given = service_environment()
    environment |= {key: value for key, value in given.items() if key in allowed}
    environment["COVERAGE_FILE"] = str(REPORTS / f".coverage.{suite.name}")
    return environment


def run_suite(suite: Suite, *, with_coverage: bool) -> bool:
    """Run one suite of tests; no test found is a failure too (pytest's exit status 5)."""
    command = [checks.PYTHON, "-m", "pytest", "-q", "-m", suite.markers, *suite.options]
    command.append(f"--junitxml={REPORTS / suite.name}.xml")
    if with_coverage and suite.measures_coverage:
        # The bound on coverage holds for all suites together, not for each.
        command += ["--cov", "--cov-report=", "--cov-fail-under=0"]
    return run_command(command, environment=suite_environment(suite))


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
        outcome = Outcome(name, is_good, time.monotonic() - since)
        self.outcomes.append(outcome)
        result = "ok" if is_good else "FAILED"
        print(f"--- {name}: {result} after {outcome.seconds:.1f} s", flush=True)

    def checks(self) -> None:
        """Run the checks that need no service."""
        for name in checks.CHECKS:
            print(f"\n=== {name}", flush=True)
            since = time.monotonic()
            self.step(name, run_command([checks.PYTHON, "scripts/checks.py", name]), since)

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
        """Run one suite."""
        print(f"\n=== {suite.name}: {suite.markers}", flush=True)
        since = time.monotonic()
        self.step(suite.name, run_suite(suite, with_coverage=with_coverage), since)

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
    """Run everything, or with `--fast` the tests that need no service."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fast", action="store_true", help="only tests that need no service")
    is_fast = parser.parse_args().fast
    shutil.rmtree(REPORTS, ignore_errors=True)
    REPORTS.mkdir(parents=True)
    # A polite end is an exit too, so that the services are stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    run = Run()
    if is_fast:
        run.suite(FAST, with_coverage=False)
        return run.summary()
    try:
        run.checks()
        run.start_services()
        for suite in SUITES:
            run.suite(suite, with_coverage=True)
    finally:
        run.stop_services()
    run.coverage()
    return run.summary()


if __name__ == "__main__":
    sys.exit(main())
