"""Abstract bases of the content pages; they stand above services, which fill their templates."""

from os2site.contrib.content.page_mixins.home import HomePageMixin
from os2site.contrib.content.page_mixins.organisation import OrganisationPageMixin
from os2site.contrib.content.page_mixins.standard import StandardPageMixin

__all__ = ["HomePageMixin", "OrganisationPageMixin", "StandardPageMixin"]
