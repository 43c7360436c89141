"""A product as files write it."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
)

from os2site.enums import GroupStatus, GroupType, SizeClass
from os2site.partial_dates import PARTIAL_DATE
from os2site.transfer.contract import Row, Slug, WebAddress
from os2site.transfer.texts import Paragraphs
from os2site_products.enums import BasisType, Kind, Lifecycle, MaintenanceType, SoftwareType


def _level(value: Any) -> Any:
    """A level as files write it: a number, its text in a cell, or ``sandkasse``."""
    return int(value) if isinstance(value, str) and value in {"1", "2", "3"} else value


def _one_decimal(value: float) -> float:
    if round(value, 1) != value:
        raise ValueError(_("Give one decimal at most."))
    return value


#: A percentage, as the page keeps it.
Percent = Annotated[float, AfterValidator(_one_decimal)]
#: Name of a tag, a technology or an organisation.
Name = Annotated[str, StringConstraints(min_length=1, max_length=100)]
#: A line of a list that editors write, such as a feature.
FactLine = Annotated[str, StringConstraints(min_length=1, max_length=300)]
FileLevel = Annotated[Literal["sandkasse", 1, 2, 3] | None, BeforeValidator(_level)]


class BasisRow(Row):
    """What a governance level rests on."""

    type: BasisType
    date: datetime.date | None = None
    assessment: Slug | None = None
    text: str | None = Field(None, max_length=400)


class ClaimRow(Row):
    """A counted claim about users."""

    count: int | None = Field(None, ge=0)
    unit: str = Field(min_length=1, max_length=80)
    as_of: str | None = Field(None, pattern=PARTIAL_DATE.pattern, max_length=10)
    claim: str = Field(min_length=1, max_length=300)
    source: str | None = Field(None, max_length=300)


class SupplierRelationRow(Row):
    """A supplier of the product, with its roles as slugs of services."""

    supplier: Slug
    roles: list[Slug] = []
    note: str | None = Field(None, max_length=300)
    active: bool | None = None
    source: str | None = Field(None, max_length=300)


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    """The row without those of ``names`` that say nothing."""
    return {name: value for name, value in row.items() if value is not None or name not in names}


class GroupRow(Row):
    """A working group of the product.

    :param slug: of a group that spans products: the same in each of them.
    :param organisations: slugs of organisations. A file that leaves it or ``mandate`` out leaves
        them as they are.
    """

    type: GroupType
    status: GroupStatus = GroupStatus.UNKNOWN
    note: str | None = None
    slug: Slug | None = None
    mandate: str | None = None
    organisations: list[Slug] | None = None

    @model_serializer(mode="wrap")
    def _without_empty(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """The row without what few groups have, so that files stay as they came."""
        return _without(handler(self), "slug", "mandate", "organisations")


class EconomyFactsRow(Row):
    """What is known of the product's own economy."""

    has_accession_agreement: bool | None = None
    has_own_account: bool | None = None
    exemptions: Annotated[str | None, Field(max_length=400)] = None

    @model_serializer(mode="wrap")
    def _without_empty(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """The row without what few products have, so that files stay as they came."""
        return _without(handler(self), "exemptions")


class PriceRow(Row):
    """A line of a price table, amounts in whole currency units."""

    as_of: datetime.date | None = None
    currency: str = Field("DKK", pattern=r"^[A-Z]{3}$")
    vat: str = Field("", max_length=40)
    size_class: SizeClass
    annual_member: int | None = Field(None, ge=0)
    annual_non_member: int | None = Field(None, ge=0)
    entry_fee: int | None = Field(None, ge=0)
    governance_percent: Percent | None = Field(None, ge=0, le=100)

    @model_serializer(mode="wrap")
    def _without_empty(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """The row without what few products have, so that files stay as they came."""
        return _without(handler(self), "governance_percent")


class ProductRow(Row):
    """A product or project. ``state`` is ``udkast`` for a page that is not published."""

    slug: Slug
    name: str = Field(min_length=1, max_length=255)
    tagline: str | None = Field(None, max_length=200)
    description: Paragraphs = []
    description_note: str | None = Field(None, max_length=300)
    kind: Kind = Kind.PRODUCT
    kind_note: str | None = Field(None, max_length=300)
    status: Lifecycle | None = None
    status_note: str | None = Field(None, max_length=400)
    governance_level: FileLevel = None
    governance_basis: BasisRow | None = None
    governance_target: FileLevel = None
    categories: list[Slug] = []
    tags: list[Name] = []
    repository_urls: list[WebAddress] = []
    documentation_url: WebAddress | None = Field(None, max_length=200)
    website_url: WebAddress | None = Field(None, max_length=200)
    licence: str | None = Field(None, max_length=60)
    technologies: list[Name] = []
    users: list[Name] = []
    users_note: str | None = Field(None, max_length=400)
    user_claims: list[ClaimRow] = []
    suppliers: list[Slug] = []
    supplier_relations: list[SupplierRelationRow] = []
    working_groups: list[GroupRow] = []
    economy: EconomyFactsRow = EconomyFactsRow()
    related_products: list[Slug] = []
    successors: list[Slug] = []
    prices: list[PriceRow] = []
    prices_note: str | None = Field(None, max_length=400)
    features: list[FactLine] = []
    software_type: SoftwareType | None = None
    platforms: list[FactLine] = []
    interface_languages: list[FactLine] = []
    can_be_translated: bool | None = None
    maintenance_type: MaintenanceType | None = None
    demo: bool = False
    sources: list[str] = []
    state: Literal["udkast"] | None = None
