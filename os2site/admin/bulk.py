"""Changing one thing on many pages of a type at once, from the type's own list.

Wagtail offers the bulk actions of the base page on every list of pages. A list that says
:class:`OwnBulkActions` offers those of its type instead: Wagtail's, and the app's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.views.pages.listing import IndexView

WAGTAILS = (MoveBulkAction, PublishBulkAction, UnpublishBulkAction, DeleteBulkAction)


class OwnBulkActions(IndexView):
    """A list of pages: its check boxes offer what its own type can do."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The list's context with the type in place of the base page."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["model_opts"] = self.model._meta
        return context


def actions_for(model: Any, *own: type[ChangePages]) -> Sequence[type]:
    """Wagtail's actions and the app's own for pages of this type, to be registered by a hook."""
    bases: Sequence[Any] = (*own, *WAGTAILS)
    return [
        type(base.__name__, (base,), {"models": [model], "__module__": __name__}) for base in bases
    ]


class ChangePages(PageBulkAction):
    """Sets something on each chosen page, as its form would.

    A page whose changes are all published is published again, by whoever may; any other keeps the
    change as a draft, since publishing would publish more than was asked for.
    """

    template_name = "os2site/admin/bulk_change.html"
    form_class = forms.Form
    #: Above the pages: what will happen to them.
    explanation: ClassVar[Any] = ""

    def check_perm(self, page: Any) -> bool:
        """Who may edit the page, while nobody has locked it."""
        rights = page.permissions_for_user(self.request.user)
        return bool(rights.can_edit() and not rights.page_locked())

    def now(self, page: Any) -> str:
        """What the page says today, for the preview."""
        raise NotImplementedError

    @classmethod
    def change(cls, page: Any, **values: Any) -> bool:
        """Write the values on the page, unsaved; false when it has them already."""
        raise NotImplementedError

    def object_context(self, obj: Any) -> dict[str, Any]:
        page = _as_edited(obj)
        stays_draft = obj.live and obj.has_unpublished_changes
        return {"item": obj, "now": self.now(page), "stays_draft": stays_draft or not obj.live}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "action": self}

    def get_execution_context(self) -> dict[str, Any]:
        values = self.cleaned_form.cleaned_data if self.cleaned_form else {}
        return {**super().get_execution_context(), "values": values}

    @classmethod
    def execute_action(
        cls, objects: Sequence[Any], user: Any = None, values: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        """How many were published, and how many are drafts now."""
        published = drafts = 0
        for page in objects:
            was_clean = page.live and not page.has_unpublished_changes
            edited = _as_edited(page)
            if not cls.change(edited, **(values or {})):
                continue
            revision = edited.save_revision(user=user, log_action=True, changed=True)
            if was_clean and page.permissions_for_user(user).can_publish():
                revision.publish(user=user)
                published += 1
            else:
                drafts += 1
        return published, drafts

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        published, drafts = num_parent_objects, num_child_objects
        texts = []
        if published:
            text = ngettext("%(n)s page is changed.", "%(n)s pages are changed.", published)
            texts.append(text % {"n": published})
        if drafts:
            text = ngettext(
                "%(n)s page has the change as a draft.",
                "%(n)s pages have the change as a draft.",
                drafts,
            )
            texts.append(text % {"n": drafts})
        return " ".join(texts) or _("Nothing was to be changed.")


def _as_edited(page: Any) -> Any:
    return page.get_latest_revision_as_object() if page.has_unpublished_changes else page
