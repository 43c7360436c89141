"""An organisation's wish to become a member or a supplier, and its way through the secretariat."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from os2site.conf import base_page_model_name
from os2site.contrib.applications.enums import ApplicationKind, ApplicationState


class Application(models.Model):
    """Written by :mod:`os2site.contrib.applications.services.applications`; staff move it on."""

    #: The same for one form that is sent twice.
    submission = models.CharField(max_length=64, unique=True, editable=False)
    kind = models.CharField(_("wants to become"), max_length=20, choices=ApplicationKind.choices)
    page = models.ForeignKey(
        base_page_model_name(),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("page of the form"),
    )
    organisation = models.CharField(_("organisation"), max_length=160)
    role = models.CharField(_("role of the contact"), max_length=120)
    email = models.EmailField(_("mail address"))
    #: The form takes web addresses only.
    website = models.CharField(_("website"), max_length=200, blank=True)
    message = models.TextField(_("message"), blank=True)
    state = models.CharField(
        _("status"),
        max_length=20,
        choices=ApplicationState.choices,
        default=ApplicationState.RECEIVED,
    )
    note = models.TextField(
        _("internal note"), blank=True, help_text=_("The applicant may ask to read it.")
    )
    created_at = models.DateTimeField(_("received"), default=timezone.now)
    consented_at = models.DateTimeField(_("consent given"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    delete_on = models.DateField(_("is deleted on"))

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes = [
            models.Index(fields=["delete_on"], name="os2site_application_delete"),
            models.Index(fields=["email"], name="os2site_application_email"),
        ]

    def __str__(self) -> str:
        return self.organisation

    def clean(self) -> None:
        """Nobody makes an application unconfirmed again.

        :raises ValidationError: on the status.
        """
        super().clean()
        if self.confirmed_at is not None and self.state == ApplicationState.RECEIVED:
            raise ValidationError({"state": _("The application was confirmed by mail already.")})


class ApplicationStep(models.Model):
    """A status that an application got, when, and by whom; without a user, by the applicant."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(max_length=20, choices=ApplicationState.choices)

    class Meta:
        verbose_name = _("step of an application")
        verbose_name_plural = _("steps of applications")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        day = date_format(timezone.localtime(self.at), "SHORT_DATETIME_FORMAT")
        who = self.user.get_username() if self.user is not None else _("the applicant")
        return f"{day}: {self.get_state_display()} ({who})"
