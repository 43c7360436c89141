"""What the news contribute."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PageType, PluginConfig


class NewsConfig(PluginConfig):
    """Plugin configuration of the news."""

    name = "os2site.contrib.news"
    label = "os2site_news"
    verbose_name = _("News")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"

    page_types = (
        PageType("news_index", "os2site_news_pages.NewsIndexPage", _("News"), slug="nyheder"),
        PageType("news", "os2site_news_pages.NewsPage", _("News item"), index="news_index"),
    )
    search_types = "os2site.contrib.news.search.SEARCH_TYPES"
    importers = "os2site.contrib.news.transfer.IMPORTERS"
    api_routers = "os2site.contrib.news.api.ROUTERS"
    feeds = "os2site.contrib.news.feeds.FEEDS"
    demo_content = "os2site.contrib.news.demo.PARTS"
