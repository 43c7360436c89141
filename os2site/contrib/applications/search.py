"""Which entry a page with a form becomes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from os2site.contrib.applications.enums import ApplicationKind
from os2site.search.catalogue import DATE
from os2site.search.types import EntryDraft, SearchType

#: The page above tells how to join; the form comes after it.
BOOST = 0.4


def project(page: Any) -> list[EntryDraft]:
    """The form, with words for what people come for; its slug alone may stand on several pages."""
    above = page.get_parent()
    with override(page.locale.language_code):
        words = {
            ApplicationKind.MEMBER: gettext("joining, becoming a member"),
            ApplicationKind.SUPPLIER: gettext("supplier agreement, partner"),
        }[ApplicationKind(page.kind)]
    return [
        EntryDraft(
            title=page.title,
            slug=f"{above.slug}-{page.slug}",
            summary=page.lead,
            keywords=[words],
            body=page.consent,
            boost=BOOST,
            card={"meta": above.title},
            # The entry repeats the name of the page above.
            references=[above],
        )
    ]


SEARCH_TYPES = (
    SearchType(
        name="page",
        label=_("Page"),
        label_plural=_("Pages"),
        page_type="application",
        project=project,
        facets=(DATE,),
    ),
)
