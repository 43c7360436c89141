"""Languages in which something public is there."""

from __future__ import annotations

from typing import Any

from os2site.services.languages import localised, public_translations
from tests.fixtures.site import TwoLanguageSite


def test_versions_come_in_the_order_of_the_settings(
    two_languages: TwoLanguageSite, settings: Any
) -> None:
    assert list(public_translations(page=two_languages.home)) == ["da", "en"]
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("da", "Dansk")]
    assert list(public_translations(page=two_languages.home)) == ["en", "da"]


def test_language_that_the_settings_lost_still_has_its_pages(
    two_languages: TwoLanguageSite, settings: Any
) -> None:
    settings.WAGTAIL_I18N_ENABLED = False
    settings.LANGUAGE_CODE = "nb"
    assert list(public_translations(page=two_languages.home)) == ["da", "en"]


def test_link_leads_to_the_translation_or_to_the_page_itself(
    two_languages: TwoLanguageSite,
) -> None:
    both, danish = two_languages.add("Om os"), two_languages.add("Kun dansk")
    draft = two_languages.add("Kladde", live=False)
    english = two_languages.translate(both, "About us")
    found = localised(pages=[both, danish, draft], language="en")
    assert found == {both.pk: english.page_ptr, danish.pk: danish.page_ptr}


def test_public_translation_of_a_draft_is_linked(two_languages: TwoLanguageSite) -> None:
    draft = two_languages.add("Kladde", live=False)
    english = two_languages.translate(draft, "Ready")
    assert localised(pages=[draft], language="en") == {draft.pk: english.page_ptr}
    assert localised(pages=[draft], language="da") == {}
