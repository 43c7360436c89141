"""What the supplier directory contributes."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PageType, PluginConfig


class SuppliersConfig(PluginConfig):
    """Plugin configuration of the supplier directory."""

    name = "os2site_suppliers"
    label = "os2site_suppliers"
    verbose_name = _("Suppliers")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"

    page_types = (
        PageType(
            "supplier_index",
            "os2site_suppliers_pages.SupplierIndexPage",
            _("Suppliers"),
            slug="leverandoerer",
        ),
        PageType(
            "supplier",
            "os2site_suppliers_pages.SupplierPage",
            _("Supplier"),
            index="supplier_index",
        ),
    )
    search_types = "os2site_suppliers.search.SEARCH_TYPES"
    key_figures = "os2site_suppliers.services.figures.KEY_FIGURES"
    api_routers = "os2site_suppliers.api.ROUTERS"
    importers = "os2site_suppliers.transfer.KINDS"
    due_tasks = "os2site_suppliers.services.ageing.DUE_TASKS"
    dashboard_panels = "os2site_suppliers.admin.panels.PANELS"
    demo_content = "os2site_suppliers.demo.PARTS"
    personal_data_handlers = "os2site_suppliers.services.enquiry_data.HANDLERS"

    def ready(self) -> None:
        from os2site.mail.outbox import mail_ended  # noqa: PLC0415 (needs loaded models)
        from os2site_suppliers.services.enquiries import note_mail  # noqa: PLC0415

        mail_ended.connect(note_mail, dispatch_uid="os2site_suppliers_enquiry_mail")
