"""The Django app of the Danish administration. See the package's docstring for installing it."""

from django.apps import AppConfig
from django.core import checks


class AdminDanishConfig(AppConfig):
    """An app that consists of its catalogues and the checks that they are reached."""

    name = "os2site.contrib.admin_danish"
    label = "os2site_admin_danish"
    # Not marked for translation, like all texts in this package: `makemessages` would then take
    # the catalogues here for this package's own and retire every entry.
    verbose_name = "Danish administration"

    def ready(self) -> None:
        """Register the checks."""
        from os2site.contrib.admin_danish.installation import (  # noqa: PLC0415
            check_app_order,
            check_javascript_locale_path,
        )

        checks.register(check_app_order, checks.Tags.translation)
        checks.register(check_javascript_locale_path, checks.Tags.translation)
