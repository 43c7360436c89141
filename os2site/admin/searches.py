"""What visitors search for, and the way from there to a synonym or a recommended page."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Site

from os2site.admin.base_data import harmless
from os2site.admin.glossary import given
from os2site.admin.screens import frame
from os2site.conf import get_settings
from os2site.models import GlossaryEntry
from os2site.models.promotions import content_languages, default_language
from os2site.search import statistics
from os2site.search.nearest import nearest_words
from os2site.search.query_log import SELDOM_AFTER, SELDOM_BELOW
from os2site.search.statistics import Kind, Period, TextCount, Totals

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern

PERMISSION = "os2site.view_searchcount"
#: Periods that can be chosen, in days, and the one that is shown first.
PERIODS = (7, 30, 90, 365)
FIRST_PERIOD = 30
#: Texts in a table; the file has all of them.
SHOWN = 25
#: Width of the longest bar, in the units of its drawing.
BAR = 200


@dataclass(frozen=True)
class Bar:
    """Totals with the widths that draw them."""

    totals: Totals
    width: int
    failed_width: int


@dataclass(frozen=True)
class TextTable:
    """A table of texts with what is said above it."""

    id: str
    title: str
    help: str
    rows: Sequence[TextCount]


class SearchesMenuItem(MenuItem):
    """Shown to those who may see the counts."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


class SearchesViewSet(ViewSet):
    """The counts, their file, and the choice of a word for a synonym."""

    name = "os2site_searches"
    url_prefix = "os2site/searches"
    menu_label = gettext_lazy("What is searched for")
    icon = "history"
    menu_item_class = SearchesMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", searches, name="index"),
            path("csv/", searches_file, name="file"),
            path("synonym/", synonym, name="synonym"),
        ]


def searches(request: HttpRequest) -> HttpResponse:
    """Totals, and the texts that came up, found nothing or led nowhere."""
    _check(request)
    period, sites = _period(request)
    rows = statistics.totals(period) if period is not None else []
    context = {
        **frame(_("What is searched for"), "history"),
        "period": period,
        "periods": PERIODS,
        "sites": sites,
        "total": _sum(rows),
        "bars": _bars(rows),
        "tables": _tables(period) if period is not None else [],
        "log_days": get_settings().search_log_days,
        "seldom_days": SELDOM_AFTER.days,
        "seldom_below": SELDOM_BELOW,
        "may_add_word": request.user.has_perm("os2site.add_glossaryentry"),
        "may_promote": request.user.has_perm("os2site.add_promotedresult"),
        "promote_url": reverse("wagtailsnippets_os2site_promotedresult:add"),
        "BAR": BAR,
    }
    return TemplateResponse(request, "os2site/admin/searches.html", context)


def searches_file(request: HttpRequest) -> HttpResponse:
    """All texts of the period as CSV."""
    _check(request)
    period, __ = _period(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="soegninger.csv"'
    response.write("\ufeff")  # Spreadsheets need it to see UTF-8.
    writer = csv.writer(response)
    writer.writerow(
        [
            _("Text"),
            _("Language"),
            _("Searches"),
            _("Without result"),
            _("With a click"),
            _("Last searched for"),
        ]
    )
    for row in statistics.texts(period, "all") if period is not None else []:
        cells = [row.text, row.language, row.searches, row.without_result, row.clicks]
        writer.writerow([harmless(cell) for cell in (*cells, row.last_day.isoformat())])
    return response


def synonym(request: HttpRequest) -> HttpResponse:
    """Which word a text means the same as, or is a misspelling of: the nearest, or a new one."""
    _check(request)
    if not request.user.has_perm("os2site.change_glossaryentry"):
        raise PermissionDenied
    text = given(request.GET, "text")
    language = given(request.GET, "language")
    if language not in dict(content_languages()):
        language = default_language()
    context = {
        **frame(_("Make a synonym of “%(text)s”") % {"text": text}, "openquote"),
        "text": text,
        "near": [
            {"word": word, "url": _edit_url(word)}
            for word in nearest_words(text, language=language)
        ],
        "synonym": urlencode({"synonyms": text}),
        "misspelling": urlencode({"misspellings": text}),
        "new": urlencode({"synonyms": text, "language": language}),
        "add_url": reverse("wagtailsnippets_os2site_glossaryentry:add"),
        "may_add_word": request.user.has_perm("os2site.add_glossaryentry"),
    }
    context["breadcrumbs_items"].insert(
        0, {"url": reverse("os2site_searches:index"), "label": _("What is searched for")}
    )
    return TemplateResponse(request, "os2site/admin/search_synonym.html", context)


def _check(request: HttpRequest) -> None:
    """Wagtail leads those who lack the permission to its start page, and says why."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied


def _period(request: HttpRequest) -> tuple[Period | None, Sequence[Site]]:
    """The chosen period and site, the usual ones for what makes no sense; and all sites."""
    sites = list(Site.objects.order_by("-is_default_site", "hostname"))
    if not sites:
        return None, sites
    wanted = request.GET.get("site", "")
    own = Site.find_for_request(request)
    site = next((item for item in sites if str(item.pk) == wanted), own or sites[0])
    days = next(
        (number for number in PERIODS if str(number) == request.GET.get("days")), FIRST_PERIOD
    )
    return Period.until_today(site=site, days=days), sites


def _sum(rows: Sequence[Totals]) -> dict[str, int]:
    names = ("searches", "without_result", "stood_in", "clicks")
    return {name: sum(getattr(row, name) for row in rows) for name in names}


def _bars(rows: Sequence[Totals]) -> list[Bar]:
    longest = max((row.searches for row in rows), default=0) or 1
    return [
        Bar(
            row,
            round(BAR * row.searches / longest),
            round(BAR * row.without_result / longest),
        )
        for row in rows
    ]


def _tables(period: Period) -> list[TextTable]:
    kinds: list[tuple[Kind, str, str]] = [
        ("all", _("Most frequent searches"), ""),
        (
            "without_result",
            _("Searches without result"),
            _("Visitors use a word that the site does not have. Make it a synonym."),
        ),
        (
            "without_click",
            _("Searches without a click"),
            _(
                "Something was found, and nobody followed it. Clicks are only told by browsers "
                "with JavaScript."
            ),
        ),
    ]
    return [
        TextTable(kind, title, text, statistics.texts(period, kind, limit=SHOWN))
        for kind, title, text in kinds
    ]


def _edit_url(word: GlossaryEntry) -> str:
    return reverse("wagtailsnippets_os2site_glossaryentry:edit", args=[word.pk])
