"""The glossary page and its words; ``ordbog.pages`` makes them concrete."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, TitleFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable

from os2site.models import LinesField
from os2site.page_mixins import SitePageMixin

#: Words in the feed.
FEED_LENGTH = 20


class GlossaryPageMixin(RoutablePageMixin, SitePageMixin):
    """A page that explains words. Concrete classes add the rows ``words``."""

    page_template = "ordbog/glossary_page.html"

    lead = models.CharField(_("lead"), max_length=300, blank=True)

    content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("lead"),
        InlinePanel("words", heading=_("Words"), label=_("word")),
        *SitePageMixin.origin_panels,
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with its words in alphabetical order."""
        context = super().get_context(request, *args, **kwargs)
        context["words"] = self.sorted_words()
        return context

    def sorted_words(self) -> list[Any]:
        """The words in the order of the Danish alphabet."""
        return sorted(self.words.all(), key=lambda word: danish_key(word.term))  # type: ignore[attr-defined]

    def seo_description(self) -> str:
        """The lead, unless the editor wrote a description for search engines."""
        return str(getattr(self, "search_description", "") or self.lead)

    @path("feed/", name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """The words added last, as RSS."""
        feed = Rss201rev2Feed(
            title=self.title,  # type: ignore[attr-defined]
            link=self.full_url,  # type: ignore[attr-defined]
            description=self.lead or gettext("Words and what they mean"),
        )
        for word in self.words.order_by("-pk")[:FEED_LENGTH]:  # type: ignore[attr-defined]
            feed.add_item(
                title=word.term,
                link=f"{self.full_url}#{word.slug}",  # type: ignore[attr-defined]
                description=word.definition,
            )
        return HttpResponse(
            feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8"
        )


class WordRow(Orderable):
    """A word and what it means."""

    slug = models.SlugField(_("slug"), max_length=80)
    term = models.CharField(_("word"), max_length=120)
    definition = models.TextField(_("definition"), blank=True)
    see_also = LinesField(_("see also"))

    panels = [
        FieldPanel("term"),
        FieldPanel("slug"),
        FieldPanel("definition"),
        FieldPanel("see_also"),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("word")
        verbose_name_plural = _("words")

    @property
    def letter(self) -> str:
        """First letter, upper-case; ``#`` when the word begins with something else."""
        first = self.term[:1].upper()
        return first if first.isalpha() else "#"


def danish_key(text: str) -> str:
    """Sort key that puts æ, ø and å last."""
    return text.lower().translate({ord("æ"): "{", ord("ø"): "|", ord("å"): "}"})


class Proposal(models.Model):
    """A word that a reader misses, with the reader's address for an answer."""

    term = models.CharField(_("word"), max_length=80)
    email = models.EmailField(_("mail address"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")

    def __str__(self) -> str:
        return self.term


class Payment(models.Model):
    """What the payment service said last of an order."""

    reference = models.CharField(_("reference"), max_length=80, unique=True)
    state = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")

    def __str__(self) -> str:
        return self.reference
