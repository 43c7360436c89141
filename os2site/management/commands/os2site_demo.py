"""``manage.py os2site_demo``: set up the demo site."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Site

from os2site.search import document_texts
from os2site.transfer import demo
from os2site.transfer.contract import TransferError
from os2site.transfer.demo_login import ADMIN, EDITOR, ensure_accounts


class Command(BaseCommand):
    """Loads the demo content once and makes a login; a second run changes nothing."""

    help = "Set up the demo site: languages, home page, content and a login."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--reset",
            action="store_true",
            help="delete the pages and records of the site first, whoever made them",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                if options["reset"]:
                    demo.reset()
                failed = demo.load(say=self.stdout.write)
        except TransferError as error:
            raise CommandError(str(error)) from error
        finally:
            # Read inside a transaction that may have been undone since.
            Site.clear_site_root_paths_cache()
        document_texts.read_due()
        login = ensure_accounts()
        self.stdout.write(_("Administration: %(address)s") % {"address": login.address})
        self.stdout.write(
            _("Users: %(admin)s (may do all), %(editor)s (editor)")
            % {"admin": ADMIN, "editor": EDITOR}
        )
        password = login.password or _("the one that was chosen since")
        self.stdout.write(_("Password: %(password)s") % {"password": password})
        if failed:
            raise CommandError("\n".join([_("Not all of the content was loaded."), *failed]))
