"""Which fields the forms of the administration have for dates."""

from __future__ import annotations

from django.db.models import DateField, DateTimeField
from wagtail.admin.forms.models import register_form_field_override

from os2site.date_inputs import DateInput, DateTimeInput


def register() -> None:
    """Use fields that keep what an editor typed in all forms of the administration."""
    register_form_field_override(DateField, override={"widget": DateInput})
    register_form_field_override(DateTimeField, override={"widget": DateTimeInput})
