"""Members for tests."""

from __future__ import annotations

from typing import Any

from os2site.models import Organisation, Region
from os2site.page_types import get_page_model
from os2site.transfer.lookups import danish_slug
from tests.factories.suppliers import publish


def organisation(name: str, *, region: Region | None = None, type: str = "kommune") -> Organisation:
    """An organisation, a municipality by default."""
    return Organisation.objects.create(name=name, slug=danish_slug(name), type=type, region=region)


def member(title: str = "Eksempelby Kommune", **values: Any) -> Any:
    """A published member with an organisation of its name."""
    if "organisation" not in values:
        values["organisation"] = organisation(title)
    return publish("member", title, **values)


def uses(*products: Any) -> list[Any]:
    """Rows for the products that a member names itself."""
    row: Any = get_page_model("member")._meta.get_field("uses").related_model
    return [row(target=product, sort_order=number) for number, product in enumerate(products)]


def users(*organisations: Organisation) -> list[Any]:
    """Rows for the users that a product names."""
    row: Any = get_page_model("product")._meta.get_field("users").related_model
    return [row(organisation=item) for item in organisations]
