"""An administration with this app installed speaks Danish."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import run_administration

pytestmark = pytest.mark.slow

SAME_IN_BOTH = {
    "%(field_label)s:",
    "%(num)s pixel",
    "%(site_setting)s for %(site)s",
    "%(time_zone_option)s: %(localized_time_zone_label)s",
    "Administrator",
    "Alias",
    "App",
    "Dashboard",
    "Format",
    "ID",
    "Layout",
    "Link",
    "Permanent",
    "Snippets",
    "Status",
    "Status %(status)s",
    "Status: ",
    "System",
    "Taggit",
    "Type",
    "URL",
    "Upload",
    "Wagtail API v2",
    "permanent",
    "port",
    "slug",
    "status",
    "system",
}
# Wagtail 7.4 does not have these yet.
SAME_IN_BOTH_SINCE_8 = {"Token", "Wagtail API v3"}

Text = dict[str, str | None]


def english_forms(text: Text) -> list[str]:
    """Return the source text, and its plural if it has one."""
    return [str(form) for form in (text["text"], text["plural"]) if form]


def still_english(texts: list[Text], answers: list[list[str]]) -> list[str]:
    """Return the texts of which a form came back as it was."""
    return [
        str(text["text"])
        for text, danish in zip(texts, answers, strict=True)
        if any(one in english_forms(text) for one in danish)
    ]


def test_all_texts_but_those_the_languages_share_are_danish(
    texts: list[Text], administration: dict[str, Any]
) -> None:
    assert len(texts) > 1900
    english = set(still_english(texts, administration["texts"]))
    assert english - SAME_IN_BOTH - SAME_IN_BOTH_SINCE_8 == set()


def test_what_the_languages_share_is_less_than_one_in_fifty(
    texts: list[Text], administration: dict[str, Any]
) -> None:
    shared = still_english(texts, administration["texts"])
    assert set(shared) >= SAME_IN_BOTH
    assert len(shared) < len(texts) / 50


def test_plurals_have_a_form_for_one_and_a_form_for_more(
    texts: list[Text], administration: dict[str, Any]
) -> None:
    answers = {
        str(text["text"]): danish
        for text, danish in zip(texts, administration["texts"], strict=True)
        if text["plural"]
    }
    assert {len(forms) for forms in answers.values()} == {2}
    assert answers["Delete 1 page"] == ["Slet 1 side", "Slet %(counter)s sider"]
    assert answers["%(num)s error"] == ["%(num)s fejl", "%(num)s fejl"]


@pytest.mark.parametrize(
    ("domain", "english", "danish"),
    [
        ("django", "Save draft", "Gem kladde"),
        ("django", "Choose an image", "Vælg et billede"),
        ("djangojs", "Expand all", "Fold alle ud"),
        ("djangojs", "Upload PO file", "Upload PO-fil"),
    ],
)
def test_the_app_wins_over_wagtail_and_reaches_its_javascript(
    texts: list[Text],
    administration: dict[str, Any],
    domain: str,
    english: str,
    danish: str,
) -> None:
    found = [
        answer
        for text, answer in zip(texts, administration["texts"], strict=True)
        if (text["domain"], text["text"]) == (domain, english)
    ]
    assert found == [[danish]]


def test_rightly_installed_it_gives_no_warning(administration: dict[str, Any]) -> None:
    assert administration["warnings"] == []


def test_installed_after_wagtail_it_warns(compiled: None) -> None:
    text: Text = {"domain": "django", "context": None, "text": "Save draft", "plural": ""}
    answer = run_administration("--last", texts=[text])
    assert answer == {"texts": [["Gem skitse"]], "warnings": ["os2site_admin_danish.W001"]}


def test_without_its_folder_in_locale_paths_it_warns(compiled: None) -> None:
    text: Text = {"domain": "djangojs", "context": None, "text": "Expand all", "plural": ""}
    answer = run_administration("--no-locale-path", texts=[text])
    assert answer == {"texts": [["Expand all"]], "warnings": ["os2site_admin_danish.W002"]}
