"""Editors read what changed between two versions in their own words."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.factories.suppliers import supplier

pytestmark = pytest.mark.django_db


def test_dates_lists_and_yes_or_no_are_compared_as_they_are_read(client: Client) -> None:
    page = supplier(partner_agreement_signed=None, floss_agreement=False, sources=["Aftalen"])
    before = page.latest_revision
    page.partner_agreement_signed = datetime.date(2026, 5, 4)
    page.floss_agreement = True
    page.sources = ["Aftalen", "Hjemmesiden"]
    after = page.save_revision()
    client.force_login(get_user_model().objects.create_superuser("redaktoer"))
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, before.pk, after.pk])
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    changes = {
        row.find(["td", "th"]).get_text(strip=True): [
            (part["class"][0], part.get_text(strip=True)) for part in row.select("td span[class]")
        ]
        for row in soup.select("tr:has(.addition)")
    }
    assert changes == {
        "Partneraftale underskrevet den:": [("addition", "4. maj 2026")],
        "Har aftalt at levere på open source-vilkår:": [("deletion", "Nej"), ("addition", "Ja")],
        "Kilder:": [("addition", "Hjemmesiden")],
    }
