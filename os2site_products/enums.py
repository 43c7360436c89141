"""Closed sets of the product catalogue, with the slugs of OS2's own content."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """A project is still being developed; a product is ready for use."""

    PRODUCT = "produkt", _("Product")
    PROJECT = "projekt", _("Project")


class Lifecycle(TextChoices):
    """Where a product or project stands; empty is shown as "not stated"."""

    IDEA = "ide", _("Idea")
    SANDBOX = "sandkasse", _("Sandbox")
    DEVELOPMENT = "udvikling", _("Under development")
    MATURING = "modning", _("Maturing")
    OPERATION = "drift", _("In operation")
    RENEWAL = "fornyelse", _("Being renewed")
    PAUSED = "pauseret", _("Paused")
    HANDED_OVER = "overdraget", _("Handed over")
    ARCHIVED = "arkiveret", _("Archived")


#: States after which a product is no longer offered by the community.
ENDED = frozenset({Lifecycle.HANDED_OVER, Lifecycle.ARCHIVED})


class Level(TextChoices):
    """Governance level: a decision of the secretariat, not a sum of answers."""

    SANDBOX = "sandkasse", _("Sandbox")
    ONE = "1", _("Level 1")
    TWO = "2", _("Level 2")
    THREE = "3", _("Level 3")


class BasisType(TextChoices):
    """How a governance level came about."""

    EVALUATION = "evaluering", _("Official evaluation")
    SELF_ASSESSMENT = "selvevaluering", _("The product's own assessment")


class Theme(TextChoices):
    """Themes of the governance criteria."""

    RELEVANCE = "relevans", _("Relevance")
    FORM = "formkrav", _("Formal requirements")
    STRATEGY = "strategisk-sammenhaeng", _("Strategic coherence")
    GOVERNANCE = "governance", _("Governance")


class Light(TextChoices):
    """The secretariat's verdict on one criterion."""

    GREEN = "groen", _("Met")
    YELLOW = "gul", _("Partly met")
    RED = "roed", _("Not met")
    GREY = "graa", _("Not relevant")


class Answer(TextChoices):
    """The product's own answer to one criterion."""

    YES = "ja", _("Yes")
    NO = "nej", _("No")
    NOT_RELEVANT = "ikke-relevant", _("Not relevant")
    UNKNOWN = "ved-ikke", _("Don't know")


class AssessmentState(TextChoices):
    """How far an assessment has come; visitors see it only once it is published."""

    DRAFT = "kladde", _("Draft")
    ANSWERED = "selvvurderet", _("Answered by the product")
    EVALUATED = "vurderet", _("Evaluated")
    DECIDED = "afgjort", _("Decided")


class AssessmentAction(TextChoices):
    """What somebody did to an assessment, kept with the time."""

    STARTED = "startet", _("Started")
    ANSWERED = "selvvurderet", _("Answers handed in")
    EVALUATED = "vurderet", _("Evaluation finished")
    DECIDED = "afgjort", _("Level decided")
    REOPENED = "genaabnet", _("Opened again")
    PUBLISHED = "udgivet", _("Published")
    WITHDRAWN = "trukket-tilbage", _("Taken back from visitors")


class Axis(TextChoices):
    """What a product can move along; a move leaves a dated row."""

    KIND = "slags", _("Kind")
    LIFECYCLE = "livscyklus", _("Lifecycle")
    LEVEL = "niveau", _("Governance level")


class SoftwareType(TextChoices):
    """What kind of software it is, in the words of the publiccode.yml standard."""

    WEB = "standalone/web", _("Web application")
    MOBILE = "standalone/mobile", _("Mobile app")
    DESKTOP = "standalone/desktop", _("Desktop program")
    BACKEND = "standalone/backend", _("Service without a user interface")
    IOT = "standalone/iot", _("Software for sensors and devices")
    OTHER = "standalone/other", _("Other stand-alone software")
    ADDON = "addon", _("Add-on to other software")
    LIBRARY = "library", _("Library for developers")
    CONFIGURATION = "configurationFiles", _("Configuration files")


class MaintenanceType(TextChoices):
    """Who keeps the software up to date, in the words of the publiccode.yml standard."""

    INTERNAL = "internal", _("The owner itself")
    CONTRACT = "contract", _("A supplier under contract")
    COMMUNITY = "community", _("A community of volunteers")
    NONE = "none", _("Nobody")
