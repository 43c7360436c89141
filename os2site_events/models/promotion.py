"""Conditions under which the association promotes a webinar on a product."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PromotionMixin(models.Model):
    """The checklist; whether the event may be promoted is computed
    (:mod:`os2site_events.services.promotion`). Unanswered is not the same as no."""

    promotion_co_organised = models.BooleanField(
        _("the community is co-organiser"), null=True, blank=True
    )
    promotion_user_case = models.BooleanField(
        _("a user organisation presents its own experience"), null=True, blank=True
    )
    promotion_community_minutes = models.PositiveSmallIntegerField(
        _("minutes on the community, joining and governance"), null=True, blank=True
    )
    promotion_getting_started = models.BooleanField(
        _("it tells how to get started"), null=True, blank=True
    )
    promotion_group_agrees = models.BooleanField(
        _("agreed with the coordination group"), null=True, blank=True
    )
    promotion_communications = models.BooleanField(
        _("the communications staff is involved"), null=True, blank=True
    )
    promotion_source = models.CharField(_("source of the rule"), max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def has_checklist(self) -> bool:
        """Whether anybody has begun to fill in the checklist."""
        return any(
            answer is not None
            for answer in (
                self.promotion_co_organised,
                self.promotion_user_case,
                self.promotion_community_minutes,
                self.promotion_getting_started,
                self.promotion_group_agrees,
                self.promotion_communications,
            )
        )
