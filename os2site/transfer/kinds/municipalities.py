"""The municipalities, with the regions that they name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from os2site.enums import SizeClass
from os2site.models import Municipality, Region
from os2site.transfer.contract import Row, Slug, TransferContext
from os2site.transfer.lookups import danish_slug
from os2site.transfer.records import ModelKind


class MunicipalityRow(Row):
    """A municipality in a file; ``member`` is empty when no source says either way."""

    slug: Slug = Field(max_length=80)
    name: str = Field(min_length=1, max_length=100)
    short_name: str = Field(min_length=1, max_length=80)
    municipality_code: str = Field(min_length=3, max_length=4)
    region: str = Field(min_length=1, max_length=80)
    region_name: str | None = Field(None, max_length=100)
    member: bool | None = None
    member_basis: str | None = Field(None, max_length=255)
    member_sources: list[str] = []
    population: int | None = Field(None, ge=0)
    size_class: SizeClass | None = None


class MunicipalityKind(ModelKind[MunicipalityRow, Municipality]):
    """Municipalities; a region that isn't there yet is made."""

    name = "municipalities"
    label = gettext_lazy("Municipalities")
    row_model = MunicipalityRow
    model = Municipality
    ordering: ClassVar[tuple[str, ...]] = ("code",)
    field_names: ClassVar[Mapping[str, str]] = {"code": "municipality_code"}

    def records(self, *, context: TransferContext) -> QuerySet[Municipality]:
        return Municipality.objects.select_related("region")

    def fill(self, record: Municipality, row: MunicipalityRow, *, context: TransferContext) -> None:
        record.name = row.name
        record.short_name = row.short_name
        record.code = row.municipality_code
        record.region = self._region(row)
        record.population = row.population
        record.size_class = row.size_class or ""
        record.member = row.member
        record.member_basis = row.member_basis or ""
        record.member_sources = row.member_sources

    def record_row(self, record: Municipality, *, context: TransferContext) -> MunicipalityRow:
        return MunicipalityRow(
            slug=record.slug,
            name=record.name,
            short_name=record.short_name,
            municipality_code=record.code,
            region=record.region.name,
            region_name=record.region.full_name,
            member=record.member,
            member_basis=record.member_basis or None,
            member_sources=record.member_sources,
            population=record.population,
            size_class=SizeClass(record.size_class) if record.size_class else None,
        )

    def clear(self, *, context: TransferContext) -> None:
        super().clear(context=context)
        Region.objects.all().delete()

    def _region(self, row: MunicipalityRow) -> Region:
        """The region by its short name, made when it is missing.

        :raises ValidationError: when it is there with another full name.
        """
        full_name = row.region_name or f"Region {row.region}"
        region, __ = Region.objects.get_or_create(
            name=row.region,
            defaults={"full_name": full_name, "slug": danish_slug(row.region, max_length=60)},
        )
        if row.region_name and region.full_name != row.region_name:
            raise ValidationError(
                {
                    "region_name": _("The region “%(name)s” has the full name “%(full_name)s”.")
                    % {"name": region.name, "full_name": region.full_name}
                }
            )
        return region
