"""Security on: TLS with an authority of one's own and an API key; faults are named."""

from __future__ import annotations

import os
import signal
import ssl
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings

from os2site.admin.notices import _search
from os2site.conf import get_settings
from os2site.models import SearchEntry
from os2site.search import outbox, service
from os2site.search.engines.base import Fault
from os2site.search.engines.elasticsearch import differences, rebuild
from os2site.search.engines.elasticsearch.client import _client as site_client
from os2site.search.status import search_status
from os2site.services.languages import content_languages
from tests.os2site.search.conftest import EntryMaker, QueryMaker
from tests.os2site.search.engines.elasticsearch.conftest import spare_port, time_passes
from tests.os2site.search.engines.elasticsearch.secured import (
    Authority,
    SecuredCluster,
    secured_cluster,
)

pytestmark = [
    pytest.mark.alone,
    pytest.mark.elasticsearch,
    pytest.mark.django_db(transaction=True),
]

Configure = Callable[..., None]


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecuredCluster]:
    with secured_cluster(tmp_path_factory.mktemp("secured"), spare_port(1)) as cluster:
        yield cluster


@pytest.fixture
def configure(secured: SecuredCluster, settings: Settings) -> Iterator[Configure]:
    """The site uses the secured cluster, with these settings changed."""
    values = {
        "SEARCH_ENGINE": "elasticsearch",
        "ELASTICSEARCH_URLS": (secured.node.url,),
        "ELASTICSEARCH_API_KEY": secured.api_key,
        "ELASTICSEARCH_CA_CERTS": str(secured.authority.certificate),
        "ELASTICSEARCH_PREFIX": "os2site-test-secured",
        "ELASTICSEARCH_TIMEOUT": 5.0,
        "ELASTICSEARCH_RETRY_AFTER": 60.0,
    }

    def configure(**changes: object) -> None:
        settings.OS2SITE = {**settings.OS2SITE, **values, **changes}
        time_passes()

    configure()
    yield configure
    for name in secured.admin.indices.get(index="os2site-test-*"):
        secured.admin.indices.delete(index=name)


@pytest.fixture
def entry(configure: Configure, make_entry: EntryMaker) -> SearchEntry:
    entry = make_entry("Skærm")
    for language in content_languages():
        rebuild(language)
    return entry


def complaint() -> str:
    """What ``os2site_search check`` says."""
    with pytest.raises(CommandError) as caught:
        call_command("os2site_search", "check", stdout=StringIO())
    return str(caught.value)


def assert_told(fault: Fault, client: Client, make_query: QueryMaker) -> None:
    """The database answers at once, and health and the administration name the fault."""
    time_passes()
    results = service.search(make_query("skærm"))
    assert (results.engine, results.total) == ("database", 1)
    started = time.monotonic()  # Nobody is waited for once more.
    assert service.search(make_query("skærm")).degraded
    assert time.monotonic() - started < get_settings().elasticsearch_timeout / 2
    health = client.get("/health/ready")
    assert health.status_code == 200
    part = health.json()["parts"]["search"]
    assert (part["status"], part["reason"]) == ("degraded", fault.value)
    assert [str(fault.label) in notice.text for notice in _search()] == [True]


@pytest.mark.usefixtures("entry")
def test_key_and_authority_reach_the_cluster(make_query: QueryMaker) -> None:
    assert service.search(make_query("skærm")).engine == "elasticsearch"
    assert search_status().fault is None
    assert not differences("da")


@pytest.mark.usefixtures("entry")
def test_a_wrong_key_is_named(
    configure: Configure, client: Client, make_query: QueryMaker, secured: SecuredCluster
) -> None:
    configure(ELASTICSEARCH_API_KEY="d3Jvbmc6a2V5LXRoYXQtaXMtbm90LW91cnM=")

    text = complaint()

    assert "401" in text
    assert "ELASTICSEARCH_API_KEY" in text
    assert "d3Jvbmc" not in text
    assert_told(Fault.ACCESS, client, make_query)
    configure()
    assert service.search(make_query("skærm")).engine == "elasticsearch"


