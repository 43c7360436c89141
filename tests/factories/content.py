"""Content pages for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wagtail.models import Locale, Page, Site

from os2site.contrib.content.models import TypedFigure
from os2site.contrib.content.pages.models import (
    HomeAction,
    HomeExample,
    HomePage,
    HomeReason,
    OrganisationPage,
    OrganisationSection,
    StandardPage,
    StandardRelated,
)
from tests.factories.publishing import put_below

#: Wagtail's pages have no annotations.
HOME: Any = HomePage
STANDARD: Any = StandardPage
ORGANISATION: Any = OrganisationPage


def make_home(
    *,
    examples: Sequence[str] = (),
    reasons: Sequence[tuple[str, str]] = (),
    actions: Sequence[tuple[str, Page | str]] = (),
    **values: Any,
) -> HomePage:
    """The front page of the default site, published; Wagtail's welcome page goes."""
    root = Page.objects.get(depth=1)
    values = {"title": "OS2", "slug": "forside", "locale": Locale.get_default(), **values}
    page: Any = root.add_child(instance=HOME(**values))
    page.examples = [HomeExample(text=text) for text in examples]
    page.reasons = [HomeReason(title=title, text=text) for title, text in reasons]
    page.actions = [
        HomeAction(label=label, url=target)
        if isinstance(target, str)
        else HomeAction(label=label, target=target)
        for label, target in actions
    ]
    page.save()
    site = Site.objects.get(is_default_site=True)
    site.root_page = page
    site.save()
    Page.objects.filter(depth=2).exclude(pk=page.pk).delete()
    saved: HomePage = HomePage.objects.get(pk=page.pk)
    return saved


def make_page(
    title: str = "OS2 kort fortalt",
    *,
    live: bool = True,
    related: Sequence[Page] = (),
    **values: Any,
) -> StandardPage:
    """A page below the front page: published, or a draft."""
    root = Site.objects.get(is_default_site=True).root_page
    page: Any = STANDARD(title=title, live=False, locale=root.locale, **values)
    page.related = [StandardRelated(target=target) for target in related]
    saved: StandardPage = _add(page, live=live)
    return saved


def make_organisation(
    *sections: Mapping[str, Any], live: bool = True, **values: Any
) -> OrganisationPage:
    """The page about the organisation with these sections."""
    root = Site.objects.get(is_default_site=True).root_page
    values = {"title": "Om fællesskabet", "slug": "organisation", **values}
    page: Any = ORGANISATION(live=False, locale=root.locale, **values)
    page.sections = [
        OrganisationSection(sort_order=number, **{"title": section["slug"].title(), **section})
        for number, section in enumerate(sections)
    ]
    saved: OrganisationPage = _add(page, live=live)
    return saved


def make_figure(slug: str, value: int = 12, **values: Any) -> TypedFigure:
    """A typed key figure in Danish."""
    values = {"title": slug.title(), "locale": Locale.get_default(), **values}
    figure: TypedFigure = TypedFigure.objects.create(slug=slug, value=value, **values)
    return figure


def _add(page: Any, *, live: bool) -> Any:
    root = Page.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)
    put_below(root, page, live=live)
    return type(page).objects.get(pk=page.pk)
