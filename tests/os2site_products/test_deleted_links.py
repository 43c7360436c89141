"""A page or an organisation is deleted that others link to: nothing breaks, live or as a draft."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.factories.events import make_event, make_index
from tests.factories.members import member as make_member
from tests.factories.members import users, uses
from tests.factories.suppliers import offers, product, supplied_by, supplier

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("redaktoer"))
    return client


def remove(admin: Client, page: Any) -> None:
    """Delete a page as an editor does."""
    answer = admin.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert answer.status_code == 302


def stays_whole(admin: Client, page: Any) -> None:
    """Visitors see the page, and an editor opens its draft, saves it and publishes it."""
    page = page.specific_class.objects.get(pk=page.pk)
    shown = Client().get(page.url)
    assert shown.status_code == 200
    assert "OS2slettet" not in shown.content.decode()
    assert admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    draft = page.get_latest_revision_as_object()
    draft.save_revision().publish()
    assert Client().get(page.url).status_code == 200


def test_what_names_a_deleted_page_or_record_stays_whole(admin: Client) -> None:
    gone = product("OS2slettet")
    house = supplier("Huset", products=offers(gone))
    member = make_member("Korsbæk Kommune", uses=uses(gone))
    event = make_event(index=make_index(), products=[{"target": gone}])
    friend = product("OS2ven", suppliers=supplied_by(house), users=users(member.organisation))
    remove(admin, gone)
    for page in (house, member, event):
        stays_whole(admin, page)
    remove(admin, house)
    stays_whole(admin, friend)
    remove(admin, member)
    member.organisation.delete()
    stays_whole(admin, friend)
