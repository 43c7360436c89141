"""Addresses that somebody typed: where they may lead, and what they may cost."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from os2site.services.outside import (
    INTERNET,
    Limits,
    Network,
    OutsideError,
    fetch,
    is_public,
)
from tests.os2site.services.outside_server import leads_to, network, says, sends, serving

HERE = network({"kilde.example": ["127.0.0.1"]})


def limits(port: int, **values: float) -> Limits:
    return Limits(ports=frozenset({80, 443, port}), **values)  # type: ignore[arg-type]


def refusal(url: str, network: Network = INTERNET, limits: Limits | None = None) -> str:
    with pytest.raises(OutsideError) as caught:
        fetch(url, limits=limits, network=network)
    return str(caught.value)


def test_a_file_is_fetched_and_nothing_of_ours_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with serving(says("navn: æ".encode())) as server:
        found = fetch(
            f"http://kilde.example:{server.port}/a/bæ?c=1", limits=limits(server.port), network=HERE
        )

    assert found.body.decode() == "navn: æ"
    request = server.requests[0].decode()
    assert request.startswith("GET /a/b%C3%A6?c=1 HTTP/1.1\r\n")
    assert f"Host: kilde.example:{server.port}\r\n" in request
    for header in ("cookie", "authorization", "referer", "gzip"):
        assert header not in request.lower()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.254",
        "192.0.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "2002:7f00:1::",
        "2002:a00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)
def test_addresses_that_are_not_on_the_open_internet(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
    names = Network(lambda host, port: [address], is_public)
    host = f"[{address}]" if ":" in address else address
    for url in (f"http://{host}/", "https://kilde.example/"):
        assert "ikke på det åbne internet" in refusal(url, names)


@pytest.mark.parametrize("address", ["140.82.121.3", "::ffff:140.82.121.3", "2a00:1450:400f::1"])
def test_addresses_that_are(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost"])
def test_other_ways_to_write_the_own_machine(host: str) -> None:
    assert "ikke på det åbne internet" in refusal(f"http://{host}/")


def test_one_inside_address_among_several_is_enough() -> None:
    names = Network(lambda host, port: ["140.82.121.3", "10.0.0.1"], is_public)
    assert "ikke på det åbne internet" in refusal("https://kilde.example/", names)


def test_a_name_that_changes_its_answer_gains_nothing() -> None:
    """DNS rebinding: the name is asked once, and that answer is where the connection goes."""
    asked: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    names = Network(resolve, HERE.is_outside)
    with serving(says(b"ok")) as server:
        url = f"http://rebind.example:{server.port}/"
        assert fetch(url, limits=limits(server.port), network=names).body == b"ok"
    assert asked == ["rebind.example"]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://kilde.example/x", "begynde med"),
        ("file:///etc/passwd", "begynde med"),
        ("gopher://kilde.example/", "begynde med"),
        ("//kilde.example/", "begynde med"),
        ("", "begynde med"),
        ("https:///x", "ikke en webadresse"),
        ("https://bruger:kode@kilde.example/", "brugernavn"),
        ("https://kilde.example@10.0.0.1/", "brugernavn"),
        ("https://kilde.example:22/", "port"),
        ("https://kilde.example:6379/", "port"),
        ("https://kilde.example:99999/", "ikke en webadresse"),
        ("https://kilde.example/\r\nX-A: b", "ikke en webadresse"),
        ("https://kilde.example\\@10.0.0.1/", "ikke en webadresse"),
        ("https://[::1/", "ikke en webadresse"),
        ("https://" + "a" * 64 + ".example/", "ikke en webadresse"),
        ("https://kilde.example/" + "x" * 3000, "ikke en webadresse"),
    ],
)
def test_what_is_no_address_to_ask(url: str, reason: str) -> None:
    assert reason in refusal(url, HERE)


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", "ikke på det åbne internet"),
        ("http://inde.example/", "ikke på det åbne internet"),
        ("file:///etc/passwd", "begynde med"),
        ("http://kilde.example:22/", "port"),
        ("http://a:b@kilde.example/", "brugernavn"),
    ],
)
def test_each_redirect_is_looked_at(target: str, reason: str) -> None:
    names = network({"kilde.example": ["127.0.0.1"], "inde.example": ["10.0.0.1"]})
    with serving(leads_to(target)) as server:
        url = f"http://kilde.example:{server.port}/"
        assert reason in refusal(url, names, limits(server.port))
    assert len(server.requests) == 1


def test_redirects_are_followed_and_come_to_an_end() -> None:
    with serving(says(b"ok")) as last, serving(leads_to("/igen")) as circle:
        first_url = f"http://kilde.example:{last.port}/rigtig"
        with serving(leads_to(first_url)) as first:
            ports = Limits(ports=frozenset({first.port, last.port}))
            found = fetch(f"http://kilde.example:{first.port}/", limits=ports, network=HERE)
            assert (found.body, found.url) == (b"ok", first_url)
        url = f"http://kilde.example:{circle.port}/"
        assert "for mange gange" in refusal(url, HERE, limits(circle.port))
    assert len(circle.requests) == 4


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n", "for stor"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 300_000, "for stor"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + b"10000\r\n"
            + b"x" * 65536
            + b"\r\n"
            + b"30000\r\n"
            + b"x" * 196608
            + b"\r\n",
            "for stor",
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx", "pakket"),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "404"),
        (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "svarede ikke som"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nx", "svarede ikke som"),
        (b"SSH-2.0-OpenSSH_9.9\r\n", "svarede ikke som"),
        (b"", "svarede ikke som"),
        (b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 500 + b"\r\n", "svarede ikke som"),
    ],
)
def test_answers_that_are_not_taken(raw: bytes, reason: str) -> None:
    with serving(sends(raw)) as server:
        url = f"http://kilde.example:{server.port}/"
        assert reason in refusal(url, HERE, limits(server.port))


@pytest.mark.parametrize("drop", [b"x", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_all_of_it_has_one_time_limit(drop: bytes) -> None:
    """A server that sends a byte now and then is never silent for long."""

    def drips(connection: socket.socket, request: bytes) -> None:
        connection.sendall(drop)
        for _ in range(100):
            time.sleep(0.05)
            connection.sendall(b"x")

    with serving(drips) as server:
        started = time.monotonic()
        url = f"http://kilde.example:{server.port}/"
        assert "for langsom" in refusal(url, HERE, limits(server.port, seconds=0.4))
        assert time.monotonic() - started < 4


def test_a_slow_name_server_and_a_silent_server_end_in_time() -> None:
    def slow(host: str, port: int) -> Sequence[str]:
        time.sleep(3)
        return ["127.0.0.1"]

    started = time.monotonic()
    slow_names = Network(slow, HERE.is_outside)
    assert "for langsom" in refusal("https://kilde.example/", slow_names, Limits(seconds=0.2))
    with serving(lambda connection, request: time.sleep(3)) as server:
        for scheme in ("http", "https"):
            url = f"{scheme}://kilde.example:{server.port}/"
            assert "for langsom" in refusal(url, HERE, limits(server.port, seconds=0.3))
    assert time.monotonic() - started < 3


def test_a_name_without_a_server_and_a_closed_port() -> None:
    nowhere = Network(lambda host, port: [], is_public)
    assert "ingen server" in refusal("https://kilde.example/", nowhere)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert "svarer ikke" in refusal(f"http://kilde.example:{port}/", HERE, limits(port))


def test_the_certificate_must_be_that_of_the_name(tmp_path: Path) -> None:
    """The connection goes to a number, and is checked for the name all the same."""
    subprocess.run(
        [
            *["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"],
            *["-subj", "/CN=kilde.example", "-addext", "subjectAltName=DNS:kilde.example"],
            *["-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")],
        ],
        check=True,
        capture_output=True,
    )
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    trusting = ssl.create_default_context(cafile=tmp_path / "cert.pem")
    addresses = {"kilde.example": ["127.0.0.1"], "falsk.example": ["127.0.0.1"]}
    with serving(says(b"ok"), tls=served) as server:
        bounds = limits(server.port)
        good = network(addresses, tls=trusting)
        found = fetch(f"https://kilde.example:{server.port}/", limits=bounds, network=good)
        assert found.body == b"ok"
        other_name = f"https://falsk.example:{server.port}/"
        assert "certifikat" in refusal(other_name, good, bounds)
        untrusting = network(addresses)
        right_name = f"https://kilde.example:{server.port}/"
        assert "certifikat" in refusal(right_name, untrusting, bounds)
