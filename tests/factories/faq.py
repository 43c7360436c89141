"""Questions for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail.models import Locale, Site

from os2site.models import Term
from os2site.page_types import get_page_model
from os2site.search import projection
from os2site.transfer.contract import TransferContext
from os2site.transfer.lookups import danish_slug
from os2site.transfer.pages import index_page
from tests.factories.publishing import put_below


def faq_index() -> Any:
    """The page with all questions of the default site."""
    return index_page("faq", context=TransferContext.current()).specific


def faq_group(title: str, *, order: int = 0) -> Term:
    """A group of questions."""
    found, __ = Term.objects.get_or_create(
        vocabulary="faq_group",
        slug=danish_slug(title),
        locale=Locale.get_default(),
        defaults={"title": title, "order": order},
    )
    return found


def build_question(
    title: str = "Hvad er OS2?",
    *,
    answer: str = "<p>En forening.</p>",
    related: Sequence[Any] = (),
    **values: Any,
) -> Any:
    """A question that is in no tree yet; ``related`` are pages."""
    values.setdefault("slug", danish_slug(title) or "spoergsmaal")
    model: Any = get_page_model("faq")
    row: Any = model._meta.get_field("related_pages").related_model
    page = model(
        title=title,
        answer=answer,
        live=False,
        locale=Site.objects.get().root_page.locale,
        **values,
    )
    page.related_pages = [row(target=target) for target in related]
    return page


def question(title: str = "Hvad er OS2?", *, live: bool = True, **values: Any) -> Any:
    """A question below the page with all of them: published, or a draft."""
    page = build_question(title, **values)
    put_below(faq_index(), page, live=live)
    return type(page).objects.get(pk=page.pk)


def many_questions(count: int, *, start: int = 0, **values: Any) -> None:
    """So many published questions."""
    with projection.batch():
        for number in range(start, start + count):
            question(f"Spørgsmål nummer {number}?", order=number, **values)
