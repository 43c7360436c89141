"""What a product is as software: the facts that its publiccode.yml tells others."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from os2site.models import LinesField
from os2site_products.enums import MaintenanceType, SoftwareType


class SoftwareFacts(models.Model):
    """Facts that nobody can compute; each stays empty until somebody states it."""

    features = LinesField(
        _("features"),
        help_text=_("What a user can do with it, one feature on each line. Five to twenty is fit."),
    )
    software_type = models.CharField(
        _("type of software"), max_length=30, choices=SoftwareType.choices, blank=True
    )
    platforms = LinesField(
        _("platforms"),
        help_text=_(
            "What people use it on, one on each line: web, windows, mac, linux, ios or android."
        ),
    )
    interface_languages = LinesField(
        _("languages of the interface"),
        help_text=_("Codes such as da or en, one on each line."),
    )
    can_be_translated = models.BooleanField(
        _("can be translated"),
        null=True,
        blank=True,
        help_text=_("The software is made so that it can be used in more languages."),
    )
    maintenance_type = models.CharField(
        _("maintained by"), max_length=20, choices=MaintenanceType.choices, blank=True
    )

    software_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("software_type"), FieldPanel("maintenance_type")]),
                FieldPanel("platforms"),
                FieldRowPanel([FieldPanel("interface_languages"), FieldPanel("can_be_translated")]),
            ],
            heading=_("In catalogues of public software"),
            help_text=_(
                "These facts are told to other catalogues in the product's publiccode.yml."
            ),
        )
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse codes that name no language.

        :raises ValidationError: on the field ``interface_languages``.
        """
        super().clean()
        unknown = [code for code in self.interface_languages if not is_language(code)]
        if unknown:
            raise ValidationError(
                {
                    "interface_languages": ValidationError(
                        _("%(code)s is not the code of a language, such as da or en."),
                        params={"code": unknown[0]},
                    )
                }
            )


def is_language(code: str) -> bool:
    """Whether ``code`` begins with the code of a language, such as ``da`` or ``en-GB``."""
    try:
        get_language_info(code.lower())
    except KeyError:
        return False
    return True
