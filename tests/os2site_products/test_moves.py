"""A product moves between kinds, lifecycles and levels: history, addresses, successors."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from os2site_products.models import ProductMove
from os2site_products.pages.models import ProductIndexPage, ProductPage
from tests.factories.products import ProductFactory, make_assessment, with_rows

pytestmark = pytest.mark.slow


def history(client: Client, page: ProductPage) -> str:
    """The section on the product's history."""
    response = client.get(page.url)
    assert response.status_code == 200
    section = BeautifulSoup(response.content, "html.parser").select_one("#historie")
    assert section is not None
    return " ".join(section.get_text(" ").split())


def fresh(page: ProductPage) -> ProductPage:
    """The page as it is stored."""
    return ProductPage.objects.get(pk=page.pk)


def test_project_becomes_a_product_at_the_same_address_with_a_dated_row(
    index: ProductIndexPage, client: Client
) -> None:
    page = ProductFactory(parent=index, title="Kortet", kind="projekt", lifecycle="udvikling")
    address = page.url
    page.kind, page.lifecycle = "produkt", "drift"
    page.move_decided_by = "Bestyrelsen"
    page.move_decided_on = datetime.date(2026, 3, 2)
    page.save_revision().publish()
    shown = history(client, page)
    assert "2. marts 2026 Fra projekt til produkt Besluttet af: Bestyrelsen." in shown
    assert "Livscyklus: i drift Før: under udvikling. Besluttet af: Bestyrelsen." in shown
    assert fresh(page).url == address
    assert client.get(address).status_code == 200


def test_move_without_a_day_is_of_the_day_it_is_published(index: ProductIndexPage) -> None:
    page = ProductFactory(parent=index, lifecycle="modning")
    page.lifecycle = "pauseret"
    page.save_revision().publish()
    move = ProductMove.objects.get()
    assert (move.before, move.after, move.date) == ("modning", "pauseret", timezone.localdate())


def test_draft_leaves_nothing_until_it_is_published(
    index: ProductIndexPage, client: Client
) -> None:
    page = ProductFactory(parent=index, lifecycle="drift")
    page.lifecycle = "arkiveret"
    page.save_revision()
    assert not ProductMove.objects.exists()
    fresh(page).get_latest_revision().publish()
    assert ProductMove.objects.get().after == "arkiveret"


def test_first_publication_is_no_move(index: ProductIndexPage) -> None:
    page = ProductFactory(parent=index, live=False, lifecycle="ide")
    page.lifecycle = "udvikling"
    page.save_revision().publish()
    assert not ProductMove.objects.exists()


def test_saving_again_leaves_no_second_row(index: ProductIndexPage) -> None:
    page = ProductFactory(parent=index, governance_level="1")
    page.governance_level = "2"
    page.save()
    page.title = "Andet navn"
    page.save()
    assert ProductMove.objects.count() == 1


def test_translations_leave_one_row_and_share_the_history(
    index: ProductIndexPage, client: Client
) -> None:
    page = ProductFactory(parent=index, lifecycle="modning")
    english = Locale.objects.create(language_code="en")
    index.get_parent().copy_for_translation(english).save_revision().publish()
    index.copy_for_translation(english).save_revision().publish()
    other = page.copy_for_translation(english)
    other.save_revision().publish()
    for item in (page, fresh(other)):
        item.lifecycle = "drift"
        item.save()
    assert ProductMove.objects.count() == 1
    assert "Lifecycle: in operation" in history(client, fresh(other))


def test_decision_of_the_last_move_is_not_offered_again(index: ProductIndexPage) -> None:
    page = ProductFactory(parent=index, lifecycle="modning")
    page.lifecycle, page.move_decided_by = "drift", "Styregruppen"
    page.save_revision().publish()
    client = Client()
    client.force_login(User.objects.create_superuser("admin"))
    form = BeautifulSoup(client.get(f"/admin/pages/{page.pk}/edit/").content, "html.parser")
    box: Any = form.select_one("input[name=move_decided_by]")
    assert box.get("value", "") == ""
    draft = fresh(page)
    draft.lifecycle, draft.move_decided_by = "pauseret", "Bestyrelsen"
    draft.save_revision()
    form = BeautifulSoup(client.get(f"/admin/pages/{page.pk}/edit/").content, "html.parser")
    box = form.select_one("input[name=move_decided_by]")
    assert box["value"] == "Bestyrelsen"


@pytest.mark.parametrize("path", ["", "governance/", "governance.json", "publiccode.yml"])
def test_new_slug_leaves_redirects_for_all_that_stands_below(
    index: ProductIndexPage,
    client: Client,
    path: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    page = ProductFactory(parent=index, title="Gammelt navn")
    make_assessment(page, {"F1": "groen"})
    page.slug = "nyt-navn"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    response = client.get(f"/produkter/gammelt-navn/{path}")
    assert response.status_code == 301, path
    assert response["Location"].endswith(f"/produkter/nyt-navn/{path}")
    assert client.get(f"/produkter/nyt-navn/{path}").status_code == 200


def test_assessments_follow_a_product_with_a_new_slug(
    index: ProductIndexPage, client: Client
) -> None:
    page = ProductFactory(parent=index, title="Gammelt navn")
    make_assessment(page, {"F1": "groen"})
    page.slug = "nyt-navn"
    page.save_revision().publish()
    assert client.get("/produkter/nyt-navn/governance/").status_code == 200


def test_product_that_left_points_to_what_came_after(
    index: ProductIndexPage, client: Client
) -> None:
    heir = ProductFactory(parent=index, title="Arvingen")
    page = with_rows(
        ProductFactory(parent=index, lifecycle="drift"),
        related_products=[{"target": heir, "is_successor": True}],
    )
    page.lifecycle = "overdraget"
    page.save_revision().publish()
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert heir.url in [link["href"] for link in soup.select("main a")]
    assert "Livscyklus: overdraget" in history(client, page)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"axis": "slags", "before": "drift", "after": "produkt"}, "before"),
        ({"axis": "niveau", "before": "1", "after": "1"}, "after"),
        (
            {"axis": "niveau", "before": "1", "after": "2", "date": datetime.date(2099, 1, 1)},
            "date",
        ),
    ],
)
def test_move_that_makes_no_sense_is_refused(
    index: ProductIndexPage, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        ProductMove(product=ProductFactory(parent=index), **values).full_clean()
    assert field in caught.value.message_dict


def test_move_can_be_kept_in_the_admin(index: ProductIndexPage, client: Client) -> None:
    page = ProductFactory(parent=index)
    admin = Client()
    admin.force_login(User.objects.create_superuser("admin"))
    admin.post(
        "/admin/snippets/os2site_products/productmove/add/",
        {
            "product": page.pk,
            "axis": "slags",
            "before": "projekt",
            "after": "produkt",
            "date": "2019-04-01",
            "decided_by_role": "Generalforsamlingen",
            "note": "",
        },
    )
    assert "1. april 2019 Fra projekt til produkt" in history(client, page)
    assert admin.get("/admin/snippets/os2site_products/productmove/").status_code == 200
