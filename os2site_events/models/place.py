"""Where an event takes place."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from os2site.models import Region
from os2site_events.enums import LocationType


class PlaceMixin(models.Model):
    """Place of an event: a room, a link, or both. Unknown parts stay empty."""

    location_type = models.CharField(
        _("how to take part"),
        max_length=10,
        choices=LocationType.choices,
        default=LocationType.ON_SITE,
    )
    location_name = models.CharField(
        _("name of the place"), max_length=160, blank=True, help_text=_("Such as the town hall.")
    )
    address = models.CharField(_("street and number"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    region = models.ForeignKey(
        Region,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
        help_text=_("Leave empty: it is found from the city where that is a municipality's name."),
    )
    location_note = models.CharField(
        _("note on the place"), max_length=300, blank=True, help_text=_("Visitors see it.")
    )
    online_url = models.URLField(
        _("link to the meeting"),
        blank=True,
        help_text=_("Kept private: only people who are registered get it."),
    )

    place_panels = [
        MultiFieldPanel(
            [
                FieldPanel("location_type"),
                FieldPanel("location_name"),
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("postal_code"), FieldPanel("city")]),
                FieldPanel("region"),
                FieldPanel("location_note"),
                FieldPanel("online_url"),
            ],
            heading=_("Place"),
        )
    ]

    class Meta:
        abstract = True

    @property
    def is_on_site(self) -> bool:
        """Whether one can come to a place."""
        return self.location_type != LocationType.ONLINE

    @property
    def is_online(self) -> bool:
        """Whether one can take part from afar."""
        return self.location_type != LocationType.ON_SITE
