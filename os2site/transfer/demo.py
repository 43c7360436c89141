"""The demo site: its content from files, loaded once, and its pages' place.

An app's demo content is named in ``PluginConfig.demo_content``, a dotted path to a sequence::

    demo_content = (DemoFiles(order=20, files=(("products", "products.json"),)),)

Files lie in the folder that the setting ``OS2SITE["DEMO_CONTENT"]`` names. What is no file can be
loaded by any object with the attributes of :class:`DemoPart`.

Order: 0 vocabularies and places, 10 structure (home page, running pages), 20 products, 30 suppliers
and members, 40 events, 50 news, guides and what else points at them, 90 menus and settings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings as django_settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Site

from os2site.conf import get_settings
from os2site.models import (
    ContentAnchor,
    Document,
    LoadedContent,
    Organisation,
    Term,
    WorkingGroup,
)
from os2site.page_types import base_page_model, find_page_model
from os2site.plugins import registry
from os2site.search import projection
from os2site.transfer.catalogue import get_kind, kinds
from os2site.transfer.contract import TransferContext, TransferError
from os2site.transfer.runner import import_file

#: Hosts of a site that nobody has given a real address.
_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1"})


@dataclass(frozen=True)
class DemoContext:
    """What a part of the demo needs.

    :param folder: where the content files lie.
    :param transfer: the site that it goes to.
    :param say: writes a line for the person who runs the command.
    """

    folder: Path
    transfer: TransferContext
    say: Callable[[str], None]


class DemoPart(Protocol):
    """A contribution of ``demo_content``."""

    @property
    def name(self) -> str:
        """Tells it from other parts, also in later versions."""

    @property
    def order(self) -> int:
        """Parts are loaded in this order."""

    def fingerprint(self, context: DemoContext) -> str:
        """Changes when there is something new to load."""

    def load(self, context: DemoContext) -> None:
        """Load the part; repeating it must be harmless.

        :raises TransferError: when the content can't be loaded.
        """


@dataclass(frozen=True)
class DemoFiles:
    """Files that are imported one after the other; those that aren't in the folder are left out.

    :param files: pairs of a kind's name and a file name.
    """

    order: int
    files: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The kinds, which no two parts share."""
        return ", ".join(kind for kind, __ in self.files)

    def fingerprint(self, context: DemoContext) -> str:
        digest = hashlib.sha256()
        for kind, file_name in self.files:
            path = context.folder / file_name
            digest.update(f"{kind} {file_name}\n".encode())
            digest.update(path.read_bytes() if path.is_file() else b"")
        return digest.hexdigest()

    def load(self, context: DemoContext) -> None:
        for kind_name, file_name in self.files:
            path = context.folder / file_name
            if not path.is_file():
                continue
            kind = get_kind(kind_name)
            report = import_file(kind, path, update=True)
            if not report.ok:
                faults = "\n".join(f"  {error}" for error in report.errors)
                raise TransferError(f"{file_name}:\n{faults}")
            context.say(
                _("%(label)s: %(created)s created, %(updated)s changed.")
                % {"label": kind.label, "created": report.created, "updated": report.updated}
            )


#: The kernel is no plugin, so it names its content here.
KERNEL_PARTS: tuple[DemoFiles, ...] = (
    DemoFiles(
        0,
        (
            ("terms", "taxonomies.json"),
            ("municipalities", "municipalities.json"),
            ("glossary", "glossary.json"),
        ),
    ),
)


