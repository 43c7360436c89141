"""What editors should know before visitors notice: for the administration's start page."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from os2site.mail import outbox
from os2site.models import (
    DocumentControlMixin,
    DocumentText,
    MailState,
    SiteSettings,
    TextState,
)
from os2site.page_types import base_page_model
from os2site.plugins import registry
from os2site.search.status import search_status
from os2site.services.visibility import is_public

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page

#: Overdue pages that are named; the rest are counted.
NAMED = 5
#: How long a change may wait for the search index before editors are told.
PATIENCE = datetime.timedelta(minutes=10)
#: The same for mails, and for how long one that was given up is told of.
MAIL_PATIENCE = datetime.timedelta(minutes=30)
FAILED_LATELY = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Notice:
    """A sentence with the place where it can be put right."""

    level: Literal["warning", "critical"]
    text: str
    url: str = ""
    link: str = ""


def notices(request: HttpRequest) -> list[Notice]:
    """All notices for the site that the administration is used on."""
    site = Site.find_for_request(request)
    found = [*_legal_pages(site), *_overdue()] if site is not None else [*_overdue()]
    return [*found, *_search(), *_documents(), *_mails(request), *_plugins()]


def _legal_pages(site: Site) -> Iterator[Notice]:
    settings = (
        SiteSettings.objects.filter(site=site)
        .select_related("accessibility_page", "privacy_page")
        .first()
    )
    statement = settings.accessibility_page if settings is not None else None
    policy = settings.privacy_page if settings is not None else None
    pages: list[tuple[str, Page | None]] = [
        (_("The accessibility statement"), statement),
        (_("The privacy policy"), policy),
    ]
    edit_settings = reverse("wagtailsettings:edit", args=["os2site", "sitesettings", site.pk])
    for name, page in pages:
        if page is None:
            text = _("%(name)s is not chosen in the site settings.") % {"name": name}
            yield Notice("warning", text, edit_settings, _("Site settings"))
        elif not is_public(page=page):
            text = _("%(name)s is not published.") % {"name": name}
            yield Notice("warning", text, _edit(page), page.title)


def controlled_page_models() -> list[Any]:
    """Models of pages with a control header."""
    models: list[Any] = list(apps.get_models())
    needed = (DocumentControlMixin, base_page_model())
    return [model for model in models if all(issubclass(model, base) for base in needed)]


def _overdue() -> Iterator[Notice]:
    today = timezone.localdate()
    for model in controlled_page_models():
        pages = model._default_manager.filter(live=True, revise_by__lt=today).order_by("revise_by")
        for page in pages[:NAMED]:
            text = _("“%(title)s” should have been revised by %(day)s.") % {
                "title": page.title,
                "day": date_format(page.revise_by),
            }
            yield Notice("warning", text, _edit(page), _("Revise"))
        if (more := pages.count() - NAMED) > 0:
            text = ngettext(
                "%(number)s more page should have been revised.",
                "%(number)s more pages should have been revised.",
                more,
            ) % {"number": more}
            yield Notice("warning", text)


def _search() -> Iterator[Notice]:
    status = search_status()
    if status.fault is not None:
        text = _(
            "The search engine does not answer: %(reason)s. "
            "The built-in search answers in its place."
        )
        yield Notice("critical", text % {"reason": status.fault.label})
    if status.oldest is not None and status.oldest < timezone.now() - PATIENCE:
        text = ngettext(
            "%(number)s change has waited for the search index since %(time)s.",
            "%(number)s changes have waited for the search index since %(time)s.",
            status.waiting,
        ) % {
            "number": status.waiting,
            "time": date_format(timezone.localtime(status.oldest), "DATETIME_FORMAT"),
        }
        if status.last_error:
            error = _("The last error was: %(error)s") % {"error": status.last_error[:300]}
            text = f"{text} {error}"
        yield Notice("warning", text)


def _documents() -> Iterator[Notice]:
    """Files that nobody finds by their text, because they could not be read."""
    rows = DocumentText.objects.filter(state=TextState.UNREADABLE)
    for row in rows.select_related("file").order_by("-updated_at")[:NAMED]:
        text = _("The text of “%(title)s” can't be found in search. %(reason)s") % {
            "title": row.file.title,
            "reason": row.get_reason_display(),
        }
        yield Notice("warning", text, reverse("wagtaildocs:edit", args=[row.file_id]), _("File"))
    if (more := rows.count() - NAMED) > 0:
        text = ngettext(
            "%(number)s more file could not be read.",
            "%(number)s more files could not be read.",
            more,
        ) % {"number": more}
        yield Notice("warning", text)


def _mails(request: HttpRequest) -> Iterator[Notice]:
    """Mails that wait for the server, and those that were given up, for whoever may see them."""
    user = getattr(request, "user", None)
    if user is None or not user.has_perm("os2site.view_outgoingmail"):
        return
    now = timezone.now()
    state = outbox.state(waiting_since=now - MAIL_PATIENCE, failed_since=now - FAILED_LATELY)
    url = reverse("wagtailsnippets_os2site_outgoingmail:list")
    if state.oldest is not None:
        text = ngettext(
            "%(number)s mail has waited to be sent since %(time)s.",
            "%(number)s mails have waited to be sent since %(time)s.",
            state.waiting,
        ) % {
            "number": state.waiting,
            "time": date_format(timezone.localtime(state.oldest), "DATETIME_FORMAT"),
        }
        yield Notice("warning", text, url, _("Mails"))
    if state.failed:
        text = ngettext(
            "%(number)s mail could not be sent and was given up.",
            "%(number)s mails could not be sent and were given up.",
            state.failed,
        ) % {"number": state.failed}
        yield Notice("warning", text, f"{url}?state={MailState.FAILED.value}", _("Mails"))


def _plugins() -> Iterator[Notice]:
    url, link = reverse("os2site_plugins"), _("Plugins")
    for config in registry.installed():
        if config.incompatibility() is not None:
            text = _("The plugin %(name)s does not fit this version and is off.")
            yield Notice("critical", text % {"name": config.verbose_name}, url, link)
    for label in sorted({fault.plugin for fault in registry.faults}):
        text = _("The plugin %(name)s has failed.")
        yield Notice("critical", text % {"name": label}, url, link)


def _edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
