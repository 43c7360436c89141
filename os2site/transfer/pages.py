"""Base of kinds that are pages."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.utils import translation
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from os2site.page_types import base_page_model, find_page_model, get_page_model
from os2site.plugins import registry
from os2site.transfer.contract import RecordKind, RowT, TransferContext
from os2site.transfer.lookups import danish_slug

if TYPE_CHECKING:
    from wagtail.models import Page
    from wagtail.query import PageQuerySet


#: Pages whose rows are read together.
AT_ONCE: Final = 200


class PageKind(RecordKind[RowT]):
    """A kind whose records are pages of :attr:`page_type` below the site's root.

    A new page goes under the type's index page, which is made when it is missing. It is saved as a
    revision and then published, so that editors find its history; a draft stays unpublished.
    An import sees what editors see: the latest revision of a page with unpublished changes.
    """

    #: Name of the page type, such as ``"product"``.
    page_type: ClassVar[str]

    @abstractmethod
    def fill(self, page: Any, row: RowT, *, context: TransferContext) -> None:
        """Write the row's values on ``page``, child rows included (``page.links = [...]``).

        Nothing is saved here, and a new page has no id yet. Slug, locale and place are set already.
        """

    @abstractmethod
    def page_row(self, page: Any, *, context: TransferContext) -> RowT:
        """The page in the import's words."""

    def is_live(self, row: RowT) -> bool:
        """Whether the row is to be published; a kind with drafts reads its own field."""
        return True

    def parent(self, row: RowT, *, context: TransferContext) -> Page:
        """Where a new page goes: the type's index page, or the site's root when it has none."""
        return index_page(self.page_type, context=context)

    def pages(self, *, context: TransferContext) -> PageQuerySet:
        """All pages of the kind on the site, in the content's language."""
        model = get_page_model(self.page_type)
        pages: PageQuerySet = model._default_manager.descendant_of(context.site.root_page)
        return pages.filter(locale=context.locale, alias_of__isnull=True).order_by("path")

    def with_rows(self, pages: PageQuerySet) -> PageQuerySet:
        """The pages with what :meth:`page_row` reads of them, loaded for many at once."""
        return pages

    def existing(self, *, context: TransferContext) -> Iterator[RowT]:
        pages = self.with_rows(self.pages(context=context)).select_related("latest_revision")
        for page in pages.iterator(chunk_size=AT_ONCE):
            yield self.page_row(as_edited(page), context=context)

    def existing_among(self, keys: Set[str], *, context: TransferContext) -> Iterator[RowT]:
        # A query with thousands of slugs costs more than it spares.
        if type(self).existing is not PageKind.existing or len(keys) > 500:
            yield from super().existing_among(keys, context=context)
            return
        pages = self.with_rows(self.pages(context=context).filter(slug__in=keys))
        for page in pages.select_related("latest_revision"):
            yield self.page_row(as_edited(page), context=context)

    def store(self, row: RowT, *, context: TransferContext) -> None:
        slug: str = row.slug  # type: ignore[attr-defined]
        page = self.pages(context=context).filter(slug=slug).first()
        is_new = page is None
        if page is None:
            page = get_page_model(self.page_type)(slug=slug, locale=context.locale, live=False)
        else:
            page = as_edited(page)
        self.fill(page, row, context=context)
        parent = self.parent(row, context=context) if is_new else None
        # Each save of the page and of each of its rows would index the whole page's references.
        with disable_reference_index_auto_update():
            if parent is not None:
                parent.add_child(instance=page)
            revision = page.save_revision(clean=not is_new)
            if self.is_live(row):
                revision.publish()
            elif page.live:
                page.unpublish()
        stored = get_page_model(self.page_type)._default_manager.get(pk=page.pk)
        ReferenceIndex.create_or_update_for_object(stored)

    def clear(self, *, context: TransferContext) -> None:
        for page in list(self.pages(context=context)):
            base_page_model()._default_manager.get(pk=page.pk).specific.delete()


def index_page(page_type: str, *, context: TransferContext) -> Page:
    """The page that lists a type on the context's site; made and published when it is missing.

    The site's root when the type has no index, or its model isn't installed.
    """
    root = base_page_model()._default_manager.get(pk=context.site.root_page_id)
    types = registry.page_types()
    index = types.get(types[page_type].index or "")
    model = find_page_model(index.name) if index is not None else None
    if index is None or model is None:
        specific: Page = root.specific
        return specific
    found: Page | None = (
        model._default_manager.descendant_of(root, inclusive=True)
        .filter(locale=context.locale)
        .order_by("path")
        .first()
    )
    if found is not None:
        return found
    with translation.override(context.locale.language_code):
        title = str(index.label)
    page = model(
        title=title,
        slug=index.slug or danish_slug(title),
        locale=context.locale,
        live=False,
        show_in_menus=True,
    )
    root.add_child(instance=page)
    page.save_revision(clean=False).publish()
    return page


def as_edited(page: Page) -> Page:
    """The page with the changes that aren't published yet."""
    return page.get_latest_revision_as_object() if page.has_unpublished_changes else page
