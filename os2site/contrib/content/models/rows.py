"""Rows of the content pages; concrete classes add ``page``, a ParentalKey to the host's page."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from os2site.blocks.links import FOLLOWABLE
from os2site.conf import base_page_model_name
from os2site.contrib.content.enums import SectionType
from os2site.models import LinesField, RelationRow

#: Markup that a section's text may have; headings would break the page's outline.
SECTION_FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol"]


class HomeExampleRow(Orderable):
    """A word that visitors can try in the search."""

    text = models.CharField(_("text"), max_length=60)

    panels = [FieldPanel("text")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("search example")
        verbose_name_plural = _("search examples")

    def __str__(self) -> str:
        return self.text


class HomeReasonRow(Orderable):
    """A reason to take part."""

    title = models.CharField(_("title"), max_length=80)
    text = models.CharField(_("text"), max_length=300, blank=True)

    panels = [FieldPanel("title"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")

    def __str__(self) -> str:
        return self.title


class HomeActionRow(Orderable):
    """A button at the end of the page."""

    label = models.CharField(
        _("text of the button"), max_length=60, help_text=_("Starts with a verb.")
    )
    target = models.ForeignKey(
        base_page_model_name(),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("The button is not shown while the page is not published."),
    )
    url = models.CharField(_("or address"), max_length=400, blank=True, validators=[FOLLOWABLE])

    panels = [FieldPanel("label"), FieldPanel("target"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("button")
        verbose_name_plural = _("buttons")

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Require a target.

        :raises ValidationError: when the button leads nowhere.
        """
        super().clean()
        if self.target_id is None and not self.url:
            raise ValidationError({"target": _("Choose a page or give an address.")})


class RelatedRow(RelationRow):
    """A page that a reader may want next."""

    panels = [FieldPanel("target")]

    class Meta(RelationRow.Meta):
        abstract = True
        verbose_name = _("related page")
        verbose_name_plural = _("related pages")


class SectionRow(Orderable):
    """A body, role, principle or fact of the association, with an address of its own."""

    slug = models.SlugField(
        _("anchor"),
        max_length=80,
        help_text=_("The last part of the section's address, after #. Keep it once it is known."),
    )
    type = models.CharField(
        _("type"), max_length=20, choices=SectionType.choices, default=SectionType.BODY
    )
    title = models.CharField(_("title"), max_length=160)
    text = RichTextField(_("text"), blank=True, features=SECTION_FEATURES)
    parent = models.SlugField(
        _("belongs under"),
        max_length=80,
        blank=True,
        help_text=_("Anchor of the section that this one answers to; empty for none."),
    )
    facts = models.JSONField(
        _("facts"),
        default=dict,
        blank=True,
        help_text=_('Known facts, such as {"notice_days": 30, "votes_per_member": 1}.'),
    )
    sources = LinesField(_("sources"), help_text=_("One source on each line."))
    demo = models.BooleanField(_("example content"), default=False)

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("type"), FieldPanel("parent")]),
        FieldPanel("text"),
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("facts"),
                FieldPanel("sources"),
                FieldPanel("demo"),
            ],
            heading=_("Address, facts and sources"),
            classname="collapsed",
        ),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse facts that are no object, and a section under itself.

        :raises ValidationError: naming the field.
        """
        super().clean()
        if not isinstance(self.facts, dict):
            raise ValidationError({"facts": _("Write the facts as a JSON object.")})
        if self.parent and self.parent == self.slug:
            raise ValidationError({"parent": _("A section can't belong under itself.")})
