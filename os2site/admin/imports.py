"""Import and export: a file, what it would change, the change, and the way back."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from os2site.admin.import_rights import PERMISSION, usable_kinds
from os2site.admin.screens import frame
from os2site.conf import get_settings
from os2site.models import AT_WORK, ImportJob, ImportState, UndoState
from os2site.transfer import jobs, stalled, tasks
from os2site.transfer.contract import TransferError
from os2site.transfer.runner import export_file

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern

#: Records and jobs on one page.
SHOWN = 50
#: Errors that are listed; all of them are counted.
SHOWN_ERRORS = 200
_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
}


class ImportsMenuItem(MenuItem):
    """Shown to those who may import."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


class ImportsViewSet(ViewSet):
    """All of the import's pages."""

    name = "os2site_imports"
    url_prefix = "os2site/imports"
    menu_label = gettext_lazy("Import and export")
    icon = "table"
    add_to_admin_menu = True
    menu_order = 510
    menu_item_class = ImportsMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", index, name="index"),
            path("<int:pk>/", detail, name="detail"),
            path("<int:pk>/import/", carry_out, name="carry_out"),
            path("<int:pk>/drop/", drop, name="drop"),
            path("<int:pk>/undo/", undo, name="undo"),
            path("export/<slug:kind>/<slug:ending>/", export, name="export"),
        ]


