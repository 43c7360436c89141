"""Web servers on the loopback address, and names that lead to them."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from os2site.services.outside import IpAddress, Network, is_public

#: What a server does with a connection, once the request is read.
Answer = Callable[[socket.socket, bytes], None]


def says(body: bytes, *, status: str = "200 OK", headers: Sequence[str] = ()) -> Answer:
    """An ordinary answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return sends("\r\n".join([*lines, "", ""]).encode() + body)


def sends(raw: bytes) -> Answer:
    """Just these bytes."""
    return lambda connection, _request: connection.sendall(raw)


def leads_to(url: str) -> Answer:
    """A redirect."""
    return says(b"", status="302 Found", headers=[f"Location: {url}"])


class Server:
    """Answers connection after connection, and keeps the requests."""

    def __init__(self, answer: Answer, *, tls: ssl.SSLContext | None = None) -> None:
        self.answer = answer
        self.tls = tls
        self.requests: list[bytes] = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=[connection], daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        try:
            if self.tls is not None:
                connection = self.tls.wrap_socket(connection, server_side=True)
            request = connection.recv(65536)
            self.requests.append(request)
            self.answer(connection, request)
        except OSError:
            pass
        finally:
            connection.close()


@contextmanager
def serving(answer: Answer, *, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server for the block."""
    server = Server(answer, tls=tls)
    try:
        yield server
    finally:
        # Closing alone leaves the thread in accept().
        server.socket.shutdown(socket.SHUT_RDWR)
        server.socket.close()
        server.thread.join(5)


def network(names: Mapping[str, Sequence[str]], *, tls: ssl.SSLContext | None = None) -> Network:
    """The internet with these names, in which 127.0.0.1 alone counts as outside as well."""

    def resolve(host: str, port: int) -> Sequence[str]:
        if host not in names:
            return [host]
        return names[host]

    def is_outside(address: IpAddress) -> bool:
        return address == ipaddress.IPv4Address("127.0.0.1") or is_public(address)

    return Network(resolve, is_outside, tls)
