"""Demo content of the supplier directory."""

from __future__ import annotations

from dataclasses import dataclass

from os2site.page_types import get_page_model
from os2site.transfer.demo import DemoContext, DemoFiles


@dataclass(frozen=True)
class EnquiryAddresses:
    """Gives invented suppliers an address for enquiries, which is in no file."""

    name: str = "supplier enquiry addresses"
    order: int = 31

    def fingerprint(self, context: DemoContext) -> str:
        return "1"

    def load(self, context: DemoContext) -> None:
        pages = get_page_model("supplier")._default_manager.filter(demo=True, enquiry_email="")
        for page in pages.exclude(contact_email=""):
            page.enquiry_email = page.contact_email
            page.save_revision().publish()


PARTS = (DemoFiles(30, (("suppliers", "suppliers.json"),)), EnquiryAddresses())
