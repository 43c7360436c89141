"""What os2site.contrib.applications contributes."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PageType, PluginConfig


class ApplicationsConfig(PluginConfig):
    """Plugin configuration of applications."""

    name = "os2site.contrib.applications"
    label = "os2site_applications"
    verbose_name = _("Applications")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"

    page_types = (
        PageType(
            "application",
            "os2site_applications_pages.ApplicationPage",
            _("Application form"),
            slug="ansoegning",
        ),
    )
    search_types = "os2site.contrib.applications.search.SEARCH_TYPES"
    personal_data_handlers = "os2site.contrib.applications.services.stored_data.HANDLERS"
    demo_content = "os2site.contrib.applications.demo.PARTS"
