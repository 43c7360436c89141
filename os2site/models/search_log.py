"""What visitors search for, counted by day; nothing says who searched."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SearchCount(models.Model):
    """How often a text was searched for on one day.

    Written by :mod:`os2site.search.query_log` only. An empty ``text`` stands for all searches whose
    text is not kept, because it may say something of a person.
    """

    day = models.DateField(default=timezone.localdate)
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=12)
    text = models.CharField(max_length=80, blank=True)
    searches = models.PositiveIntegerField(default=0)
    #: Of the searches: those that found nothing, and those that the database answered because the
    #: configured engine did not.
    without_result = models.PositiveIntegerField(default=0)
    stood_in = models.PositiveIntegerField(default=0)
    #: Searches after which a result was followed, as far as the visitor's browser tells.
    clicks = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("count of searches")
        verbose_name_plural = _("counts of searches")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "site", "language", "text"], name="os2site_searchcount_once"
            )
        ]
        indexes = [models.Index(fields=["site", "language", "text"], name="os2site_searched_text")]

    def __str__(self) -> str:
        return f"{self.day}: {self.text}"
