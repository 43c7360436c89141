"""What editors put above the results of a search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.coreutils import get_content_languages
from wagtail.models import PreviewableMixin

from os2site.conf import base_page_model_name
from os2site.models.fields import LinesField

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Bounds of the list of keywords.
MAX_KEYWORDS, MAX_KEYWORD = 50, 100


def content_languages() -> list[tuple[str, str]]:
    """The languages that the host's pages are in, as choices."""
    return list(get_content_languages().items())


def default_language() -> str:
    """Code of the site's first language."""
    return str(settings.LANGUAGE_CODE)


class PromotedResult(PreviewableMixin, models.Model):
    """A page that is recommended above the results of certain searches.

    Whether the page may be shown is asked anew in each search (:mod:`os2site.search.promotions`).
    """

    page = models.ForeignKey(
        base_page_model_name(),
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("Shown on the page's own site, while everyone may see the page."),
    )
    title = models.CharField(
        _("title"), max_length=120, blank=True, help_text=_("The page's own title when empty.")
    )
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("The page's own summary when empty."),
    )
    keywords = LinesField(
        _("keywords"),
        blank=False,
        help_text=_(
            "One on each line. It is shown when a search has all words of a line, in any order and "
            "inflection."
        ),
    )
    whole_query = models.BooleanField(
        _("only when nothing else is searched for"),
        default=False,
        help_text=_("The search must be a line of the keywords and no more."),
    )
    language = models.CharField(
        _("searches in"), max_length=12, choices=content_languages, default=default_language
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day on which it is shown.")
    )

    panels = [
        FieldPanel("page"),
        MultiFieldPanel(
            [FieldPanel("keywords"), FieldPanel("whole_query"), FieldPanel("language")],
            heading=_("When it is shown"),
        ),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")], heading=_("Period")),
        MultiFieldPanel(
            [FieldPanel("title"), FieldPanel("description")], heading=_("What is shown")
        ),
    ]

    class Meta:
        verbose_name = _("recommended page")
        verbose_name_plural = _("recommended pages")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title or (str(self.page) if self.page_id is not None else "")

    def clean(self) -> None:
        super().clean()
        faults: dict[str, str] = {}
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            faults["ends_on"] = str(_("The last day can't be before the first."))
        if isinstance(self.keywords, list):
            if len(self.keywords) > MAX_KEYWORDS:
                faults["keywords"] = str(_("At most %(number)s lines.") % {"number": MAX_KEYWORDS})
            elif any(len(line) > MAX_KEYWORD for line in self.keywords if isinstance(line, str)):
                faults["keywords"] = str(
                    _("At most %(number)s characters on a line.") % {"number": MAX_KEYWORD}
                )
        if faults:
            raise ValidationError(faults)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "os2site/search/promotion_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The recommendation with the texts of the form."""
        context = super().get_preview_context(request, mode_name)  # type: ignore[no-untyped-call]
        page = self.page if self.page_id is not None else None
        shown = {
            "title": self.title or (page.title if page is not None else ""),
            "description": self.description,
            "url": (page.url or "") if page is not None else "",
        }
        return {**context, "promoted": [shown]}
