"""A page with the form of an application; editors put it below the page that tells about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface, TitleFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path

from os2site import links
from os2site.contrib.applications import views
from os2site.contrib.applications.enums import ApplicationKind
from os2site.page_mixins import SitePageMixin, sharing_tab

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class ApplicationPageMixin(RoutablePageMixin, SitePageMixin):
    """Takes applications of organisations that want to become members or suppliers."""

    page_template = "os2site_applications/application_page.html"

    lead = models.CharField(
        _("lead"), max_length=300, blank=True, help_text=_("One or two sentences under the title.")
    )
    kind = models.CharField(
        _("wants to become"),
        max_length=20,
        choices=ApplicationKind.choices,
        default=ApplicationKind.MEMBER,
    )
    consent = models.CharField(
        _("consent"),
        max_length=300,
        blank=True,
        help_text=_("Stands beside the box to tick. Leave it empty for the usual words."),
    )
    notify_email = models.EmailField(
        _("address that is told"),
        blank=True,
        help_text=_(
            "Gets a mail for each application that was confirmed. Shown nowhere; use a shared "
            "mailbox."
        ),
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title"),
                    FieldPanel("lead"),
                    FieldPanel("kind"),
                    FieldPanel("consent"),
                    FieldPanel("notify_email"),
                    *SitePageMixin.origin_panels,
                ],
                heading=_("Content"),
            ),
            sharing_tab(),
        ]
    )

    class Meta:
        abstract = True

    @path("")  # type: ignore[untyped-decorator]
    def index_route(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return views.form_page(request, page=self)

    @path("bekraeft/", name="sent")  # type: ignore[untyped-decorator]
    def serve_sent(self, request: HttpRequest) -> HttpResponse:
        """The application waits to be confirmed."""
        return views.sent_page(request, page=self)

    @re_path(rf"^bekraeft/(?P<token>{links.TOKEN})/$", name="link")  # type: ignore[untyped-decorator]
    def serve_link(self, request: HttpRequest, token: str) -> HttpResponse:
        """The link in the mail."""
        return views.link_page(request, page=self, token=token)

    def seo_description(self) -> str:
        """The lead, unless the editor wrote a description for search engines."""
        return str(getattr(self, "search_description", "") or self.lead)
