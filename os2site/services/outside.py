"""Fetch a file from an address that somebody typed, without becoming a way into one's own network.

The name is resolved here and the connection goes to the address that was looked at, so that a name
which answers differently the second time gains nothing. Every redirect is looked at anew. Nothing
of the site is sent along: no cookie, no credentials, no referrer, and proxies of the environment
are not asked.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.utils.translation import gettext as _

from os2site import __version__

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
#: Host and port → the addresses that the name has now.
Resolver = Callable[[str, int], Sequence[str]]

_PORTS: Final = {"http": 80, "https": 443}
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_CHUNK: Final = 16 * 1024
#: Networks whose addresses carry an IPv4 address in their last bits: NAT64.
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
#: What stands in an address as it is; the rest is encoded.
_PRINTABLE: Final = "".join(map(chr, range(0x21, 0x7F)))
_NOT_IN_ADDRESS: Final = re.compile(r"[\x00-\x20\x7f\\]")


class OutsideError(Exception):
    """The address can't be fetched; the message is for the person who typed it."""


@dataclass(frozen=True)
class Limits:
    """What one fetch may cost, and where it may go."""

    max_bytes: int = 200_000
    #: For all of it: names, connections, redirects, and the body.
    seconds: float = 10.0
    redirects: int = 3
    ports: frozenset[int] = frozenset({80, 443})


@dataclass(frozen=True)
class Network:
    """How names become addresses and which addresses are outside; tests bring their own."""

    resolve: Resolver
    is_outside: Callable[[IpAddress], bool]
    #: Certificates are checked with this one, ``None`` for the system's authorities.
    tls: ssl.SSLContext | None = None


@dataclass(frozen=True)
class Fetched:
    """The body, and the address that it came from in the end."""

    body: bytes
    url: str


def is_public(address: IpAddress) -> bool:
    """Whether an address belongs to the open internet.

    Addresses that carry another one inside (IPv6-mapped, 6to4, Teredo, NAT64) are as good as that.
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address.teredo is not None:
            inner = address.teredo[1]
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_loopback
        or address.is_link_local
        or address.is_unspecified
    )


def resolve(host: str, port: int) -> Sequence[str]:
    """All addresses of a name, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


INTERNET: Final = Network(resolve, is_public)


def fetch(url: str, *, limits: Limits | None = None, network: Network = INTERNET) -> Fetched:
    """The body that an http or https address answers with.

    :raises OutsideError: for what is no public web address, answers badly, or is too slow or large.
    """
    limits = limits or Limits()
    deadline = time.monotonic() + limits.seconds
    for __ in range(limits.redirects + 1):
        parts = _checked(url, limits)
        answer = _ask(parts, limits=limits, network=network, deadline=deadline)
        if isinstance(answer, bytes):
            return Fetched(answer, url)
        url = urljoin(url, answer.location)
    raise OutsideError(_("The address leads on too many times."))


@dataclass(frozen=True)
class _Redirect:
    location: str


def _checked(url: str, limits: Limits) -> SplitResult:
    """The parts of an address that may be asked.

    :raises OutsideError: with the reason.
    """
    if len(url) > 2000 or _NOT_IN_ADDRESS.search(url):
        raise OutsideError(_("This is not a web address."))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise OutsideError(_("This is not a web address.")) from error
    if parts.scheme not in _PORTS:
        raise OutsideError(_("The address must start with https:// or http://."))
    if not parts.hostname:
        raise OutsideError(_("This is not a web address."))
    if parts.username is not None or parts.password is not None:
        raise OutsideError(_("The address may not have a user name or a password."))
    if (port or _PORTS[parts.scheme]) not in limits.ports:
        raise OutsideError(_("The address has a port that is not asked."))
    return parts


def _ask(
    parts: SplitResult, *, limits: Limits, network: Network, deadline: float
) -> bytes | _Redirect:
    host = _ascii_host(parts)
    port = parts.port or _PORTS[parts.scheme]
    addresses = _outside_addresses(host, port, network=network, deadline=deadline)
    sock = _connect(addresses, port, deadline=deadline)
    with _cut_at(deadline, sock) as current:
        try:
            if parts.scheme == "https":
                context = network.tls or ssl.create_default_context()
                secured = context.wrap_socket(
                    sock, server_hostname=host, do_handshake_on_connect=False
                )
                sock = current[0] = secured
                secured.do_handshake()
            connection = http.client.HTTPConnection(host, port)
            connection.sock = sock
            answer = _exchange(connection, parts, limits)
        except ssl.SSLCertVerificationError as error:
            text = _("The server's certificate is not valid for the address.")
            raise OutsideError(text) from error
        except (OSError, http.client.HTTPException) as error:
            if time.monotonic() >= deadline:
                raise _too_slow() from error
            raise OutsideError(_("The server did not answer as a web server does.")) from error
    if time.monotonic() >= deadline:
        raise _too_slow()  # A body without a length ends where the connection was cut.
    return answer


