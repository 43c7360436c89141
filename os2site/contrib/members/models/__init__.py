"""Models of the member list: the rows of a member page."""

from os2site.contrib.members.models.rows import UsedProductRow

__all__ = ["UsedProductRow"]
