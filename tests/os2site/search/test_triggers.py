"""What others change (Wagtail, editors of records) reaches the entries."""

from __future__ import annotations

import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Revision,
)

from os2site.models import Document, OutboxItem, SearchEntry
from os2site.plugins import registry
from tests.fixtures.site import TwoLanguageSite
from tests.os2site.search import body_pages

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _body_pages(monkeypatch: pytest.MonkeyPatch, _entry_types: None) -> None:
    shelf = body_pages.BodyShelf(body_pages.__name__, body_pages)
    monkeypatch.setattr(registry, "installed", lambda: [shelf])
    registry.clear()


@pytest.fixture
def page(two_languages: TwoLanguageSite) -> Any:
    return two_languages.add("Takster")


@pytest.fixture
def collection() -> Any:
    return Collection.get_first_root_node().add_child(name="Bestyrelsen")


@pytest.fixture
def document(page: Any, collection: Any) -> Document:
    """An approved public document of the page; its file lies in a collection."""
    file = get_document_model().objects.create(title="x", file="a.pdf", collection=collection)
    document = Document.objects.create(
        title="Takstblad", type="takstblad", state="godkendt", page=page, file=file
    )
    page.save()
    return document


def found(page: Any) -> str | None:
    """Text of documents in the page's entry, ``None`` when it has no entry."""
    texts = SearchEntry.objects.filter(page_id=page.pk).values_list("documents", flat=True)
    return texts.first()


def test_a_collection_made_private_takes_its_documents_out_and_back(
    page: Any, document: Document, collection: Any
) -> None:
    assert found(page) == "Takstblad"
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="login"
    )
    assert found(page) == ""
    restriction.delete()
    assert found(page) == "Takstblad"


def test_so_does_the_privacy_of_a_collection_above(
    page: Any, document: Document, collection: Any
) -> None:
    below = collection.add_child(name="Møder")
    document.file.collection = below
    document.file.save()
    assert found(page) == "Takstblad"
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    assert found(page) == ""


def test_a_collection_moved_in_the_admin_below_a_private_one_does_too(
    page: Any,
    document: Document,
    collection: Any,
    admin_client: Client,
    django_capture_on_commit_callbacks: Any,
) -> None:
    private = Collection.get_first_root_node().add_child(name="Lukket")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    assert found(page) == "Takstblad"
    with django_capture_on_commit_callbacks(execute=True):
        response = admin_client.post(
            f"/admin/collections/{collection.pk}/", {"name": "Bestyrelsen", "parent": private.pk}
        )
    assert response.status_code == 302
    assert found(page) == ""


def test_a_file_moved_to_a_private_collection_does_too(
    page: Any, document: Document, collection: Any
) -> None:
    private = Collection.get_first_root_node().add_child(name="Lukket")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    document.file.collection = private
    document.file.save()
    assert found(page) == ""


@pytest.mark.parametrize("change", [{"access": "medlemmer"}, {"state": "udkast"}])
def test_a_document_that_is_closed_goes_from_the_entry(
    page: Any, document: Document, change: dict[str, str]
) -> None:
    for name, value in change.items():
        setattr(document, name, value)
    document.save()
    assert found(page) == ""


def test_a_deleted_document_goes_from_the_entry(page: Any, document: Document) -> None:
    document.delete()
    assert found(page) == ""


def test_a_renamed_document_is_found_by_its_new_name(page: Any, document: Document) -> None:
    document.title = "Prisliste"
    document.save()
    assert found(page) == "Prisliste"


def test_a_view_restriction_takes_away_the_page_and_those_below(
    page: Any, two_languages: TwoLanguageSite
) -> None:
    below = two_languages.add("Detaljer", parent=page)
    deeper = two_languages.add("Fodnote", parent=below)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert (found(page), found(below), found(deeper)) == (None, None, None)
    restriction.delete()
    assert (found(page), found(below), found(deeper)) == ("", "", "")


def test_a_moved_page_takes_those_below_along(page: Any, two_languages: TwoLanguageSite) -> None:
    below = two_languages.add("Detaljer", parent=page)
    target = two_languages.add("Arkiv")
    page.refresh_from_db()
    page.move(target, pos="last-child")
    urls = SearchEntry.objects.filter(page_id__in=[page.pk, below.pk]).values_list("url", flat=True)
    assert sorted(urls) == ["/arkiv/takster/", "/arkiv/takster/detaljer/"]


def test_a_site_s_new_root_takes_the_pages_outside_it_away(
    page: Any, two_languages: TwoLanguageSite
) -> None:
    other = two_languages.add("Nyt hjem", parent=two_languages.home)
    inside = two_languages.add("Inde", parent=other)
    site = two_languages.site
    site.root_page = other
    site.save()
    assert SearchEntry.objects.get(page_id=inside.pk).url == "/inde/"
    assert found(page) is None


def test_a_site_s_new_root_brings_the_root_s_other_languages(
    two_languages: TwoLanguageSite,
) -> None:
    top, english = Page.objects.get(depth=1), two_languages.home_en.locale
    other = two_languages.add("Nyt hjem", parent=top)
    other_en = two_languages.add(
        "New home", parent=top, translation_key=other.translation_key, locale=english
    )
    inside = two_languages.add("Inside", parent=other_en)
    assert found(inside) is None
    site = two_languages.site
    site.root_page = other
    site.save()
    assert SearchEntry.objects.get(page_id=inside.pk).url == "/en/inside/"


def test_a_section_of_the_host_s_own_takes_the_pages_below_it_to_its_new_address(
    two_languages: TwoLanguageSite, django_capture_on_commit_callbacks: Any
) -> None:
    home = two_languages.home
    section = home.add_child(instance=Page(title="Afsnit", slug="afsnit", locale=home.locale))
    page = two_languages.add("Takster", parent=section)
    section.slug = "priser"
    with django_capture_on_commit_callbacks(execute=True):
        section.save()
    assert SearchEntry.objects.get(page_id=page.pk).url == "/priser/takster/"


def test_wagtail_s_own_schedule_takes_an_expired_page_away(page: Any, settings: Any) -> None:
    """A host may run nothing but ``publish_scheduled``."""
    settings.OS2SITE = {**settings.OS2SITE, "SEARCH_ENGINE": "elasticsearch"}
    assert found(page) == ""
    past = timezone.now() - datetime.timedelta(minutes=1)
    type(page).objects.filter(pk=page.pk).update(expire_at=past)

    call_command("publish_scheduled", stdout=StringIO())

    assert found(page) is None
    assert list(OutboxItem.objects.values_list("key", flat=True)) == [str(page.pk)]


def test_wagtail_s_own_schedule_makes_a_page_findable(two_languages: TwoLanguageSite) -> None:
    page = two_languages.add("Snart", live=False)
    page.go_live_at = timezone.now() + datetime.timedelta(minutes=1)
    page.save_revision().publish()
    assert found(page) is None
    # A minute passes.
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()

    call_command("publish_scheduled", stdout=StringIO())

    assert found(page) == ""
