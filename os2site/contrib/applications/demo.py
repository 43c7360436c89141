"""Demo content: the two forms, below the pages that tell how to take part."""

from __future__ import annotations

from dataclasses import dataclass

from os2site.contrib.applications.enums import ApplicationKind
from os2site.page_types import get_page_model
from os2site.transfer.demo import DemoContext

#: Slug of the page above → kind, title and lead.
FORMS = (
    (
        "bliv-medlem",
        ApplicationKind.MEMBER,
        "Ansøg om medlemskab",
        "Fortæl os, hvem I er. Så sender sekretariatet aftalen og svarer på jeres spørgsmål.",
    ),
    (
        "bliv-leverandoer",
        ApplicationKind.SUPPLIER,
        "Ansøg om at blive leverandør",
        "Fortæl os, hvad I leverer. Så sender sekretariatet aftalen og svarer på jeres spørgsmål.",
    ),
)


@dataclass(frozen=True)
class ApplicationForms:
    """A form below each of the pages that exist; those show a button to it."""

    name: str = "application forms"
    order: int = 60

    def fingerprint(self, context: DemoContext) -> str:
        return "1"

    def load(self, context: DemoContext) -> None:
        home = context.transfer.site.root_page
        for slug, kind, title, lead in FORMS:
            above = home.get_descendants().filter(slug=slug).first()
            if above is None or above.get_children().filter(slug="ansoegning").exists():
                continue
            form = get_page_model("application")(
                title=title, slug="ansoegning", kind=kind, lead=lead, locale=above.locale
            )
            above.add_child(instance=form)
            form.save_revision().publish()


PARTS = (ApplicationForms(),)
