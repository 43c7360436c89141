"""A cluster with TLS and accounts, as an organisation runs one: its own authority, an API key."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from elasticsearch import Elasticsearch
from local_services.accounts import give
from local_services.elasticsearch import USER, Node

NAME, PASSWORD = "operator", "only-for-this-test"


class Authority:
    """A certificate authority of one's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.certificate = folder / "ca.pem"
        self._openssl("req", "-x509", *self._new_key("ca"), "-days", "30", "-out", "ca.pem")

    def issue(self, *, days: int = 30) -> tuple[str, str]:
        """Key and certificate for the loopback address; ``days=-1`` gives an expired one."""
        names = ["-addext", "subjectAltName=IP:127.0.0.1"]
        self._openssl("req", *self._new_key("node"), *names, "-out", "node.csr")
        self._openssl(
            *["x509", "-req", "-in", "node.csr", "-CA", "ca.pem", "-CAkey", "ca.key"],
            *["-CAcreateserial", "-copy_extensions", "copy", "-days", str(days)],
            *["-out", "node.pem"],
        )
        return (self.folder / "node.key").read_text(), (self.folder / "node.pem").read_text()

    def _new_key(self, name: str) -> list[str]:
        return ["-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-subj", f"/CN={name}"]

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(
            ["openssl", *arguments], cwd=self.folder, check=True, capture_output=True, timeout=60
        )


@dataclass(frozen=True)
class SecuredCluster:
    """A running node, who vouches for it, and a key to it."""

    node: Node
    authority: Authority
    api_key: str
    admin: Elasticsearch

    def present(self, key: str, certificate: str) -> None:
        """Let the node show another certificate; it takes it up by itself."""
        for name, text in {"http.key": key, "http.pem": certificate}.items():
            # In one step: it must not be read half-written.
            draft = self.node.configuration / f".{name}"
            draft.write_text(text)
            draft.replace(self.node.configuration / name)
        give(self.node.configuration, USER)


@contextmanager
def secured_cluster(folder: Path, port: int) -> Iterator[SecuredCluster]:
    """Start a node with security on, and stop it."""
    authority = Authority(folder / "authority")
    key, certificate = authority.issue()
    login = base64.b64encode(f"{NAME}:{PASSWORD}".encode()).decode()
    node = Node(
        port,
        settings={
            "xpack.security.enabled": "true",
            "xpack.security.enrollment.enabled": "false",
            "xpack.security.http.ssl.enabled": "true",
            "xpack.security.http.ssl.key": "http.key",
            "xpack.security.http.ssl.certificate": "http.pem",
            "resource.reload.interval.high": "1s",
        },
        files={
            "http.key": key,
            "http.pem": certificate,
            "users": f"{NAME}:{_hashed(PASSWORD)}\n",
            "users_roles": f"superuser:{NAME}\n",
        },
        certificates=authority.certificate,
        headers={"Authorization": f"Basic {login}"},
    )
    try:
        node.start()
        with Elasticsearch(
            node.url, ca_certs=str(authority.certificate), basic_auth=(NAME, PASSWORD)
        ) as admin:
            privileges = ["all"]
            roles = {
                "site": {
                    "cluster": ["monitor"],
                    "index": [{"names": ["os2site-test-*"], "privileges": privileges}],
                }
            }
            made = admin.security.create_api_key(name="site", role_descriptors=roles)
            yield SecuredCluster(node, authority, made["encoded"], admin)
    finally:
        node.stop()


def _hashed(password: str) -> str:
    """As the file of users wants it."""
    salt = os.urandom(32)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, 10_000, 32)
    encoded = [base64.b64encode(part).decode() for part in (salt, digest)]
    return "{PBKDF2}10000$" + "$".join(encoded)
