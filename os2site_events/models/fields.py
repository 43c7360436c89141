"""Fields of the events app."""

from __future__ import annotations

import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from os2site.models import AudiencesField

# Migrations know the field by this module.
__all__ = ["AudiencesField", "default_timezone", "validate_timezone"]


def default_timezone() -> str:
    """The site's own time zone."""
    return str(settings.TIME_ZONE)


def validate_timezone(value: str) -> None:
    """Require the name of a time zone, such as ``Europe/Copenhagen``.

    :raises ValidationError: when the system knows no such zone.
    """
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("%(value)s is not a time zone."), params={"value": value})
