"""Plugin-based CMS apps for Wagtail, made for OS2."""

__version__ = "0.1.0"
