"""Counting searches and clicks, without saying who made them.

A search is counted after the page was sent, in one statement that gives up soon: a database that is
away or busy costs counts, never a page. Texts that may say something of a person are not kept; the
search itself is still counted.
"""

from __future__ import annotations

import datetime
import logging
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core import signing
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Min, Sum
from django.utils import timezone

from os2site.conf import get_settings
from os2site.models import SearchCount
from os2site.search.analysis.words import normalise

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from os2site.search.results import SearchResults

logger = logging.getLogger(__name__)

#: Longest text that is kept: what is longer is more likely a story than a search.
MAX_TEXT = 80
#: Days after which a seldom text is forgotten, and searches from which it is not seldom.
SELDOM_AFTER = datetime.timedelta(days=30)
SELDOM_BELOW = 3
#: Seconds in which a click can be told, and milliseconds that counting may wait for the database.
CLICK_TIME = 60 * 60 * 2
PATIENCE = 500
MAX_TOKEN = 1_000

#: Texts that are forgotten in one transaction.
BATCH = 500

#: Site, language and text.
_Text = tuple[int, str, str]
#: Columns that are added up.
_SUMS = ("searches", "without_result", "stood_in", "clicks")
_SALT = "os2site.search.click"
_EDGES = " \t.,;:!?\"'’»«()[]"
_ROBOT = re.compile(
    r"bot|crawl|spider|slurp|archive|preview|monitor|scan|check|curl|wget|python|java/|okhttp|"
    r"httpclient|go-http|libwww|lighthouse|feed",
    re.IGNORECASE,
)
#: Nothing that is searched for here has this sign but a mail address, whole or broken.
_MAIL = re.compile("@")
#: Eight digits or more, however they are grouped: CPR, telephone and account numbers.
_LONG_NUMBER = re.compile(r"\d(?:[\s\-‐‑–./()+]*\d){7}")
#: The first six digits of a CPR number with what follows, be it masked.
_CPR = re.compile(r"\b[0-3]\d[01]\d\d{2}\s?[-‐‑–]\s?\w+")


@dataclass(frozen=True)
class Searched:
    """One search, as it is counted.

    :param text: empty when it is not kept.
    """

    day: datetime.date
    site_id: int
    language: str
    text: str
    searches: int = 1
    without_result: int = 0
    stood_in: int = 0
    clicks: int = 0

    @property
    def token(self) -> str:
        """Lets the visitor's browser tell of a click, and of nothing else."""
        return signing.dumps(
            [self.day.isoformat(), self.site_id, self.language, self.text], salt=_SALT
        )


def is_counted() -> bool:
    """Whether the site counts searches at all."""
    return get_settings().search_log_days > 0


def is_robot(request: HttpRequest) -> bool:
    """Whether a program asks, or a browser that only fetches ahead."""
    agent = request.headers.get("User-Agent", "")
    ahead = request.headers.get("Sec-Purpose", "") or request.headers.get("Purpose", "")
    return not agent or "prefetch" in ahead or _ROBOT.search(agent) is not None


def kept_text(text: str) -> str:
    """The text in the form in which it is counted, empty when it is not kept."""
    plain = " ".join(normalise(text).split()).strip(_EDGES)
    if len(plain) > MAX_TEXT or may_be_personal(plain):
        return ""
    return plain


def may_be_personal(text: str) -> bool:
    """Whether a text looks like a mail address, or like the number of a person or a telephone."""
    digits = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in text)
    return any(pattern.search(digits) for pattern in (_MAIL, _LONG_NUMBER, _CPR))


def searched(request: HttpRequest, results: SearchResults) -> Searched | None:
    """The search that a request makes, ``None`` for a robot's and for a list of everything."""
    query = results.query
    if not query.text or not is_counted() or is_robot(request):
        return None
    return Searched(
        timezone.localdate(),
        query.site.pk,
        query.language,
        kept_text(query.text),
        without_result=int(not results.total),
        stood_in=int(results.degraded),
    )


