"""Configuration of a plugin for tests."""

from os2site.plugins import PluginConfig


class TestConfig(PluginConfig):
    name = "tests.plugins.incompatible"
    label = "incompatible"
    verbose_name = "Plugin incompatible"
    author = "Test"
    version = "1.0"
    compatible = ">=98,<99"
    key_figures = "tests.plugins.wellbehaved.contributions.FIGURES"
