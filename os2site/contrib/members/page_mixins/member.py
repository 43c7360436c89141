"""What a member page holds, whichever base page model the host uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
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

from os2site.contrib.members.enums import Relation
from os2site.contrib.members.services.profile import profile
from os2site.enums import OrganisationType, SizeClass
from os2site.models import LinesField, Organisation
from os2site.page_mixins import SitePageMixin, sharing_tab

if TYPE_CHECKING:
    from django.http import HttpRequest


class MemberPageMixin(SitePageMixin):
    """The profile of a member, or of an organisation that is named as user of a product.

    Type, municipality and region belong to the organisation's record, which product pages name
    too. Concrete classes add the rows ``uses`` (:class:`UsedProductRow`).
    """

    page_template = "os2site_members/member_page.html"

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
        help_text=_("Its type, municipality and region are kept there."),
    )
    relation = models.CharField(
        _("relation to the association"),
        max_length=20,
        choices=Relation.choices,
        default=Relation.MEMBER,
    )
    member = models.BooleanField(
        _("is a member"), null=True, blank=True, help_text=_("Unknown when no source says.")
    )
    basis = models.CharField(
        _("basis"),
        max_length=255,
        blank=True,
        help_text=_("Why it is listed, such as: founder in 2012."),
    )
    roles = LinesField(
        _("roles in the association"), help_text=_("One on each line, such as bestyrelse.")
    )
    joined = models.DateField(_("member since"), null=True, blank=True)
    size_class = models.CharField(
        _("size class"), max_length=20, choices=SizeClass.choices, blank=True
    )
    contact_role = models.CharField(
        _("contact"), max_length=120, blank=True, help_text=_("A role, not a person's name.")
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title"),
                    FieldPanel("organisation"),
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("relation"), FieldPanel("member")]),
                            FieldPanel("basis"),
                            FieldPanel("joined"),
                        ],
                        heading=_("Membership"),
                    ),
                    FieldPanel("roles"),
                    FieldRowPanel([FieldPanel("size_class"), FieldPanel("contact_role")]),
                ],
                heading=_("About"),
            ),
            ObjectList(
                [
                    HelpPanel(
                        _(
                            "Products whose own pages name the organisation as a user are shown by "
                            "themselves. Add here what the organisation says itself."
                        )
                    ),
                    InlinePanel("uses", heading=_("Products in use"), label=_("product")),
                ],
                heading=_("Products"),
            ),
            ObjectList([*SitePageMixin.origin_panels], heading=_("Sources")),
            sharing_tab(),
        ]
    )

    class Meta:
        abstract = True

    @property
    def is_member(self) -> bool:
        """Whether it is listed as a member."""
        return self.relation == Relation.MEMBER

    def clean(self) -> None:
        """Refuse contradictions between the relation and what is known of the membership.

        :raises ValidationError: when a member is said not to be one or is a company, or a joining
            date lies in the future or is given for an organisation that only uses products.
        """
        super().clean()
        if self.is_member and self.member is False:
            raise ValidationError({"member": _("The relation says that it is a member.")})
        if not self.is_member and self.member:
            raise ValidationError(
                {"member": _("The relation says that it only uses products. Choose Member.")}
            )
        if not self.is_member and self.joined is not None:
            raise ValidationError({"joined": _("Only a member has joined.")})
        if self.joined is not None and self.joined > timezone.localdate():
            raise ValidationError({"joined": _("The date lies in the future.")})
        if (
            self.is_member
            and self.organisation is not None
            and self.organisation.type == OrganisationType.COMPANY
        ):
            raise ValidationError(
                {"relation": _("A company can't be a member. It can use products, or supply them.")}
            )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with ``profile``
        (:class:`os2site.contrib.members.services.profile.MemberProfile`).
        """
        context = super().get_context(request, *args, **kwargs)
        context["profile"] = profile(member=self, request=request)
        return context

    def seo_description(self) -> str:
        """The basis with the name, unless the editor wrote a description for search engines."""
        written = str(getattr(self, "search_description", ""))
        if written:
            return written
        title = self.title  # type: ignore[attr-defined]
        return f"{title}: {self.basis}" if self.basis else str(title)

    def json_ld(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The organisation as schema.org GovernmentOrganization."""
        return [
            {
                "@context": "https://schema.org",
                "@type": "GovernmentOrganization",
                "name": self.title,  # type: ignore[attr-defined]
                "url": self.full_url,  # type: ignore[attr-defined]
            }
        ]
