"""What a home page holds, whichever base page model the host uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
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
from wagtail.blocks.field_block import ChoiceBlock

from os2site.blocks.facts import figure_choices
from os2site.contrib.content.models.defaults import DefaultText
from os2site.contrib.content.services import home
from os2site.models import ContentStreamField
from os2site.page_mixins import SitePageMixin, sharing_tab

if TYPE_CHECKING:
    from django.http import HttpRequest


class FigureBlock(ChoiceBlock):
    """One key figure, by its key."""

    def normalize_choice(self, value: Any) -> Any:
        """The stored key as it is, without asking for all figures: keys are texts anyway."""
        return value


def _text(label: Any, text: str, *, length: int = 120, help_text: Any = "") -> Any:
    """A text field that starts with a translated default and may be emptied."""
    return models.CharField(
        label, max_length=length, blank=True, default=DefaultText(text), help_text=help_text
    )


class HomePageMixin(SitePageMixin):
    """The front page: search, figures, needs, next events, news, and why.

    Concrete classes add the rows ``examples``, ``reasons`` and ``actions``.
    """

    page_template = "os2site_content/home_page.html"

    headline = _text(
        _("headline"),
        gettext_noop("Find a solution that others already use"),
        help_text=_("The page's largest text: what a visitor can do here."),
    )
    lead = _text(
        _("lead"),
        gettext_noop(
            "Municipalities, regions and the state own and develop the solutions together. "
            "The code is open, and you choose the supplier yourselves."
        ),
        length=300,
    )
    search_label = _text(
        _("question above the search field"), gettext_noop("What do you need to solve?")
    )
    search_placeholder = _text(
        _("example in the search field"), gettext_noop("E.g. information screen"), length=60
    )
    figures = ContentStreamField(
        [
            (
                "figure",
                FigureBlock(  # type: ignore[no-untyped-call]
                    choices=figure_choices, label=_("Key figure"), icon="order"
                ),
            )
        ],
        blank=True,
        max_num=8,
        verbose_name=_("key figures"),
        help_text=_("Four read best. What can be counted is counted when the page is shown."),
    )
    needs_heading = _text(_("heading"), gettext_noop("Solutions by need"))
    needs_text = _text(
        _("text"),
        gettext_noop("The number says how many products and projects belong to the area."),
        length=300,
    )
    needs_link = _text(_("text of the link"), gettext_noop("See all solutions"), length=60)
    events_heading = _text(_("heading"), gettext_noop("Next events"))
    events_text = models.CharField(_("text"), max_length=300, blank=True)
    events_link = _text(_("text of the link"), gettext_noop("See the whole calendar"), length=60)
    news_heading = _text(_("heading"), gettext_noop("News"))
    news_text = models.CharField(_("text"), max_length=300, blank=True)
    news_link = _text(_("text of the link"), gettext_noop("All news"), length=60)
    statement = _text(
        _("statement"),
        gettext_noop("When authorities own the code, they can change supplier."),
        length=200,
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title"),
                    MultiFieldPanel(
                        [
                            FieldPanel("headline"),
                            FieldPanel("lead"),
                            FieldRowPanel(
                                [FieldPanel("search_label"), FieldPanel("search_placeholder")]
                            ),
                        ],
                        heading=_("Top of the page"),
                    ),
                    InlinePanel(
                        "examples",
                        heading=_("Search examples"),
                        label=_("example"),
                        help_text=_("Links below the search field that search for a word."),
                        max_num=6,
                    ),
                    FieldPanel("figures"),
                ],
                heading=_("Search and figures"),
            ),
            ObjectList(
                [
                    HelpPanel(
                        _(
                            "The lists fill themselves from the products, events and news that are "
                            "published. A list with nothing to show is left out."
                        )
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("needs_heading"),
                            FieldPanel("needs_text"),
                            FieldPanel("needs_link"),
                        ],
                        heading=_("Needs"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("events_heading"),
                            FieldPanel("events_text"),
                            FieldPanel("events_link"),
                        ],
                        heading=_("Events"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("news_heading"),
                            FieldPanel("news_text"),
                            FieldPanel("news_link"),
                        ],
                        heading=_("News"),
                    ),
                ],
                heading=_("Lists"),
            ),
            ObjectList(
                [
                    FieldPanel("statement"),
                    InlinePanel("reasons", heading=_("Reasons"), label=_("reason"), max_num=6),
                    InlinePanel(
                        "actions",
                        heading=_("Next steps"),
                        label=_("button"),
                        help_text=_("The first button stands out. One or two are enough."),
                        max_num=3,
                    ),
                ],
                heading=_("Why"),
            ),
            sharing_tab(*SitePageMixin.origin_panels),
        ]
    )

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with ``home`` (``services.home.Home``)."""
        context = super().get_context(request, *args, **kwargs)
        context["home"] = home.build(page=self, request=request)
        return context

    def seo_description(self) -> str:
        """The lead, unless the editor wrote a description for search engines."""
        return str(getattr(self, "search_description", "") or self.lead)
