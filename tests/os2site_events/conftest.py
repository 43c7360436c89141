"""A site with a list of events, and records of the demo's file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from wagtail.models import Locale, Page, Site

from os2site_events.pages.models import EventIndexPage, EventPage
from tests.factories.events import make_event, make_index

CONTENT = Path(settings.OS2SITE["DEMO_CONTENT"])

EventMaker = Callable[..., EventPage]


@pytest.fixture
def site(db: None) -> Site:
    """The default site with a Danish front page."""
    danish, __ = Locale.objects.get_or_create(language_code="da")
    home = Page.objects.get(depth=1).add_child(
        instance=Page(title="Forside", slug="forside", locale=danish)
    )
    site = Site.objects.get(is_default_site=True)
    site.root_page = home
    site.save()
    return site


@pytest.fixture
def index(site: Site) -> EventIndexPage:
    """The list of events at /arrangementer/."""
    return make_index(site=site)


@pytest.fixture
def event(index: EventIndexPage) -> EventMaker:
    """Makes events below the list."""

    def make(**values: Any) -> EventPage:
        return make_event(index=index, **values)

    return make


@pytest.fixture
def records() -> list[dict[str, Any]]:
    """The demo's events as they stand in the file."""
    found: list[dict[str, Any]] = json.loads((CONTENT / "events.json").read_text(encoding="utf-8"))
    return found
