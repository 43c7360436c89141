"""Numbers that can be counted on the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from os2site.contrib.members.enums import Relation
from os2site.page_types import find_page_model
from os2site.services.key_figures import KeyFigure
from os2site.services.visibility import public_pages

if TYPE_CHECKING:
    from wagtail.models import Site


def _count(site: Site, relation: Relation) -> int | None:
    model = find_page_model("member")
    if model is None:
        return None
    pages = model._default_manager.filter(
        locale=site.root_page.locale, relation=relation, demo=False
    )
    return public_pages(site=site, pages=pages).count() or None


def members_with_a_page(site: Site) -> int | None:
    """Public pages of members; invented ones don't count. ``None`` where there are none."""
    return _count(site, Relation.MEMBER)


def users_with_a_page(site: Site) -> int | None:
    """Public pages of organisations that use products and aren't known to be members."""
    return _count(site, Relation.USER)


#: The association has more members than pages: an editor's figure says how many, with its date.
KEY_FIGURES = (
    KeyFigure(
        "members",
        _("Members with a page here"),
        members_with_a_page,
        _("Counted on this site today"),
    ),
    KeyFigure(
        "member_users",
        _("Other users with a page here"),
        users_with_a_page,
        _("Counted on this site today"),
    ),
)
