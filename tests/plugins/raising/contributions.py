"""A plugin that fails wherever it is asked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from os2site.api.contract import ApiRouter
from os2site.services.feeds import Feed
from os2site.services.key_figures import KeyFigure
from os2site.services.sitemaps import SitemapSource


class FailingError(Exception):
    """What this plugin always raises."""


def fail(*args: Any, **kwargs: Any) -> Any:
    raise FailingError("on purpose")


router = Router()


@router.get("/")
def failing(request: HttpRequest) -> dict[str, Any]:
    raise FailingError("on purpose")


class FailingPanel:
    def __init__(self, request: HttpRequest) -> None:
        pass

    media = property(fail)
    render_html = fail


class UnbuildablePanel:
    __init__ = fail


PANELS = [FailingPanel, UnbuildablePanel]
FIGURES = [KeyFigure("broken", "I stykker", fail), fail]
ROUTERS = [ApiRouter(prefix="raising", router=router), "not a router"]
FEEDS = [Feed("Nyt", index="body"), "not a feed"]
SITEMAPS = [SitemapSource(pages=fail, paths=fail)]
