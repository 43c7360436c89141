"""The list of repositories for other catalogues."""

from __future__ import annotations

import datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from os2site.search.projection import batch
from os2site_products.pages.models import ProductIndexPage
from tests.factories.products import ProductFactory

ADDRESS = "/produkter/katalog.json"
CODE = "https://github.com/OS2/proeve"


def test_public_products_with_a_repository_are_listed(
    index: ProductIndexPage, client: Client
) -> None:
    ProductFactory(parent=index, title="OS2ærlig", repository_urls=[CODE, f"{CODE}-docs"])
    ProductFactory(parent=index, title="OS2aks", repository_urls=["https://kode.example/aks.git"])
    ProductFactory(parent=index, title="OS2uden")

    response = client.get(ADDRESS)

    assert response.json() == [
        {"name": "OS2aks", "git_url": "https://kode.example/aks.git"},
        {"name": "OS2ærlig", "git_url": CODE},
    ]
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"] == "public, max-age=3600"
    assert client.head(ADDRESS).status_code == 200
    assert client.post(ADDRESS).status_code == 405


def test_what_is_not_public_or_invented_is_not(index: ProductIndexPage, client: Client) -> None:
    past = timezone.now() - datetime.timedelta(hours=1)
    values = {"parent": index, "repository_urls": [CODE]}
    ProductFactory(title="Kladde", live=False, **values)
    ProductFactory(title="Udløbet", expire_at=past, **values)
    ProductFactory(title="Eksempel", demo=True, **values)
    private = ProductFactory(title="Lukket", **values)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    ProductFactory(title="Åben", **values)

    assert [row["name"] for row in client.get(ADDRESS).json()] == ["Åben"]


def test_each_language_lists_its_own(index: ProductIndexPage, client: Client) -> None:
    page = ProductFactory(parent=index, title="OS2prøve", repository_urls=[CODE])
    english, __ = Locale.objects.get_or_create(language_code="en")
    index.get_parent().specific.copy_for_translation(english).save_revision().publish()
    english_index = index.copy_for_translation(english)
    english_index.save_revision().publish()
    translation = page.copy_for_translation(english)
    translation.title = "OS2trial"
    translation.save_revision().publish()

    assert [row["name"] for row in client.get(ADDRESS).json()] == ["OS2prøve"]
    found = client.get(f"{english_index.url}katalog.json").json()
    assert [row["name"] for row in found] == ["OS2trial"]


def test_cost_does_not_grow(index: ProductIndexPage, client: Client) -> None:
    counts = []
    for number in (1, 30):
        with batch():
            for place in range(number):
                ProductFactory(parent=index, title=f"P {number} {place}", repository_urls=[CODE])
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as captured:
            client.get(ADDRESS)
        counts.append(len(captured))
    assert counts[0] == counts[1]