@pytest.mark.usefixtures("entry")
def test_a_key_without_the_right_to_our_indexes_is_named(
    configure: Configure, client: Client, make_query: QueryMaker, secured: SecuredCluster
) -> None:
    roles = {"other": {"index": [{"names": ["other-*"], "privileges": ["read"]}]}}
    made = secured.admin.security.create_api_key(name="other", role_descriptors=roles)
    configure(ELASTICSEARCH_API_KEY=made["encoded"])

    assert "403" in complaint()
    assert_told(Fault.ACCESS, client, make_query)


@pytest.mark.usefixtures("entry")
def test_another_authority_is_named(
    configure: Configure, client: Client, make_query: QueryMaker, tmp_path: Path
) -> None:
    configure(ELASTICSEARCH_CA_CERTS=str(Authority(tmp_path / "other").certificate))

    text = complaint()

    assert "certificate verify failed" in text
    assert "ELASTICSEARCH_CA_CERTS" in text
    assert_told(Fault.CERTIFICATE, client, make_query)


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize(
    "changed",
    [
        ("ELASTICSEARCH_CA_CERTS", "/nowhere/ca.pem", Fault.CERTIFICATE),
        ("ELASTICSEARCH_CA_CERTS", __file__, Fault.CERTIFICATE),
        ("ELASTICSEARCH_URLS", ("search.example",), Fault.SETTINGS),
        ("ELASTICSEARCH_URLS", (), Fault.SETTINGS),
    ],
)
def test_settings_that_cannot_work_are_named(
    changed: tuple[str, object, Fault], configure: Configure, client: Client, make_query: QueryMaker
) -> None:
    name, value, fault = changed
    configure(**{name: value})

    assert name in complaint()
    assert_told(fault, client, make_query)


@pytest.mark.usefixtures("entry")
def test_an_expired_certificate_is_named_and_a_new_one_taken_up(
    configure: Configure, client: Client, make_query: QueryMaker, secured: SecuredCluster
) -> None:
    secured.present(*secured.authority.issue(days=-1))
    try:
        wait_until(lambda: not is_trusted(secured))
        site_client.cache_clear()  # As in a new process: an open connection goes on.
        text = complaint()
        assert "certificate has expired" in text
        assert_told(Fault.CERTIFICATE, client, make_query)
    finally:
        secured.present(*secured.authority.issue())
        wait_until(lambda: is_trusted(secured))
    time_passes()
    assert service.search(make_query("skærm")).engine == "elasticsearch"


def test_a_stopped_process_costs_one_visitor_the_time_limit(
    entry: SearchEntry,
    configure: Configure,
    client: Client,
    make_query: QueryMaker,
    secured: SecuredCluster,
) -> None:
    configure(ELASTICSEARCH_TIMEOUT=0.8)
    assert service.search(make_query("skærm")).engine == "elasticsearch"
    pid = secured.node.daemon.pid()
    assert pid is not None
    os.killpg(pid, signal.SIGSTOP)
    try:
        started = time.monotonic()
        assert service.search(make_query("skærm")).engine == "database"
        first = time.monotonic() - started
        started = time.monotonic()
        assert service.search(make_query("skærm")).engine == "database"
        second = time.monotonic() - started
        assert search_status().fault is Fault.SLOW
        entry.title, entry.content_hash = "Ny skærm", "new"
        entry.save()
        outbox.enqueue([entry.key])
        assert outbox.state().waiting == 1
    finally:
        os.killpg(pid, signal.SIGCONT)
    assert 0.7 < first < 2.0
    assert second < 0.5
    time_passes()
    wait_until(secured.node.is_healthy)
    outbox.OutboxItem.objects.update(available_at=entry.updated_at)
    assert outbox.run_due() == 1
    assert service.search(make_query("skærm")).engine == "elasticsearch"
    assert not differences("da")


def is_trusted(secured: SecuredCluster) -> bool:
    """Whether the certificate that the node shows now holds, seen with a fresh connection."""
    try:
        ssl.get_server_certificate(
            ("127.0.0.1", secured.node.port), ca_certs=str(secured.authority.certificate)
        )
    except ssl.SSLError:
        return False
    return True


def wait_until(happens: Callable[[], bool], *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.2)
