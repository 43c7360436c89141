"""Pages that list entries: filters from the address, facets with counts, pages of results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel

from os2site.page_mixins.menu import MenuPageMixin
from os2site.search import listing
from os2site.search.query import Sort

if TYPE_CHECKING:
    from django.http import HttpRequest


class ListingPageMixin(MenuPageMixin):
    """A page that lists the search entries of its types (:mod:`os2site.search.listing`)."""

    #: Entry types that the page lists.
    listed_types: ClassVar[tuple[str, ...]] = ()
    #: Names of the facets offered, in this order; all of the types' facets when empty.
    listed_facets: ClassVar[tuple[str, ...]] = ()
    #: Whether the list shows what is to come, and with ``?when=past`` what is over.
    divided_by_time: ClassVar[bool] = False
    #: Order while no text is searched for, since nothing is more relevant then.
    default_sort: ClassVar[Sort] = "relevance"

    lead = models.CharField(
        _("lead"), max_length=300, blank=True, help_text=_("One or two sentences under the title.")
    )

    content_panels = [TitleFieldPanel("title"), FieldPanel("lead"), *MenuPageMixin.origin_panels]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with ``listing`` (:class:`os2site.search.listing.Listing`)."""
        context = super().get_context(request, *args, **kwargs)
        context["listing"] = listing.build(page=self, request=request)
        return context

    def seo_description(self) -> str:
        """The lead, unless the editor wrote a description for search engines."""
        return str(getattr(self, "search_description", "") or self.lead)
