#!/usr/bin/env python3
"""Install, start and stop the real services that tests and the demo use.

Standard library only: run it with the system's Python, before a virtual environment exists.
An address that is already set (ELASTICSEARCH_URL, DATABASE_URL, REDIS_URL) is used as it is:
nothing is started for it.
"""

import argparse
import os
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass

from local_services import elasticsearch, postgres, redis
from local_services.errors import ServiceError
from local_services.packages import chromium, install_missing


@dataclass(frozen=True)
class Service:
    """One service: how it is started and stopped, and the variable that carries its address."""

    name: str
    variable: str
    start: Callable[[], bool]
    stop: Callable[[], bool]
    url: Callable[[], str]

    def is_given(self) -> bool:
        """Whether the caller brings a service of its own."""
        return bool(os.environ.get(self.variable))

    def address(self) -> str:
        """The address to use: the caller's, or our own."""
        return os.environ.get(self.variable) or self.url()


SERVICES = (
    Service("postgres", "DATABASE_URL", postgres.start, postgres.stop, postgres.url),
    Service("redis", "REDIS_URL", redis.start, redis.stop, redis.url),
    Service(
        "elasticsearch",
        "ELASTICSEARCH_URL",
        elasticsearch.start,
        elasticsearch.stop,
        elasticsearch.url,
    ),
)


def service_environment() -> dict[str, str]:
    """Return the variables that tell the project where the services are."""
    variables = {service.variable: service.address() for service in SERVICES}
    browser = chromium()
    if browser is not None:
        variables["OS2SITE_CHROMIUM"] = str(browser)
    return variables


def start_service(service: Service) -> bool:
    """Start `service` unless the caller brings one or it runs; return whether we started it."""
    if service.is_given():
        print(f"{service.name}: {service.variable} is set, nothing started")
        return False
    was_started = service.start()
    print(f"{service.name}: {'started' if was_started else 'runs already'} at {service.url()}")
    return was_started


def stop_service(service: Service) -> None:
    """Stop our own `service`, if it runs."""
    print(f"{service.name}: {'stopped' if service.stop() else 'was not running'}")


def run(arguments: argparse.Namespace) -> None:
    """Carry out one command of the command line."""
    by_name = {service.name: service for service in SERVICES}
    match arguments.command:
        case "install":
            added = install_missing()
            print(f"installed: {', '.join(added)}" if added else "system packages: all present")
        case "start-all":
            for service in SERVICES:
                start_service(service)
        case "stop-all":
            for service in reversed(SERVICES):
                stop_service(service)
        case "env":
            for name, value in service_environment().items():
                print(f"export {name}={shlex.quote(value)}")
        case name:
            match arguments.action:
                case "install":
                    was_new = elasticsearch.install()
                    print(f"{'unpacked to' if was_new else 'is in'} {elasticsearch.home()}")
                case "start":
                    start_service(by_name[name])
                case "stop":
                    stop_service(by_name[name])


def main() -> int:
    """Read the command line, do it, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("install", help="install missing system packages (Debian, as root)")
    commands.add_parser("start-all", help="start every service")
    commands.add_parser("stop-all", help="stop every service that these scripts started")
    commands.add_parser("env", help="print export lines for a shell")
    for service in SERVICES:
        actions = ["start", "stop"]
        if service.name == "elasticsearch":
            actions.insert(0, "install")
        commands.add_parser(service.name).add_argument("action", choices=actions)
    try:
        run(parser.parse_args())
    except ServiceError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
