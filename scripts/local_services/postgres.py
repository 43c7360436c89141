"""A PostgreSQL cluster of our own, beside the system's: fast rather than durable."""

import os
import shutil
import signal
import subprocess

from local_services.accounts import as_user, ensure_user, give
from local_services.daemon import HOST, Daemon
from local_services.errors import ServiceError
from local_services.folders import run_folder
from local_services.packages import postgres_program

USER = "postgres"
NAME = "os2site"
START_SECONDS = 60.0
# A crash of the machine may lose this data, and nobody minds: each start makes it anew.
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def daemon() -> Daemon:
    """The PostgreSQL process; `OS2SITE_POSTGRES_PORT` chooses its port."""
    port = int(os.environ.get("OS2SITE_POSTGRES_PORT", "5453"))
    folder = run_folder(f"postgres-{port}")
    # SIGINT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
    return Daemon(name="PostgreSQL", port=port, folder=folder, stop_signal=signal.SIGINT)


def url() -> str:
    """The address of the database that our own PostgreSQL has, or would have."""
    return f"postgres://{NAME}@{HOST}:{daemon().port}/{NAME}"


def start() -> bool:
    """Make an empty cluster and start it; return False when it ran already.

    It listens on the loopback address only and trusts every connection. The user and the database
    are called `os2site`; the user may create databases, as Django's test runner does.

    Raises:
        ServiceError: PostgreSQL is missing, or the cluster does not come up.
    """
    server = daemon()
    if server.pid() is not None:
        server.wait_until(is_ready, seconds=START_SECONDS)
        return False
    server.refuse_foreign_port()
    initdb, postgres = postgres_program("initdb"), postgres_program("postgres")
    if initdb is None or postgres is None:
        raise ServiceError("PostgreSQL is missing: python3 scripts/services.py install")
    ensure_user(USER)
    data = server.folder / "data"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir()
    give(data, USER)
    options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
    _run(as_user(USER, [str(initdb), "-D", str(data), "--no-sync", *options]))
    command = [str(postgres), "-D", str(data), "-p", str(server.port), "-h", HOST, "-k", ""]
    for key, value in SETTINGS.items():
        command += ["-c", f"{key}={value}"]
    server.launch(as_user(USER, command))
    server.wait_until(is_ready, seconds=START_SECONDS)
    _sql(f"CREATE ROLE {NAME} LOGIN CREATEDB")
    _sql(f"CREATE DATABASE {NAME} OWNER {NAME}")
    return True


def stop() -> bool:
    """Stop the server; return whether it was running."""
    return daemon().stop()


def is_ready() -> bool:
    """Whether our server takes connections."""
    return _psql("SELECT 1").returncode == 0


def _psql(statement: str) -> subprocess.CompletedProcess[str]:
    where = ["-h", HOST, "-p", str(daemon().port), "-U", "postgres", "-d", "postgres"]
    command = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *where, "-c", statement]
    return subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)


def _sql(statement: str) -> None:
    result = _psql(statement)
    if result.returncode != 0:
        raise ServiceError(f"PostgreSQL refused “{statement}”: {result.stderr.strip()}")


def _run(command: list[str]) -> None:
    result = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise ServiceError(f"{' '.join(command)} failed:\n{result.stdout}{result.stderr}")
