"""The mails of those who follow a product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from os2site.mail.letters import Action, Letter, Paragraph, not_you

if TYPE_CHECKING:
    from os2site_products.models import ProductFollower
    from os2site_products.services.updates import Update

#: Kinds of mail.
CONFIRM: Final = "product-follow-confirm"
NEWS: Final = "product-follow-news"
#: What one mail tells of; the product's page has the rest.
MOST: Final = 20


def confirmation(follower: ProductFollower, *, title: str, url: str) -> Letter:
    """Asks whether the owner of the address wants to follow."""
    return Letter(
        kind=CONFIRM,
        to=follower.email,
        subject=_("Do you want to follow %(product)s?") % {"product": title},
        parts=[
            Paragraph(
                _(
                    "Press the button on the page that opens, and you get a mail on the day after "
                    "something new about %(product)s."
                )
                % {"product": title}
            ),
            Action(_("Follow %(product)s") % {"product": title}, url),
            Paragraph(_("The link works for two days. Without it you get no more mails.")),
        ],
        foot=not_you(),
    )


def news(
    follower: ProductFollower,
    *,
    title: str,
    items: Sequence[Update],
    end_url: str,
    headers: Mapping[str, str],
) -> Letter:
    """What has happened around the product, with the way out: for people, and in ``headers``."""
    parts: list[Paragraph | Action] = [
        Paragraph(
            "\n".join(
                filter(None, [item.title, _line(item), item.text and _cut(item.text), item.url])
            )
        )
        for item in items[:MOST]
    ]
    return Letter(
        kind=NEWS,
        to=follower.email,
        subject=_("News about %(product)s") % {"product": title},
        parts=[*parts, Action(_("Stop these mails"), end_url)],
        foot=_("You follow %(product)s until %(day)s. Your address is used for nothing else.")
        % {"product": title, "day": date_format(follower.delete_on, "DATE_FORMAT")},
        headers=headers,
    )


def _line(item: Update) -> str:
    day = date_format(item.day, "DATE_FORMAT")
    return f"{item.kind.capitalize()}, {day}" if item.kind else day


def _cut(text: str, length: int = 300) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
