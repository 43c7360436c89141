"""What every page of ours has, whichever base page model the host uses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import COMMENTS_RELATION_NAME

from os2site.models.fields import LinesField
from os2site.models.slugs import SitePageForm, check_slug
from os2site.search import projection
from os2site.services import seo

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Fields that Wagtail writes while a draft is edited; they change nothing that a visitor sees.
BOOKKEEPING_FIELDS = frozenset(
    {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "alias_of",
        "owner",
        # Wagtail names the editors' comments in each save of a draft.
        COMMENTS_RELATION_NAME,
    }
)


class SitePageMixin(models.Model):
    """Base of all of our page mixins: example mark, sources, template and projection.

    A save and what search may show of the page are one transaction. A concrete class lists the
    mixin before the host's base page: ``class ProductPage(ProductPageMixin, Page)``.
    """

    #: Tells the search triggers that the page projects itself when it is saved.
    projects_itself: ClassVar[bool] = True
    #: Template of the page, because Wagtail would derive one from the concrete class's app.
    page_template: ClassVar[str] = ""
    #: Type in schema.org's and Open Graph's words; the kernel's SEO data starts from it.
    og_type: ClassVar[str] = "website"
    #: A page type with a form of its own derives it from this one.
    base_form_class: ClassVar[type[SitePageForm]] = SitePageForm

    demo = models.BooleanField(
        _("example content"),
        default=False,
        help_text=_("Invented content: visitors see the mark Example."),
    )
    sources = LinesField(
        _("sources"), help_text=_("Where the facts come from, one source on each line.")
    )

    origin_panels = [
        MultiFieldPanel(
            [FieldPanel("demo"), FieldPanel("sources")],
            heading=_("Origin"),
            classname="collapsed",
        )
    ]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save the page and project it into search and relations in the same transaction."""
        update_fields: Iterable[str] | None = kwargs.get("update_fields")
        if update_fields is not None and set(update_fields) <= BOOKKEEPING_FIELDS:
            return super().save(*args, **kwargs)
        with transaction.atomic():
            path_before = projection.stored_url_path(self.pk)
            result = super().save(*args, **kwargs)
            moved = path_before is not None and path_before != self.url_path  # type: ignore[attr-defined]
            projection.page_changed(self.pk, with_descendants=moved)
        return result

    def clean(self) -> None:
        """Refuse an address that the site uses itself.

        :raises ValidationError: on the field ``slug``.
        """
        super().clean()
        if self.path:  # type: ignore[attr-defined]
            check_slug(slug=self.slug, parent=self.get_parent())  # type: ignore[attr-defined]

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """The mixin's template; a host overrides the file or ``page_template``."""
        return self.page_template or super().get_template(request, *args, **kwargs)  # type: ignore[misc]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's context with the page's SEO data and breadcrumbs."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        page: Any = self  # A page of the host, whatever its base.
        context["crumbs"] = seo.breadcrumbs(page=page)
        context["seo"] = seo.describe(page=page, request=request, crumbs=context["crumbs"])
        return context

    def seo_description(self) -> str:
        """One or two sentences for search engines and shared links."""
        return str(getattr(self, "search_description", "") or getattr(self, "summary", ""))

    def json_ld(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Further schema.org objects of this page, beside the breadcrumb list."""
        return []
