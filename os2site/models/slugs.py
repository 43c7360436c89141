"""Slugs: how Danish titles are spelt in addresses, and which addresses are taken."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.widgets.slug import SlugInput
from wagtail.coreutils import get_content_languages
from wagtail.models import Site

from os2site.date_inputs import DateTimeInput
from os2site.models.taxonomy import Term

if TYPE_CHECKING:
    from wagtail.models import Page

#: First parts of addresses that the kernel and the reference site serve themselves.
OWN_SLUGS = frozenset({"soeg", "api", "admin", "documents", "health", "udseende"})

#: How letters are spelt in an address; other letters lose their marks.
SPELLINGS = {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}


def plain_slug(text: str) -> str:
    """The text as a slug of a to z, digits and hyphens, as OS2's addresses are written.

    Empty when the text has no such letters.
    """
    spelt = unicodedata.normalize("NFC", text).lower()
    return slugify("".join(SPELLINGS.get(letter, letter) for letter in spelt))


def slug_input() -> SlugInput:
    """The field for a slug, in which the browser spells the title as :func:`plain_slug` does."""
    formatters: list[Any] = list(SPELLINGS.items())
    formatters += [
        (letter.upper(), spelling.capitalize())
        for letter, spelling in SPELLINGS.items()
        if len(letter.upper()) == 1
    ]
    return SlugInput(formatters=formatters)


def respelt(slug: str) -> str:
    """An address that an editor has typed, in plain letters.

    :raises ValidationError: when no letter or digit remains.
    """
    plain = plain_slug(slug)
    if not plain:
        raise ValidationError(_("Write the address with the letters a to z or digits."))
    return plain


def reserved_slugs() -> frozenset[str]:
    """Slugs that are taken: by our own addresses, by languages and by files."""
    languages = set(get_content_languages())
    folders = {
        urlsplit(url or "").path.strip("/").partition("/")[0]
        for url in (django_settings.MEDIA_URL, django_settings.STATIC_URL)
    }
    return OWN_SLUGS | languages | (folders - {""})


def check_slug(*, slug: str, parent: Page | None) -> None:
    """Refuse a taken slug right below a site's front page, in any language.

    :raises ValidationError: on the field ``slug``.
    """
    if parent is None or slug not in reserved_slugs():
        return
    if Site.objects.filter(root_page__translation_key=parent.translation_key).exists():
        raise ValidationError(
            {
                "slug": _(
                    "The address “%(slug)s” is used by the site itself. Choose another one, "
                    "or place the page deeper."
                )
                % {"slug": slug}
            },
            code="reserved",
        )


class SitePageForm(WagtailAdminPageForm):
    """Editing form of our pages: each word of a vocabulary is offered once, whatever its languages.

    A new page is not in the tree yet, but the form knows where it goes.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
        if "slug" in self.fields:
            self.fields["slug"].widget = slug_input()
        # The panel with the schedule brings its fields along, whatever is registered for dates.
        for name in {"go_live_at", "expire_at"} & set(self.fields):
            self.fields[name].widget = DateTimeInput.instead_of(self.fields[name].widget)
        for field in self.fields.values():
            offered = field.queryset if isinstance(field, ModelChoiceField) else None
            if offered is not None and issubclass(offered.model, Term):
                field.queryset = Term.source_terms(offered)  # type: ignore[attr-defined]

    def clean_slug(self) -> str:
        """A new address is spelt in plain letters; one that is in use stays as it is.

        :raises ValidationError: when no letter or digit remains.
        """
        slug = str(self.cleaned_data["slug"])
        return respelt(slug) if "slug" in self.changed_data else slug

    def clean(self) -> dict[str, Any]:
        """Wagtail's rules and ours for the slug."""
        cleaned: dict[str, Any] = super().clean()  # type: ignore[no-untyped-call]
        if "slug" in cleaned:
            try:
                check_slug(slug=cleaned["slug"], parent=self.parent_page)
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned


class SitePageCopyForm(CopyForm):
    """Form for a copy of one of our pages: its address follows the rules for new ones."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
        self.fields["new_slug"].widget = slug_input()

    def clean_new_slug(self) -> str:
        """The address in plain letters; that of the original stays as it is.

        :raises ValidationError: when no letter or digit remains.
        """
        slug = str(self.cleaned_data["new_slug"])
        return respelt(slug) if "new_slug" in self.changed_data else slug

    def clean(self) -> dict[str, Any]:
        """Wagtail's rules and ours for the slug."""
        cleaned: dict[str, Any] = super().clean()  # type: ignore[no-untyped-call]
        parent = cleaned.get("new_parent_page") or self.page.get_parent()
        if "new_slug" in cleaned:
            try:
                check_slug(slug=cleaned["new_slug"], parent=parent)
            except ValidationError as error:
                self.add_error("new_slug", error.messages)
        return cleaned
