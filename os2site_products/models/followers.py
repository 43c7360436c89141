"""Who gets a mail when something happens around a product."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from os2site.conf import base_page_model_name


class ProductFollower(models.Model):
    """A mail address that follows a product, once its owner has confirmed that.

    Written by :mod:`os2site_products.services.follow`; the row goes on ``delete_on`` at the latest.
    """

    product = models.ForeignKey(
        base_page_model_name(),
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("product"),
    )
    email = models.EmailField(_("mail address"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    #: The last day of which the follower has been told.
    told_on = models.DateField(_("told until"), null=True, blank=True)
    delete_on = models.DateField(_("is deleted on"))

    class Meta:
        verbose_name = _("follower of a product")
        verbose_name_plural = _("followers of products")
        constraints = [
            models.UniqueConstraint(fields=["product", "email"], name="os2site_follower_once")
        ]
        indexes = [
            models.Index(fields=["told_on"], name="os2site_follower_told"),
            models.Index(fields=["delete_on"], name="os2site_follower_delete"),
        ]

    def __str__(self) -> str:
        return f"{self.product.title}: {self.email}"
