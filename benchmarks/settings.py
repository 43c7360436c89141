"""The reference site, with plain Wagtail search beside ours as a peer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.catalogue import PLAIN_BACKEND
from os2site.project.settings import *  # noqa: F403
from os2site.project.settings import (
    ELASTICSEARCH_URLS,
    TEMPLATES,
    WAGTAILSEARCH_BACKENDS,
)
from os2site.project.settings import (
    OS2SITE as _OS2SITE,
)

DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "benchmarks.urls"
# A worker is another process; what it and the site know of the cluster's state is their own here.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# On a busy machine a cold search may take longer than a visitor would wait; here it is measured.
OS2SITE: dict[str, Any] = {**_OS2SITE, "ELASTICSEARCH_TIMEOUT": 20.0}  # type: ignore[no-redef]
# Hashed file names would need a collectstatic before each run.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name.lower()]  # noqa: F405
TEMPLATES = [{**TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]

#: Wagtail's own Elasticsearch backend, which only the peers use.
_PLAIN: dict[str, dict[str, Any]] = {
    PLAIN_BACKEND: {
        "BACKEND": "wagtail.search.backends.elasticsearch9",
        "URLS": ELASTICSEARCH_URLS,
        "INDEX_PREFIX": "bench_plain_",
        "AUTO_UPDATE": False,
        "TIMEOUT": 60,
    }
}
WAGTAILSEARCH_BACKENDS = {
    **WAGTAILSEARCH_BACKENDS,
    **(_PLAIN if ELASTICSEARCH_URLS else {}),
}
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "WARNING"}}
