"""Links that only their recipient has: signed, for one purpose, for a limited time.

Nothing is stored for a link. Mail programs and scanners open links by themselves, so opening one
changes nothing: :func:`os2site.views.links.serve_link` shows what it is about, and only the button
there does it.
"""

from __future__ import annotations

import base64
import datetime

from django.core import signing

#: What a link's token is made of, also below a page's address (Wagtail's pattern knows no more):
#: ``re_path(rf"bekraeft/(?P<token>{TOKEN})/$")``.
TOKEN = r"[\w\-]{1,500}"  # noqa: S105 (a pattern)


class BadLink(Exception):  # noqa: N818 (says what it is)
    """The token was not made here, or for something else."""


class ExpiredLink(BadLink):
    """The token was good once."""


def sign(*, purpose: str, value: str) -> str:
    """A token for an address.

    :param purpose: such as ``"supplier-enquiry"``; a token for another purpose is refused.
    :param value: what it is about, such as a record's identifier. It can be read, not changed.
    """
    signed = _signer(purpose).sign_object(value)
    return base64.urlsafe_b64encode(signed.encode()).decode().rstrip("=")


def read(*, purpose: str, token: str, max_age: datetime.timedelta) -> str:
    """The value of a token.

    :raises ExpiredLink: when it is too old.
    :raises BadLink: when it is not ours, or for another purpose.
    """
    try:
        signed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
        value = _signer(purpose).unsign_object(signed, max_age=max_age)
    except signing.SignatureExpired as error:
        raise ExpiredLink from error
    except Exception as error:  # Bad base64, bad JSON: all of it is somebody's guess.
        raise BadLink from error
    if not isinstance(value, str):
        raise BadLink
    return value


def record_id(value: str) -> int:
    """The identifier that a token's value stands for; zero, which no record has, for another."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0


def _signer(purpose: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"os2site.links.{purpose}")
