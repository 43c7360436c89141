"""What belongs to a site as a whole: identity, theme, links, switched-off plugins, anchor day."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from os2site import theme as themes
from os2site.conf import base_page_model_name
from os2site.enums import ThemePreset
from os2site.memo import per_request
from os2site.rechecked import Rechecked

if TYPE_CHECKING:
    from wagtail.models import Site

_labels: Final[Rechecked[frozenset[str]]] = Rechecked(64)


@register_setting(icon="home")
class SiteSettings(ClusterableModel, BaseSiteSetting):
    """Name, look, contact and footer of one site, edited under Settings."""

    name = models.CharField(_("name"), max_length=80, default="OS2")
    tagline = models.CharField(_("tagline"), max_length=120, blank=True)
    logo = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Leave empty to show the name."),
    )
    contact_email = models.EmailField(_("mail address"), blank=True)
    contact_text = models.CharField(
        _("opening hours or other contact text"), max_length=200, blank=True
    )
    footer_intro = models.CharField(_("footer statement"), max_length=200, blank=True)
    footer_note = models.CharField(_("footer note"), max_length=200, blank=True)
    repository_url = models.URLField(_("source code"), blank=True)
    theme = models.CharField(
        _("theme"), max_length=20, choices=ThemePreset.choices, default=ThemePreset.FJORD
    )
    accent_light = models.CharField(
        _("own accent colour, light"),
        max_length=7,
        blank=True,
        help_text=_("Such as #2438b4. Refused when text in it can't be read."),
    )
    accent_dark = models.CharField(_("own accent colour, dark"), max_length=7, blank=True)
    radius = models.DecimalField(
        _("rounding of corners, rem"),
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MaxValueValidator(1.6)],
    )
    accessibility_page = models.ForeignKey(
        base_page_model_name(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accessibility statement"),
        help_text=_("Linked in the footer once it is published. Public bodies must have one."),
    )
    privacy_page = models.ForeignKey(
        base_page_model_name(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("privacy policy"),
        help_text=_("Linked in the footer once it is published."),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("tagline"), FieldPanel("logo")], heading=_("Identity")
        ),
        MultiFieldPanel(
            [
                FieldPanel("theme"),
                FieldRowPanel([FieldPanel("accent_light"), FieldPanel("accent_dark")]),
                FieldPanel("radius"),
            ],
            heading=_("Look"),
        ),
        MultiFieldPanel(
            [FieldPanel("contact_email"), FieldPanel("contact_text"), FieldPanel("repository_url")],
            heading=_("Contact"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("footer_intro"),
                FieldPanel("footer_note"),
                FieldPanel("accessibility_page"),
                FieldPanel("privacy_page"),
            ],
            heading=_("Footer"),
        ),
        InlinePanel("links", heading=_("Links in footer and social media"), label=_("link")),
        InlinePanel("texts", heading=_("Texts in other languages"), label=_("language")),
    ]

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")

    def resolved_theme(self) -> themes.Theme:
        """The theme with the site's own accent colours and radius.

        :raises ValueError: when a stored value is not valid, which ``clean`` prevents.
        """
        return themes.resolve(
            preset=self.theme,
            accent_light=self.accent_light,
            accent_dark=self.accent_dark,
            radius="" if self.radius is None else f"{self.radius}rem",
        )

    def clean(self) -> None:
        """Refuse colours that are not colours, or in which text can't be read (WCAG AA).

        :raises ValidationError: naming the field and the failing pair.
        """
        super().clean()
        try:
            faults = themes.contrast_faults(self.resolved_theme())
        except ValueError as error:
            raise ValidationError({"accent_light": str(error)}) from error
        if faults:
            worst = faults[0]
            field = "accent_dark" if worst.scheme == "dark" else "accent_light"
            raise ValidationError(
                {
                    field: ValidationError(
                        _(
                            "Text in this colour can't be read: the contrast is %(ratio)s to 1, "
                            "and at least %(required)s to 1 is needed."
                        ),
                        code="contrast",
                        params={"ratio": f"{worst.ratio:.1f}", "required": f"{worst.required:.1f}"},
                    )
                }
            )


class SiteTexts(models.Model):
    """The site's own texts in a language that is not its first."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(
        "wagtailcore.Locale", on_delete=models.CASCADE, related_name="+", verbose_name=_("language")
    )
    tagline = models.CharField(_("tagline"), max_length=120, blank=True)
    contact_text = models.CharField(
        _("opening hours or other contact text"), max_length=200, blank=True
    )
    footer_intro = models.CharField(_("footer statement"), max_length=200, blank=True)
    footer_note = models.CharField(_("footer note"), max_length=200, blank=True)

    panels = [
        FieldPanel("locale"),
        FieldPanel("tagline"),
        FieldPanel("contact_text"),
        FieldPanel("footer_intro"),
        FieldPanel("footer_note"),
    ]

    class Meta:
        verbose_name = _("texts in a language")
        verbose_name_plural = _("texts in other languages")
        constraints = [
            models.UniqueConstraint(fields=["settings", "locale"], name="os2site_texts_once")
        ]

    def __str__(self) -> str:
        return str(self.locale)


