"""All public questions in their groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from os2site.page_types import get_page_model
from os2site.services.visibility import public_pages, site_of
from os2site.services.vocabularies import terms

if TYPE_CHECKING:
    from django.http import HttpRequest

GROUP_VOCABULARY = "faq_group"
#: Fragment of the questions that are in no group.
UNGROUPED = "oevrige"
#: Stands between answers while their links are looked up together; no text has it.
_SEPARATOR = "\x00"


@dataclass(frozen=True)
class Question:
    """A question with its answer as it is shown; ``id`` is its fragment on the page."""

    id: str
    title: str
    url: str
    answer: SafeString
    contact: str
    example: bool


@dataclass(frozen=True)
class QuestionGroup:
    """A headed group; ``id`` is its fragment, ``note`` the number of its questions."""

    id: str
    title: str
    questions: Sequence[Question]

    @property
    def note(self) -> str:
        """The number of questions, as the contents of the page show it."""
        return str(len(self.questions))


def question_groups(*, index: Any, request: HttpRequest) -> list[QuestionGroup]:
    """Public questions of the index's site and language, groups in the vocabulary's order.

    The number of queries does not depend on the number of questions; Wagtail asks for the active
    language once for each link in their answers.
    """
    site = site_of(page=index)
    if site is None:
        return []
    language = index.locale.language_code
    pages = list(
        public_pages(
            site=site,
            pages=get_page_model("faq")._default_manager.filter(locale=index.locale_id),
        )
        .select_related("group")
        .order_by("order", "title", "pk")
    )
    answers = _expanded([page.answer for page in pages])
    by_group: dict[str, list[Question]] = {}
    for page, answer in zip(pages, answers, strict=True):
        by_group.setdefault(page.group.slug if page.group is not None else "", []).append(
            Question(
                id=f"q-{page.slug}",
                title=page.title,
                url=page.get_url(request) or "",
                answer=answer,
                contact=page.contact,
                example=page.demo,
            )
        )
    found = [
        QuestionGroup(term.slug, term.title, by_group[term.slug])
        for term in terms(vocabulary=GROUP_VOCABULARY, language=language)
        if term.slug in by_group
    ]
    if "" in by_group:
        found.append(QuestionGroup(UNGROUPED, _("Other questions"), by_group[""]))
    return found


def _expanded(answers: Sequence[str]) -> list[SafeString]:
    """Answers as they are shown. Links of all of them are looked up together."""
    joined = _SEPARATOR.join(answer.replace(_SEPARATOR, "") for answer in answers)
    return [mark_safe(part) for part in expand_db_html(joined).split(_SEPARATOR)][: len(answers)]
