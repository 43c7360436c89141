"""Lists and forms of the administration cost the same with one page and with thirty."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from os2site.search.projection import batch
from tests.factories.members import member
from tests.factories.suppliers import product, supplier

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MAKERS = {"products": product, "suppliers": supplier, "members": member}


@pytest.fixture
def editor() -> Client:
    user = get_user_model().objects.create_user("redaktoer", "r@eksempel.example", "pw")
    user.groups.set(Group.objects.filter(name="Editors"))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("kind", list(MAKERS))
def test_lists_cost_the_same_with_many_rows(editor: Client, kind: str) -> None:
    found: dict[str, list[int]] = {}
    first = MAKERS[kind]("Side 0 0")
    for number in (1, 29):
        with batch():
            for place in range(number):
                MAKERS[kind](f"Side {number} {place}")
        paths = {
            "list": f"/admin/os2site_{kind}/",
            "filtered": f"/admin/os2site_{kind}/?q=side",
            "form": f"/admin/pages/{first.pk}/edit/",
            "public": first.get_parent().url,
        }
        for name, path in paths.items():
            editor.get(path)
            with CaptureQueriesContext(connection) as captured:
                response = editor.get(path)
            assert response.status_code == 200
            found.setdefault(name, []).append(len(captured))
        assert "Side 1 0" in response.content.decode()
    for name, (few, many) in found.items():
        assert few == many, name
