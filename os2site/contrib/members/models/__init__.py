"""Models of the member list: the rows of a member page, and who logs in for a member."""

from os2site.contrib.members.models.access import MemberAccess
from os2site.contrib.members.models.rows import UsedProductRow

__all__ = ["MemberAccess", "UsedProductRow"]
