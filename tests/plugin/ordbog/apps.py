"""What the glossary contributes."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PageType, PluginConfig


class OrdbogConfig(PluginConfig):
    """Plugin configuration of the glossary."""

    name = "ordbog"
    label = "ordbog"
    verbose_name = _("Glossary")
    author = "Eksempelfællesskabet"
    version = "1.0.0"
    compatible = ">=0.1,<0.2"

    page_types = (PageType("ordbog", "ordbog_pages.GlossaryPage", _("Glossary"), slug="ordbog"),)
    search_types = "ordbog.search.SEARCH_TYPES"
    api_routers = "ordbog.api.ROUTERS"
    importers = "ordbog.transfer.IMPORTERS"
    feeds = "ordbog.feeds.FEEDS"
    dashboard_panels = "ordbog.panels.PANELS"
    key_figures = "ordbog.figures.FIGURES"
    personal_data_handlers = "ordbog.personal_data.HANDLERS"
    payment_providers = "ordbog.payments.PROVIDERS"
