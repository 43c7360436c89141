"""The engine's tests with the oldest client that we allow, on the oldest and the newest server.

The newest client on the newest server is what all other tests use. The newest client refuses the
oldest server by itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from local_services.elasticsearch import Node
from local_services.elasticsearch_release import NEWEST, OLDEST, Release

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.matrix

OLD_CLIENT = "elasticsearch>=8.19,<8.20"
TESTS = ROOT / "tests" / "os2site" / "search" / "engines" / "elasticsearch"


@pytest.fixture(scope="session")
def old_client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the old client, to be found before the installed one."""
    folder = tmp_path_factory.mktemp("client")
    uv = Path(sys.executable).with_name("uv")
    command = [uv, "pip", "install", "--python", sys.executable, "--target", folder, OLD_CLIENT]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


@pytest.fixture(params=[OLDEST, NEWEST], ids=lambda release: release.version)
def server(request: pytest.FixtureRequest) -> Iterator[Node]:
    """A server of that version, started for this."""
    release: Release = request.param
    node = Node(int(os.environ.get("OS2SITE_ELASTICSEARCH_PORT", "9253")) + 300, release)
    try:
        node.start()
        yield node
    finally:
        node.stop()


def test_the_oldest_client_passes_the_engine_contract(server: Node, old_client: Path) -> None:
    environment = {**os.environ, "ELASTICSEARCH_URL": server.url, "PYTHONPATH": str(old_client)}
    for name in ("DATABASE_URL", "REDIS_URL", "COVERAGE_FILE"):
        environment.pop(name, None)

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        output = done.stdout + done.stderr
        if done.returncode:
            pytest.fail(output[-6000:])
        return output

    assert run("-c", "import elasticsearch as e; print(e.__versionstr__)").startswith("8.19")
    tests = [str(TESTS / f"test_{name}.py") for name in ("contract", "rebuild")]
    output = run("-m", "pytest", "-q", "-m", "elasticsearch", "-p", "no:cacheprovider", *tests)
    assert " passed" in output
    assert "skipped" not in output
