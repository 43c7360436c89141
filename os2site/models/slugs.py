"""Slugs that no page below a site's front page can have, because the address is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.coreutils import get_content_languages
from wagtail.models import Site

from os2site.models.taxonomy import Term

if TYPE_CHECKING:
    from wagtail.models import Page

#: First parts of addresses that the kernel and the reference site serve themselves.
OWN_SLUGS = frozenset({"soeg", "api", "admin", "documents", "health", "udseende"})


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
        for field in self.fields.values():
            offered = field.queryset if isinstance(field, ModelChoiceField) else None
            if offered is not None and issubclass(offered.model, Term):
                field.queryset = Term.source_terms(offered)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Wagtail's rules and ours for the slug."""
        cleaned: dict[str, Any] = super().clean()  # type: ignore[no-untyped-call]
        if "slug" in cleaned:
            try:
                check_slug(slug=cleaned["slug"], parent=self.parent_page)
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned
