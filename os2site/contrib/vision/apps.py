"""What os2site.contrib.vision contributes."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PageType, PluginConfig


class VisionConfig(PluginConfig):
    """Plugin configuration of the page with vision, mission and strategy."""

    name = "os2site.contrib.vision"
    label = "os2site_vision"
    verbose_name = _("Vision and strategy")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"

    page_types = (
        PageType(
            "vision",
            "os2site_vision_pages.VisionPage",
            _("Vision"),
            slug="vision",
        ),
    )
    search_types = "os2site.contrib.vision.search.SEARCH_TYPES"
    importers = "os2site.contrib.vision.transfer.IMPORTERS"
    demo_content = "os2site.contrib.vision.demo.PARTS"
