"""What everyone may see, when, and on which site."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from os2site.services import visibility
from os2site.services.visibility import is_on_site, is_public, lasting, public_pages, site_of
from tests.fixtures.site import TwoLanguageSite

pytestmark = pytest.mark.django_db

NOW = timezone.now()
SECOND = datetime.timedelta(seconds=1)


@pytest.mark.parametrize(
    ("expires", "is_shown"),
    [(NOW - SECOND, False), (NOW, False), (NOW + SECOND, True), (None, True)],
)
def test_a_page_and_a_list_agree_on_the_moment_at_which_a_page_expires(
    two_languages: TwoLanguageSite,
    monkeypatch: pytest.MonkeyPatch,
    expires: datetime.datetime | None,
    is_shown: bool,
) -> None:
    page = two_languages.add("Side", expire_at=expires)
    monkeypatch.setattr(visibility.timezone, "now", lambda: NOW)
    assert is_public(page=page) is is_shown
    assert public_pages().filter(pk=page.pk).exists() is is_shown


def test_others_may_repeat_what_is_public_and_has_no_end(two_languages: TwoLanguageSite) -> None:
    page, ending, private, draft = (
        two_languages.add("Side"),
        two_languages.add("Slutter", expire_at=NOW + datetime.timedelta(days=1)),
        two_languages.add("Lukket"),
        two_languages.add("Kladde", live=False),
    )
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    assert lasting([page, ending, private, draft]) == [page]


def test_of_sites_with_one_root_the_default_serves_the_page(two_languages: TwoLanguageSite) -> None:
    Site.objects.create(hostname="a.example", root_page=two_languages.home)
    page = two_languages.add("Side")
    assert site_of(page=page) == two_languages.site


def test_a_page_is_on_the_site_with_the_nearest_root(two_languages: TwoLanguageSite) -> None:
    root = two_languages.add("Andet")
    inner = Site.objects.create(hostname="a.example", root_page=root)
    page = two_languages.add("Side", parent=root)
    assert is_on_site(page=page, site=inner)
    assert not is_on_site(page=page, site=two_languages.site)
    assert site_of(page=page) == inner
