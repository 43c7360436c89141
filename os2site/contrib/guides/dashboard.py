"""What the guidance tells editors on the administration's start page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy

from os2site.contrib.guides.services.control import DAYS_AHEAD, guides_to_revise

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Guides named in the panel; the number says how many there are.
SHOWN = 10


class GuidesToRevisePanel(Component):
    """Guides that are soon to be revised, for those who may edit them: before a reader notices."""

    name = "guides_to_revise"
    template_name = "os2site_guides/admin/to_revise.html"
    order = 110

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The guides and how many they are."""
        policy = PagePermissionPolicy()
        editable = policy.instances_user_has_permission_for(self.request.user, "change")
        guides = guides_to_revise().filter(pk__in=editable.values("pk"))
        return {"guides": guides[:SHOWN], "total": guides.count(), "days": DAYS_AHEAD}


PANELS = (GuidesToRevisePanel,)
