"""Products that are near a product by what they have in common, and what that is.

Near is what meets the same needs, has the same words or is built with the same. What few products
have in common says more than what many have. The page's own words are read from the page in
memory, so that a preview shows a draft's; those of others from what is public.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast

from os2site.models import SearchEntry, SearchFacet, Term
from os2site.search.entries import visible_entries
from os2site.services.current import facts_of
from os2site.services.languages import alphabetical
from os2site_products.enums import ENDED

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

#: Most products that are shown.
MOST: Final = 4
CATEGORY: Final = "category"
TAG: Final = "tag"
TECHNOLOGY: Final = "technology"
#: What each kind of thing in common weighs: who seeks a solution seeks what it does, and not what
#: it is built with.
WEIGHTS: Final[Mapping[str, float]] = {CATEGORY: 1.0, TAG: 1.0, TECHNOLOGY: 0.5}

#: A technology that at most so many others use says something.
FEW: Final = 5

#: A thing that products can have in common: its kind and its slug or word.
Feature = tuple[str, str]


@dataclass(frozen=True)
class NearbyProduct:
    """A product that is near; ``shared`` is what both have, in words."""

    title: str
    slug: str
    url: str
    summary: str
    example: bool
    shared: str


def nearby(
    *,
    page: Any,
    categories: Sequence[Term],
    technologies: Sequence[Term],
    but: Iterable[int],
    language: str,
    request: HttpRequest,
) -> list[NearbyProduct]:
    """The nearest public products in the page's language, the nearest first; three queries at most.

    Products that the community has ended are left out, and invented ones beside a real one.

    :param categories: needs that the page meets, in its language; :param technologies: what it is
        built with.
    :param but: ids of pages that are shown already; :param language: the page's.
    """
    labels = _features(page, categories, technologies)
    site = facts_of(request).site
    if not labels or site is None:
        return []
    entries = visible_entries(site=site, language=language).filter(
        ~Exists(_lifecycles(ENDED)), type="product"
    )
    entries = entries.exclude(page__in=[pk for pk in (page.pk, *but) if pk is not None])
    if not page.demo:
        entries = entries.filter(demo=False)
    shared = _shared(page, labels, entries)
    scores = _scores(shared)
    # Names put equals in order, so all that score like the last one shown are needed.
    least = min(sorted(scores.values(), reverse=True)[:MOST], default=0.0)
    near = [pk for pk, score in scores.items() if score >= least]
    found = entries.filter(page__in=near).only("page_id", "title", "slug", "url", "summary", "demo")
    ordered = sorted(
        found,
        key=lambda entry: (
            -scores[entry.page_id],
            alphabetical(entry.title),
            entry.page_id,
        ),
    )
    return [_view(entry, shared[entry.page_id], labels) for entry in ordered[:MOST]]


def _features(
    page: Any, categories: Sequence[Term], technologies: Sequence[Term]
) -> dict[Feature, str]:
    """What the page has, with the words for it, in the order in which they are told."""
    found: dict[Feature, str] = {(CATEGORY, term.slug): term.title for term in categories}
    found |= {(TAG, tag.name): tag.name for tag in page.tags.all()}
    found |= {(TECHNOLOGY, term.slug): term.title for term in technologies}
    return found


def _lifecycles(values: Iterable[str]) -> QuerySet[SearchFacet]:
    return SearchFacet.objects.filter(entry=OuterRef("pk"), name="lifecycle", value__in=values)


def _shared(
    page: Any, labels: Mapping[Feature, str], entries: QuerySet[SearchEntry]
) -> dict[int, set[Feature]]:
    """Id of another page → what it has in common with this one."""
    facets = SearchFacet.objects.filter(
        entry__in=entries.values("pk"),
        name__in=[CATEGORY, TECHNOLOGY],
        value__in={value for kind, value in labels if kind != TAG},
    )
    tagged = (
        type(page)
        .tags.through._default_manager.filter(
            tag__name__in={value for kind, value in labels if kind == TAG},
            content_object__in=entries.values("page_id"),
        )
        .annotate(kind=Cast(Value(TAG), CharField(max_length=40)))
    )
    rows = facets.values_list("entry__page_id", "name", "value").union(
        tagged.values_list("content_object_id", "kind", "tag__name")
    )
    found: dict[int, set[Feature]] = defaultdict(set)
    for pk, kind, value in rows:
        if (kind, value) in labels:
            found[pk].add((kind, value))
    return found


def _scores(shared: Mapping[int, set[Feature]]) -> dict[int, float]:
    """Id of a page that is near → how near."""
    commonness = Counter(feature for features in shared.values() for feature in features)
    worth = {
        (kind, value): WEIGHTS[kind] / (1 + math.log(number))
        for (kind, value), number in commonness.items()
    }
    # Thousands of pages have a few dozen combinations of features: each is scored once.
    known: dict[frozenset[Feature], float | None] = {}
    scores: dict[int, float] = {}
    for pk, features in shared.items():
        combination = frozenset(features)
        if combination not in known:
            near = _is_near(features, commonness)
            known[combination] = round(sum(map(worth.__getitem__, features)), 6) if near else None
        score = known[combination]
        if score is not None:
            scores[pk] = score
    return scores


def _is_near(features: set[Feature], commonness: Mapping[Feature, int]) -> bool:
    """Whether it is enough in common: a word of the editors', two needs, or one need that is met
    with a technology that few use.

    One need, or a technology alone, makes nothing near.
    """
    kinds = Counter(kind for kind, __ in features)
    if kinds[TAG] or kinds[CATEGORY] > 1:
        return True
    rare = any(kind == TECHNOLOGY and commonness[kind, value] <= FEW for kind, value in features)
    return kinds[CATEGORY] == 1 and rare


def _view(
    entry: SearchEntry, features: set[Feature], labels: Mapping[Feature, str]
) -> NearbyProduct:
    # A technology may be a word of the editors' too; titles of needs have commas.
    words = {label.casefold(): label for feature, label in labels.items() if feature in features}
    return NearbyProduct(
        entry.title, entry.slug, entry.url, entry.summary, entry.demo, "; ".join(words.values())
    )
