"""What os2site.contrib.content contributes."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PageType, PluginConfig


class ContentConfig(PluginConfig):
    """Plugin configuration of the content pages."""

    name = "os2site.contrib.content"
    label = "os2site_content"
    verbose_name = _("Content pages")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"

    page_types = (
        PageType("home", "os2site_content_pages.HomePage", _("Home page"), slug="forside"),
        PageType("page", "os2site_content_pages.StandardPage", _("Page")),
        PageType(
            "organisation",
            "os2site_content_pages.OrganisationPage",
            _("About the community"),
            slug="organisation",
        ),
    )
    search_types = "os2site.contrib.content.search.SEARCH_TYPES"
    key_figures = "os2site.contrib.content.services.figures.FIGURE_SOURCES"
    importers = "os2site.contrib.content.transfer.IMPORTERS"
    demo_content = "os2site.contrib.content.demo.PARTS"
