"""``manage.py os2site_export KIND FILE``: write what import reads."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from os2site.transfer.catalogue import get_kind
from os2site.transfer.contract import TransferError
from os2site.transfer.runner import export_file


class Command(BaseCommand):
    """Exports all records of a kind."""

    help = "Export all records of a kind to .csv, .xlsx or .json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", metavar="KIND", help="such as products, events or news")
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kind = get_kind(options["kind"])
            count = export_file(kind, options["file"])
        except TransferError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("%(label)s: %(count)s written to %(file)s.")
            % {"label": kind.label, "count": count, "file": options["file"]}
        )
