"""Settings of the test suite: the reference site, made quick and closed to the outside."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import django

# The third-party plugin is a package of its own, with its own folder.
sys.path.insert(0, str(Path(__file__).resolve().parent / "plugin"))

os.environ.setdefault("OS2SITE_DATA_DIR", tempfile.mkdtemp(prefix="os2site-tests-"))

from os2site.project.settings import *  # noqa: F403

DEBUG = False
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
else:
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = Path(os.environ["OS2SITE_DATA_DIR"]) / "media"
WHITENOISE_AUTOREFRESH = True
INSTALLED_APPS = ["ordbog", "ordbog.pages", "tests.testapp", *INSTALLED_APPS]  # noqa: F405
