"""The demo's products."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from os2site.transfer.demo import DemoContext, DemoFiles
from os2site.transfer.pages import index_page
from os2site_products.demo.english import EnglishProduct


@dataclass(frozen=True)
class ListLead:
    """The sentence under the heading of the product list, unless an editor wrote one."""

    name: str = "products: lead"
    order: int = 21

    def fingerprint(self, context: DemoContext) -> str:
        """There is one version of it."""
        return "1"

    def load(self, context: DemoContext) -> None:
        """Write the lead and publish the list."""
        page: Any = index_page("product", context=context.transfer)
        if getattr(page, "lead", None) != "":
            return
        with translation.override(context.transfer.locale.language_code):
            page.lead = _(
                "A product is ready for use. A project is still being built or tried out."
            )
        page.save_revision().publish()


PARTS = (
    DemoFiles(
        order=20,
        files=(
            ("criteria", "governance_criteria.json"),
            ("economy", "economy.json"),
            ("products", "products.json"),
            ("assessments", "governance_assessments.json"),
        ),
    ),
    # An earlier report of an example, so that there is something to compare with.
    DemoFiles(order=22, files=(("assessments", "example_governance_reports.json"),)),
    ListLead(),
    EnglishProduct(),
)
