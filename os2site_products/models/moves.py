"""Moves of a product along its axes: each change of kind, lifecycle or level leaves a dated row."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from os2site.conf import base_page_model_name
from os2site.page_mixins import PageOfTypePanel
from os2site_products.enums import Axis, Kind, Level, Lifecycle

#: Closed set of each axis.
VALUES: dict[str, type[models.TextChoices]] = {
    Axis.KIND: Kind,
    Axis.LIFECYCLE: Lifecycle,
    Axis.LEVEL: Level,
}
#: Of all axes; a word that two of them have stands once.
ALL_VALUES = list(dict([*Kind.choices, *Lifecycle.choices, *Level.choices]).items())


class ProductMove(models.Model):
    """A product moved from one state to another on a day. Who decided is a role, not a person."""

    product = models.ForeignKey(
        base_page_model_name(),
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("product"),
    )
    axis = models.CharField(_("what changed"), max_length=12, choices=Axis.choices)
    before = models.CharField(
        _("before"),
        max_length=20,
        blank=True,
        choices=ALL_VALUES,
    )
    after = models.CharField(
        _("after"),
        max_length=20,
        blank=True,
        choices=ALL_VALUES,
    )
    date = models.DateField(_("date"), default=timezone.localdate)
    decided_by_role = models.CharField(
        _("decided by"), max_length=120, blank=True, help_text=_("A role, not a person.")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    panels = [
        PageOfTypePanel("product", page_type="product"),
        FieldPanel("axis"),
        FieldRowPanel([FieldPanel("before"), FieldPanel("after")]),
        FieldRowPanel([FieldPanel("date"), FieldPanel("decided_by_role")]),
        FieldPanel("note"),
    ]

    class Meta:
        verbose_name = _("move of a product")
        verbose_name_plural = _("moves of products")
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return (
            f"{self.get_axis_display()}: {self.label_of(self.before)} → {self.label_of(self.after)}"
        )

    def label_of(self, code: str) -> str:
        """The word of a value of this move's axis; that nobody has stated it when empty."""
        labels = dict(VALUES[self.axis].choices) if self.axis in VALUES else {}
        return str(labels.get(code, _("Not stated")))

    def clean(self) -> None:
        """Refuse values of another axis, a move to the same place, and a day to come.

        :raises ValidationError: on the field concerned.
        """
        super().clean()
        known = VALUES[self.axis].values if self.axis in VALUES else []
        for name in ("before", "after"):
            value = getattr(self, name)
            if value and value not in known:
                raise ValidationError({name: _("That is no value of what changed.")})
        if self.before == self.after:
            raise ValidationError({"after": _("Before and after are the same.")})
        if self.date and self.date > timezone.localdate():
            raise ValidationError({"date": _("The date lies in the future.")})
