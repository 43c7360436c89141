"""What a guide holds, whichever base page model the host uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)

from os2site.blocks import body_blocks
from os2site.contrib.guides.page_mixins.form import GuidePageForm
from os2site.contrib.guides.services import guide_page
from os2site.models import (
    AudiencesField,
    ContentStreamField,
    DocumentControlMixin,
    LinesField,
    Term,
)
from os2site.page_mixins import SitePageMixin, sharing_tab

if TYPE_CHECKING:
    from django.http import HttpRequest


class GuidePageMixin(DocumentControlMixin, SitePageMixin):
    """A guide under document control. Concrete classes add the rows ``related_pages``.

    Its sections are the body's headings with what follows each of them.
    """

    page_template = "os2site_guides/guide_page.html"
    og_type = "article"
    base_form_class = GuidePageForm

    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("What the reader can do with the guide, in one sentence."),
    )
    collection = models.ForeignKey(
        Term,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"vocabulary": "guide_collection"},
        verbose_name=_("collection"),
        help_text=_("Collections are terms of the vocabulary guide_collection under Base data."),
    )
    audience = AudiencesField(_("for whom"))
    body = ContentStreamField(
        body_blocks(),
        blank=True,
        verbose_name=_("text"),
        help_text=_("Begin each section with a heading: the headings become the contents."),
    )
    checklist = LinesField(_("checklist"), help_text=_("One thing to do on each line."))
    glossary_terms = LinesField(
        _("words"),
        help_text=_("Slugs of words from the glossary that the guide builds on, one a line."),
    )
    control_demo = models.BooleanField(
        _("invented document control"),
        default=False,
        help_text=_("The text is real, but version, dates and roles are examples."),
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title"),
                    FieldPanel("summary"),
                    FieldPanel("body"),
                    FieldPanel("checklist"),
                ],
                heading=_("Guide"),
            ),
            ObjectList(
                [
                    HelpPanel(
                        _(
                            "Visitors read version, approval and revision at the top of the guide. "
                            "Only an approved guide can be published."
                        )
                    ),
                    *DocumentControlMixin.control_panels,
                    FieldPanel("control_demo"),
                ],
                heading=_("Document control"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("collection", widget=forms.Select),
                            FieldPanel("audience"),
                        ],
                        heading=_("How visitors find it"),
                    ),
                    InlinePanel("related_pages", heading=_("Related pages"), label=_("page")),
                    FieldPanel("glossary_terms"),
                    *SitePageMixin.origin_panels,
                ],
                heading=_("Connections and sources"),
            ),
            sharing_tab(),
        ]
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse contradictions in the document control.

        :raises ValidationError: for a revision before the approval.
        """
        super().clean()
        if self.approved_on and self.revise_by and self.revise_by < self.approved_on:
            raise ValidationError({"revise_by": _("The revision lies before the approval.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with ``guide``
        (:class:`os2site.contrib.guides.services.guide_page.GuideView`).
        """
        context = super().get_context(request, *args, **kwargs)
        context["guide"] = guide_page.build(page=self, request=request)
        return context
