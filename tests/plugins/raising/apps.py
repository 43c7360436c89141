"""Configuration of a plugin for tests."""

from os2site.plugins import PluginConfig


class TestConfig(PluginConfig):
    name = "tests.plugins.raising"
    label = "raising"
    verbose_name = "Plugin raising"
    author = "Test"
    version = "1.0"
    compatible = "<99"
    search_types = "tests.plugins.raising.contributions.fail"
    menu_items = "tests.plugins.raising.contributions.fail"
    dashboard_panels = "tests.plugins.raising.contributions.PANELS"
    key_figures = "tests.plugins.raising.contributions.FIGURES"
    api_routers = "tests.plugins.raising.contributions.ROUTERS"
    importers = "tests.plugins.raising.contributions.fail"
    feeds = "tests.plugins.raising.contributions.FEEDS"
    sitemaps = "tests.plugins.raising.contributions.SITEMAPS"
    due_tasks = "tests.plugins.raising.contributions.fail"
    personal_data_handlers = "tests.plugins.raising.contributions.fail"
    demo_content = "tests.plugins.raising.contributions.fail"
