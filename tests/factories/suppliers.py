"""Suppliers for tests, and what they are linked with."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale, Site

from os2site.models import Region, Term
from os2site.page_types import get_page_model
from os2site.transfer.contract import TransferContext
from os2site.transfer.pages import index_page
from tests.factories.publishing import put_below

SERVICES = {"hosting": "Hosting", "drift": "Drift", "udvikling": "Udvikling"}


def context() -> TransferContext:
    """The default site with Danish content."""
    return TransferContext.current()


def service(slug: str) -> Term:
    """A term of the vocabulary of services."""
    return term("service", slug, SERVICES.get(slug, slug.capitalize()))


def term(vocabulary: str, slug: str, title: str) -> Term:
    """A term in the default language."""
    found, __ = Term.objects.get_or_create(
        vocabulary=vocabulary, slug=slug, locale=Locale.get_default(), defaults={"title": title}
    )
    return found


def region(name: str) -> Region:
    """A region by its short name."""
    found, __ = Region.objects.get_or_create(
        name=name, defaults={"slug": name.lower(), "full_name": f"Region {name}"}
    )
    return found


def publish(page_type: str, title: str, *, live: bool = True, **values: Any) -> Any:
    """A page of a type below its list, published unless ``live`` is false.

    Lists and many-to-many values are set on the page as an editor's form sets them.
    """
    model = get_page_model(page_type)
    plain = {key: value for key, value in values.items() if not isinstance(value, list)}
    page = model(title=title, live=False, locale=Site.objects.get().root_page.locale, **plain)
    for key, value in values.items():
        if isinstance(value, list):
            setattr(page, key, value)
    parent = index_page(page_type, context=context())
    put_below(parent, page, live=live)
    return model.objects.get(pk=page.pk)


def supplier(title: str = "Driftshuset", **values: Any) -> Any:
    """A published supplier."""
    return publish("supplier", title, **values)


def offers(*products: Any) -> list[Any]:
    """Rows for the products that a supplier names itself."""
    row: Any = get_page_model("supplier")._meta.get_field("products").related_model
    return [row(target=product, sort_order=number) for number, product in enumerate(products)]


def product(title: str = "OS2display", **values: Any) -> Any:
    """A published product."""
    return publish("product", title, **values)


def supplied_by(page: Any, **facts: Any) -> list[Any]:
    """Rows for a product that names a supplier, with its role."""
    row: Any = get_page_model("product")._meta.get_field("suppliers").related_model
    return [row(target=page, **facts)]
