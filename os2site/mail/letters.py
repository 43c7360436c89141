"""What a mail says, written once and shown as text and as HTML.

A letter is a list of parts. Whoever writes one never handles markup, so that a name with HTML in
it stays a name in both forms.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

#: Longest subject; what is longer is cut.
MAX_SUBJECT = 200
#: Longest address in the columns.
MAX_ADDRESS = 254
#: Width of the line that stands for a rule between parts of the text.
RULE = "-" * 40


@dataclass(frozen=True)
class Paragraph:
    """Running text; line breaks are kept."""

    text: str
    kind: str = field(default="paragraph", init=False)

    def as_text(self) -> str:
        return self.text


@dataclass(frozen=True)
class Action:
    """The one thing to do: a link that looks like a button."""

    label: str
    url: str
    kind: str = field(default="action", init=False)

    def as_text(self) -> str:
        return f"{self.label}:\n{self.url}"


@dataclass(frozen=True)
class Facts:
    """Labels with values; what has no value is left out."""

    rows: Sequence[tuple[str, str]]
    kind: str = field(default="facts", init=False)

    @property
    def shown(self) -> list[tuple[str, str]]:
        return [(label, value) for label, value in self.rows if value]

    def as_text(self) -> str:
        return "\n".join(f"{label}: {one_line(value)}" for label, value in self.shown)


@dataclass(frozen=True)
class Quote:
    """What somebody else wrote, set off from our own words."""

    text: str
    kind: str = field(default="quote", init=False)

    def as_text(self) -> str:
        return "\n".join(f"> {line}".rstrip() for line in self.text.splitlines())


Part = Paragraph | Action | Facts | Quote


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter, such as a calendar entry."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """A mail to one address.

    Make it while the recipient's language is active: labels in the parts are strings by then, and
    the frame around them is in the same language.

    :param kind: what it is, such as ``"supplier-enquiry"``; for lists and limits.
    :param foot: the small print: who sends it and why.
    :param headers: further ones, such as ``List-Unsubscribe``.
    """

    kind: str
    to: str
    subject: str
    parts: Sequence[Part]
    foot: str = ""
    reply_to: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    attachments: Sequence[Attachment] = ()
    language: str = field(default_factory=lambda: get_language() or "")

    def __post_init__(self) -> None:
        """Refuse what would break a mail's head, before anything is stored.

        :raises ValueError: for an address that is none, or a header with a line break.
        """
        for address in filter(None, [self.to, self.reply_to]):
            _check_address(address)
        if not self.to:
            raise ValueError("A letter needs an address")
        for name, value in self.headers.items():
            if not name.isascii() or any(char in f"{name}{value}" for char in "\r\n\0"):
                raise ValueError(f"Header {name!r} can't be sent")

    def text(self) -> str:
        """The letter as plain text."""
        body = "\n\n".join(part.as_text() for part in self.parts)
        return f"{body}\n\n{RULE}\n{self.foot}\n" if self.foot else f"{body}\n"

    def html(self, *, language: str) -> str:
        """The letter as a whole HTML document."""
        context = {"letter": self, "subject": one_line(self.subject), "language": language}
        return render_to_string("os2site/mail/letter.html", context)


def not_you() -> str:
    """The foot of a letter to an address that was typed into a form, maybe by somebody else."""
    return _(
        "You get this mail because your address was given in a form on our site. Was it not you? "
        "Then do nothing."
    )


def one_line(text: str) -> str:
    """Text without line breaks and other control characters, for heads and labels of a mail."""
    plain = "".join(
        " " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char for char in text
    )
    return " ".join(plain.split())


def subject_line(text: str) -> str:
    """A subject that fits and has one line."""
    line = one_line(text)
    return line if len(line) <= MAX_SUBJECT else f"{line[: MAX_SUBJECT - 1]}…"


def _check_address(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValueError("A letter's address is no mail address") from error
    if len(address) > MAX_ADDRESS:
        raise ValueError("A letter's address is too long")
