"""Texts of the demo site that are in no content file, by language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True)
class FrontTexts:
    """What the front page says beside its defaults.

    :param actions: label and slug of the page that the button leads to.
    """

    title: str
    seo_title: str
    description: str
    examples: Sequence[str]
    reasons: Sequence[tuple[str, str]]
    actions: Sequence[tuple[str, str]]


FRONT: Final[Mapping[str, FrontTexts]] = {
    "da": FrontTexts(
        title="OS2",
        seo_title="Fællesskab om åbne offentlige løsninger",
        description=(
            "Find digitale løsninger, som kommuner, regioner og stat udvikler og ejer sammen, "
            "og se, hvem der kan levere dem."
        ),
        examples=("infoskærm", "persondata", "booking af lokaler", "hosting i Midtjylland"),
        reasons=(
            (
                "I deler udgiften",
                "Vedligehold og udvikling betales i fællesskab efter størrelse. "
                "Prisen står på produktets side.",
            ),
            (
                "I bestemmer retningen",
                "Styregruppe og koordinationsgruppe prioriterer ønskerne. "
                "Hvert medlem har én stemme.",
            ),
            (
                "I vælger leverandør",
                "Flere kan levere det samme produkt, og I må skifte eller drifte selv.",
            ),
        ),
        actions=(("Bliv medlem", "bliv-medlem"), ("Se, hvad I får", "hvorfor-blive-medlem")),
    ),
    "en": FrontTexts(
        title="OS2",
        seo_title="A community around open public solutions",
        description=(
            "OS2 is an association of Danish public authorities that develop and own digital "
            "solutions together."
        ),
        examples=("display", "forms"),
        reasons=(
            (
                "You share the cost",
                "Maintenance and development are paid for together, by size. "
                "The price stands on the product's page.",
            ),
            (
                "You decide where it goes",
                "A steering group and a coordination group choose what comes first. "
                "Each member has one vote.",
            ),
            (
                "You choose the supplier",
                "Several can deliver the same product, and you may change or run it yourselves.",
            ),
        ),
        actions=(("Read about OS2", "om-os2"),),
    ),
}

#: Key figures of the front page.
FRONT_FIGURES: Final = ("tal-kommuner-93", "tal-medlemmer-76", "products", "suppliers")

#: English titles and units of the figures that English pages show.
ENGLISH_FIGURES: Final[Mapping[str, tuple[str, str]]] = {
    "tal-kommuner-93": ("Municipalities that use at least one product", "of 98 municipalities"),
    "tal-medlemmer-76": ("Public members", "members"),
    "tal-produkter-24": ("Products in the portfolio", "products"),
    "tal-regioner-5": ("Regions that use at least one product", "regions"),
    "tal-oekonomi-12": ("Total economy a year", "million DKK (just under)"),
}

ABOUT_SLUG: Final = "om-os2"
ENGLISH_ABOUT: Final[Mapping[str, Any]] = {
    "title": "About OS2",
    "lead": "Public authorities join forces around the software that they own themselves.",
    "body": (
        (
            "text",
            "<p>OS2 is an association in which Danish municipalities, regions and state "
            "institutions build digital solutions together. Suppliers bring technology, and the "
            "authorities bring what they know of the work.</p>"
            "<p>All code is shared in the open. A solution can therefore be reused, changed and "
            "carried on by others, whoever made it first.</p>",
        ),
        ("heading", "People before technology"),
        (
            "text",
            "<p>Technology is only part of it. What counts is that somebody organises the "
            "cooperation, makes clear agreements and shares out responsibility. That is why the "
            "community puts its effort into groups, agreements and steering around each "
            "product.</p>",
        ),
        ("heading", "Figures"),
        (
            "key_figures",
            [
                "tal-medlemmer-76",
                "tal-produkter-24",
                "tal-kommuner-93",
                "tal-regioner-5",
                "tal-oekonomi-12",
            ],
        ),
        (
            "text",
            "<p>Open source doesn't mean free of charge. The cost of maintenance, coordination "
            "and development is shared, so that each krone goes further.</p>",
        ),
    ),
}

ORGANISATION_LEAD: Final = (
    "Hvem der bestemmer hvad i foreningen, hvad vi står for, og hvor du finder os."
)

#: Page types of the main menu in its order; other pages below the front page are not in it.
MENU: Final = (
    "product_index",
    "supplier_index",
    "event_index",
    "guide_index",
    "vision",
    "organisation",
)

#: Titles in the menu, of those pages whose own is long.
MENU_TITLES: Final[Mapping[str, str]] = {"product_index": "Produkter"}

SETTINGS: Final[Mapping[str, str]] = {
    "name": "OS2",
    "tagline": "Fællesskab om åbne offentlige løsninger",
    "contact_email": "os2@os2.eu",
    "contact_text": "Sekretariatet svarer på hverdage.",
    "footer_intro": "Det, der virker ét sted, skal kunne bruges af andre.",
    "footer_note": "Indhold mærket »Eksempel« er opdigtet.",
    "repository_url": "https://github.com/OS2offdig",
}
#: Language → the site's texts and footer in it: titles by page type or, with an address, as given.
OTHER_TEXTS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "tagline": "A community around open public solutions",
        "contact_text": "The secretariat answers on working days.",
        "footer_intro": "What works in one place must be usable by others.",
        "footer_note": "Content marked Example is invented.",
    }
}
#: The English footer: placement, title, and slug of the Danish page that the link leads to.
ENGLISH_FOOTER: Final = (
    ("find", "Products and projects", "produkter"),
    ("find", "Suppliers (in Danish)", "leverandoerer"),
    ("find", "Events (in Danish)", "arrangementer"),
    ("join", "About OS2", "om-os2"),
    ("join", "Contact (in Danish)", "kontakt"),
)
#: Page types that the footer's first column links to, with the text of the link.
FOOTER_FIND: Final = (
    ("product_index", "Produkter og projekter"),
    ("supplier_index", "Leverandører"),
    ("event_index", "Arrangementer"),
    ("guide_index", "Vejledninger"),
    ("news_index", "Nyheder"),
    ("faq_index", "Spørgsmål og svar"),
)
#: Pages that the second column links to, by their slugs.
FOOTER_JOIN: Final = (
    ("bliv-medlem", "Bliv medlem"),
    ("bliv-leverandoer", "Bliv leverandør"),
    ("arbejdsgrupper", "Arbejdsgrupper"),
    ("kontakt", "Kontakt"),
)
FEED_TITLE: Final = "Nyheder som RSS"
ACCESSIBILITY_SLUG: Final = "tilgaengelighedserklaering"
PRIVACY_SLUG: Final = "privatlivspolitik"
