"""English for the words that visitors of English pages meet."""

from __future__ import annotations

from typing import ClassVar, Final

from wagtail.models import Locale

from os2site.models import Term
from os2site.transfer.demo import DemoContext

#: Vocabulary → slug → title and description.
WORDS: Final = {
    "category": {
        "borger": (
            "Citizens and self-service",
            "What citizens and companies meet themselves: forms, public computers and enquiries.",
        ),
        "demokrati": (
            "Democracy and elections",
            "Hearings, elections, agendas, and citizens who take part in decisions.",
        ),
        "kultur": (
            "Culture, libraries and leisure",
            "For libraries, cultural centres, museums and sports facilities.",
        ),
        "skole": (
            "School and day care",
            "For pupils, teaching staff and the administration of schools.",
        ),
        "sundhed": (
            "Health and senior care",
            "Communication between municipalities, hospitals and others in health care.",
        ),
        "medarbejder": (
            "Staff and organisation",
            "Master data on employees and organisation, and help in the working day.",
        ),
        "digitalisering": (
            "Digitalisation and IT governance",
            "Overview of systems, contracts, requirements, processes and portfolios.",
        ),
        "sikkerhed": (
            "Security, access and data protection",
            "Login, roles, rights, information security and protection of personal data.",
        ),
        "infrastruktur": (
            "Data and infrastructure",
            "Integrations, data sets, sensors and the technical ground of other solutions.",
        ),
        "klima": (
            "Climate, technology and environment",
            "Energy, transport, soil, water and the green transition.",
        ),
        "oekonomi": (
            "Finance and administration",
            "Reporting, settlement, calculations and administrative work.",
        ),
        "kunstig-intelligens": (
            "Artificial intelligence",
            "Built on language models, machine learning or predictive algorithms.",
        ),
    },
    "service": {
        "raadgivning": (
            "Consulting",
            "Preliminary studies, architecture, clarification of needs and sparring.",
        ),
        "udvikling": ("Development", "New features, integrations and corrections of errors."),
        "implementering": (
            "Implementation",
            "Setting up, conversion of data, and taking the solution into use.",
        ),
        "hosting": ("Hosting", "The supplier provides servers or a cloud platform."),
        "drift": ("Operation", "Monitoring, updates, security, backup and readiness."),
        "support": ("Support", "Help for users and administrators when something doesn't work."),
        "undervisning": ("Training", "Courses, workshops and teaching material."),
        "kvalitetssikring": (
            "Quality assurance",
            "A third party's independent review of code, security or documentation.",
        ),
    },
    "group_type": {
        "styregruppe": (
            "Steering group",
            "Answers for the product's direction, economy, risks and suppliers.",
        ),
        "koordinationsgruppe": (
            "Coordination group",
            "Collects and ranks the users' wishes within the steering group's frame.",
        ),
        "faggruppe": (
            "Expert group",
            "Advises the other groups on a subject; may span several products.",
        ),
        "undergruppe": ("Subgroup", "A part of a coordination group, formed by competence."),
        "brugerklub": ("User club", "An open forum in which users share experience."),
        "foelgegruppe": (
            "Reference group",
            "Experts and others who follow a project without making decisions.",
        ),
        "advisory-board": (
            "Advisory board",
            "Independent advice to a project's steering group.",
        ),
    },
    "size_class": {
        "lille": ("Small", "Under 25,000 citizens."),
        "mellem": ("Medium", "From 25,000 to 60,000 citizens."),
        "stor": ("Large", "From 60,001 to 120,000 citizens."),
        "meget-stor": ("Very large", "Over 120,000 citizens."),
    },
    "governance_level": {
        "sandkasse": ("Sandbox", "The least that is asked of a solution in the community."),
        "1": ("Level 1", "Basic governance and documentation give overview and ownership."),
        "2": ("Level 2", "Operation, maintenance and strategic support are in place."),
        "3": ("Level 3", "The highest maturity: backed by the board, with a living community."),
    },
}


class EnglishTerms:
    """Makes the English versions of the vocabularies' words; those that exist stay as they are."""

    name: ClassVar[str] = "content: English words"
    order: ClassVar[int] = 1

    def fingerprint(self, context: DemoContext) -> str:
        """A part that is no file is loaded once."""
        return "1"

    def load(self, context: DemoContext) -> None:
        """Translate what is there in the content's language."""
        english = (
            Locale.objects.filter(language_code="en").exclude(pk=context.transfer.locale.pk).first()
        )
        if english is None:
            return
        for vocabulary, words in WORDS.items():
            sources = Term.objects.filter(
                vocabulary=vocabulary, slug__in=words, locale=context.transfer.locale
            )
            for source in sources:
                if not source.has_translation(english):  # type: ignore[no-untyped-call]
                    term = source.copy_for_translation(english)  # type: ignore[no-untyped-call]
                    term.title, term.description = words[source.slug]
                    term.note = ""
                    term.save()
