"""Concrete member pages on Wagtail's own page model."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from os2site.contrib.members.models import UsedProductRow
from os2site.contrib.members.page_mixins import MemberIndexMixin, MemberPageMixin


class MemberIndexPage(MemberIndexMixin, Page):  # type: ignore[misc]
    """The list of members and users."""

    subpage_types = ["os2site_members_pages.MemberPage"]

    class Meta:
        verbose_name = _("member list")
        verbose_name_plural = _("member lists")


class MemberPage(MemberPageMixin, Page):
    """A member, or an organisation that uses products."""

    parent_page_types = ["os2site_members_pages.MemberIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("member or user")
        verbose_name_plural = _("members and users")


class MemberProduct(UsedProductRow):
    """A product that a member names."""

    page = ParentalKey(MemberPage, on_delete=models.CASCADE, related_name="uses")
