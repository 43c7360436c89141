"""The way out of regular mails that mail programs offer by themselves (RFC 8058).

A letter of a list has two headers. With them a mail program, or the provider behind it, sends one
request without cookies and without a question. Its address only ever ends something, so a token
that got into wrong hands does no more harm than that.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.dispatch import Signal
from django.urls import reverse

from os2site import links

if TYPE_CHECKING:
    from wagtail.models import Site

#: Sent with ``list_name`` and ``value`` when somebody wants no more of a list's mails. Receivers
#: end what they know, and must take it well when that has ended before.
unsubscribed = Signal()

PURPOSE: Final = "mail-unsubscribe"
#: A mail may be read late; its way out works as long as anybody can be on a list.
MAX_AGE: Final = datetime.timedelta(days=800)


def headers(*, list_name: str, value: str, site: Site) -> Mapping[str, str]:
    """Headers of a letter.

    :param list_name: what kind of mails, such as ``"product-follow"``; :param value: whose.
    """
    token = links.sign(purpose=PURPOSE, value=f"{list_name}:{value}")
    url = f"{site.root_url}{reverse('os2site:unsubscribe', args=[token])}"
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def end(signed: str) -> None:
    """End what the value of a token stands for; once more changes nothing."""
    list_name, __, value = signed.partition(":")
    unsubscribed.send(sender=None, list_name=list_name, value=value)
