"""What a question holds, whichever base page model the host uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.fields import RichTextField

from os2site.contrib.faq.services import faq_page, schema
from os2site.models import Term
from os2site.page_mixins import SitePageMixin, sharing_tab

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Markup that an answer may have.
TEXT_FEATURES = ["h3", "bold", "italic", "link", "document-link", "ul", "ol"]


class FaqPageMixin(SitePageMixin):
    """One question with its answer; the page's title is the question.

    Concrete classes add the rows ``related_pages``.
    """

    page_template = "os2site_faq/faq_page.html"
    og_type = "article"

    answer = RichTextField(
        _("answer"),
        features=TEXT_FEATURES,
        help_text=_("Begin with the answer itself; explain afterwards."),
    )
    group = models.ForeignKey(
        Term,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"vocabulary": "faq_group"},
        verbose_name=_("group"),
        help_text=_("Groups are terms of the vocabulary faq_group under Base data."),
    )
    order = models.PositiveIntegerField(
        _("place in the group"), default=0, help_text=_("The lowest number comes first.")
    )
    contact = models.EmailField(
        _("mail address for more"),
        blank=True,
        help_text=_("A shared mailbox, not a person's own. Visitors can see it."),
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel(
                        "title",
                        heading=_("Question"),
                        help_text=_("As a reader would ask it, with a question mark."),
                    ),
                    FieldPanel("answer"),
                    FieldRowPanel([FieldPanel("group", widget=forms.Select), FieldPanel("order")]),
                    FieldPanel("contact"),
                ],
                heading=_("Question and answer"),
            ),
            ObjectList(
                [
                    InlinePanel("related_pages", heading=_("Related pages"), label=_("page")),
                    *SitePageMixin.origin_panels,
                ],
                heading=_("Connections and sources"),
            ),
            sharing_tab(),
        ]
    )

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with ``faq``
        (:class:`os2site.contrib.faq.services.faq_page.FaqView`).
        """
        context = super().get_context(request, *args, **kwargs)
        context["faq"] = faq_page.build(page=self, request=request)
        return context

    def seo_description(self) -> str:
        """The beginning of the answer, unless the editor wrote a description."""
        return str(getattr(self, "search_description", "")) or faq_page.beginning(self.answer)

    def json_ld(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The question as schema.org FAQPage."""
        title: str = self.title  # type: ignore[attr-defined]
        return [schema.faq_page(questions=[(title, faq_page.answer_html(self.answer))])]
