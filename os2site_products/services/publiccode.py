"""A product as a publiccode.yml, version 0.7 of the standard (yml.publiccode.tools).

What nobody has stated is left out, even where the standard asks for it: a comment at the top of the
file says what is missing. Where the standard wants a person as contact, the community stands with
its public address.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

import yaml
from bs4 import BeautifulSoup

from os2site.services.languages import public_translations
from os2site_products.enums import Lifecycle, MaintenanceType
from os2site_products.services.users import named

if TYPE_CHECKING:
    from os2site.models import SiteSettings

#: Version of the standard that our files follow.
VERSION: Final = "0.7"
SHORT_DESCRIPTION_MAX: Final = 150
LONG_DESCRIPTION_MIN: Final = 150
LONG_DESCRIPTION_MAX: Final = 10_000

#: Lifecycle in the standard's five words. "Paused" and "handed over" have none of their own there:
#: for somebody who looks for software, nobody here keeps it up to date.
DEVELOPMENT_STATUS: Final[Mapping[str, str]] = {
    Lifecycle.IDEA: "concept",
    Lifecycle.SANDBOX: "development",
    Lifecycle.DEVELOPMENT: "development",
    Lifecycle.MATURING: "beta",
    Lifecycle.OPERATION: "stable",
    Lifecycle.RENEWAL: "stable",
    Lifecycle.PAUSED: "obsolete",
    Lifecycle.HANDED_OVER: "obsolete",
    Lifecycle.ARCHIVED: "obsolete",
}
#: Need (slug of the term) → category of the standard's list. Its list is about kinds of program, so
#: most needs have none; they are told as the field of use instead.
CATEGORIES: Final[Mapping[str, str]] = {
    "borger": "digital-citizenship",
    "medarbejder": "hr",
    "digitalisering": "it-management",
    "sikkerhed": "it-security",
}
#: Need (slug of the term) → field of use of the standard's list.
SCOPES: Final[Mapping[str, str]] = {
    "demokrati": "government",
    "kultur": "culture",
    "skole": "education",
    "sundhed": "healthcare",
    "sikkerhed": "security",
    "infrastruktur": "infrastructures",
    "klima": "environment",
    "oekonomi": "finance-and-economic-development",
}
#: Contacts must be named with these, according to the standard.
_NEEDS_CONTACT: Final = frozenset({MaintenanceType.INTERNAL, MaintenanceType.COMMUNITY})


def document(*, product: Any, versions: Iterable[Any], settings: SiteSettings) -> dict[str, Any]:
    """The file's content in the order of the standard's own example.

    :param versions: the product's pages whose texts are told, one for each language.
    """
    needs = [term.slug for term in product.categories.all()]
    # What a product says of itself: read back in, the file changes nothing.
    users = [user.organisation.name for user in named(product=product) if user.own_page is None]
    maintained = product.maintenance_type
    return _filled(
        {
            "publiccodeYmlVersion": VERSION,
            "name": product.title,
            "url": next(iter(product.repository_urls), ""),
            "landingURL": product.website_url,
            "platforms": list(product.platforms),
            "categories": sorted({CATEGORIES[slug] for slug in needs if slug in CATEGORIES}),
            "usedBy": users,
            "developmentStatus": DEVELOPMENT_STATUS.get(product.lifecycle, ""),
            "softwareType": product.software_type,
            "organisation": {"uri": settings.site.root_url, "name": settings.name},
            "intendedAudience": {
                "scope": sorted({SCOPES[slug] for slug in needs if slug in SCOPES})
            },
            "description": {
                version.locale.language_code: description(version) for version in versions
            },
            "legal": {"license": product.licence},
            "maintenance": {
                "type": maintained,
                "contacts": _contacts(settings) if maintained in _NEEDS_CONTACT else [],
            },
            "localisation": {
                "localisationReady": product.can_be_translated,
                "availableLanguages": list(product.interface_languages),
            },
        }
    )


def description(page: Any) -> dict[str, Any]:
    """The texts of one language."""
    return _filled(
        {
            "localisedName": page.title,
            "shortDescription": textwrap.shorten(
                page.tagline, SHORT_DESCRIPTION_MAX, placeholder=" …"
            ),
            "longDescription": _cut(plain_text(page.description)),
            "documentation": page.documentation_url,
            "features": list(page.features),
        }
    )


def missing(content: Mapping[str, Any]) -> list[str]:
    """Keys that the standard asks for and the content lacks, or has too little of."""
    keys = [
        "url",
        "platforms",
        "developmentStatus",
        "softwareType",
        "legal.license",
        "maintenance.type",
        "localisation.localisationReady",
        "localisation.availableLanguages",
    ]
    found = [key for key in keys if _at(content, key) is None]
    if content.get("maintenance", {}).get("type") == MaintenanceType.CONTRACT:
        found.append("maintenance.contractors")
    texts: Mapping[str, Mapping[str, Any]] = content.get("description", {})
    for language, text in texts.items():
        found += [
            f"description.{language}.{key}"
            for key in ("shortDescription", "features")
            if key not in text
        ]
        if len(text.get("longDescription", "")) < LONG_DESCRIPTION_MIN:
            found.append(f"description.{language}.longDescription")
    return found


def text(*, product: Any, settings: SiteSettings) -> str:
    """The file of a public product, with the texts of all languages in which it is public.

    Its keys and comments are English in every language: programs read them.
    """
    versions = [page.specific for page in public_translations(page=product).values()]
    content = document(product=product, versions=versions, settings=settings)
    notes = []
    if product.demo:
        notes.append("This product is an invented example.")
    if absent := missing(content):
        notes.append(f"Asked for by the standard, but not stated: {', '.join(absent)}")
    head = "".join(f"# {line}\n" for note in notes for line in textwrap.wrap(note, 96))
    return head + yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they are read."""


def _represent_text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", value, style="|" if "\n" in value else None
    )


_Dumper.add_representer(str, _represent_text)


def plain_text(html: str) -> str:
    """Rich text without markup: paragraphs apart, items of a list with a hyphen."""
    soup = BeautifulSoup(html, "html.parser")
    for line_break in soup.find_all("br"):
        line_break.replace_with("\n")
    blocks = []
    for node in soup.find_all(["p", "h2", "h3", "h4", "ul", "ol"]):
        if node.find_parent(["ul", "ol"]) is not None:
            continue
        if node.name in {"ul", "ol"}:
            items = [" ".join(item.get_text().split()) for item in node.find_all("li")]
            blocks.append("\n".join(f"- {item}" for item in items if item))
        else:
            lines = [" ".join(line.split()) for line in node.get_text().split("\n")]
            blocks.append("\n".join(line for line in lines if line))
    return "\n\n".join(block for block in blocks if block)


def _cut(value: str) -> str:
    if len(value) <= LONG_DESCRIPTION_MAX:
        return value
    return value[: LONG_DESCRIPTION_MAX - 2].rsplit(" ", 1)[0] + " …"


def _contacts(settings: SiteSettings) -> list[dict[str, str]]:
    if not settings.contact_email:
        return []
    return [{"name": settings.name, "email": settings.contact_email, "affiliation": settings.name}]


def _filled(content: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty, in objects as well; ``False`` says something and stays."""
    found = {
        key: _filled(value) if isinstance(value, dict) else value for key, value in content.items()
    }
    return {key: value for key, value in found.items() if value not in ("", None, [], {})}


def _at(content: Mapping[str, Any], dotted: str) -> Any:
    value: Any = content
    for name in dotted.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