def is_first(results: SearchResults) -> bool:
    """Whether a search is one of its own, and not a further page or a filter of another."""
    query = results.query
    return query.page == 1 and not query.is_filtered and query.sort == query.implied_sort


def count_after(response: HttpResponse, search: Searched) -> None:
    """Count a search when the response has been sent."""
    # Django closes what a response holds after its last byte.
    response._resource_closers.append(lambda: count(search))  # type: ignore[attr-defined]


def count(search: Searched) -> None:
    """Count a search now; a failure is logged and no more."""
    try:
        with _soon():
            _add(search)
    except Exception as error:
        # Without the error's own text, which may repeat what was searched for.
        logger.warning("A search was not counted: %s", type(error).__name__)


def count_click(token: str) -> bool:
    """Count that a result of a search was followed; whether the token was one of ours.

    No more clicks are counted than there were searches, however often a token comes.
    """
    try:
        day, site_id, language, text = signing.loads(token, salt=_SALT, max_age=CLICK_TIME)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    rows = SearchCount.objects.filter(
        day=day, site_id=site_id, language=language, text=text, clicks__lt=F("searches")
    )
    try:
        with _soon():
            rows.update(clicks=F("clicks") + 1)
    except DatabaseError as error:
        logger.warning("A click was not counted: %s", type(error).__name__)
    return True


def purge() -> int:
    """Delete what is past its time, and forget texts that were seldom searched for.

    What is forgotten still counts among the searches without a text. Returns the number of rows.
    """
    today = timezone.localdate()
    days = datetime.timedelta(days=get_settings().search_log_days)
    number, __ = SearchCount.objects.filter(day__lte=today - days).delete()
    return number + sum(_forget(texts, today - SELDOM_AFTER) for texts in _seldom(today))


def _seldom(today: datetime.date) -> Iterator[set[_Text]]:
    """Texts whose time to become frequent is over, some at a time."""
    found = (
        SearchCount.objects.exclude(text="")
        .order_by()
        .values_list("site_id", "language", "text")
        .annotate(total=Sum("searches"), first=Min("day"))
        .filter(total__lt=SELDOM_BELOW, first__lte=today - SELDOM_AFTER)
    )
    keys = [(site_id, language, text) for site_id, language, text, *__ in found]
    for start in range(0, len(keys), BATCH):
        yield set(keys[start : start + BATCH])


def _forget(texts: set[_Text], until: datetime.date) -> int:
    """Count the searches for these texts, up to this day, among those without a text."""
    with transaction.atomic():
        rows = [
            row
            for row in SearchCount.objects.filter(
                day__lte=until, text__in={key[2] for key in texts}
            )
            if (row.site_id, row.language, row.text) in texts
        ]
        for row in rows:
            sums = {name: getattr(row, name) for name in _SUMS}
            _add(Searched(row.day, row.site_id, row.language, "", **sums))
        SearchCount.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


@contextmanager
def _soon() -> Iterator[None]:
    """A transaction that waits for others only shortly."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout")
            usual = int(cursor.fetchone()[0])
            cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
            try:
                with transaction.atomic():
                    yield
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {usual}")
        else:
            with transaction.atomic():
                cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE}")
                cursor.execute(f"SET LOCAL statement_timeout = {PATIENCE}")
                yield


def _add(search: Searched) -> None:
    """Add to the row of the day, which is made when it isn't there: one statement."""
    table = SearchCount._meta.db_table
    names = ("day", "site_id", "language", "text", *_SUMS)
    sums = ", ".join(f"{name} = {table}.{name} + EXCLUDED.{name}" for name in _SUMS)
    sql = (
        f"INSERT INTO {table} ({', '.join(names)}) "  # noqa: S608
        f"VALUES ({', '.join(['%s'] * len(names))}) "
        f"ON CONFLICT (day, site_id, language, text) DO UPDATE SET {sums}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [getattr(search, name) for name in names])
