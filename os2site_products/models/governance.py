"""Governance: versioned sets of criteria, and assessments that name the set they were made with."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from os2site.conf import base_page_model_name
from os2site.models import LinesField
from os2site.page_mixins import PageOfTypePanel
from os2site_products.enums import Answer, BasisType, Level, Light, Theme


class Criterion(models.Model):
    """A criterion of a set such as "2025"; older assessments keep the set they were made with."""

    slug = models.SlugField(
        _("slug"), max_length=40, blank=True, help_text=_("Leave empty to take the code.")
    )
    criteria_set = models.CharField(
        _("criteria set"),
        max_length=20,
        help_text=_("Such as 2025. Make a new set instead of changing one that has been used."),
    )
    code = models.CharField(_("code"), max_length=10, help_text=_("Such as F4."))
    theme = models.CharField(_("theme"), max_length=40, choices=Theme.choices)
    level = models.CharField(
        _("level"),
        max_length=10,
        choices=Level.choices,
        help_text=_("The lowest level that it belongs to; higher levels inherit it."),
    )
    is_recommendation = models.BooleanField(_("only a recommendation"), default=False)
    title = models.CharField(_("title"), max_length=200)
    guidance = models.TextField(_("guidance"), blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    source = models.CharField(_("source"), max_length=300, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("criteria_set"), FieldPanel("code"), FieldPanel("order")]),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("theme"), FieldPanel("level")]),
        FieldPanel("is_recommendation"),
        FieldPanel("guidance"),
        FieldPanel("source"),
        FieldPanel("slug"),
    ]

    class Meta:
        verbose_name = _("governance criterion")
        verbose_name_plural = _("governance criteria")
        ordering = ["criteria_set", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "code"], name="os2site_products_criterion_code"
            ),
            models.UniqueConstraint(
                fields=["criteria_set", "slug"], name="os2site_products_criterion_slug"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def clean(self) -> None:
        """Give the criterion a slug when the editor left it empty."""
        super().clean()
        self.slug = self.slug or slugify(self.code)


class Assessment(ClusterableModel):
    """An evaluation by the secretariat, or a product's assessment of itself.

    The decided level is a decision, not a sum: counts are computed from the results when shown.
    """

    slug = models.SlugField(
        _("slug"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_("Leave empty to take product, type and date."),
    )
    product = models.ForeignKey(
        base_page_model_name(),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("product"),
    )
    #: Slug of the product, kept while its page is not there yet.
    product_slug = models.SlugField(max_length=255, editable=False, db_index=True)
    type = models.CharField(_("type"), max_length=20, choices=BasisType.choices)
    criteria_set = models.CharField(
        _("criteria set"), max_length=20, help_text=_("The set it was made with, such as 2025.")
    )
    date = models.DateField(_("date"), null=True, blank=True)
    assessed_by_role = models.CharField(
        _("assessed by"), max_length=120, blank=True, help_text=_("A role, not a person.")
    )
    decided_level = models.CharField(
        _("decided level"),
        max_length=10,
        choices=Level.choices,
        blank=True,
        help_text=_("A decision, not a sum. State it on the product's page too."),
    )
    summary = models.TextField(_("summary"), blank=True)
    note = models.TextField(_("note"), blank=True)
    missing_documentation = LinesField(
        _("criteria that lack documentation"), help_text=_("Codes, one on each line.")
    )
    sources = LinesField(_("sources"))
    published = models.BooleanField(
        _("shown to visitors"),
        default=True,
        help_text=_("Take the tick away while the assessment is being written."),
    )
    demo = models.BooleanField(_("example"), default=False)

    panels = [
        PageOfTypePanel("product", page_type="product"),
        FieldRowPanel([FieldPanel("type"), FieldPanel("criteria_set"), FieldPanel("date")]),
        FieldRowPanel([FieldPanel("assessed_by_role"), FieldPanel("decided_level")]),
        FieldPanel("summary"),
        InlinePanel("results", heading=_("Results"), label=_("result")),
        FieldPanel("missing_documentation"),
        FieldPanel("note"),
        FieldPanel("sources"),
        FieldPanel("published"),
        FieldPanel("demo"),
        FieldPanel("slug"),
    ]

    class Meta:
        verbose_name = _("governance assessment")
        verbose_name_plural = _("governance assessments")
        ordering = ["-date", "slug"]

    def __str__(self) -> str:
        return f"{self.product_slug} {self.date or ''}".strip()

    def clean(self) -> None:
        """Require a product, and give the assessment a slug when the editor left it empty.

        :raises ValidationError: when it names no product, or its date lies in the future.
        """
        super().clean()
        if self.product is not None:
            self.product_slug = self.product.slug
        if not self.product_slug:
            raise ValidationError({"product": _("Choose a product.")})
        if self.date and self.date > timezone.localdate():
            raise ValidationError({"date": _("The date lies in the future.")})
        day = self.date.isoformat() if self.date else "udateret"
        self.slug = self.slug or f"{self.product_slug}-{self.type}-{day}"[:120]


class AssessmentResult(Orderable):
    """Verdict (evaluation) or answer (self-assessment) on one criterion: "follow or explain"."""

    assessment = ParentalKey(Assessment, on_delete=models.CASCADE, related_name="results")
    code = models.CharField(_("criterion"), max_length=10)
    verdict = models.CharField(
        _("result"), max_length=20, choices=[*Light.choices, *Answer.choices]
    )
    explanation = models.TextField(_("explanation"), blank=True)
    documentation_url = models.URLField(_("documentation"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("verdict")]),
        FieldPanel("explanation"),
        FieldPanel("documentation_url"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "code"], name="os2site_products_result_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.get_verdict_display()}"

    def clean(self) -> None:
        """Refuse a light in a self-assessment, and an answer in an evaluation.

        :raises ValidationError: when the result doesn't fit the type of the assessment.
        """
        super().clean()
        is_evaluation = self.assessment.type == BasisType.EVALUATION
        if self.verdict and (self.verdict in Light.values) != is_evaluation:
            raise ValidationError(
                {"verdict": _("An evaluation has lights, a self-assessment has answers.")}
            )
