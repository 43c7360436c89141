"""The third-party plugin: every extension point, through the public API only."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from os2site.models import DisabledPlugin, SearchEntry
from os2site.page_types import get_page_model
from os2site.plugins import registry
from os2site.services import key_figures

pytestmark = pytest.mark.django_db

ORDBOG = Path(__file__).resolve().parents[1] / "plugin" / "ordbog"
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "plugin-guide.md"


@pytest.fixture
def site() -> Site:
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def glossary(site: Site) -> Any:
    page = site.root_page.specific.add_child(
        instance=get_page_model("ordbog")(title="Ordbog", slug="ordbog", lead="Ord i fællesskabet")
    )
    model = page.words.model
    page.words.add(
        model(term="Vederlag", slug="vederlag", definition="Årlig betaling for et produkt."),
        model(term="Åbenhed", slug="aabenhed", definition="Kode, som alle kan se."),
        model(term="Borger-pc", slug="borger-pc", definition="", see_also=["publikumscomputer"]),
    )
    page.save_revision().publish()
    return page


def imported_modules() -> set[str]:
    found = set()
    for file in ORDBOG.rglob("*.py"):
        if "migrations" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("os2site"):
                found.add(node.module or "")
    return found


def test_plugin_uses_only_what_the_guide_promises() -> None:
    guide = GUIDE.read_text()
    table = guide[guide.index("## The public API") : guide.index("## 1.")]
    promised = {
        prefix + name
        for line in table.splitlines()
        if line.startswith("| `")
        for prefix, name in _modules(line.split("|")[1])
    }
    assert imported_modules() <= promised


def _modules(cell: str) -> list[tuple[str, str]]:
    names = [part.strip().strip("`") for part in cell.split(",")]
    package = names[0].rsplit(".", 1)[0]
    return [(package if name.startswith(".") else "", name) for name in names]


def test_words_are_shown_in_danish_order_and_escaped(glossary: Any, client: Client) -> None:
    glossary.words.add(
        glossary.words.model(term="<script>alert(1)</script>", slug="x", definition="<b>fed</b>")
    )
    glossary.save_revision().publish()
    html = client.get(glossary.url).content.decode()
    assert html.index("Borger-pc") < html.index("Vederlag") < html.index("Åbenhed")
    assert "<script>alert(1)" not in html
    assert "&lt;b&gt;fed" in html


def test_each_word_is_an_entry_with_its_anchor(glossary: Any, client: Client) -> None:
    entry = SearchEntry.objects.get(type="word", slug="vederlag")
    assert entry.url == f"{glossary.url}#vederlag"
    answer = client.get("/api/v1/search/", {"q": "vederlag", "type": "word"}).json()
    assert [hit["slug"] for hit in answer["results"]] == ["vederlag"]
    assert {option["value"] for option in answer["facets"]["letter"]} == {"V"}


@pytest.mark.parametrize("how", ["draft", "expired", "private"])
def test_hidden_words_are_nowhere(how: str, glossary: Any, client: Client) -> None:
    if how == "draft":
        glossary.unpublish()
    elif how == "expired":
        glossary.expire_at = timezone.now()
        glossary.save()
    else:
        PageViewRestriction.objects.create(
            page=glossary, restriction_type=PageViewRestriction.LOGIN
        )
    assert client.get("/api/v1/search/", {"q": "vederlag"}).json()["total"] == 0
    assert client.get("/api/v1/words/").json() == {"total": 0, "results": []}
    assert "Vederlag" not in client.get("/soeg/", {"q": "vederlag"}).content.decode()


def test_api_lists_words(glossary: Any, client: Client) -> None:
    answer = client.get("/api/v1/words/", {"page_size": 2}).json()
    assert answer["total"] == 3
    assert [word["slug"] for word in answer["results"]] == ["borger-pc", "vederlag"]
    assert client.get("/api/v1/words/", {"page_size": "x"}).status_code in {400, 422}


def test_feed_names_words_with_absolute_addresses(glossary: Any, client: Client) -> None:
    feed = client.get(f"{glossary.url}feed/")
    assert feed["Content-Type"].startswith("application/rss+xml")
    assert f"<link>{glossary.full_url}#vederlag</link>" in feed.content.decode()


def test_key_figure_counts_public_words(glossary: Any, site: Site) -> None:
    assert [f.value for f in key_figures.collect(site=site, names=["ordbog-words"])] == [3]
    glossary.unpublish()
    assert [f.value for f in key_figures.collect(site=site, names=["ordbog-words"])] == [0]


def test_editor_sees_words_without_an_explanation(glossary: Any, admin_client: Client) -> None:
    html = admin_client.get("/admin/").content.decode()
    assert "Borger-pc" in html
    assert "Ord uden forklaring" in html


def test_import_twice_changes_nothing_and_export_gives_it_back(
    tmp_path: Path, site: Site, client: Client
) -> None:
    rows = [
        {"slug": "agil", "term": "Agil", "definition": "Lidt ad gangen.", "see_also": ["sprint"]},
        {"slug": "oe", "term": "Ø", "definition": None, "see_also": []},
    ]
    source, target = tmp_path / "ord.json", tmp_path / "ud.json"
    source.write_text(json.dumps(rows))
    call_command("os2site_import", "ordbog", str(source))
    revisions = get_page_model("ordbog").objects.get().revisions.count()
    call_command("os2site_import", "ordbog", str(source))
    assert get_page_model("ordbog").objects.get().revisions.count() == revisions
    call_command("os2site_export", "ordbog", str(target))
    assert json.loads(target.read_text()) == rows
    assert client.get("/api/v1/search/", {"q": "agil"}).json()["total"] == 1


def test_switched_off_plugin_contributes_nothing_on_that_site(
    glossary: Any, site: Site, client: Client
) -> None:
    DisabledPlugin.objects.create(site=site, label="ordbog")
    assert client.get("/api/v1/words/").status_code == 404
    assert client.get("/api/v1/search/", {"q": "vederlag"}).json()["total"] == 0
    assert "ordbog" not in [plugin.label for plugin in registry.active(site=site)]
    DisabledPlugin.objects.all().delete()
    assert client.get("/api/v1/search/", {"q": "vederlag"}).json()["total"] == 1
