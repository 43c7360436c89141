"""Configuration of a plugin for tests."""

from os2site.plugins import PluginConfig


class TestConfig(PluginConfig):
    name = "tests.plugins.facet"
    label = "facet"
    verbose_name = "Plugin facet"
    author = "Test"
    version = "1.0"
    compatible = "<99"
    search_types = "tests.plugins.facet.search.SEARCH_TYPES"
