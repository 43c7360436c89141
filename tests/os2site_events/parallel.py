"""Many people who register at the same moment, against a real server."""

from __future__ import annotations

import http.client
import re
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from os2site_events.forms.registration import PURPOSE
from tests.fixtures.forms import protection


@dataclass(frozen=True)
class Answer:
    """What the server said to one of them."""

    status: int
    location: str


class Crowd:
    """A number of browsers that have the form before them and press the button at once."""

    def __init__(self, address: str, path: str, *, size: int) -> None:
        self._host = urlsplit(address).netloc
        self._path = path
        self._size = size
        self._rounds = 0
        connection = http.client.HTTPConnection(self._host, timeout=60)
        connection.request("GET", path)
        page = connection.getresponse()
        text = page.read().decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        assert found is not None, text[:2000]
        self._token = found[1]
        self._cookie = str(page.headers["Set-Cookie"]).partition(";")[0]
        connection.close()
        self._proof = protection(PURPOSE, proven=True)

    def press(self, *, only: int | None = None) -> list[Answer]:
        """Send all forms at once; ``only`` sends that person's form from all browsers."""
        self._rounds += 1
        barrier = threading.Barrier(self._size)
        numbers = range(self._size) if only is None else [only] * self._size
        with ThreadPoolExecutor(self._size) as pool:
            send = [pool.submit(self._send, *pair, barrier) for pair in enumerate(numbers)]
            return [answer.result() for answer in send]

    def _send(self, browser: int, number: int, barrier: threading.Barrier) -> Answer:
        data = {
            "csrfmiddlewaretoken": self._token,
            "name": f"Person {number}",
            "email": f"person{number}@kommune.example",
            "organisation": "Æblerup Kommune",
            "number": "1",
            "consent": "on",
            **self._proof,
        }
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": self._cookie,
            # Each from its own network, as a proxy in front of the site says.
            "X-Forwarded-For": f"10.{self._rounds}.0.{browser + 1}",
        }
        connection = http.client.HTTPConnection(self._host, timeout=120)
        with closing(connection):
            connection.connect()
            barrier.wait(60)
            connection.request("POST", self._path, urlencode(data), headers)
            answer = connection.getresponse()
            answer.read()
            return Answer(answer.status, answer.headers.get("Location", ""))


def wait_for(address: str, process: subprocess.Popen[str], *, seconds: float = 180) -> None:
    """Wait until a server answers.

    :raises RuntimeError: when it ends before that, or takes too long; with what it said.
    """
    until = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < until:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        try:
            connection.request("GET", "/health/live")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
        finally:
            connection.close()
    process.kill()
    raise RuntimeError(process.communicate()[0][-3000:])
