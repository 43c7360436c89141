"""The page with all questions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel

from os2site.contrib.faq.services import groups, schema
from os2site.page_mixins import MenuPageMixin
from os2site.services.seo import safe_json

if TYPE_CHECKING:
    from django.http import HttpRequest


class FaqIndexMixin(MenuPageMixin):
    """Shows all questions with their answers, in groups."""

    page_template = "os2site_faq/faq_index_page.html"

    lead = models.CharField(
        _("lead"), max_length=300, blank=True, help_text=_("One or two sentences under the title.")
    )

    content_panels = [TitleFieldPanel("title"), FieldPanel("lead"), *MenuPageMixin.origin_panels]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with ``groups``
        (:class:`os2site.contrib.faq.services.groups.QuestionGroup`), which the page's structured
        data repeats.
        """
        context = super().get_context(request, *args, **kwargs)
        context["groups"] = groups.question_groups(index=self, request=request)
        questions = [question for group in context["groups"] for question in group.questions]
        if questions:
            data = schema.faq_page(questions=[(item.title, item.answer) for item in questions])
            seo = context["seo"]
            context["seo"] = replace(seo, json_ld=[*seo.json_ld, safe_json(data)])
        return context

    def seo_description(self) -> str:
        """The lead, unless the editor wrote a description for search engines."""
        return str(getattr(self, "search_description", "") or self.lead)
