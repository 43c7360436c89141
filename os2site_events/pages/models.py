"""Concrete event pages on Wagtail's own page model."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from os2site_events.models import (
    EventProductRow,
    MaterialRow,
    ProgrammeRow,
    QuestionRow,
    QuotaRow,
)
from os2site_events.page_mixins import EventIndexMixin, EventPageMixin


class EventIndexPage(EventIndexMixin, Page):  # type: ignore[misc]
    """The list of events."""

    subpage_types = ["os2site_events_pages.EventPage"]

    class Meta:
        verbose_name = _("event list")
        verbose_name_plural = _("event lists")


class EventPage(EventPageMixin, Page):
    """An event."""

    parent_page_types = ["os2site_events_pages.EventIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")


class EventProgrammeItem(ProgrammeRow):
    """An item of an event's programme."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="programme")


class EventMaterial(MaterialRow):
    """A document of an event."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="materials")


class EventProduct(EventProductRow):
    """A product of an event."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="products")


class EventQuestion(QuestionRow):
    """A question of an event's registration form."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="questions")


class EventQuota(QuotaRow):
    """A group of an event's participants with seats of its own."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="quotas")
