"""Fields of the events app."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from os2site.enums import Audience


class AudiencesField(models.JSONField):
    """Several of the audiences, in the order of the closed set; edited as check boxes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        """Check boxes instead of a text area with JSON."""
        return forms.MultipleChoiceField(
            choices=Audience.choices,
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=kwargs.get("label", self.verbose_name),
            help_text=kwargs.get("help_text", self.help_text),
        )

    def validate(self, value: Any, model_instance: Any) -> None:
        """Refuse values that are no audience.

        :raises ValidationError: naming the first one.
        """
        super().validate(value, model_instance)
        if not isinstance(value, list):
            raise ValidationError(_("Choose from the list."), code="invalid")
        for item in value:
            if item not in Audience.values:
                raise ValidationError(
                    _("%(value)s is not an audience."), params={"value": item}, code="invalid"
                )


def default_timezone() -> str:
    """The site's own time zone."""
    return str(settings.TIME_ZONE)


def validate_timezone(value: str) -> None:
    """Require the name of a time zone, such as ``Europe/Copenhagen``.

    :raises ValidationError: when the system knows no such zone.
    """
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("%(value)s is not a time zone."), params={"value": value})
