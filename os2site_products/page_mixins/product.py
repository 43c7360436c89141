"""What a product page holds, whichever base page model the host uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField

from os2site.models import LinesField, Term
from os2site.models.slugs import SitePageForm
from os2site.page_mixins import SitePageMixin
from os2site.services import subpages
from os2site_products.enums import ENDED, BasisType, Kind, Level, Lifecycle
from os2site_products.models.software import SoftwareFacts
from os2site_products.page_mixins.product_form import EDIT_HANDLER
from os2site_products.page_mixins.routes import ProductRoutes
from os2site_products.services import addresses, feed, follow, moves, product_page

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Markup that a product's description may have.
TEXT_FEATURES = ["h3", "bold", "italic", "link", "document-link", "ul", "ol"]


class ProductForm(SitePageForm):
    """The form of a product: a decision that is in the history already is not offered again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = self.instance
        names = [name for name in ("move_decided_by", "move_decided_on") if name in self.fields]
        if not page.pk or not (page.move_decided_by or page.move_decided_on):
            return
        stored = moves.places(page=page)
        if stored and all(
            getattr(page, field) == stored[axis] for axis, field in moves.FIELDS.items()
        ):
            for name in names:
                self.initial[name] = None


class ProductPageMixin(ProductRoutes, SoftwareFacts, SitePageMixin):
    """A shared product or project.

    Four axes are kept apart (DOMAIN: product or project): kind, lifecycle, governance level with
    its basis, and target level. Concrete classes add the rows ``suppliers``, ``related_products``,
    ``users``, ``user_claims``, ``groups`` and ``prices`` (see :mod:`os2site_products.models.rows`)
    and ``tags``.
    """

    page_template = "os2site_products/product_page.html"
    base_form_class = ProductForm

    tagline = models.CharField(
        _("tagline"),
        max_length=200,
        blank=True,
        help_text=_("What it does, for whom, in one line. It stands first in every list."),
    )
    description = RichTextField(_("description"), blank=True, features=TEXT_FEATURES)
    description_note = models.CharField(_("note on the description"), max_length=300, blank=True)

    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=Kind.choices,
        default=Kind.PRODUCT,
        help_text=_("A project is still being developed, a product is ready for use."),
    )
    kind_note = models.CharField(
        _("note on the kind"),
        max_length=300,
        blank=True,
        help_text=_("Stands below the description, where visitors read it."),
    )
    lifecycle = models.CharField(
        _("lifecycle"),
        max_length=20,
        choices=Lifecycle.choices,
        blank=True,
        help_text=_("Leave empty when no source says; visitors then read Not stated."),
    )
    lifecycle_note = models.CharField(
        _("note on the lifecycle"),
        max_length=400,
        blank=True,
        help_text=_("Stands below the description, such as who took over what is handed over."),
    )
    governance_level = models.CharField(
        _("governance level"),
        max_length=10,
        choices=Level.choices,
        blank=True,
        help_text=_("Only a level that has been decided or stated."),
    )
    governance_target = models.CharField(
        _("target level"),
        max_length=10,
        choices=Level.choices,
        blank=True,
        help_text=_("The level that it works towards; not below the one it has."),
    )
    basis_type = models.CharField(
        _("basis of the level"),
        max_length=20,
        choices=BasisType.choices,
        blank=True,
        help_text=_("Who says so. Visitors read it beside the level, also that nobody has said."),
    )
    basis_date = models.DateField(
        _("date of the basis"),
        null=True,
        blank=True,
        help_text=_("The day of the evaluation or of the product's own assessment."),
    )
    basis_text = models.CharField(
        _("explanation of the basis"),
        max_length=400,
        blank=True,
        help_text=_("In a sentence or two: what the level rests on."),
    )
    basis_assessment = models.SlugField(
        _("assessment"),
        max_length=120,
        blank=True,
        help_text=_(
            "Is filled in when an evaluation is published. Its name in imports and exports."
        ),
    )
    move_decided_by = models.CharField(
        _("who decided the change"),
        max_length=120,
        blank=True,
        help_text=_("A role, not a person. It stands in the history when the page is published."),
    )
    move_decided_on = models.DateField(
        _("day of the decision"),
        null=True,
        blank=True,
        help_text=_("The day of publishing when empty."),
    )

    categories = ParentalManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to={"vocabulary": "category"},
        verbose_name=_("needs that it meets"),
    )
    main_category = models.ForeignKey(
        Term,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"vocabulary": "category"},
        verbose_name=_("main need"),
        help_text=_("Decides the mark beside the name."),
    )
    technologies = ParentalManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to={"vocabulary": "technology"},
        verbose_name=_("technologies"),
    )
    licence = models.CharField(
        _("licence"), max_length=60, blank=True, help_text=_("SPDX identifier, such as MPL-2.0.")
    )
    repository_urls = LinesField(_("source code"), urls=True, help_text=_("One address a line."))
    documentation_url = models.URLField(_("documentation"), blank=True)
    website_url = models.URLField(_("website"), blank=True)

    users_note = models.CharField(
        _("note on users"),
        max_length=400,
        blank=True,
        help_text=_("Stands below the users, such as how they were counted."),
    )
    has_accession_agreement = models.BooleanField(
        _("has a joining agreement"),
        null=True,
        blank=True,
        help_text=_(
            "Whether authorities sign an agreement to use it. Unknown when no source says."
        ),
    )
    has_own_account = models.BooleanField(
        _("has an account of its own"),
        null=True,
        blank=True,
        help_text=_("Whether the association keeps its money apart. Unknown when no source says."),
    )
    prices_note = models.CharField(
        _("note on prices"),
        max_length=400,
        blank=True,
        help_text=_("Stands below the price list, such as when the prices are set anew."),
    )
    price_exemptions = models.CharField(
        _("exemptions and additions"),
        max_length=400,
        blank=True,
        help_text=_(
            "Who need not pay something, or pays more, such as: whoever took part in paying for "
            "the development pays no joining fee."
        ),
    )

    edit_handler = EDIT_HANDLER

    class Meta:
        abstract = True

    @property
    def has_ended(self) -> bool:
        """Whether the community no longer offers it (handed over or archived)."""
        return self.lifecycle in ENDED

    def clean(self) -> None:
        """Refuse contradictions between the axes, and an address that the list uses itself.

        :raises ValidationError: when the slug is taken, a level lies in the future, or a target is
            below the level.
        """
        super().clean()
        if self.slug in addresses.TAKEN_SLUGS:  # type: ignore[attr-defined]
            raise ValidationError({"slug": _("The list of products uses this address itself.")})
        if self.basis_date and self.basis_date > timezone.localdate():
            raise ValidationError({"basis_date": _("The date lies in the future.")})
        levels = list(Level.values)
        if (
            self.governance_level
            and self.governance_target
            and levels.index(self.governance_target) < levels.index(self.governance_level)
        ):
            raise ValidationError(
                {"governance_target": _("The target is below the level it already has.")}
            )

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save the page; what moved since visitors last saw it leaves a dated row each."""
        names = kwargs.get("update_fields")
        if names is not None and not set(names) & set(moves.FIELDS.values()):
            return super().save(*args, **kwargs)
        with transaction.atomic():
            before = moves.places(page=self)
            result = super().save(*args, **kwargs)
            moves.record(page=self, before=before)
        return result

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with ``product``
        (:class:`os2site_products.services.product_page.ProductView`) and ``publiccode_url``,
        ``feed_url`` and ``follow_url``, empty for a draft.
        """
        context = super().get_context(request, *args, **kwargs)
        context["product"] = product_page.view_of(page=self, request=request)
        url = self.get_url(request) if self.live else None  # type: ignore[attr-defined]
        context["publiccode_url"] = f"{url}publiccode.yml" if url else ""
        context["feed_url"] = f"{url}{feed.SUBPAGE}/" if url else ""
        context["follow_url"] = f"{url}{follow.SUBPAGE}/" if url else ""
        return context

    def subpage_context(self, request: HttpRequest, subpage: subpages.Subpage) -> dict[str, Any]:
        """The context of a subpage: that of a page, without the product's sections."""
        page: Any = self  # A page of the host, whatever its base.
        context = super().get_context(request)
        return subpages.dressed(context=context, page=page, request=request, subpage=subpage)

    def seo_description(self) -> str:
        """The tagline, unless the editor wrote a description for search engines."""
        return str(getattr(self, "search_description", "") or self.tagline)

    def json_ld(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The product as schema.org SoftwareApplication."""
        data: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "SoftwareApplication",
            "name": self.title,  # type: ignore[attr-defined]
            "description": self.tagline,
            "url": self.full_url,  # type: ignore[attr-defined]
            "applicationCategory": "GovernmentApplication",
        }
        if self.licence:
            data["license"] = f"https://spdx.org/licenses/{self.licence}.html"
        if self.repository_urls:
            data["sameAs"] = list(self.repository_urls)
        return [data]
