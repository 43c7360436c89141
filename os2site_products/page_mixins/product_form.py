"""The editor's form of a product, tab by tab."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
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

from os2site.page_mixins import SitePageMixin, sharing_tab
from os2site_products.models.software import SoftwareFacts

EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(
            [
                TitleFieldPanel("title"),
                FieldPanel("tagline"),
                FieldPanel("description"),
                FieldPanel("description_note"),
                FieldPanel("features"),
                MultiFieldPanel(
                    [
                        FieldPanel("main_category", widget=forms.Select),
                        FieldPanel("categories", widget=forms.CheckboxSelectMultiple),
                        FieldPanel("tags"),
                    ],
                    heading=_("How visitors find it"),
                ),
            ],
            heading=_("About"),
        ),
        ObjectList(
            [
                HelpPanel(
                    _(
                        "Kind, lifecycle, level and target are four different things. Leave "
                        "empty what nobody has decided or stated."
                    )
                ),
                MultiFieldPanel(
                    [
                        FieldRowPanel([FieldPanel("kind"), FieldPanel("lifecycle")]),
                        FieldPanel("kind_note"),
                        FieldPanel("lifecycle_note"),
                    ],
                    heading=_("Maturity"),
                ),
                MultiFieldPanel(
                    [
                        FieldRowPanel(
                            [FieldPanel("governance_level"), FieldPanel("governance_target")]
                        ),
                        FieldRowPanel([FieldPanel("basis_type"), FieldPanel("basis_date")]),
                        FieldPanel("basis_text"),
                        FieldPanel("basis_assessment"),
                    ],
                    heading=_("Governance"),
                ),
                MultiFieldPanel(
                    [
                        HelpPanel(
                            _(
                                "Fill in when you change kind, lifecycle or level: the change "
                                "is kept in the product's history with who decided it and "
                                "when."
                            )
                        ),
                        FieldRowPanel(
                            [FieldPanel("move_decided_by"), FieldPanel("move_decided_on")]
                        ),
                    ],
                    heading=_("Decision behind a change"),
                ),
                InlinePanel("groups", heading=_("Working groups"), label=_("group")),
            ],
            heading=_("Maturity and governance"),
        ),
        ObjectList(
            [
                InlinePanel("prices", heading=_("Prices"), label=_("price")),
                FieldPanel("price_exemptions"),
                FieldPanel("prices_note"),
                FieldRowPanel(
                    [FieldPanel("has_accession_agreement"), FieldPanel("has_own_account")]
                ),
            ],
            heading=_("Economy"),
        ),
        ObjectList(
            [
                InlinePanel("suppliers", heading=_("Suppliers"), label=_("supplier")),
                InlinePanel(
                    "users",
                    heading=pgettext_lazy("product", "Users"),
                    label=pgettext_lazy("product", "user"),
                ),
                InlinePanel("user_claims", heading=_("Claims about users"), label=_("claim")),
                FieldPanel("users_note"),
                InlinePanel("related_products", heading=_("Related products"), label=_("product")),
            ],
            heading=_("Suppliers and users"),
        ),
        ObjectList(
            [
                FieldPanel("licence"),
                FieldPanel("repository_urls"),
                FieldPanel("documentation_url"),
                FieldPanel("website_url"),
                *SoftwareFacts.software_panels,
                MultiFieldPanel(
                    [FieldPanel("technologies", widget=forms.CheckboxSelectMultiple)],
                    heading=_("Built with"),
                    classname="collapsed",
                ),
                *SitePageMixin.origin_panels,
            ],
            heading=_("Technology and sources"),
        ),
        sharing_tab(),
    ]
)
