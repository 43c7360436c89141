"""System checks: do the settings let the texts of this app be seen?"""

from collections.abc import Sequence
from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Warning

from os2site.contrib.admin_danish import JAVASCRIPT_LOCALE_PATH

_APP = "os2site.contrib.admin_danish"
_TRANSLATED_PACKAGES = ("wagtail", "wagtail_localize", "taggit")


def check_app_order(
    app_configs: Sequence[AppConfig] | None, **kwargs: object
) -> list[CheckMessage]:
    """Warn (W001) when an app whose texts this one completes is installed before it."""
    names = [config.name for config in apps.get_app_configs()]
    too_early = [
        name
        for name in names[: names.index(_APP)]
        if name.partition(".")[0] in _TRANSLATED_PACKAGES
    ]
    if not too_early:
        return []
    return [
        Warning(
            f"{_APP} is installed after {', '.join(too_early)}, whose Danish texts win over it.",
            hint=f"Move {_APP} up in INSTALLED_APPS.",
            id="os2site_admin_danish.W001",
        )
    ]


def check_javascript_locale_path(
    app_configs: Sequence[AppConfig] | None, **kwargs: object
) -> list[CheckMessage]:
    """Warn (W002) when ``LOCALE_PATHS`` lacks the folder of the JavaScript texts."""
    if JAVASCRIPT_LOCALE_PATH in {Path(path).resolve() for path in settings.LOCALE_PATHS}:
        return []
    return [
        Warning(
            "The administration's JavaScript texts are not in Danish.",
            hint=f"Add {_APP}.JAVASCRIPT_LOCALE_PATH to LOCALE_PATHS.",
            id="os2site_admin_danish.W002",
        )
    ]
