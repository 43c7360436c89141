"""Pictures for some of the demo's news."""

from __future__ import annotations

from typing import ClassVar, Final

from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from os2site.contrib.news.demo.drawings import DRAWINGS, draw
from os2site.page_types import get_page_model
from os2site.transfer.demo import DemoContext

#: Slug of a piece of news → drawing, title and description of the picture. The drawings show what
#: the content's own alternative texts say.
PICTURES: Final = {
    "ressourcebooking-version-2": (
        "calendar",
        "Eksempel: kalender",
        "Tegning af et skærmbillede med en kalender, hvor fire felter er optaget.",
    ),
    "vejviser-niveau-2": (
        "sign",
        "Eksempel: skilt",
        "Tegning af et skilt med pile ved siden af to stole i et venteværelse.",
    ),
    "case-madspild": (
        "vegetables",
        "Eksempel: grøntsager",
        "Tegning af tomater, skiver og gulerødder på et skærebræt.",
    ),
}


class Pictures:
    """Draws the pictures and puts them on their news; news that have one keep it."""

    name: ClassVar[str] = "news: pictures"
    order: ClassVar[int] = 55

    def fingerprint(self, context: DemoContext) -> str:
        """There is one version of them."""
        return "1 " + " ".join(DRAWINGS)

    def load(self, context: DemoContext) -> None:
        """Store each picture once and publish its page."""
        images = get_image_model()
        news = get_page_model("news")._default_manager.filter(
            slug__in=PICTURES, locale=context.transfer.locale, image=None, live=True
        )
        for page in news.descendant_of(context.transfer.site.root_page):
            drawing, title, description = PICTURES[page.slug]
            image = images.objects.filter(title=title).first()
            if image is None:
                image = images(
                    title=title,
                    description=description,
                    file=ContentFile(draw(drawing), name=f"eksempel-{drawing}.png"),
                )
                image.save()
            # The content keeps its own text: to import its file again must change nothing.
            page.image = image
            page.image_alt = page.image_alt or description
            page.save_revision().publish()
