"""A Wagtail administration with the Danish app, in a process of its own.

The order of the apps and the catalogues that Django has read are one for each process, and the
test suite's settings should not decide this test. Reads a list of texts from standard input and
writes as JSON what they are in Danish, what the administration's JavaScript is given, and which
warnings the system checks have.
"""

from __future__ import annotations

import inspect
import json
import re
import sys

import django
from django.conf import settings
from django.core.checks import run_checks
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import translation

from os2site.contrib.admin_danish import JAVASCRIPT_LOCALE_PATH

DANISH = "os2site.contrib.admin_danish"
WAGTAIL = [
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.contrib.forms",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.table_block",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.styleguide",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
]
DJANGO = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]


def configure(options: list[str]) -> None:
    """Set Django up: rightly, or as the options say, ``--last`` or ``--no-locale-path``."""
    wagtail = [*WAGTAIL, DANISH] if "--last" in options else [DANISH, *WAGTAIL]
    settings.configure(
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        INSTALLED_APPS=[*wagtail, *DJANGO],
        LANGUAGE_CODE="da",
        LOCALE_PATHS=[] if "--no-locale-path" in options else [JAVASCRIPT_LOCALE_PATH],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        ROOT_URLCONF=f"{__package__}.urls",
        SECRET_KEY="of a test",
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        STATIC_URL="/static/",
        TEMPLATES=[
            {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
        ],
        USE_TZ=True,
        WAGTAILADMIN_BASE_URL="http://wagtail.example",
        WAGTAIL_SITE_NAME="Wagtail",
    )
    django.setup()


def javascript_texts(content: bytes) -> dict[str, str | list[str]]:
    """Return the catalogue in a script that Django's ``JavaScriptCatalog`` has made."""
    found = re.search(rb"const newcatalog = (\{.*?\});?$", content, re.DOTALL | re.MULTILINE)
    catalogue: dict[str, str | list[str]] = json.loads(found[1]) if found else {}
    return catalogue


def served_javascript() -> dict[str, str | list[str]]:
    """Return the texts that the browser has when it shows the administration.

    Wagtail's script is asked for as the log-in page does; wagtail-localize's, which only editors
    get, from its view without the guards around it. The browser merges the two.
    """
    client = Client()
    request = RequestFactory().get("/admin/localize/jsi18n/")
    view = inspect.unwrap(resolve("/admin/localize/jsi18n/").func)
    ours = client.get("/admin/jsi18n/").content
    return {**javascript_texts(ours), **javascript_texts(view(request).content)}


def in_danish(text: dict[str, str | None]) -> list[str]:
    """Return a text of Python or a template in Danish: for 1 and 2 where it has a plural."""
    singular, plural, context = str(text["text"]), text["plural"], text["context"]
    if plural:
        forms = [(singular, plural, count) for count in (1, 2)]
        if context:
            return [translation.npgettext(context, *form) for form in forms]
        return [translation.ngettext(*form) for form in forms]
    if context:
        return [translation.pgettext(context, singular)]
    return [translation.gettext(singular)]


def main(options: list[str]) -> None:
    """Answer on standard output."""
    configure(options)
    with translation.override("da"):
        javascript = served_javascript()
        answer = {
            "texts": [
                _listed(javascript.get(str(text["text"]), str(text["text"])))
                if text["domain"] == "djangojs"
                else in_danish(text)
                for text in json.load(sys.stdin)
            ],
            "warnings": [
                message.id for message in run_checks() if str(message.id).startswith("os2site")
            ],
        }
    json.dump(answer, sys.stdout)


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


if __name__ == "__main__":
    main(sys.argv[1:])
