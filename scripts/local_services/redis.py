"""A Redis that keeps nothing on disk."""

import os
import shutil
import socket

from local_services.daemon import HOST, Daemon
from local_services.errors import ServiceError
from local_services.folders import run_folder

START_SECONDS = 30.0


def daemon() -> Daemon:
    """The Redis process; `OS2SITE_REDIS_PORT` chooses its port."""
    port = int(os.environ.get("OS2SITE_REDIS_PORT", "6453"))
    return Daemon(name="Redis", port=port, folder=run_folder(f"redis-{port}"))


def url() -> str:
    """The address that our own Redis has, or would have."""
    return f"redis://{HOST}:{daemon().port}/0"


def start() -> bool:
    """Start an empty Redis on the loopback address; return False when it ran already.

    Raises:
        ServiceError: Redis is missing, or does not come up.
    """
    server = daemon()
    if server.pid() is not None:
        server.wait_until(is_ready, seconds=START_SECONDS)
        return False
    server.refuse_foreign_port()
    program = shutil.which("redis-server")
    if program is None:
        raise ServiceError("Redis is missing: python3 scripts/services.py install")
    options = ["--port", str(server.port), "--bind", HOST, "--save", "", "--appendonly", "no"]
    server.launch([program, *options, "--dir", str(server.folder)])
    server.wait_until(is_ready, seconds=START_SECONDS)
    return True


def stop() -> bool:
    """Stop the server; return whether it was running."""
    return daemon().stop()


def is_ready() -> bool:
    """Whether our server answers a ping."""
    try:
        with socket.create_connection((HOST, daemon().port), timeout=2) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False
