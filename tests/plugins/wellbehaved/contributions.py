"""What a plugin that behaves contributes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from os2site.api.contract import ApiRouter, listed_pages, page_by_slug, paginated
from os2site.services.feeds import Feed
from os2site.services.key_figures import KeyFigure
from os2site.services.sitemaps import SitemapSource
from tests.testapp.models import BodyPage

router = Router()


@router.get("/")
def bodies(request: HttpRequest) -> dict[str, Any]:
    rows = listed_pages(request, BodyPage).order_by("path")
    return paginated(request, rows, lambda pages: [{"slug": page.slug} for page in pages])


@router.get("/{slug}/")
def body(request: HttpRequest, slug: str) -> dict[str, Any]:
    return {"slug": page_by_slug(request, BodyPage, slug).slug}


@router.get("/sum/{int:number}/")
def doubled(request: HttpRequest, number: int, extra: int = 0) -> dict[str, int]:
    return {"sum": number + extra}


class HelloPanel(Component):
    order = 300

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def render_html(self, parent_context: Any = None) -> str:
        return "hello from the panel"


PANELS = [HelloPanel]
FIGURES = [KeyFigure("seven", "Syv", lambda site: 7)]
ROUTERS = [ApiRouter(prefix="bodies", router=router)]
FEEDS = [Feed("Nyt", index="body", path="feed/")]
SITEMAPS = [SitemapSource(pages=BodyPage.objects.all, paths=lambda page: ["details/"])]


def menu_items() -> list[MenuItem]:
    return [MenuItem("Mine ting", "/admin/mine/", name="mine")]
