"""Entries that lie near the best hits: those that say much the same, and those that are linked.

A visitor's words are few, and the words of the first hits are many: what has those in common with
the first hits is likely meant as well. So hits that lie near the best ones come earlier, and a
search that finds less than a page is filled up with what lies near.

Held in each process for sites of moderate size, and brought up to date when an entry has changed;
where there are more entries, they say enough themselves.
"""

from __future__ import annotations

import datetime
import math
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q

from os2site.memo import per_request
from os2site.models import PageRelation, SearchEntry
from os2site.search.analysis.languages import PART
from os2site.search.analysis.plan import Near, QueryPlan
from os2site.search.engines.database.vendor import get_vendor
from os2site.search.titles import Titles

if TYPE_CHECKING:
    from wagtail.models import Site

#: Entries of a site and language that are compared: of fewer nobody can tell which words are rare,
#: of more a search finds enough that says it itself.
MIN_ENTRIES, MAX_ENTRIES = 50, 2000
#: Seconds for which a site is taken to have more than that still.
REMEMBERED_SECONDS = 600.0
#: What a word of each field says of what an entry is about.
FIELD_SHARES = {"title": 4.0, "summary": 2.0, "keywords": 2.0, "body": 1.0, "extra": 0.4}
#: What the part of a compound says beside a word.
SHARE_PART = 0.5
#: Most words of one field that are looked at, and share of the entries from which on a word that
#: they have says nothing; a few may always have it.
MAX_WORDS = 2000
FREQUENT, FEW = 0.3, 20
#: What a link adds to how near two entries are (0 to 1 by their words).
LINKED = 0.2
#: Hits that others are held against, and neighbours of them that are told.
BEST, MOST = 3, 40
#: Hits of a page; a search that finds less is filled up.
PAGE = 10
#: What an entry that says the same as the best hits is worth beside the best one.
WORTH = 1.2
#: What a title is worth beside a hit's score that says all of what is looked for, and no more.
TITLE = 1.0
#: Entries without the words that are hits beside a full page of those that have them.
FOUND = 3
BATCH = 200

#: Number of entries, and the latest change.
_Version = tuple[int, datetime.datetime | None]


@dataclass(frozen=True)
class _Profile:
    """What an entry is about: token → the share of the field that says it most."""

    key: str
    page_id: int
    content_hash: str
    shares: Mapping[str, float]
    title: frozenset[str] = frozenset()


@dataclass
class _Space:
    """The entries of a site and language, to be compared with one another."""

    version: _Version
    at: float
    profiles: dict[int, _Profile] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    having: dict[str, list[int]] = field(default_factory=dict)
    lengths: dict[int, float] = field(default_factory=dict)

    def measure(self) -> None:
        """What each word weighs, which entries have it, and how much each entry says."""
        self.having = defaultdict(list)
        for pk, profile in self.profiles.items():
            for token in profile.shares:
                self.having[token].append(pk)
        number = len(self.profiles)
        limit = max(FEW, number * FREQUENT)
        self.weights = {
            token: math.log(number / len(ids))
            for token, ids in self.having.items()
            if 1 < len(ids) <= limit and len(ids) < number
        }
        self.lengths = {
            pk: math.sqrt(sum(value * value for __, value in self._said(profile))) or 1.0
            for pk, profile in self.profiles.items()
        }

    def near(self, pk: int) -> dict[int, float]:
        """How near others lie to an entry by their words (cosine)."""
        found: dict[int, float] = defaultdict(float)
        for token, value in self._said(self.profiles[pk]):
            weighed = value * self.weights[token]
            for other in self.having[token]:
                found[other] += weighed * self.profiles[other].shares[token]
        own = self.lengths[pk]
        return {other: sum_ / (own * self.lengths[other]) for other, sum_ in found.items()}

    def _said(self, profile: _Profile) -> Iterable[tuple[str, float]]:
        weights = self.weights
        return [
            (token, share * weights[token])
            for token, share in profile.shares.items()
            if token in weights
        ]


_spaces: dict[tuple[int, str], _Space] = {}


def neighbours(
    best: Mapping[str, float],
    named: Mapping[str, float],
    *,
    site: Site,
    language: str,
    matched: Iterable[str],
    room: int,
) -> tuple[Near, ...]:
    """What lies near the best hits, the nearest first, once :func:`named` was asked; one query.

    :param best: key → score of the first hits, at most :data:`BEST`.
    :param named: key → what hits are worth beside for their titles, see :func:`named`.
    :param matched: keys of hits, which need not be told as something else.
    :param room: number of entries that did not match and are shown all the same.
    """
    space = _spaces.get((site.pk, language))
    ids = {p.key: pk for pk, p in space.profiles.items() if p.key in best} if space else {}
    if space is None or not ids:
        return ()
    linked = _linked(space, ids.values())
    total = sum(best[key] for key in ids)
    sums: dict[int, float] = defaultdict(float)
    for key, pk in ids.items():
        nearness = space.near(pk)
        for other in linked[pk]:
            nearness[other] = nearness.get(other, 0.0) + LINKED
        nearness.pop(pk, None)
        for other, value in _first(nearness):
            sums[other] += value * best[key] / (total or 1.0)
    nearest = dict(_first(sums))
    for pk, profile in space.profiles.items():
        if profile.key in named:
            nearest.setdefault(pk, 0.0)
    known = set(matched)
    beside = FOUND if room <= 0 else 0
    found = []
    for pk, value in nearest.items():
        profile = space.profiles[pk]
        is_new = profile.key not in known
        weight = WORTH * value * max(best.values()) + named.get(profile.key, 0.0)
        found.append(
            Near(
                pk,
                profile.key,
                weight,
                found=is_new and beside > 0,
                fills=is_new and room > 0,
            )
        )
        room -= is_new and room > 0
        beside -= is_new and beside > 0
    return tuple(found)


