"""Makes products, their rows, and governance records."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import factory
import wagtail_factories
from wagtail.models import Site

from os2site.models import Organisation, Term, WorkingGroup
from os2site.transfer.lookups import danish_slug
from os2site_products.models import Assessment, AssessmentResult, Criterion
from os2site_products.pages.models import (
    ProductGroup,
    ProductIndexPage,
    ProductPage,
    ProductPrice,
    ProductRelated,
    ProductSupplier,
    ProductUser,
    ProductUserClaim,
)

#: Name of a list of rows → its model.
ROWS: Mapping[str, Any] = {
    "groups": ProductGroup,
    "prices": ProductPrice,
    "related_products": ProductRelated,
    "suppliers": ProductSupplier,
    "users": ProductUser,
    "user_claims": ProductUserClaim,
}


class ProductIndexFactory(wagtail_factories.PageFactory):  # type: ignore[misc]
    """A published list of products below the default site's front page."""

    title = "Produkter og projekter"
    slug = "produkter"
    parent = factory.LazyFunction(lambda: Site.objects.get(is_default_site=True).root_page)

    class Meta:
        model = ProductIndexPage


class ProductFactory(wagtail_factories.PageFactory):  # type: ignore[misc]
    """A product; pass ``parent``, the list that it stands in. Published unless ``live=False``."""

    title = factory.Sequence(lambda number: f"Produkt {number:03}")
    slug = factory.LazyAttribute(lambda page: danish_slug(page.title))
    tagline = "Gør en opgave lettere"

    class Meta:
        model = ProductPage


class OrganisationFactory(factory.django.DjangoModelFactory):  # type: ignore[misc]
    """A municipality's organisation."""

    name = factory.Sequence(lambda number: f"Prøve {number:03} Kommune")
    slug = factory.LazyAttribute(lambda organisation: danish_slug(organisation.name))
    type = "kommune"

    class Meta:
        model = Organisation


class GroupFactory(factory.django.DjangoModelFactory):  # type: ignore[misc]
    """A steering group."""

    slug = factory.Sequence(lambda number: f"gruppe-{number}")
    name = factory.LazyAttribute(lambda group: group.slug)
    type = "styregruppe"
    status = "aktiv"

    class Meta:
        model = WorkingGroup


class CriterionFactory(factory.django.DjangoModelFactory):  # type: ignore[misc]
    """A criterion of the set 2025."""

    code = factory.Sequence(lambda number: f"F{number}")
    slug = factory.LazyAttribute(lambda criterion: criterion.code.lower())
    criteria_set = "2025"
    theme = "formkrav"
    level = "1"
    title = factory.LazyAttribute(lambda criterion: f"Krav {criterion.code}")
    order = factory.Sequence(lambda number: number)

    class Meta:
        model = Criterion


def with_rows(page: ProductPage, **rows: Sequence[Mapping[str, Any]]) -> ProductPage:
    """The page with these rows, saved: ``with_rows(page, prices=[{"size_class": "lille"}])``."""
    for name, values in rows.items():
        setattr(page, name, [ROWS[name](sort_order=n, **item) for n, item in enumerate(values)])
    page.save()
    return page


def make_assessment(
    product: ProductPage,
    results: Mapping[str, str],
    *,
    texts: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    **values: Any,
) -> Assessment:
    """A published evaluation with these verdicts by criterion code.

    :param texts: further fields of a result, by its code.
    """
    values = {
        "type": "evaluering",
        "criteria_set": "2025",
        "date": datetime.date(2026, 5, 4),
        "assessed_by_role": "Sekretariatet",
        "slug": f"{product.slug}-vurdering-{Assessment.objects.count()}",
        "published": True,
        **values,
    }
    finished = "selvvurderet" if values["type"] == "selvevaluering" else "afgjort"
    values.setdefault("state", finished)
    assessment = Assessment(product=product, product_slug=product.slug, **values)
    assessment.results = [
        AssessmentResult(code=code, verdict=verdict, sort_order=number, **texts.get(code, {}))
        for number, (code, verdict) in enumerate(results.items())
    ]
    assessment.save()
    return assessment


def make_term(vocabulary: str, slug: str, title: str = "", **values: Any) -> Term:
    """A term in the site's language."""
    locale = Site.objects.get(is_default_site=True).root_page.locale
    return Term.objects.create(
        vocabulary=vocabulary, slug=slug, title=title or slug.title(), locale=locale, **values
    )