@contextmanager
def _cut_at(deadline: float, sock: socket.socket) -> Iterator[list[socket.socket]]:
    """Close the socket after the block, or let it run dry when the time is over.

    A server that sends a byte now and then would never run into a socket's own time limit. The
    block may put the encrypted socket into the list in place of the plain one.
    """
    current = [sock]

    def cut() -> None:
        try:
            # Not the method of an SSL socket, which also takes away what its reader works with.
            socket.socket.shutdown(current[0], socket.SHUT_RDWR)
        except OSError:
            return

    clock = threading.Timer(max(0.0, deadline - time.monotonic()), cut)
    clock.daemon = True
    clock.start()
    try:
        yield current
    finally:
        clock.cancel()
        current[0].close()


def _exchange(
    connection: http.client.HTTPConnection, parts: SplitResult, limits: Limits
) -> bytes | _Redirect:
    path = parts.path or "/"
    target = quote(f"{path}?{parts.query}" if parts.query else path, safe=_PRINTABLE)
    connection.request(
        "GET",
        target,
        headers={
            "Accept": "*/*",
            # A packed body could unpack to any size.
            "Accept-Encoding": "identity",
            "Connection": "close",
            "User-Agent": f"os2site/{__version__}",
        },
    )
    # The library forgets the socket when the answer is the last one; its response keeps it open.
    with closing(connection.getresponse()) as response:
        return _read(response, limits)


def _read(response: http.client.HTTPResponse, limits: Limits) -> bytes | _Redirect:
    if response.status in _REDIRECTS:
        location = response.getheader("Location")
        if not location:
            raise OutsideError(_("The server did not answer as a web server does."))
        return _Redirect(location)
    if response.status != 200:
        raise OutsideError(
            _("The server answered with status %(status)s.") % {"status": response.status}
        )
    if response.getheader("Content-Encoding", "identity").lower() != "identity":
        raise OutsideError(_("The server sent a packed file, which is not read."))
    too_large = OutsideError(
        _("The file is too large: at most %(limit)s kB.") % {"limit": limits.max_bytes // 1000}
    )
    if response.length is not None and response.length > limits.max_bytes:
        raise too_large
    body = bytearray()
    while chunk := response.read(_CHUNK):
        body += chunk
        if len(body) > limits.max_bytes:
            raise too_large
    if response.length:  # What was announced and never came.
        raise http.client.IncompleteRead(bytes(body), response.length)
    return bytes(body)


def _ascii_host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    try:
        return host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise OutsideError(_("This is not a web address.")) from error


def _outside_addresses(
    host: str, port: int, *, network: Network, deadline: float
) -> list[IpAddress]:
    """The addresses of a name, all of which must be outside.

    :raises OutsideError: when there is none, or one is not.
    """
    try:
        found = [
            ipaddress.ip_address(item.partition("%")[0])
            for item in _names(host, port, network, deadline)
        ]
    except ValueError:
        found = []
    if not found:
        raise OutsideError(_("There is no server with the name %(host)s.") % {"host": host})
    if not all(network.is_outside(address) for address in found):
        # The same words for each kind: which of our own addresses there are is not told.
        raise OutsideError(_("The address is not on the open internet, and is not asked."))
    return found


def _names(host: str, port: int, network: Network, deadline: float) -> Sequence[str]:
    """What the resolver says; it knows no time limit, so it is left behind when it is slow."""
    found: list[str] = []

    def ask() -> None:
        try:
            found.extend(network.resolve(host, port))
        except (OSError, UnicodeError):
            return

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max(0.0, deadline - time.monotonic()))
    if thread.is_alive():
        raise _too_slow()
    return found


def _connect(addresses: Sequence[IpAddress], port: int, *, deadline: float) -> socket.socket:
    """A connection to the first of the addresses that takes one.

    :raises OutsideError: when none does.
    """
    for address in addresses[:4]:
        left = deadline - time.monotonic()
        if left <= 0:
            break
        try:
            return socket.create_connection((str(address), port), timeout=left)
        except OSError:
            continue
    if time.monotonic() >= deadline:
        raise _too_slow()
    raise OutsideError(_("The server does not answer."))


def _too_slow() -> OutsideError:
    return OutsideError(_("The server is too slow."))
