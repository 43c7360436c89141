"""``manage.py os2site_import KIND FILE``: import records from a file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from os2site.transfer.catalogue import get_kind
from os2site.transfer.contract import TransferError
from os2site.transfer.runner import import_file


class Command(BaseCommand):
    """Imports a file in one transaction; with a bad row nothing is written, exit status 1."""

    help = "Import records from .csv, .xlsx or .json. With a bad row, nothing is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", metavar="KIND", help="such as products, events or news")
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="report, but write nothing")
        parser.add_argument(
            "--update", action="store_true", help="change records that are there already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kind = get_kind(options["kind"])
            report = import_file(
                kind, options["file"], dry_run=options["dry_run"], update=options["update"]
            )
        except TransferError as error:
            raise CommandError(str(error)) from error
        for note in report.notes:
            self.stdout.write(note)
        for row_error in report.errors:
            self.stderr.write(str(row_error))
        if not report.ok:
            count = len(report.errors)
            raise CommandError(
                ngettext(
                    "Nothing was imported: %(count)s error.",
                    "Nothing was imported: %(count)s errors.",
                    count,
                )
                % {"count": count}
            )
        counts = {
            "label": kind.label,
            "created": report.created,
            "updated": report.updated,
            "skipped": report.skipped,
        }
        if report.dry_run:
            text = _(
                "%(label)s, dry run: %(created)s would be created, %(updated)s changed, "
                "%(skipped)s are there already. Nothing was written."
            )
        else:
            text = _(
                "%(label)s: %(created)s created, %(updated)s changed, "
                "%(skipped)s were there already."
            )
        self.stdout.write(text % counts)