class ImportForm(forms.Form):
    """What is imported, from which file, and whether it may change what is there."""

    kind = forms.ChoiceField(label=gettext_lazy("What"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A spreadsheet (.xlsx or .csv) or .json, with the columns of an export."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(jobs.SUFFIXES)}),
    )
    update = forms.BooleanField(
        label=gettext_lazy("Change what is there already"),
        required=False,
        help_text=gettext_lazy(
            "Without it, a row that is there already with other values is an error."
        ),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read.

        :raises ValidationError: saying the limit.
        """
        file = self.cleaned_data["file"]
        limit = get_settings().import_max_bytes
        if file.size > limit:
            text = _("The file is too large: at most %(limit)s MB.")
            raise forms.ValidationError(text % {"limit": f"{limit / 1024 / 1024:g}"})
        return file


def index(request: HttpRequest) -> HttpResponse:
    """The form, the exports, and the imports so far."""
    kinds = _kinds(request)
    choices = [(name, str(kind.label)) for name, kind in kinds.items()]
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES, choices=choices)
        if form.is_valid():
            try:
                job = jobs.accept(
                    kinds[form.cleaned_data["kind"]],
                    name=form.cleaned_data["file"].name,
                    data=form.cleaned_data["file"].read(),
                    update=form.cleaned_data["update"],
                    user=request.user,  # type: ignore[arg-type]
                    max_rows=jobs.max_rows(in_background=tasks.has_worker()),
                )
            except TransferError as error:
                form.add_error("file", str(error))
            else:
                tasks.look.enqueue(job.pk)
                return redirect("os2site_imports:detail", job.pk)
    else:
        form = ImportForm(choices=choices)
    history = Paginator(ImportJob.objects.select_related("user"), SHOWN)
    context: dict[str, Any] = {
        **frame(_("Import and export"), "table"),
        "form": form,
        "kinds": choices,
        "endings": [suffix.removeprefix(".") for suffix in jobs.SUFFIXES],
        "history": history.get_page(request.GET.get("page")),
        "max_rows": jobs.max_rows(in_background=tasks.has_worker()),
        "max_megabytes": get_settings().import_max_bytes // 1024 // 1024,
        "undo_days": jobs.UNDO_TIME.days,
    }
    labels = dict(choices)
    context["rows"] = [(job, labels.get(job.kind, job.kind)) for job in context["history"]]
    return TemplateResponse(request, "os2site/admin/imports.html", context)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file would change, or has changed."""
    job = _job(request, pk)
    stalled.take_back(job)
    records = Paginator(job.records.all(), SHOWN)
    title = str(_kinds(request)[job.kind].label)
    context = {
        **frame(f"{title}: {job.file_name}", "table"),
        "job": job,
        "errors": job.errors[:SHOWN_ERRORS],
        "more_errors": max(0, job.error_count - SHOWN_ERRORS),
        "records": records.get_page(request.GET.get("page")),
        "is_at_work": job.state in AT_WORK,
        "give_up_at": stalled.give_up_at(job) if job.state in AT_WORK else None,
        "may_carry_out": job.state == ImportState.PREVIEWED
        and job.user_id == request.user.pk
        and bool(job.created or job.updated),
        "may_undo": _may_undo(job),
        "undo_until": job.finished_at + jobs.UNDO_TIME if job.finished_at else None,
        "kept": job.records.filter(undo=UndoState.KEPT).count(),
    }
    context["breadcrumbs_items"].insert(
        0, {"url": reverse("os2site_imports:index"), "label": _("Import and export")}
    )
    return TemplateResponse(request, "os2site/admin/import.html", context)


@require_POST
def carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what the preview showed; only whoever saw it."""
    job = _job(request, pk)
    if job.user_id != request.user.pk:
        raise PermissionDenied
    if job.created_at < timezone.now() - jobs.PREVIEW_TIME:
        messages.error(request, _("The preview is too old. Upload the file once more."))
    elif jobs.claim(job, state=ImportState.PREVIEWED, becomes=ImportState.RUNNING):
        tasks.carry_out.enqueue(job.pk)
        _tell(request, job)
    else:
        messages.warning(request, _("The import has been carried out or dropped already."))
    return redirect("os2site_imports:detail", pk)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a preview and its file."""
    job = _job(request, pk)
    if job.user_id != request.user.pk:
        raise PermissionDenied
    ImportJob.objects.filter(
        pk=job.pk, state__in=[ImportState.PREVIEWED, ImportState.REFUSED, ImportState.FAILED]
    ).delete()
    messages.success(request, _("The file is forgotten. Nothing was changed."))
    return redirect("os2site_imports:index")


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an import back."""
    job = _job(request, pk)
    if _may_undo(job) and jobs.claim(job, state=ImportState.DONE, becomes=ImportState.UNDOING):
        tasks.undo.enqueue(job.pk, int(request.user.pk or 0))
        _tell(request, job)
    else:
        messages.warning(request, _("The import can't be undone any more."))
    return redirect("os2site_imports:detail", pk)


@require_safe
def export(request: HttpRequest, kind: str, ending: str) -> HttpResponse:
    """All records of a kind as a file that the import reads.

    :raises Http404: for a kind or a format that there is not.
    """
    kinds = _kinds(request)
    suffix = f".{ending}"
    if kind not in kinds or suffix not in _TYPES:
        raise Http404("No such export")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{kind}{suffix}"
        try:
            export_file(kinds[kind], file)
        except TransferError as error:
            messages.error(request, str(error))
            return redirect("os2site_imports:index")
        response = HttpResponse(file.read_bytes(), content_type=_TYPES[suffix])
    name = f"{kind}-{timezone.localdate():%Y-%m-%d}{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _kinds(request: HttpRequest) -> dict[str, Any]:
    """What the user may import.

    :raises PermissionDenied: when there is nothing.
    """
    found = usable_kinds(request.user)
    if not found:
        raise PermissionDenied
    return found


def _job(request: HttpRequest, pk: int) -> ImportJob:
    """A job of a kind that the user may import.

    :raises Http404: when there is none.
    """
    kinds = _kinds(request)
    job = ImportJob.objects.filter(pk=min(pk, 2**62), kind__in=kinds).select_related("user").first()
    if job is None:
        raise Http404("No such import")
    return job


def _may_undo(job: ImportJob) -> bool:
    limit: datetime.datetime = timezone.now() - jobs.UNDO_TIME
    return (
        job.state == ImportState.DONE
        and job.finished_at is not None
        and job.finished_at > limit
        and job.records.exists()
    )


def _tell(request: HttpRequest, job: ImportJob) -> None:
    """Say how it went where the task has run already; otherwise the page says what is at work."""
    job.refresh_from_db()
    if job.state == ImportState.DONE and not job.reason:
        messages.success(request, _("The file is imported."))
    elif job.state == ImportState.UNDONE:
        messages.success(request, _("The import is undone."))
    elif job.state not in AT_WORK:
        messages.error(request, job.reason)
