"""What a supplier page holds, whichever base page model the host uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import RichTextField

from os2site import links
from os2site.enums import OrganisationType
from os2site.models import Region, Term
from os2site.page_mixins import SitePageMixin, sharing_tab
from os2site.services.current import facts_of
from os2site_suppliers.enums import PartnerStatus, Size, status_of_words
from os2site_suppliers.services.enquiries import SUBPAGE
from os2site_suppliers.services.profile import profile
from os2site_suppliers.views import enquiry

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: Markup that a supplier's description may have.
TEXT_FEATURES = ["h3", "bold", "italic", "link", "document-link", "ul", "ol"]


class SupplierPageMixin(RoutablePageMixin, SitePageMixin):
    """A company or other organisation that delivers services on the community's products.

    Concrete classes add the rows ``products`` and ``cases`` (:mod:`os2site_suppliers.models.rows`).
    The roles on a product are stated on the product's side and read through its relations.
    """

    page_template = "os2site_suppliers/supplier_page.html"

    summary = models.CharField(
        _("summary"),
        max_length=200,
        blank=True,
        help_text=_("What they do, in one line. It stands first in every list."),
    )
    description = RichTextField(_("description"), blank=True, features=TEXT_FEATURES)
    services = ParentalManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to={"vocabulary": "service"},
        verbose_name=_("services"),
    )
    services_complete = models.BooleanField(
        _("the list of services is complete"),
        default=False,
        help_text=_(
            "Set it when the supplier has confirmed the list: visitors then read that the other "
            "services are not offered. Otherwise they read that nobody has stated it."
        ),
    )
    expertise = ParentalManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to={"vocabulary": "expertise"},
        verbose_name=_("expertise"),
    )
    organisation_type = models.CharField(
        _("type of organisation"), max_length=20, choices=OrganisationType.choices, blank=True
    )
    size = models.CharField(_("size"), max_length=10, choices=Size.choices, blank=True)
    regions = ParentalManyToManyField(
        Region,
        blank=True,
        related_name="+",
        verbose_name=_("regions served"),
        help_text=_("Leave empty when nobody has stated it."),
    )

    partner_status = models.CharField(
        _("partner status"),
        max_length=20,
        choices=PartnerStatus.choices,
        blank=True,
        help_text=_("Leave empty when no source says."),
    )
    partner_status_text = models.CharField(
        _("the status in the source's own words"),
        max_length=200,
        blank=True,
        help_text=_("Only when the words above don't say it, such as: approved for one product."),
    )
    partner_status_since = models.DateField(
        _("the status has held since"),
        null=True,
        blank=True,
        help_text=_("The day on which the supplier applied, became a partner, or left."),
    )
    partner_agreement_signed = models.DateField(
        _("partner agreement signed on"), null=True, blank=True
    )
    floss_agreement = models.BooleanField(
        _("has agreed to deliver on open-source terms"),
        null=True,
        blank=True,
        help_text=_("Unknown when no source says."),
    )

    website_url = models.URLField(_("website"), blank=True)
    contact_role = models.CharField(
        _("contact"), max_length=120, blank=True, help_text=_("A role, not a person's name.")
    )
    contact_email = models.EmailField(
        _("mail address"),
        blank=True,
        help_text=_("A shared mailbox, not a person's own. Visitors can see it."),
    )
    enquiry_email = models.EmailField(
        _("address for enquiries"),
        blank=True,
        help_text=_(
            "Visitors write to it through a form on the page, and never see it. Without it the "
            "page shows the mail address or the website above."
        ),
    )

    confirmed_on = models.DateField(
        _("profile confirmed on"),
        null=True,
        blank=True,
        help_text=_("When the supplier last said that the profile is right."),
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title"),
                    FieldPanel("summary"),
                    FieldPanel("description"),
                    FieldRowPanel([FieldPanel("organisation_type"), FieldPanel("size")]),
                ],
                heading=_("About"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("services", widget=forms.CheckboxSelectMultiple),
                            FieldPanel("services_complete"),
                        ],
                        heading=_("Services"),
                    ),
                    FieldPanel("regions", widget=forms.CheckboxSelectMultiple),
                    FieldPanel("expertise", widget=forms.CheckboxSelectMultiple),
                    HelpPanel(
                        _(
                            "A supplier's role on a product is written on the product's page, with "
                            "its source. Add a product here when the supplier names it itself."
                        )
                    ),
                    InlinePanel("products", heading=_("Products"), label=_("product")),
                    InlinePanel("cases", heading=_("References"), label=_("reference")),
                ],
                heading=_("What they deliver"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldRowPanel(
                                [FieldPanel("partner_status"), FieldPanel("partner_status_since")]
                            ),
                            FieldPanel("partner_status_text"),
                            FieldPanel("partner_agreement_signed"),
                        ],
                        heading=_("Partner agreement"),
                    ),
                    FieldPanel("floss_agreement"),
                ],
                heading=_("Agreements"),
            ),
            ObjectList(
                [
                    FieldPanel("contact_role"),
                    FieldPanel("contact_email"),
                    FieldPanel("website_url"),
                    FieldPanel("enquiry_email"),
                    FieldPanel("confirmed_on"),
                    *SitePageMixin.origin_panels,
                ],
                heading=_("Contact and sources"),
            ),
            sharing_tab(),
        ]
    )

    class Meta:
        abstract = True

    @property
    def lists_all_services(self) -> bool:
        """Whether a service that is not listed is known not to be offered."""
        return self.services_complete or self.demo

    @property
    def has_left(self) -> bool:
        """Whether the supplier is no longer a partner."""
        return self.partner_status == PartnerStatus.LEFT

    def clean(self) -> None:
        """Refuse contradictions in what is said about the partner agreement.

        :raises ValidationError: when the words name another status, a partner has not agreed to
            open terms, a supplier that is applying has signed, or a date can't be right.
        """
        super().clean()
        named = status_of_words(self.partner_status_text)
        if named and named != self.partner_status:
            raise ValidationError(
                {"partner_status_text": _("The words say something else than the status.")}
            )
        if self.partner_status == PartnerStatus.ACTIVE and self.floss_agreement is False:
            raise ValidationError(
                {"floss_agreement": _("A partner has agreed to deliver on open-source terms.")}
            )
        self._check_dates()

    def _check_dates(self) -> None:
        since, signed = self.partner_status_since, self.partner_agreement_signed
        today = timezone.localdate()
        if since is not None:
            if not self.partner_status:
                raise ValidationError({"partner_status_since": _("Choose the status, too.")})
            if since > today:
                raise ValidationError({"partner_status_since": _("The date lies in the future.")})
            if self.has_left and signed is not None and signed > since:
                raise ValidationError(
                    {"partner_agreement_signed": _("The supplier had left by then.")}
                )
        if signed is None:
            return
        if self.partner_status == PartnerStatus.APPLYING:
            raise ValidationError(
                {"partner_agreement_signed": _("A supplier that is applying has not signed yet.")}
            )
        if signed > today:
            raise ValidationError({"partner_agreement_signed": _("The date lies in the future.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with ``cases`` and ``profile``
        (:class:`os2site_suppliers.services.profile.SupplierProfile`).
        """
        context = super().get_context(request, *args, **kwargs)
        context["profile"] = profile(
            supplier=self,
            request=request,
            language=self.locale.language_code,  # type: ignore[attr-defined]
            association_email=facts_of(request).settings.contact_email,
        )
        context["cases"] = self.cases.all()  # type: ignore[attr-defined]
        return context

    @path(f"{SUBPAGE}/", name="enquiry")  # type: ignore[untyped-decorator]
    def serve_enquiry(self, request: HttpRequest) -> HttpResponse:
        """The form by which visitors write to the supplier."""
        return enquiry.enquiry_page(request, supplier=self)

    @path(f"{SUBPAGE}/sendt/", name="enquiry_sent")  # type: ignore[untyped-decorator]
    def serve_enquiry_sent(self, request: HttpRequest) -> HttpResponse:
        """The enquiry is on its way."""
        return enquiry.enquiry_sent(request, supplier=self, waits=False)

    @path(f"{SUBPAGE}/bekraeft/", name="enquiry_waits")  # type: ignore[untyped-decorator]
    def serve_enquiry_waits(self, request: HttpRequest) -> HttpResponse:
        """The enquiry waits until the visitor confirms it."""
        return enquiry.enquiry_sent(request, supplier=self, waits=True)

    @re_path(  # type: ignore[untyped-decorator]
        rf"^{SUBPAGE}/bekraeft/(?P<token>{links.TOKEN})/$", name="enquiry_link"
    )
    def serve_enquiry_link(self, request: HttpRequest, token: str) -> HttpResponse:
        """The link in the mail."""
        return enquiry.enquiry_link(request, supplier=self, token=token)

    def json_ld(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The supplier as schema.org Organization."""
        data: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "Organization",
            "name": self.title,  # type: ignore[attr-defined]
            "url": self.website_url or self.full_url,  # type: ignore[attr-defined]
        }
        if self.summary:
            data["description"] = self.summary
        return [data]
