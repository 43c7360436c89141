"""What the questions and answers contribute."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PageType, PluginConfig


class FaqConfig(PluginConfig):
    """Plugin configuration of the questions and answers."""

    name = "os2site.contrib.faq"
    label = "os2site_faq"
    verbose_name = _("Questions and answers")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"

    page_types = (
        PageType(
            "faq_index",
            "os2site_faq_pages.FaqIndexPage",
            _("Questions and answers"),
            slug="spoergsmaal",
        ),
        PageType("faq", "os2site_faq_pages.FaqPage", _("Question"), index="faq_index"),
    )
    search_types = "os2site.contrib.faq.search.SEARCH_TYPES"
    importers = "os2site.contrib.faq.transfer.IMPORTERS"
    demo_content = "os2site.contrib.faq.demo.PARTS"
