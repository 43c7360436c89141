"""Configuration of a plugin for tests."""

from os2site.plugins import PageType, PluginConfig


class TestConfig(PluginConfig):
    name = "tests.plugins.wellbehaved"
    label = "wellbehaved"
    verbose_name = "Plugin wellbehaved"
    author = "Test"
    version = "1.0"
    compatible = ">=0.1,<99"
    page_types = (PageType("body", "testapp.BodyPage", "Body page"),)
    dashboard_panels = "tests.plugins.wellbehaved.contributions.PANELS"
    menu_items = "tests.plugins.wellbehaved.contributions.menu_items"
    key_figures = "tests.plugins.wellbehaved.contributions.FIGURES"
    api_routers = "tests.plugins.wellbehaved.contributions.ROUTERS"
    feeds = "tests.plugins.wellbehaved.contributions.FEEDS"
    sitemaps = "tests.plugins.wellbehaved.contributions.SITEMAPS"
