"""Key figures that editors keep because the site can't count them."""

from __future__ import annotations

import re

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin

from os2site import partial_dates
from os2site.models import LinesField

#: A unit that states the whole: "af 98 kommuner", "of 98 municipalities".
_WHOLE = re.compile(r"^(?:af|of) (\d+)\b")


class TypedFigure(TranslatableMixin, models.Model):
    """A number with its date and source, such as "76 members (2023)"."""

    slug = models.SlugField(
        _("key"),
        max_length=80,
        help_text=_("By this key pages and import files name the figure."),
    )
    title = models.CharField(
        _("title"), max_length=160, help_text=_("What is counted, such as Public members.")
    )
    text = models.TextField(
        _("what it covers"),
        blank=True,
        help_text=_("What the number covers. For editors; visitors see title, date and source."),
    )
    value = models.IntegerField(_("value"))
    unit = models.CharField(
        _("unit"),
        max_length=60,
        blank=True,
        help_text=_("Such as mio. kr., or the whole: af 98 kommuner."),
    )
    as_of = models.CharField(
        _("as of"),
        max_length=10,
        blank=True,
        help_text=_("Year, month or day: 2025, 2025-10, 2025-10-31."),
    )
    computed_from = models.CharField(
        _("can be counted from"),
        max_length=120,
        blank=True,
        help_text=_("What on this site the number could be counted from; empty for nothing."),
    )
    sources = LinesField(_("sources"), help_text=_("One source on each line."))
    order = models.PositiveIntegerField(_("order"), default=0)
    demo = models.BooleanField(
        _("example content"), default=False, help_text=_("An invented number.")
    )

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("value"), FieldPanel("unit"), FieldPanel("as_of")]),
        FieldPanel("text"),
        MultiFieldPanel(
            [
                FieldPanel("computed_from"),
                FieldPanel("sources"),
                FieldPanel("demo"),
                FieldRowPanel([FieldPanel("slug"), FieldPanel("order")]),
            ],
            heading=_("Origin"),
        ),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")
        ordering = ["order", "slug"]
        unique_together = [("translation_key", "locale"), ("slug", "locale")]

    def __str__(self) -> str:
        return f"{self.title}: {self.value} {self.unit}".strip()

    def clean(self) -> None:
        """Refuse a date that is none, or has not begun.

        :raises ValidationError: when ``as_of`` is not a year, a month or a day of the past.
        """
        super().clean()
        partial_dates.check_field("as_of", self.as_of)

    @property
    def whole(self) -> int | None:
        """The number that the value is a part of: 98 for "af 98 kommuner"."""
        found = _WHOLE.match(self.unit)
        return int(found[1]) if found else None

    @property
    def shown_unit(self) -> str:
        """The unit where the title does not say it already, and it is not the whole."""
        if self.whole is not None or self.unit.casefold() in self.title.casefold():
            return ""
        return self.unit
