"""Checks a host site, makes a page of every installed listed type, serves it and searches it.

Run inside a host site of the install matrix, after ``migrate``; exits 1 when a page fails, and as
Django's own commands do when a check fails or a migration is missing.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")

import django

django.setup()

from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Site

from os2site.page_types import base_page_model, get_page_model
from os2site.plugins import registry

NOW = timezone.now()
#: What a type requires beyond a title.
REQUIRED = {
    "event": {"starts_at": NOW, "ends_at": NOW + timedelta(hours=2)},
    "guide": {"control_state": "godkendt"},
    "faq": {"answer": "<p>Et svar.</p>"},
}

#: Types whose entries are rows of the page: the relation and a row's values.
CHILDREN = {"word": ("words", {"term": "Prøveord", "slug": "proeveord", "definition": "Et ord."})}


def home() -> object:
    """The site's root page, made when Wagtail's own migrations could not make it."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None:
        return site.root_page
    pages = base_page_model()
    Locale.objects.get_or_create(language_code="da")
    root = pages.objects.filter(depth=1).first() or pages.add_root(title="Root", slug="root")
    page = root.add_child(instance=pages(title="Forside", slug="forside"))
    Site.objects.create(hostname="localhost", root_page=page, is_default_site=True)
    return page


def main() -> int:
    """Exercise each searchable page type; the number of failures."""
    failures = 0
    root = home()
    client = Client(headers={"host": "localhost"})
    types = registry.page_types()
    for __, search_type in registry.contributions("search_types"):
        if search_type.name == "page" != search_type.page_type:
            continue  # What else becomes entries of this type has titles and slugs of its own.
        page_type = types[search_type.page_type]
        parent = root
        if page_type.index:
            index = types[page_type.index]
            parent = get_page_model(index.name).objects.first() or root.add_child(
                instance=get_page_model(index.name)(title=str(index.label), slug=index.slug)
            )
            if client.get(parent.url).status_code != 200:
                print(f"FAIL {index.name}: {parent.url}")
                failures += 1
        title = f"Prøveside {search_type.name}"
        page = parent.add_child(
            instance=get_page_model(page_type.name)(
                title=title,
                slug=f"proeve-{search_type.name}",
                **REQUIRED.get(page_type.name, {}),
            )
        )
        if search_type.name in CHILDREN:
            relation, values = CHILDREN[search_type.name]
            getattr(page, relation).add(getattr(page, relation).model(**values))
            title, slug = values["term"], values["slug"]
        else:
            slug = page.slug
        page.save_revision().publish()
        served = client.get(page.url)
        found = client.get("/soeg/", {"q": title})
        api = client.get("/api/v1/search/", {"q": title, "type": search_type.name}).json()
        checks = {
            "served": served.status_code == 200 and title in served.content.decode(),
            "found": found.status_code == 200 and page.url in found.content.decode(),
            "api": any(hit["slug"] == slug for hit in api["results"]),
        }
        if all(checks.values()):
            print(f"ok {search_type.name} {page.url}")
        else:
            print(f"FAIL {search_type.name} {page.url} {checks}")
            failures += 1
    return failures


# In this process, because starting one for each takes seconds.
call_command("check", fail_level="ERROR")
call_command("makemigrations", check_changes=True, dry_run=True)
sys.exit(1 if main() else 0)