def named(
    scores: Mapping[str, float], plan: QueryPlan, *, site: Site, language: str
) -> dict[str, float]:
    """What hits in this language are worth beside their scores when their titles say what is looked
    for; key → worth. Brings what is held of the entries up to date; one query.

    :param scores: key → score of hits.
    """
    space = _space(site, language) if scores else None
    if space is None:
        return {}
    titles = Titles(plan, len(space.profiles), lambda token: space.having.get(token, ()))
    found = {
        profile.key: scores[profile.key] * TITLE * titles.overlap(profile.title)
        for profile in space.profiles.values()
        if profile.key in scores
    }
    return {key: worth for key, worth in found.items() if worth}


def are_known(site: Site, language: str) -> bool:
    """Whether the entries of a site and language are held at all."""
    return _space(site, language) is not None


def _first(values: Mapping[int, float]) -> Sequence[tuple[int, float]]:
    return sorted(values.items(), key=lambda item: (-item[1], item[0]))[:MOST]


def _linked(space: _Space, ids: Iterable[int]) -> Mapping[int, set[int]]:
    """Entry → entries whose pages are linked with its page, in either direction; one query."""
    ids = list(ids)
    by_page: dict[int, list[int]] = defaultdict(list)
    for pk, profile in space.profiles.items():
        by_page[profile.page_id].append(pk)
    pages = {space.profiles[pk].page_id for pk in ids}
    rows = PageRelation.objects.filter(Q(source__in=pages) | Q(target__in=pages)).order_by()
    links: dict[int, set[int]] = defaultdict(set)
    for source, target in rows.values_list("source_id", "target_id"):
        links[source].update(by_page.get(target, ()))
        links[target].update(by_page.get(source, ()))
    return {pk: links[space.profiles[pk].page_id] for pk in ids}


def _space(site: Site, language: str) -> _Space | None:
    """The entries as they are now, or ``None`` where they are too few or too many; one query when
    they are known.
    """
    key = (site.pk, language)
    known, now = _spaces.get(key), time.monotonic()
    if known is not None and known.version[0] > MAX_ENTRIES and now - known.at < REMEMBERED_SECONDS:
        return None
    version = _version(site.pk, language)
    if not MIN_ENTRIES <= version[0] <= MAX_ENTRIES:
        _spaces[key] = _Space(version, now)
        return None
    if known is None or known.version != version:
        space = _Space(version, now, _profiles(site, language, known.profiles if known else {}))
        space.measure()
        known = _spaces[key] = space
    return known


@per_request
def _version(site_id: int, language: str) -> _Version:
    entries = SearchEntry.objects.filter(site=site_id, language=language).order_by()
    counted = entries.values("pk", "updated_at")[: MAX_ENTRIES + 1]
    found = counted.aggregate(number=Count("pk"), latest=Max("updated_at"))
    return found["number"], found["latest"]


def _profiles(site: Site, language: str, known: Mapping[int, _Profile]) -> dict[int, _Profile]:
    """The entries' profiles; only those are read anew that have changed."""
    rows = SearchEntry.objects.filter(site=site, language=language).order_by("pk")
    found: dict[int, _Profile] = {}
    changed: dict[int, tuple[str, int, str]] = {}
    columns = rows.values_list("pk", "key", "page_id", "content_hash")[:MAX_ENTRIES]
    for pk, key, page_id, mark in columns:
        profile = known.get(pk)
        if profile is None or (profile.key, profile.page_id, profile.content_hash) != (
            key,
            page_id,
            mark,
        ):
            changed[pk] = (key, page_id, mark)
        else:
            found[pk] = profile
    ids = list(changed)
    for start in range(0, len(ids), BATCH):
        for row in get_vendor().read(ids[start : start + BATCH], tuple(FIELD_SHARES)):
            found[row.entry_id] = _Profile(
                *changed[row.entry_id], _shares(row.tokens), _words(row.tokens["title"])
            )
    return found


def is_marked(token: str) -> bool:
    """Whether a token is no plain word: "p_by" is a part of one, "t_event" tells a type."""
    return token[1:2] == "_"


def _words(tokens: str) -> frozenset[str]:
    return frozenset(token for token in tokens.split() if not is_marked(token))


def _shares(tokens: Mapping[str, str]) -> Mapping[str, float]:
    shares: dict[str, float] = {}
    for name, share in FIELD_SHARES.items():
        for token in tokens[name].split()[:MAX_WORDS]:
            # Words and their parts, not what tells what an entry is.
            if len(token) <= 2 or (is_marked(token) and not token.startswith(PART)):
                continue
            worth = share * SHARE_PART if token.startswith(PART) else share
            if shares.get(token, 0.0) < worth:
                shares[token] = worth
    return shares
