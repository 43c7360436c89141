"""Moving many products along their lifecycle at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from os2site.admin.bulk import ChangePages
from os2site_products.enums import Lifecycle


class LifecycleForm(forms.Form):
    """Where the products stand, and who decided it: it leaves a row in each product's history."""

    lifecycle = forms.ChoiceField(label=gettext_lazy("Lifecycle"), choices=Lifecycle.choices)
    decided_by = forms.CharField(
        label=gettext_lazy("decided by"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("A role, not a person's name."),
    )


class SetLifecycle(ChangePages):
    """Set the lifecycle; when a product is published, the move is recorded as by its form."""

    display_name = gettext_lazy("Set lifecycle")
    action_type = "os2site_lifecycle"
    aria_label = gettext_lazy("Set the lifecycle of the selected products")
    explanation = gettext_lazy(
        "The products get the lifecycle that you choose below. The change stands in their history."
    )
    action_priority = 5
    form_class = LifecycleForm

    def now(self, page: Any) -> str:
        return str(page.get_lifecycle_display() or _("Not stated"))

    @classmethod
    def change(cls, page: Any, **values: Any) -> bool:
        if page.lifecycle == values["lifecycle"]:
            return False
        page.lifecycle = values["lifecycle"]
        page.move_decided_by = values["decided_by"]
        page.move_decided_on = None
        return True
