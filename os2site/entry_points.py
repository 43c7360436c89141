"""Third-party plugins that are installed beside the site, found by their entry point.

A package names its Django app in the group ``os2site.plugins``::

    [project.entry-points."os2site.plugins"]
    ordbog = "ordbog"

A host decides whether to use them: ``INSTALLED_APPS += installed_plugins()``.
"""

from __future__ import annotations

from importlib.metadata import entry_points

GROUP = "os2site.plugins"


def installed_plugins() -> list[str]:
    """Names of the Django apps that installed packages offer as plugins, sorted."""
    return sorted({entry.value for entry in entry_points(group=GROUP)})
