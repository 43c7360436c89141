"""The editor's form to invite a supplier."""

from __future__ import annotations

from wagtail.admin.forms import WagtailAdminModelForm

from os2site_suppliers.models import SupplierInvitation


class SupplierInvitationForm(WagtailAdminModelForm):
    """Where the link is sent; without an address the editor passes it on."""

    class Meta:
        model = SupplierInvitation
        fields = ("email",)
