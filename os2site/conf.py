"""The kernel's settings: one frozen, typed object, read when it is used.

A host sets the dictionary ``OS2SITE`` in its Django settings. Nothing is read at import time, and
the kernel never changes a host's settings. Contradictions are reported by :mod:`os2site.checks`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Settings:
    """What a host may set in ``OS2SITE``; names are upper-case there."""

    #: Concrete page model for each page type name, ``"app_label.Model"``.
    page_models: Mapping[str, str] = field(default_factory=dict)
    #: ``"database"`` or ``"elasticsearch"``.
    search_engine: str = "database"
    #: Hosts of the Elasticsearch cluster.
    elasticsearch_urls: tuple[str, ...] = ()
    #: API key of the cluster, empty for none.
    elasticsearch_api_key: str = ""
    #: File with the certificate authority of the cluster, empty for the system's.
    elasticsearch_ca_certs: str = ""
    #: Prefix of index and alias names, so that several sites share a cluster.
    elasticsearch_prefix: str = "os2site"
    #: Seconds that a visitor's request may wait for Elasticsearch.
    elasticsearch_timeout: float = 0.8
    #: Seconds during which a failed cluster is not asked again.
    elasticsearch_retry_after: float = 15.0
    #: Days for which searches are counted by text, 0 to count none.
    search_log_days: int = 400
    #: Days after which a sent mail, and one that was given up, loses its address and its texts.
    mail_sent_days: int = 7
    mail_failed_days: int = 30
    #: Rows on a list or search page.
    page_size: int = 20
    #: Largest size of an uploaded import file in bytes.
    import_max_bytes: int = 20 * 1024 * 1024
    #: Largest number of rows in an import file.
    import_max_rows: int = 50_000
    #: Largest number of rows that an import in the administration may have where no worker runs.
    import_rows_at_once: int = 500
    #: Largest number of rows that an import in the administration may have where one does.
    import_rows_in_background: int = 10_000
    #: Folder with the files that ``os2site_demo`` loads, empty for none.
    demo_content: str = ""


def get_settings() -> Settings:
    """The settings in force.

    :raises ImproperlyConfigured: when ``OS2SITE`` is not a dictionary or has an unknown name.
    """
    raw = getattr(django_settings, "OS2SITE", {})
    if not isinstance(raw, Mapping):
        raise ImproperlyConfigured("OS2SITE must be a dictionary")
    known = {item.name.upper(): item.name for item in fields(Settings)}
    unknown = sorted(set(raw) - set(known))
    if unknown:
        raise ImproperlyConfigured(f"OS2SITE has unknown settings: {', '.join(unknown)}")
    values: dict[str, Any] = {known[name]: value for name, value in raw.items()}
    if isinstance(values.get("elasticsearch_urls"), list):
        values["elasticsearch_urls"] = tuple(values["elasticsearch_urls"])
    return Settings(**values)


def base_page_model_name() -> str:
    """Label of the host's base page model (``WAGTAIL_PAGE_MODEL`` of Wagtail 8)."""
    return str(getattr(django_settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page"))
