"""The services that the scripts start are the real ones, and can do what the suite needs."""

import json
import urllib.request

import psycopg
import pytest
import redis


@pytest.mark.elasticsearch
def test_elasticsearch_is_a_version_that_we_support(elasticsearch_url: str) -> None:
    with urllib.request.urlopen(elasticsearch_url, timeout=10) as answer:
        version = json.load(answer)["version"]["number"]
    assert int(version.split(".")[0]) in {8, 9}


@pytest.mark.elasticsearch
def test_elasticsearch_takes_apart_a_danish_compound(elasticsearch_url: str) -> None:
    body = {
        "tokenizer": "standard",
        "filter": [
            "lowercase",
            {"type": "dictionary_decompounder", "word_list": ["sag", "system"]},
            {"type": "stemmer", "language": "danish"},
        ],
        "text": "Sagsystemer",
    }
    request = urllib.request.Request(
        f"{elasticsearch_url}/_analyze",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        tokens = [token["token"] for token in json.load(answer)["tokens"]]
    assert tokens == ["sagsystem", "sag", "system"]


@pytest.mark.elasticsearch
def test_redis_answers(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.info("server")["redis_version"]


@pytest.mark.postgres
def test_postgres_is_a_version_that_django_supports(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        row = connection.execute(
            "SELECT version(), current_setting('server_version_num')"
        ).fetchone()
    assert row is not None
    assert row[0].startswith("PostgreSQL")
    assert int(row[1]) >= 140_000


@pytest.mark.postgres
def test_postgres_user_may_create_the_test_database(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        row = connection.execute(
            "SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert row == (True,)
