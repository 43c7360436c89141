"""Models of the member list: page mixins and their rows."""

from os2site.contrib.members.models.index import MemberIndexMixin
from os2site.contrib.members.models.member import MemberPageMixin
from os2site.contrib.members.models.rows import UsedProductRow

__all__ = ["MemberIndexMixin", "MemberPageMixin", "UsedProductRow"]
