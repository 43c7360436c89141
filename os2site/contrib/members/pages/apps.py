"""The sub-app that holds the concrete page types."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersPagesConfig(AppConfig):
    """App of the concrete page types."""

    name = "os2site.contrib.members.pages"
    label = "os2site_members_pages"
    verbose_name = _("Members and users: pages")
    default_auto_field = "django.db.models.BigAutoField"
