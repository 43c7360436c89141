"""Which entry a supplier becomes, and which facets it adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from os2site.models import Region
from os2site.search.catalogue import (
    PRODUCT,
    REGION,
    SERVICE,
    choice_labels,
    choice_order,
    term_labels,
)
from os2site.search.types import EntryDraft, Facet, SearchType
from os2site.services.visibility import lasts
from os2site.services.vocabularies import in_language
from os2site_suppliers.enums import PartnerStatus
from os2site_suppliers.services import wording
from os2site_suppliers.services.delivered import delivered

#: Values of the partner facet beside the statuses: other words of a source, and nobody says.
OTHER_WORDS = "andet"
NOT_STATED = "ikke-oplyst"

#: How much a partner status weighs; whoever is a partner and whoever never was weigh the same.
STATUS_BOOST: Mapping[str, float] = {PartnerStatus.APPLYING: 0.9, PartnerStatus.LEFT: 0.5}


def _partner_labels(values: Sequence[str], language: str) -> Mapping[str, str]:
    return {
        **choice_labels(PartnerStatus)(values, language),
        OTHER_WORDS: _("Stated in other words"),
        NOT_STATED: _("Not stated"),
    }


def _partner_order(value: str) -> int:
    return {
        **choice_order(PartnerStatus),
        PartnerStatus.ACTIVE.value: -1,
        OTHER_WORDS: 90,
        NOT_STATED: 99,
    }.get(value, 95)


EXPERTISE = Facet("expertise", gettext_lazy("Expertise"), term_labels("expertise"))
PARTNER = Facet("partner", gettext_lazy("Partner"), _partner_labels, _partner_order)


def project(page: Any) -> list[EntryDraft]:
    """The entry of a supplier page."""
    services = in_language(terms=page.services.all(), locale_id=page.locale_id)
    expertise = in_language(terms=page.expertise.all(), locale_id=page.locale_id)
    regions = list(page.regions.all())
    linked = delivered(supplier=page)
    products = [item for item in linked if lasts(page=item.page)]
    current = [item for item in products if item.active is not False]
    everywhere = bool(regions) and len(regions) == Region.objects.count()
    with override(page.locale.language_code):
        names = [term.title for term in services]
        phrase = wording.listed([name.lower() for name in names])
        areas = wording.areas(names=[region.name for region in regions], everywhere=everywhere)
    return [
        EntryDraft(
            title=page.title,
            slug=page.slug,
            summary=page.summary,
            keywords=[*names, *(term.title for term in expertise)],
            body=strip_tags(page.description.replace("<", " <")),
            extra="\n".join(
                [
                    *(item.title for item in products),
                    *(item.note for item in products),
                    *(region.full_name for region in regions),
                    *(f"{case.title} {case.customer} {case.text}" for case in page.cases.all()),
                    page.partner_status_text,
                ]
            ),
            facets={
                "service": [term.slug for term in services],
                "product": [item.page.slug for item in current],
                "region": [region.slug for region in regions],
                "expertise": [term.slug for term in expertise],
                "partner": [_partner_value(page)],
            },
            # No date: a supplier must not come first for having saved its page last.
            date=None,
            boost=STATUS_BOOST.get(page.partner_status, 1.0),
            card={
                "meta": phrase,
                "services": names,
                "service_slugs": [term.slug for term in services],
                "areas": areas,
                "regions": [region.name for region in regions],
                "size": str(page.get_size_display()),
                "products": [item.title for item in current],
                "product_slugs": [item.page.slug for item in current],
                "partner": page.partner_status,
                "partner_text": page.partner_status_text,
            },
            references=[*services, *expertise, *regions, *(item.page for item in linked)],
        )
    ]


def _partner_value(page: Any) -> str:
    if page.partner_status:
        return str(page.partner_status)
    return OTHER_WORDS if page.partner_status_text else NOT_STATED


SEARCH_TYPES = (
    SearchType(
        name="supplier",
        label=gettext_lazy("Supplier"),
        label_plural=gettext_lazy("Suppliers"),
        page_type="supplier",
        project=project,
        facets=(SERVICE, PRODUCT, REGION, EXPERTISE, PARTNER),
        hit_template="os2site_suppliers/hit.html",
    ),
)
