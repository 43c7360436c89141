"""A way to the cluster that can be shut or made endlessly slow."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit


class Gate:
    """Forwards a local port to the cluster.

    ``closed``: connections are refused, as by a stopped server. ``stalled``: they are taken and
    never answered.
    """

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._listener: socket.socket | None = None
        self._connections: list[socket.socket] = []
        self._lock = threading.Lock()
        self.stalled = False
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def open(self) -> None:
        listener = socket.create_server(("127.0.0.1", self.port), backlog=50)
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def close(self) -> None:
        with self._lock:
            if self._listener is not None:
                with contextlib.suppress(OSError):
                    self._listener.shutdown(socket.SHUT_RDWR)
                self._listener.close()
                self._listener = None
            for connection in self._connections:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
                connection.close()
            self._connections.clear()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                visitor, __ = listener.accept()
            except OSError:
                return
            with self._lock:
                self._connections.append(visitor)
            threading.Thread(target=self._forward, args=(visitor,), daemon=True).start()

    def _forward(self, visitor: socket.socket) -> None:
        try:
            with socket.create_connection(self._target) as cluster:
                while True:
                    ready, __, __ = select.select([visitor, cluster], [], [])
                    for source in ready:
                        data = source.recv(65536)
                        if not data:
                            return
                        if not self.stalled:
                            (cluster if source is visitor else visitor).sendall(data)
        except (OSError, ValueError):
            return
        finally:
            visitor.close()


@contextmanager
def gate_to(target: str) -> Iterator[Gate]:
    """An open gate."""
    gate = Gate(target)
    gate.open()
    try:
        yield gate
    finally:
        gate.close()
