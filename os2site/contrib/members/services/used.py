"""The products that an organisation uses, as both sides state it.

The organisation names products in its own rows, which are read from the page, so that a preview
shows a draft's rows. A product names its users as organisations: its search entry refers to those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from os2site.models import Organisation, SearchEntry
from os2site.page_types import base_page_model
from os2site.services.languages import one_of_each
from os2site.services.visibility import public_pages

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page


class StatedBy(Enum):
    """Who says that the organisation uses the product."""

    BOTH = "both"
    MEMBER = "member"
    PRODUCT = "product"


@dataclass(frozen=True)
class UsedProduct:
    """A public product that the organisation uses."""

    page: Page
    stated_by: StatedBy

    @property
    def title(self) -> str:
        """Name of the product."""
        return str(self.page.title)

    @property
    def summary(self) -> str:
        """What it does, in one line."""
        describe = getattr(self.page, "seo_description", None)
        return describe() if describe is not None else ""

    @property
    def demo(self) -> bool:
        """Whether it is invented."""
        return bool(getattr(self.page, "demo", False))

    def url(self, request: HttpRequest | None = None) -> str:
        """Address of the product's page."""
        return self.page.get_url(request) or ""


def own_products(*, member: Any) -> list[UsedProduct]:
    """Public products that the member's own page names, by name."""
    return _used(own=_own_ids(member), named=set(), locale_id=member.locale_id)


def used_products(*, member: Any) -> list[UsedProduct]:
    """Public products that the member's page names, or that name it, by name.

    A fixed number of queries, whatever the number of products.
    """
    named = set(products_naming(organisation_id=member.organisation_id))
    return _used(own=_own_ids(member), named=named, locale_id=member.locale_id)


def products_naming(*, organisation_id: int | None) -> Sequence[int]:
    """Ids of the public product pages that name an organisation as their user."""
    if organisation_id is None:
        return []
    entries = SearchEntry.objects.filter(
        type="product",
        references__model=Organisation._meta.label_lower,
        references__object_id=str(organisation_id),
    )
    return list(entries.values_list("page_id", flat=True).distinct())


def _own_ids(member: Any) -> set[int]:
    return {row.target_id for row in member.uses.all() if row.target_id is not None}


def _used(*, own: set[int], named: set[int], locale_id: int | None) -> list[UsedProduct]:
    """Each product once, in the member's language where it is there, whichever version is named."""
    if not own | named:
        return []
    wanted = base_page_model()._default_manager.filter(pk__in=own | named)
    pages = list(public_pages(pages=wanted).order_by("path").specific())
    own_keys = {page.translation_key for page in pages if page.pk in own}
    named_keys = {page.translation_key for page in pages if page.pk in named}
    found = [
        UsedProduct(
            page,
            _stated_by(
                in_own=page.translation_key in own_keys,
                in_named=page.translation_key in named_keys,
            ),
        )
        for page in one_of_each(pages=pages, locale_id=locale_id)
    ]
    return sorted(found, key=lambda product: product.title.casefold())


def _stated_by(*, in_own: bool, in_named: bool) -> StatedBy:
    if in_own and in_named:
        return StatedBy.BOTH
    return StatedBy.MEMBER if in_own else StatedBy.PRODUCT
