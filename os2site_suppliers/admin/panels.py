"""What the supplier directory tells editors on the administration's start page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy

from os2site.page_types import find_page_model
from os2site_suppliers.services.ageing import old_profiles, sent_profiles

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Profiles that are named; the number says how many there are.
SHOWN = 8


class ProfilesPanel(Component):
    """Profiles that suppliers have changed, and those that are a year old."""

    name = "supplier_profiles"
    template_name = "os2site_suppliers/admin/profiles_panel.html"
    order = 105

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The profiles that the user may edit; a fixed number of queries."""
        if find_page_model("supplier") is None:
            return {}
        policy = PagePermissionPolicy()
        editable = policy.instances_user_has_permission_for(self.request.user, "change")
        sent = sent_profiles().filter(pk__in=editable.values("pk"))
        old = old_profiles().filter(pk__in=editable.values("pk"))
        return {
            "sent": sent[:SHOWN],
            "old": old[:SHOWN],
            "old_count": old.count(),
            "sent_count": sent.count(),
        }


PANELS = (ProfilesPanel,)
