"""What the product catalogue contributes."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PageType, PluginConfig


class ProductsConfig(PluginConfig):
    """Plugin configuration of the product catalogue."""

    name = "os2site_products"
    label = "os2site_products"
    verbose_name = _("Products")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"

    page_types = (
        PageType(
            "product_index",
            "os2site_products_pages.ProductIndexPage",
            _("Products and projects"),
            slug="produkter",
        ),
        PageType(
            "product", "os2site_products_pages.ProductPage", _("Product"), index="product_index"
        ),
    )
    search_types = "os2site_products.search.SEARCH_TYPES"
    importers = "os2site_products.transfer.IMPORTERS"
    api_routers = "os2site_products.api.ROUTERS"
    demo_content = "os2site_products.demo.PARTS"
    key_figures = "os2site_products.services.figures.KEY_FIGURES"
    sitemaps = "os2site_products.sitemaps.SITEMAPS"
    due_tasks = "os2site_products.services.follow_duties.DUE_TASKS"
    personal_data_handlers = "os2site_products.services.follow_duties.HANDLERS"

    def ready(self) -> None:
        from os2site.mail.unsubscribe import unsubscribed  # noqa: PLC0415 (needs loaded models)
        from os2site_products.services import follow  # noqa: PLC0415

        unsubscribed.connect(follow.unsubscribe_by_mail, dispatch_uid="os2site_products.follow")
