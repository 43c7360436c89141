"""From a publiccode.yml to a row of the products' import.

The file knows no slug: it is the product that has its repository, else the one that its name would
give. A key that says what our own file of that product says is not mentioned in the row. So what
the standard can't express (a state that it has no word for, a longer tagline) is not flattened by
a round trip.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from os2site.models import SiteSettings, Term
from os2site.page_types import get_page_model
from os2site.transfer import reasons
from os2site.transfer.contract import TransferContext, TransferError
from os2site.transfer.lookups import danish_slug
from os2site.transfer.pages import as_edited
from os2site_products.enums import Kind, Lifecycle
from os2site_products.services import publiccode
from os2site_products.transfer import yaml_nodes
from os2site_products.transfer.publiccode_rules import PubliccodeFile

_LIFECYCLES: Final = {
    "concept": Lifecycle.IDEA,
    "development": Lifecycle.DEVELOPMENT,
    "beta": Lifecycle.MATURING,
    "stable": Lifecycle.OPERATION,
    "obsolete": Lifecycle.ARCHIVED,
}
#: What the importer says of a pattern is meant for slugs; of ours, there is one.
_BAD_VERSION: Final = gettext_lazy("is not a version of the standard, such as 0.7")
_MAX_FAULTS: Final = 20


def read(data: bytes) -> list[dict[str, Any]]:
    """The one record of a file, with the fields that it says something new about.

    :raises TransferError: with the line and the reason of each fault.
    """
    given = opened(data).given
    context = TransferContext.current()
    stored = stored_product(given, context=context)
    return [record_of(given, stored=stored, context=context)]


@dataclass(frozen=True)
class OpenedFile:
    """A file that follows the standard: the keys that we take, and all that it has."""

    given: PubliccodeFile
    content: Mapping[str, Any]


def opened(data: bytes) -> OpenedFile:
    """Read and check a file.

    :raises TransferError: with the line and the reason of each fault.
    """
    file = yaml_nodes.read(data)
    if not isinstance(file.content, dict):
        raise TransferError(_("The file is not a publiccode.yml: it must be an object with keys."))
    return OpenedFile(_validated(file), file.content)


def record_of(
    given: PubliccodeFile, *, stored: Any | None, context: TransferContext
) -> dict[str, Any]:
    """The record with the fields that a file says something new about.

    :param stored: the product that it is about, as editors see it; ``None`` for a new one.
    """
    known: dict[str, Any] = {}
    if stored is not None:
        language = context.locale.language_code
        settings = SiteSettings.objects.filter(site=context.site).first() or SiteSettings(
            site=context.site  # type: ignore[no-untyped-call]
        )
        known = publiccode.document(product=stored, versions=[stored], settings=settings)
        known["description"] = known.get("description", {}).get(language, {})
    return _record(given, known=known, stored=stored, context=context)


def _validated(file: yaml_nodes.YamlFile) -> PubliccodeFile:
    try:
        return PubliccodeFile.model_validate(file.content)
    except ValidationError as error:
        # Both lists have the same order: one knows the place, the other the words.
        items = error.errors(include_url=False, include_input=False)
        faults = [
            (
                file.line(item["loc"]),
                name,
                str(_BAD_VERSION) if item["type"] == "string_pattern_mismatch" else reason,
            )
            for item, (name, reason) in zip(items, reasons.from_pydantic(error), strict=True)
        ]
    faults.sort()
    lines = [yaml_nodes.message(line, reason, key=name) for line, name, reason in faults]
    if len(lines) > _MAX_FAULTS:
        lines[_MAX_FAULTS:] = ["…"]
    raise TransferError("\n".join(lines))


def stored_product(given: PubliccodeFile, *, context: TransferContext) -> Any | None:
    """The product that the file is about, as editors see it."""
    model = get_page_model("product")
    pages = model._default_manager.descendant_of(context.site.root_page).filter(
        locale=context.locale, alias_of__isnull=True
    )
    slug = danish_slug(given.name)
    wanted = _repository(given.url)
    by_repository = [
        (page_slug, pk)
        for pk, page_slug, urls in pages.order_by("path").values_list(
            "pk", "slug", "repository_urls"
        )
        if wanted and any(_repository(url) == wanted for url in urls)
    ]
    # Products that live in one repository are told apart by their names.
    ids = [pk for page_slug, pk in by_repository if page_slug == slug]
    ids = ids or [pk for __, pk in by_repository]
    page = pages.filter(pk=ids[0]).first() if ids else pages.filter(slug=slug).first()
    return None if page is None else as_edited(page)


def _repository(url: str | None) -> str:
    """A repository's address without what doesn't tell it from others."""
    bare = (url or "").lower().partition("://")[2].rstrip("/")
    return bare.removesuffix(".git").removeprefix("www.")


def _record(
    given: PubliccodeFile, *, known: dict[str, Any], stored: Any | None, context: TransferContext
) -> dict[str, Any]:
    record: dict[str, Any] = {
        "slug": danish_slug(given.name) if stored is None else stored.slug,
        "name": given.name,
    }

    def take(
        field: str, value: Any, known_value: Any, convert: Callable[[Any], Any] | None = None
    ) -> None:
        if value is not None and value != known_value:
            record[field] = value if convert is None else convert(value)

    take("website_url", given.landing_url, known.get("landingURL"))
    take("platforms", given.platforms, known.get("platforms"))
    take("users", given.used_by, known.get("usedBy"))
    take("status", given.development_status, known.get("developmentStatus"), _LIFECYCLES.get)
    take("software_type", given.software_type, known.get("softwareType"))
    if given.legal is not None:
        take("licence", given.legal.license, known.get("legal", {}).get("license"))
    if given.maintenance is not None:
        known_type = known.get("maintenance", {}).get("type")
        take("maintenance_type", given.maintenance.type, known_type)
    if given.localisation is not None:
        local, ours = given.localisation, known.get("localisation", {})
        take("can_be_translated", local.localisation_ready, ours.get("localisationReady"))
        take("interface_languages", local.available_languages, ours.get("availableLanguages"))
    text = (given.description or {}).get(context.locale.language_code)
    if text is not None:
        ours = known.get("description", {})
        take("tagline", text.short_description, ours.get("shortDescription"), _one_line)
        take("description", text.long_description, ours.get("longDescription"), paragraphs)
        take("documentation_url", text.documentation, ours.get("documentation"))
        take("features", text.features, ours.get("features"))
    if given.url and _repository(given.url) not in map(
        _repository, stored.repository_urls if stored is not None else []
    ):
        others = stored.repository_urls if stored is not None else []
        record["repository_urls"] = [given.url, *others]
    if stored is None:
        record |= _of_a_new_one(given, context)
    return record


def _of_a_new_one(given: PubliccodeFile, context: TransferContext) -> dict[str, Any]:
    """What only a new product takes: an editor's choice of needs is finer than the standard's."""
    scope = given.intended_audience.scope if given.intended_audience is not None else None
    words = {*(given.categories or []), *(scope or [])}
    fitting = [
        slug
        for table in (publiccode.CATEGORIES, publiccode.SCOPES)
        for slug, word in table.items()
        if word in words
    ]
    existing = Term.objects.filter(vocabulary="category", locale=context.locale, slug__in=fitting)
    slugs = set(existing.values_list("slug", flat=True))
    in_making = given.development_status in {"concept", "development"}
    return {
        "kind": Kind.PROJECT.value if in_making else Kind.PRODUCT.value,
        "categories": [slug for slug in dict.fromkeys(fitting) if slug in slugs],
        "sources": [given.url] if given.url else [],
    }


def paragraphs(text: str) -> list[str]:
    """A long description as the import's paragraphs; lists with hyphens become lists."""
    found = []
    for block in text.split("\n\n"):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if lines and all(line.startswith(("- ", "* ")) for line in lines):
            items = "".join(f"<li>{escape(line[2:].strip(), quote=False)}</li>" for line in lines)
            found.append(f"<ul>{items}</ul>")
        elif lines:
            plain = " ".join(lines)
            # A paragraph that begins with markup would be read as markup.
            is_odd = plain.startswith("<")
            found.append(f"<p>{escape(plain, quote=False)}</p>" if is_odd else plain)
    return found


def _one_line(text: str) -> str:
    return " ".join(text.split())