def prepare_site() -> Site:
    """Give the default site the content's languages, a home page and this computer's address."""
    for code, __ in django_settings.WAGTAIL_CONTENT_LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    root = base_page_model().get_first_root_node()
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        site = Site(hostname="localhost", is_default_site=True, root_page=root)
    home = find_page_model("home")
    if home is not None and not isinstance(site.root_page.specific, home):
        site.root_page = _home_page(home, root)
    elif site.root_page_id == root.pk:
        raise TransferError(_("The site has no home page, and no installed plugin brings one."))
    address = urlsplit(django_settings.WAGTAILADMIN_BASE_URL)
    wanted = (address.hostname or "localhost", address.port or 80)
    if site.pk is None or site.hostname in _LOCAL_HOSTS:
        site.hostname, site.port = wanted
    site.site_name = site.site_name or getattr(django_settings, "WAGTAIL_SITE_NAME", "")
    stored = Site.objects.filter(pk=site.pk).first()
    if stored is None or any(
        getattr(stored, name) != getattr(site, name)
        for name in ("hostname", "port", "site_name", "root_page_id")
    ):
        site.save()
    return site


def _home_page(model: Any, root: Any) -> Any:
    """A home page of our type beside Wagtail's welcome page, which goes when it is unused."""
    home = model._default_manager.child_of(root).order_by("path").first()
    if home is None:
        title = getattr(django_settings, "WAGTAIL_SITE_NAME", "OS2")
        home = model(title=title, slug="forside", live=False, locale=Locale.get_default())
        root.add_child(instance=home)
        home.save_revision(clean=False).publish()
    welcome = base_page_model()._default_manager.filter(
        pk__in=Site.objects.filter(is_default_site=True).values("root_page_id"),
        content_type__model="page",
        numchild=0,
    )
    unused = list(welcome)
    Site.objects.filter(is_default_site=True).update(root_page=home)
    for page in unused:
        page.delete()
    return home


def parts() -> list[DemoPart]:
    """All parts in the order in which they are loaded."""
    contributed = [part for __, part in registry.contributions("demo_content")]
    return sorted([*KERNEL_PARTS, *contributed], key=lambda part: (part.order, part.name))


def load(*, say: Callable[[str], None]) -> list[str]:
    """Load what isn't loaded yet and return what failed.

    A part is loaded once, and again only when its files change, so that a site's own changes to the
    content stay. Each part is stored as a whole or not at all.

    :raises TransferError: when there is no folder with content, or no home page.
    """
    folder = Path(get_settings().demo_content)
    if not get_settings().demo_content or not folder.is_dir():
        raise TransferError(_('OS2SITE["DEMO_CONTENT"] doesn\'t name a folder.'))
    failed = []
    with projection.batch():
        prepare_site()
        context = DemoContext(folder, TransferContext.current(), say)
        for part in parts():
            try:
                with transaction.atomic():
                    _load_part(part, context)
            except TransferError as error:
                failed.append(f"{part.name}: {error}")
    return failed


def _load_part(part: DemoPart, context: DemoContext) -> None:
    fingerprint = _short(part.fingerprint(context))
    known = LoadedContent.objects.filter(name=part.name).first()
    if known is not None and known.content_hash == fingerprint:
        return
    part.load(context)
    LoadedContent.objects.update_or_create(
        name=part.name, defaults={"content_hash": fingerprint, "loaded_at": timezone.now()}
    )


def _short(fingerprint: str) -> str:
    """The fingerprint, or a digest of one that is longer than what PostgreSQL would store."""
    limit = LoadedContent._meta.get_field("content_hash").max_length
    if limit is None or len(fingerprint) <= limit:
        return fingerprint
    return hashlib.sha256(fingerprint.encode()).hexdigest()


def reset() -> None:
    """Delete all pages below the default site's roots and all records of all kinds."""
    with projection.batch():
        site = Site.objects.filter(is_default_site=True).first()
        pages = base_page_model()._default_manager
        if site is not None:
            # The site's other languages are trees of their own beside the root.
            for root in pages.filter(translation_key=site.root_page.translation_key):
                for page in root.get_children():
                    pages.get(pk=page.pk).specific.delete()
            context = TransferContext.current()
            for kind in reversed(kinds().values()):
                kind.clear(context=context)  # The kernel's come last.
        # Shared by the kinds, so they go when nothing points at them any more.
        for model in (Document, WorkingGroup, Organisation, Term):
            model._default_manager.all().delete()
        LoadedContent.objects.all().delete()
        ContentAnchor.objects.all().delete()
