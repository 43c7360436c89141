"""What the guidance tells editors on the administration's start page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy

from os2site.contrib.guides.services.control import overdue_guides

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Guides named in the panel; the number says how many there are.
SHOWN = 10


class OverdueGuidesPanel(Component):  # type: ignore[misc]
    """Guides that should have been revised, for those who may edit them."""

    name = "overdue_guides"
    template_name = "os2site_guides/admin/overdue.html"
    order = 110

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The guides and how many they are."""
        policy = PagePermissionPolicy()
        editable = policy.instances_user_has_permission_for(self.request.user, "change")
        guides = overdue_guides().filter(pk__in=editable.values("pk"))
        return {"guides": guides[:SHOWN], "total": guides.count()}


PANELS = (OverdueGuidesPanel,)
