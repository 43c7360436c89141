"""The demo site's menu, footer and settings; loaded last, when all pages are there."""

from __future__ import annotations

from typing import Any, ClassVar

from wagtail.models import Locale

from os2site.contrib.content.demo import texts
from os2site.models import SiteLink, SiteSettings, SiteTexts
from os2site.page_types import base_page_model, find_page_model
from os2site.transfer.demo import DemoContext


class Frame:
    """Puts the main menu in order and fills the site's settings where nobody has."""

    name: ClassVar[str] = "content: menu and settings"
    order: ClassVar[int] = 90

    def fingerprint(self, context: DemoContext) -> str:
        """Loaded again when further apps have brought pages of the menu or the footer."""
        found = [name for name in _names() if _page(name, context) is not None]
        return " ".join(["3", *found])

    def load(self, context: DemoContext) -> None:
        """Order the menu; write settings and links."""
        _order_menu(context)
        _write_settings(context)


def _names() -> list[str]:
    return [*texts.MENU, *(name for name, __ in texts.FOOTER_FIND)]


def _page(name: str, context: DemoContext) -> Any:
    """The page of a type right below the front page, ``None`` where there is none."""
    model = find_page_model(name)
    if model is None:
        return None
    root = _root(context)
    return model._default_manager.child_of(root).order_by("path").first()


def _root(context: DemoContext) -> Any:
    return base_page_model()._default_manager.get(pk=context.transfer.site.root_page_id)


def _order_menu(context: DemoContext) -> None:
    """The menu's pages first, in its order; no other page below the front page is in it."""
    wanted = [page for name in texts.MENU if (page := _page(name, context)) is not None]
    ids = [page.pk for page in wanted]
    titles = {
        page.pk: title
        for name, title in texts.MENU_TITLES.items()
        if (page := _page(name, context)) is not None
    }
    for child in _root(context).get_children().specific():
        changes: dict[str, object] = {"show_in_menus": child.pk in ids}
        if child.pk in titles and not child.menu_title:
            changes["menu_title"] = titles[child.pk]
        if any(getattr(child, name) != value for name, value in changes.items()):
            for name, value in changes.items():
                setattr(child, name, value)
            if child.live and not child.has_unpublished_changes:
                child.save_revision(clean=False).publish()
            else:
                child.save(update_fields=list(changes))
    if list(_root(context).get_children().values_list("pk", flat=True)[: len(ids)]) == ids:
        return
    for pk in reversed(ids):
        page = base_page_model()._default_manager.get(pk=pk)
        page.move(_root(context), pos="first-child")


def _write_settings(context: DemoContext) -> None:
    site = context.transfer.site
    settings: Any
    settings, is_new = SiteSettings.objects.get_or_create(site=site)
    if is_new:
        for name, value in texts.SETTINGS.items():
            setattr(settings, name, value)
    if settings.accessibility_page_id is None:
        settings.accessibility_page_id = _standard(texts.ACCESSIBILITY_SLUG, context)
    if settings.privacy_page_id is None:
        settings.privacy_page_id = _standard(texts.PRIVACY_SLUG, context)
    settings.full_clean()
    settings.save()
    _write_links(settings, context)
    _write_other_languages(settings, context)


def _write_links(settings: SiteSettings, context: DemoContext) -> None:
    """The footer's links; those that are there, or whose page is missing, are left out."""
    links: list[tuple[str, str, int | None, str]] = [
        (SiteLink.Placement.FIND, title, page.pk, "")
        for name, title in texts.FOOTER_FIND
        if (page := _page(name, context)) is not None
    ]
    links += [
        (SiteLink.Placement.JOIN, title, _standard(slug, context), "")
        for slug, title in texts.FOOTER_JOIN
    ]
    news = _page("news_index", context)
    if news is not None:
        links.append((SiteLink.Placement.JOIN, texts.FEED_TITLE, None, f"{news.get_url()}feed/"))
    known = {(link.placement, link.title) for link in SiteLink.objects.filter(settings=settings)}
    for number, (placement, title, page_id, url) in enumerate(links):
        if (page_id is not None or url) and (placement, title) not in known:
            SiteLink.objects.create(
                settings=settings,
                placement=placement,
                title=title,
                page_id=page_id,
                url=url,
                sort_order=number,
            )


def _write_other_languages(settings: SiteSettings, context: DemoContext) -> None:
    """Texts and footer in the languages that have a front page; what is there stays."""
    root = _root(context)
    for code, values in texts.OTHER_TEXTS.items():
        locale = Locale.objects.filter(language_code=code).first()
        if locale is not None and root.has_translation(locale):
            SiteTexts.objects.get_or_create(settings=settings, locale=locale, defaults=values)
    english = Locale.objects.filter(language_code="en").first()
    if english is None or SiteLink.objects.filter(settings=settings, locale=english).exists():
        return
    pages = {page.slug: page for page in root.get_children()}
    for number, (placement, title, slug) in enumerate(texts.ENGLISH_FOOTER):
        if slug in pages:
            SiteLink.objects.create(
                settings=settings,
                placement=placement,
                title=title,
                page=pages[slug],
                locale=english,
                sort_order=100 + number,
            )


def _standard(slug: str, context: DemoContext) -> int | None:
    """Id of an ordinary page right below the front page."""
    model = find_page_model("page")
    if model is None:
        return None
    found = model._default_manager.child_of(_root(context)).filter(slug=slug).first()
    return found.pk if found is not None else None
