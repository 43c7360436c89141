"""The by-laws' rules for a general assembly."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from os2site.models import LinesField


def assembly_months() -> list[str]:
    """April and May, as the by-laws say."""
    return ["04", "05"]


class AssemblyMixin(models.Model):
    """Figures of the by-laws; the dates that follow from them are computed
    (:mod:`os2site_events.services.assembly`)."""

    has_assembly = models.BooleanField(
        _("with general assembly"),
        default=False,
        help_text=_("Shows the deadlines of the by-laws and checks them."),
    )
    assembly_months = LinesField(
        _("months in which it may be held"),
        default=assembly_months,
        help_text=_("Two digits, one month on each line."),
    )
    assembly_notice_days = models.PositiveSmallIntegerField(
        _("notice, days before at least"), default=30
    )
    assembly_proposals_due_days = models.PositiveSmallIntegerField(
        _("proposals in, days before"), default=14
    )
    assembly_papers_days = models.PositiveSmallIntegerField(
        _("proposals and accounts out, days before"), default=8
    )
    assembly_minutes_days = models.PositiveSmallIntegerField(
        _("minutes out, days after at most"), default=14
    )
    assembly_notice_sent_on = models.DateField(
        _("notice was sent on"),
        null=True,
        blank=True,
        help_text=_("Leave empty until the members have got it."),
    )
    assembly_votes = models.PositiveSmallIntegerField(_("votes for each member"), default=1)
    assembly_majority = models.CharField(_("majority"), max_length=80, blank=True)
    assembly_bylaw_majority = models.CharField(
        _("majority for a change of the by-laws"), max_length=80, blank=True
    )
    assembly_source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse months that are none.

        :raises ValidationError: for ``assembly_months``.
        """
        super().clean()
        known = {f"{month:02}" for month in range(1, 13)}
        if not set(self.assembly_months) <= known:
            raise ValidationError(
                {"assembly_months": _("Write months with two digits, such as 04.")}
            )