class SiteLink(Orderable):
    """A link in the footer or to a social medium."""

    class Placement(models.TextChoices):
        FIND = "find", _("Footer: find")
        JOIN = "join", _("Footer: take part")
        SOCIAL = "social", _("Social medium")

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="links")
    placement = models.CharField(_("place"), max_length=10, choices=Placement.choices)
    title = models.CharField(_("title"), max_length=80)
    page = models.ForeignKey(
        base_page_model_name(),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page"),
    )
    url = models.CharField(
        _("or address"), max_length=400, blank=True, help_text=_("Starts with / or https://")
    )
    locale = models.ForeignKey(
        "wagtailcore.Locale",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("language"),
        help_text=_("Empty: shown in each language that has no links of its own in this place."),
    )

    panels = [
        FieldRowPanel([FieldPanel("placement"), FieldPanel("title")]),
        FieldPanel("locale"),
        FieldPanel("page"),
        FieldPanel("url"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Require one target, and only addresses that a browser may follow.

        :raises ValidationError: when there is none, or the address has another scheme.
        """
        super().clean()
        if not self.page_id and not self.url:
            raise ValidationError({"page": _("Choose a page or give an address.")})
        if self.url and not self.url.startswith(("/", "https://", "http://", "mailto:")):
            raise ValidationError({"url": _("The address must start with / or https://.")})


class DisabledPlugin(models.Model):
    """A plugin that is switched off on a site: it contributes nothing there, its data stays."""

    site = models.ForeignKey(
        "wagtailcore.Site",
        on_delete=models.CASCADE,
        related_name="os2site_disabled_plugins",
        verbose_name=_("site"),
    )
    label = models.CharField(_("plugin"), max_length=80)

    class Meta:
        verbose_name = _("switched-off plugin")
        verbose_name_plural = _("switched-off plugins")
        constraints = [
            models.UniqueConstraint(fields=["site", "label"], name="os2site_disabled_once")
        ]

    def __str__(self) -> str:
        return self.label

    @classmethod
    @per_request
    def labels_for(cls, site: Site) -> frozenset[str]:
        """App labels of the plugins that are switched off on ``site``."""
        off = cls.objects
        return _labels.get(
            site.pk, lambda: frozenset(off.filter(site=site).values_list("label", flat=True))
        )


class ContentAnchor(models.Model):
    """The day from which relative dates in imported content are counted; set once."""

    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("anchor day")
        verbose_name_plural = _("anchor day")

    def __str__(self) -> str:
        return self.day.isoformat()

    @classmethod
    def get_day(cls) -> datetime.date:
        """The anchor day; the first call stores today's."""
        anchor = cls.objects.order_by("pk").first()
        if anchor is None:
            anchor = cls.objects.create(day=timezone.localdate())
        return anchor.day
