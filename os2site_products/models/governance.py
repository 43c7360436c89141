"""Governance: versioned sets of criteria, and assessments that name the set they were made with."""

from __future__ import annotations

from django.conf import settings
from django.contrib.admin import display as admin_display
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.models import Orderable

from os2site.conf import base_page_model_name
from os2site.models import LinesField
from os2site.page_mixins import PageOfTypePanel
from os2site_products.enums import (
    Answer,
    AssessmentAction,
    AssessmentState,
    BasisType,
    Level,
    Light,
    Theme,
)


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

    #: What reports show of a criterion: it stays as it was once a report uses the set.
    SHOWN = ("criteria_set", "code", "theme", "level", "is_recommendation", "title", "order")

    def clean(self) -> None:
        """Give the criterion a slug when the editor left it empty, and keep used sets as they are.

        :raises ValidationError: when a set that reports use would show something else.
        """
        super().clean()
        self.slug = self.slug or slugify(self.code)
        before = Criterion.objects.filter(pk=self.pk).first() if self.pk else None
        changed = [
            name
            for name in self.SHOWN
            if before is None or getattr(before, name) != getattr(self, name)
        ]
        sets = {self.criteria_set} | ({before.criteria_set} if before else set())
        if changed and any(set_is_used(criteria_set=name) for name in sets):
            raise ValidationError(
                {
                    changed[0] if before else "criteria_set": _(
                        "Reports use this set, and must go on showing what they were made with. "
                        "Make a new set from it instead; only guidance and source can be changed."
                    )
                },
                code="used",
            )


def set_is_used(*, criteria_set: str) -> bool:
    """Whether an assessment was made with the set, or is being made with it."""
    return Assessment.objects.filter(criteria_set=criteria_set).exists()


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
        help_text=_("A decision, not a sum."),
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by_role = models.CharField(
        _("decided by"), max_length=120, blank=True, help_text=_("A role, not a person.")
    )
    decision_text = models.TextField(
        _("reason for the decision"),
        blank=True,
        help_text=_("What it rests on, in a few sentences. Visitors read it."),
    )
    summary = models.TextField(_("summary"), blank=True)
    note = models.TextField(_("note"), blank=True)
    missing_documentation = LinesField(
        _("criteria that lack documentation"), help_text=_("Codes, one on each line.")
    )
    sources = LinesField(_("sources"))
    published = models.BooleanField(_("shown to visitors"), default=False, editable=False)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=AssessmentState.choices,
        default=AssessmentState.DRAFT,
        editable=False,
    )
    #: The product's own answers, on which an evaluation was made.
    based_on = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="evaluations",
        verbose_name=_("based on"),
    )
    #: Written first in each save of answers, so that savers wait for each other.
    changed_at = models.DateTimeField(_("last changed"), null=True, editable=False)
    demo = models.BooleanField(_("example"), default=False)

    panels = [
        HelpPanel(
            _(
                "These are the facts of the report as a whole. Answers and lights are filled in by "
                "theme, and the report is published, on its own screen."
            )
        ),
        PageOfTypePanel("product", page_type="product"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("assessed_by_role")]),
        FieldPanel("summary"),
        FieldPanel("missing_documentation"),
        FieldPanel("note"),
        FieldPanel("sources"),
        FieldPanel("demo"),
        FieldPanel("slug"),
    ]

    class Meta:
        verbose_name = _("governance assessment")
        verbose_name_plural = _("governance assessments")
        ordering = ["-date", "slug"]
        permissions = [
            ("evaluate_assessment", _("Can evaluate, decide and publish governance assessments"))
        ]

    def __str__(self) -> str:
        return f"{self.product_slug} {self.date or ''}".strip()

    @admin_display(description=_("product"), ordering="product_slug")
    def product_name(self) -> str:
        """Title of the product's page; its slug while there is none."""
        return self.product.title if self.product is not None else self.product_slug

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
    #: Empty while the assessment is being written.
    verdict = models.CharField(
        _("result"), max_length=20, choices=[*Light.choices, *Answer.choices], blank=True
    )
    explanation = models.TextField(_("explanation"), blank=True, max_length=4000)
    documentation_url = models.URLField(_("documentation"), blank=True)
    #: In an evaluation: what the product answered when the evaluation began.
    own_answer = models.CharField(
        _("the product's answer"), max_length=20, choices=Answer.choices, blank=True
    )
    own_explanation = models.TextField(_("the product's explanation"), blank=True, max_length=4000)

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


class AssessmentStep(models.Model):
    """What was done to an assessment, when and by which account; shown to editors only."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="steps")
    action = models.CharField(_("what"), max_length=20, choices=AssessmentAction.choices)
    at = models.DateTimeField(_("when"), default=timezone.now)
    #: Only the account, and nothing once it is deleted.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    class Meta:
        verbose_name = _("step of an assessment")
        verbose_name_plural = _("steps of an assessment")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.at:%Y-%m-%d}"
