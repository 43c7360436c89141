"""The front page in Danish and English, and the English page about OS2."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils import translation
from wagtail.models import Locale

from os2site.contrib.content.demo import texts
from os2site.contrib.content.models import TypedFigure
from os2site.contrib.content.models.defaults import DefaultText
from os2site.page_types import base_page_model, find_page_model
from os2site.transfer.demo import DemoContext


class FrontPage:
    """Fills the front page and makes the English versions of it and of the page about OS2."""

    name: ClassVar[str] = "content: front page"
    order: ClassVar[int] = 12

    def fingerprint(self, context: DemoContext) -> str:
        """A part that is no file is loaded once."""
        return "1"

    def load(self, context: DemoContext) -> None:
        """Write the texts; pages that exist already are written anew."""
        locale = context.transfer.locale
        root = base_page_model()._default_manager.get(pk=context.transfer.site.root_page_id)
        home = root.specific
        if not isinstance(home, _model("home")):
            return
        _fill_home(home, language=locale.language_code)
        organisation = _model("organisation")._default_manager.child_of(root).first()
        if organisation is not None and not organisation.lead:
            organisation.lead = texts.ORGANISATION_LEAD
            organisation.save_revision(clean=False).publish()
        english = Locale.objects.filter(language_code="en").exclude(pk=locale.pk).first()
        if english is None:
            return
        _translate_figures(locale, english)
        about = _model("page")._default_manager.child_of(root).filter(slug=texts.ABOUT_SLUG).first()
        # The front page first: saving it later would write back that it has no pages below it.
        _fill_home(_version(home, english, slug="home"), language="en")
        if about is not None:
            _fill_about(_version(about, english, slug="about-os2"))


def _model(name: str) -> Any:
    model = find_page_model(name)
    # Tests for a class that nothing is an instance of where the type is not installed.
    return model if model is not None else type(None)


def _version(page: Any, locale: Locale, *, slug: str) -> Any:
    """The page in another language; made as a draft when it is missing."""
    found = page.get_translation_or_none(locale)
    if found is None:
        found = page.copy_for_translation(locale)
        found.slug = slug
    found = found.specific
    found.alias_of = None
    return found


def _fill_home(home: Any, *, language: str) -> None:
    written = texts.FRONT.get(language, texts.FRONT["da"])
    with translation.override(language):
        for field in home._meta.get_fields():
            if isinstance(getattr(field, "default", None), DefaultText):
                setattr(home, field.name, field.default())
    home.title, home.seo_title = written.title, written.seo_title
    home.search_description = written.description
    home.figures = [("figure", name) for name in texts.FRONT_FIGURES]
    home.examples = [
        _row(home, "examples", number, text=text) for number, text in enumerate(written.examples)
    ]
    home.reasons = [
        _row(home, "reasons", number, title=title, text=text)
        for number, (title, text) in enumerate(written.reasons)
    ]
    pages = {
        page.slug: page
        for page in base_page_model()._default_manager.filter(
            slug__in=[slug for __, slug in written.actions], locale__language_code="da"
        )
    }
    home.actions = [
        _row(home, "actions", number, label=label, target=pages[slug])
        for number, (label, slug) in enumerate(written.actions)
        if slug in pages
    ]
    home.save_revision(clean=False).publish()


def _row(page: Any, relation: str, number: int, **values: Any) -> Any:
    return page._meta.get_field(relation).related_model(sort_order=number, **values)


def _fill_about(page: Any) -> None:
    about = texts.ENGLISH_ABOUT
    page.title, page.lead = about["title"], about["lead"]
    page.body = list(about["body"])
    page.related = []
    page.show_in_menus = True
    page.in_section_menu = False
    page.save_revision(clean=False).publish()


def _translate_figures(locale: Locale, english: Locale) -> None:
    figures: Iterable[Any] = TypedFigure.objects.filter(
        locale=locale, slug__in=texts.ENGLISH_FIGURES
    )
    for figure in figures:
        title, unit = texts.ENGLISH_FIGURES[figure.slug]
        copy = figure.get_translation_or_none(english) or figure.copy_for_translation(english)
        copy.title, copy.unit, copy.text = title, unit, ""
        copy.save()
