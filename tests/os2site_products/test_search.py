"""Which entry a product becomes."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from os2site.models import Document, DocumentText, PageRelation, SearchEntry, TextState
from os2site_products.search import project
from tests.factories.files import upload
from tests.factories.products import GroupFactory, with_rows
from tests.factories.suppliers import product, supplied_by, supplier

pytestmark = pytest.mark.django_db


def repeated(page: Any) -> tuple[bool, list[str], list[str]]:
    """Whether the page's entry names the supplier: in its text, its card and its facet."""
    entry = SearchEntry.objects.get(page=page)
    services = entry.facets.filter(name="service").values_list("value", flat=True)
    return "Magenta" in entry.extra, entry.card["suppliers"], list(services)


def test_a_supplier_that_will_expire_is_in_nobody_elses_entry() -> None:
    """Nothing happens at the moment when it does, so the entry would go on naming it."""
    magenta = supplier("Magenta")
    page = product(suppliers=supplied_by(magenta, roles=["drift"]))
    assert repeated(page) == (True, ["Magenta"], ["drift"])
    magenta.expire_at = timezone.now() + datetime.timedelta(days=1)
    magenta.save()
    assert repeated(page) == (False, [], [])
    magenta.expire_at = None
    magenta.save()
    assert repeated(page) == (True, ["Magenta"], ["drift"])


def test_a_supplier_that_will_expire_is_still_a_reference() -> None:
    magenta = supplier("Magenta", expire_at=timezone.now() + datetime.timedelta(days=1))
    page = product(suppliers=supplied_by(magenta))
    references = SearchEntry.objects.get(page=page).references
    assert references.filter(object_id=str(magenta.pk)).exists()


def test_an_entry_asks_once_what_is_private() -> None:
    page = product(suppliers=supplied_by(supplier("Magenta")))
    with CaptureQueriesContext(connection) as asked:
        project(page)
    assert sum("pageviewrestriction" in query["sql"] for query in asked.captured_queries) == 1


def test_a_new_document_of_a_group_is_found_under_the_groups_products() -> None:
    """The product's entry names the group, and no document of it before there is one."""
    group, other = GroupFactory(), GroupFactory()
    page = with_rows(product(), groups=[{"group": group}])
    file = upload("referat.pdf", b"%PDF-")
    DocumentText.objects.update_or_create(
        file=file, defaults={"state": TextState.READ, "text": "hegnsyn"}
    )
    values = {"type": "referat", "state": "godkendt", "file": file}
    Document.objects.create(title="Andres", group=other, **values)
    assert SearchEntry.objects.get(page=page).documents == ""
    document = Document.objects.create(title="Referat", group=group, **values)
    assert SearchEntry.objects.get(page=page).documents == "hegnsyn\n"
    document.delete()
    assert SearchEntry.objects.get(page=page).documents == ""


def test_links_follow_the_editors_order_and_go_with_the_page() -> None:
    first, second = supplier("Anden"), supplier("Første")
    page = product(suppliers=[*supplied_by(first), *supplied_by(second)])
    links = PageRelation.objects.filter(source=page).order_by("order")
    assert [link.target_id for link in links.all()] == [first.pk, second.pk]
    for number, row in enumerate(reversed(page.suppliers.all())):
        row.sort_order = number
        row.save()
    page.save()
    assert [link.target_id for link in links.all()] == [second.pk, first.pk]
    page.unpublish()
    assert not links.all()
