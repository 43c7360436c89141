"""What the head of each screen of our own in the administration says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

#: A step of the way to a screen: ``url`` (empty for the screen itself) and ``label``.
Crumb = dict[str, str]


def frame(
    title: str, icon: str, *, above: Sequence[Crumb] = (), subject: str = ""
) -> dict[str, Any]:
    """Title, icon and breadcrumbs for Wagtail's ``generic/base.html``.

    :param above: the way to the screen, without the screen itself.
    :param subject: what the screen is about, said in the window's title.
    """
    return {
        "page_title": title,
        # Wagtail's base takes the window's title from here; without it there is none.
        "header_title": f"{title}: {subject}" if subject else title,
        "header_icon": icon,
        "breadcrumbs_items": [*above, {"url": "", "label": title}],
    }
