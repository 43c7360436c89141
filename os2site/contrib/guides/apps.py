"""What the guidance contributes."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PageType, PluginConfig


class GuidesConfig(PluginConfig):
    """Plugin configuration of the guidance."""

    name = "os2site.contrib.guides"
    label = "os2site_guides"
    verbose_name = _("Guides")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"

    page_types = (
        PageType(
            "guide_index", "os2site_guides_pages.GuideIndexPage", _("Guides"), slug="vejledninger"
        ),
        PageType("guide", "os2site_guides_pages.GuidePage", _("Guide"), index="guide_index"),
    )
    search_types = "os2site.contrib.guides.search.SEARCH_TYPES"
    dashboard_panels = "os2site.contrib.guides.dashboard.PANELS"
    importers = "os2site.contrib.guides.transfer.IMPORTERS"
    demo_content = "os2site.contrib.guides.demo.PARTS"
