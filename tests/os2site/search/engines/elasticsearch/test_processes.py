"""Workers and rebuilds in real processes, on both databases: two at once, and killed half-way."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator

import pytest
from elasticsearch import Elasticsearch

from tests.os2site.project.processes import finished
from tests.os2site.search.engines.elasticsearch.processes import MAKE, ProcessSite, spare_database

pytestmark = pytest.mark.elasticsearch

COUNT = 1500
CHANGES = 100

CHANGE = """
import os, time
keys = list(SearchEntry.objects.order_by("pk").values_list("key", flat=True)[:20])
for number in range(CHANGES):
    with transaction.atomic():
        entry = SearchEntry.objects.get(key=keys[number % 20])
        entry.title = f"Ny skærm {number}"
        entry.content_hash = f"change-{os.getpid()}-{number}"
        entry.save()
        database.write(entry)
        outbox.enqueue([entry.key])
    if number % 50 == 49:
        SearchEntry.objects.order_by("-pk").first().delete()
"""
COMPARE = """
for code in content_languages():
    found = differences(code)
    print(code, len(found.missing), len(found.stale), len(found.surplus))
print("waiting", outbox.state().waiting)
"""
EQUAL = ["da 0 0 0", "en 0 0 0", "waiting 0"]


@pytest.fixture(
    scope="module",
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
)
def process_site(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    elasticsearch_url: str,
) -> Iterator[ProcessSite]:
    folder = tmp_path_factory.mktemp("site")
    prefix = f"os2site-test-{uuid.uuid4().hex[:12]}"

    def ready(database_url: str) -> ProcessSite:
        site = ProcessSite(folder, database_url, elasticsearch_url, prefix)
        finished(site.manage("migrate", "-v", "0"))
        site.run(MAKE.replace("COUNT", str(COUNT)))
        return site

    if request.param == "sqlite":
        yield ready(f"sqlite:///{folder / 'db.sqlite3'}")
    else:
        address = request.getfixturevalue("postgres_url")
        with spare_database(address, "os2site_processes") as database_url:
            yield ready(database_url)
    with Elasticsearch(elasticsearch_url) as client:
        for name in client.indices.get(index=f"{prefix}-*"):
            client.indices.delete(index=name)


def test_two_workers_and_one_killed_bring_each_change(process_site: ProcessSite) -> None:
    editors = [process_site.start(CHANGE.replace("CHANGES", str(CHANGES))) for __ in range(2)]
    workers = [process_site.manage("db_worker", "--interval", "0.1") for __ in range(2)]
    try:
        time.sleep(6)
        workers[0].kill()
        workers[0].communicate()
        workers[0] = process_site.manage("db_worker", "--interval", "0.1")
        for editor in editors:
            finished(editor)
        wait_until(lambda: "waiting 0" in process_site.run(COMPARE))
    finally:
        for worker in workers:
            worker.kill()
            output, __ = worker.communicate()
            assert "Traceback" not in output
    # What a killed worker had begun, the next due work brings.
    finished(process_site.manage("os2site_run_due"))
    assert process_site.run(COMPARE).splitlines() == EQUAL


def test_a_killed_rebuild_leaves_the_old_index_and_the_next_clears_up(
    process_site: ProcessSite, elasticsearch_url: str
) -> None:
    with Elasticsearch(elasticsearch_url) as client:
        alias = process_site.run("print(names.alias('da'))").strip()
        serving = list(client.indices.get_alias(name=alias))
        rebuilding = process_site.start("rebuild('da')")
        wait_until(lambda: client.indices.exists_alias(name=f"{alias}-building").body, pause=0.01)
        rebuilding.kill()
        rebuilding.communicate()

        assert client.indices.exists_alias(name=f"{alias}-building")
        assert list(client.indices.get_alias(name=alias)) == serving
        assert process_site.run(COMPARE).splitlines() == EQUAL
        process_site.run("rebuild('da')")
        assert not client.indices.exists_alias(name=f"{alias}-building")
        assert list(client.indices.get_alias(name=alias)) != serving
        assert len(client.indices.get(index=f"{alias}-*")) == 2


def test_edits_in_other_processes_during_a_rebuild_are_in_it(process_site: ProcessSite) -> None:
    editor = process_site.start(CHANGE.replace("CHANGES", str(CHANGES)))
    rebuilding = process_site.start("for _ in range(3): rebuild('da')")
    finished(rebuilding)
    finished(editor)
    process_site.run("outbox.run_due()")
    assert process_site.run(COMPARE).splitlines() == EQUAL


def wait_until(happens: Callable[[], bool], *, seconds: float = 120, pause: float = 0.5) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(pause)
