"""Abstract page types of the member list, whichever base page model the host uses."""

from os2site.contrib.members.page_mixins.index import MemberIndexMixin
from os2site.contrib.members.page_mixins.member import MemberPageMixin

__all__ = ["MemberIndexMixin", "MemberPageMixin"]
