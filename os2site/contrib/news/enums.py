"""Closed sets of the news, with the slugs of OS2's own content."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NewsType(TextChoices):
    """What kind of news it is."""

    NEWS = "nyhed", _("General news")
    PRODUCT = "produktnyhed", _("Product news")
    OPERATIONS = "driftsmeddelelse", _("Service message")
    DECISION = "beslutning", _("Decision")
    CASE = "case", _("Case")
    COMMUNITY = "fællesskab", _("Community")
    NOTICE = "opslag", _("Notice")


class Priority(TextChoices):
    """How prominently it is shown."""

    NORMAL = "", _("Normal")
    HIGH = "høj", _("High")
