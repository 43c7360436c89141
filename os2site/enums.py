"""Closed sets that the kernel's code branches on. Values are the slugs of OS2's own content."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationType(TextChoices):
    """What kind of organisation; the first four can be members (by-laws of OS2)."""

    MUNICIPALITY = "kommune", _("Municipality")
    REGION = "region", _("Region")
    STATE = "stat", _("State authority")
    ASSOCIATION = "forening", _("Association")
    COMPANY = "virksomhed", _("Company")


class SizeClass(TextChoices):
    """Size of a municipality by citizens; 25,000 exactly counts as medium (content/README)."""

    SMALL = "lille", _("Small")
    MEDIUM = "mellem", _("Medium")
    LARGE = "stor", _("Large")
    VERY_LARGE = "meget-stor", _("Very large")


class Audience(TextChoices):
    """For whom something is meant."""

    EVERYONE = "alle", _("Everyone")
    AUTHORITIES = "myndigheder", _("Public authorities")
    MEMBERS = "medlemmer", _("Members")
    PRODUCT_COMMUNITY = "produktfaellesskab", _("The product's community")
    SUPPLIERS = "leverandoerer", _("Suppliers")


class GroupType(TextChoices):
    """Kinds of working group and what they are for (DOMAIN: working groups)."""

    STEERING = "styregruppe", _("Steering group")
    COORDINATION = "koordinationsgruppe", _("Coordination group")
    EXPERT = "faggruppe", _("Expert group")
    SUBGROUP = "undergruppe", _("Subgroup")
    USER_CLUB = "brugerklub", _("User club")
    FOLLOWING = "foelgegruppe", _("Following group")
    ADVISORY = "advisory-board", _("Advisory board")


class GroupStatus(TextChoices):
    """State of a working group; ``ukendt`` is shown as "not stated"."""

    ACTIVE = "aktiv", _("Active")
    STARTING = "under-etablering", _("Being set up")
    RESTING = "i-bero", _("At rest")
    MISSING = "mangler", _("Missing")
    UNKNOWN = "ukendt", _("Not stated")


class DocumentType(TextChoices):
    """Kinds of document that a product or the association keeps."""

    GUIDANCE = "vejledning", _("Guidance")
    TEMPLATE = "skabelon", _("Template")
    AGREEMENT = "aftale", _("Agreement")
    MINUTES = "referat", _("Minutes")
    ACCOUNTS = "regnskab", _("Accounts")
    MANDATE = "kommissorium", _("Terms of reference")
    PRICE_LIST = "takstblad", _("Price list")
    REPORT = "rapport", _("Report")
    DECISION = "beslutning", _("Decision")
    AGENDA = "dagsorden", _("Agenda")


class DocumentState(TextChoices):
    """State of a controlled document or guide."""

    DRAFT = "udkast", _("Draft")
    APPROVED = "godkendt", _("Approved")
    WITHDRAWN = "tilbagetrukket", _("Withdrawn")


class Access(TextChoices):
    """Who may read."""

    PUBLIC = "offentlig", _("Public")
    MEMBERS = "medlemmer", _("Members")


class ThemePreset(TextChoices):
    """Themes that come with the kernel (:mod:`os2site.theme`)."""

    FJORD = "fjord", _("Fjord")
    HEDE = "hede", _("Hede")


class WordRuleKind(TextChoices):
    """What an editor says of a word for search."""

    PARTS = "dele", _("Is made of these parts")
    WHOLE = "hel", _("Is not to be divided")
    BASE_FORM = "grundform", _("Has this base form")
    STOP = "stopord", _("Is not searched for")
    SEARCHED = "soegeord", _("Is searched for after all")
