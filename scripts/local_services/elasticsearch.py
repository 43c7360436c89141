"""A real Elasticsearch: the one that tests and the demo share, and nodes made for one test."""

import json
import os
import shutil
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from local_services.accounts import as_user, check_reach, ensure_user, give
from local_services.daemon import HOST, Daemon
from local_services.elasticsearch_release import NEWEST, Release
from local_services.folders import run_folder

USER = "os2site-es"
START_SECONDS = 180.0


@dataclass(frozen=True)
class Node:
    """One server process.

    `settings` go beyond the usual ones; `files` (name: text) lie in its configuration folder.
    `certificates` names the file of authorities where it speaks TLS; `headers` are sent with the
    question whether it is healthy.
    """

    port: int
    release: Release = NEWEST
    settings: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    certificates: Path | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def daemon(self) -> Daemon:
        """The process."""
        folder = run_folder(f"elasticsearch-{self.port}")
        return Daemon(name="Elasticsearch", port=self.port, folder=folder)

    @property
    def url(self) -> str:
        """The address that the node has, or would have."""
        return f"{'https' if self.certificates else 'http'}://{HOST}:{self.port}"

    @property
    def transport_port(self) -> int:
        """The port that other nodes reach it at."""
        return self.port + 100

    @property
    def configuration(self) -> Path:
        """The folder of its configuration files."""
        return self.daemon.folder / "config"

    def start(self) -> bool:
        """Start the server and wait until it answers; return False when it ran already.

        Raises:
            ServiceError: no Java, a port that is taken, or a server that does not come up.
        """
        was_started = self.launch()
        self.wait()
        return was_started

    def launch(self) -> bool:
        """Start the server and don't wait; return False when it ran already."""
        server = self.daemon
        if server.pid() is not None:
            return False
        server.refuse_foreign_port()
        self.release.install()
        java_home = self.release.find_java()
        ensure_user(USER)
        check_reach(self.release.home(), USER)
        for name in ("data", "config", "logs"):
            shutil.rmtree(server.folder / name, ignore_errors=True)
        shutil.copytree(self.release.home() / "config", self.configuration)
        for name in ("data", "logs"):
            (server.folder / name).mkdir()
        # Java's own logs would go below the server's home, which is nobody's to write to.
        java_options = self.configuration / "jvm.options"
        options = java_options.read_text()
        java_options.write_text(options.replace("logs/", f"{server.folder / 'logs'}/"))
        for name, text in self.files.items():
            (self.configuration / name).write_text(text)
        give(server.folder, USER)
        command = ["bash", "-c", self.release.starter]
        command.append(str(self.release.home() / "bin" / "elasticsearch"))
        for key, value in (self._usual_settings() | dict(self.settings)).items():
            command += ["-E", f"{key}={value}"]
        environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "LANG": "C.UTF-8",
            "ES_JAVA_HOME": str(java_home),
            "ES_PATH_CONF": str(self.configuration),
            "ES_JAVA_OPTS": "-Xms512m -Xmx512m",
            "ES_TMPDIR": str(server.folder / "data"),
        }
        server.launch(as_user(USER, command), environment=environment)
        return True

    def _usual_settings(self) -> dict[str, str]:
        folder = self.daemon.folder
        return {
            "cluster.name": f"os2site-{self.port}",
            "discovery.type": "single-node",
            "network.host": HOST,
            "http.port": str(self.port),
            "transport.port": str(self.transport_port),
            "path.data": str(folder / "data"),
            "path.logs": str(folder / "logs"),
            "xpack.security.enabled": "false",
            # A nearly full disk would make every index read-only; this data is thrown away anyway.
            "cluster.routing.allocation.disk.threshold_enabled": "false",
        }

    def wait(self) -> None:
        """Wait until the server answers.

        Raises:
            ServiceError: it ended, or did not answer in time.
        """
        self.daemon.wait_until(self.is_healthy, seconds=START_SECONDS)

    def stop(self, *, seconds: float = 30) -> bool:
        """Stop the server, by force after `seconds`; return whether it was running."""
        return self.daemon.stop(seconds=seconds)

    def is_healthy(self) -> bool:
        """Whether our server answers, under its own name, and can take writes."""
        address = f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=2s"
        request = urllib.request.Request(address, headers=dict(self.headers))
        context = (
            ssl.create_default_context(cafile=self.certificates) if self.certificates else None
        )
        try:
            with urllib.request.urlopen(request, timeout=5, context=context) as answer:
                health = json.load(answer)
        except (urllib.error.URLError, OSError, ValueError):
            return False
        name = self.settings.get("cluster.name", f"os2site-{self.port}")
        return health.get("cluster_name") == name and health.get("status") in {"yellow", "green"}


def shared() -> Node:
    """The node that tests and the demo share; `OS2SITE_ELASTICSEARCH_PORT` chooses its port."""
    return Node(int(os.environ.get("OS2SITE_ELASTICSEARCH_PORT", "9253")))


def daemon() -> Daemon:
    """The process of the shared node."""
    return shared().daemon


def url() -> str:
    """The address that the shared node has, or would have."""
    return shared().url


def home() -> Path:
    """The folder that its version is unpacked to."""
    return NEWEST.home()


def install() -> bool:
    """Unpack its version into the cache; return False when it was there already."""
    return NEWEST.install()


def start() -> bool:
    """Start the shared node and wait until it answers; return False when it ran already."""
    return shared().start()


def stop() -> bool:
    """Stop the shared node; return whether it was running."""
    return shared().stop()


def cluster_of_three(port: int) -> list[Node]:
    """Three nodes of one cluster at this port and the two after it, not started yet."""
    ports = range(port, port + 3)
    names = ",".join(f"node-{number}" for number in ports)
    return [
        Node(
            number,
            settings={
                "cluster.name": f"os2site-{port}",
                "node.name": f"node-{number}",
                "discovery.type": "multi-node",
                "discovery.seed_hosts": ",".join(f"{HOST}:{other + 100}" for other in ports),
                "cluster.initial_master_nodes": names,
            },
        )
        for number in ports
    ]


def start_together(nodes: list[Node]) -> None:
    """Start nodes that need each other.

    Raises:
        ServiceError: one of them does not come up; none is left running then.
    """
    try:
        for node in nodes:
            node.launch()
        for node in nodes:
            node.wait()
    except BaseException:  # An interrupt too: a node that is left would be taken for another's.
        for node in nodes:
            node.stop()
        raise
