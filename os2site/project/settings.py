"""Settings of the reference site, all of them from environment variables.

Without any, it runs on SQLite with the embedded search in a folder ``var`` beside ``manage.py``.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
import django
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from os2site.contrib.admin_danish import JAVASCRIPT_LOCALE_PATH
from os2site.entry_points import installed_plugins


def env(name: str, default: str = "") -> str:
    """The variable ``OS2SITE_<name>``."""
    return os.environ.get(f"OS2SITE_{name}", default)


def env_flag(name: str, *, default: bool) -> bool:
    """A variable that is on for 1, true, yes and on."""
    return env(name, "1" if default else "0").strip().lower() in {"1", "true", "yes", "on"}


def env_list(name: str, default: str = "") -> list[str]:
    """A comma-separated variable."""
    return [item.strip() for item in env(name, default).split(",") if item.strip()]


DATA_DIR = Path(env("DATA_DIR", str(Path.cwd() / "var")))
DEBUG = env_flag("DEBUG", default=False)
PRODUCTION = env_flag("PRODUCTION", default=False)

SECRET_KEY = env("SECRET_KEY")
if not SECRET_KEY:
    if PRODUCTION:
        raise ImproperlyConfigured("OS2SITE_SECRET_KEY must be set in production")
    SECRET_KEY = "insecure-key-for-the-demo-and-for-tests-only"  # noqa: S105 (refused in production)

ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
WAGTAILADMIN_BASE_URL = env("BASE_URL", "http://127.0.0.1:8000")
WAGTAIL_SITE_NAME = env("NAME", "OS2")

INSTALLED_APPS = [
    "os2site.project",  # For the command migrate.
    *installed_plugins(),
    "os2site_products",
    "os2site_products.pages",
    "os2site_suppliers",
    "os2site_suppliers.pages",
    "os2site_events",
    "os2site_events.pages",
    "os2site.contrib.content",
    "os2site.contrib.content.pages",
    "os2site.contrib.news",
    "os2site.contrib.news.pages",
    "os2site.contrib.vision",
    "os2site.contrib.vision.pages",
    "os2site.contrib.guides",
    "os2site.contrib.guides.pages",
    "os2site.contrib.faq",
    "os2site.contrib.faq.pages",
    "os2site.contrib.members",
    "os2site.contrib.members.pages",
    "os2site.contrib.applications",
    "os2site.contrib.applications.pages",
    "os2site",
    "os2site.contrib.admin_danish",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.redirects",
    "wagtail.contrib.forms",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "ninja",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "os2site.project.client_address.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "os2site.middleware.site_requests",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "os2site.project.urls"
WSGI_APPLICATION = "os2site.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "os2site.context_processors.chrome",
            ],
        },
    }
]

# --- Data ---------------------------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", f"sqlite:///{DATA_DIR / 'db.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        # Row locks do nothing on SQLite: writers take turns from their first statement.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Wagtail's own index has fields of PostgreSQL; Django asks for their app from 6.1 on.
    INSTALLED_APPS.append("django.contrib.postgres")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL", "")
CACHES = {
    "default": {
        "BACKEND": "os2site.project.cache.SurvivingRedisCache",
        "LOCATION": REDIS_URL,
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

MEDIA_ROOT = Path(env("MEDIA_ROOT", str(DATA_DIR / "media")))
MEDIA_URL = "/media/"
STATIC_ROOT = Path(env("STATIC_ROOT", str(DATA_DIR / "static")))
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Languages ----------------------------------------------------------------------------------

LANGUAGE_CODE = "da"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
USE_I18N = True
LOCALE_PATHS = [JAVASCRIPT_LOCALE_PATH]
WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"
USE_THOUSAND_SEPARATOR = False
# English as it is written in Europe: day before month, 24 hours.
FORMAT_MODULE_PATH = ["os2site.project.formats"]

# --- Background work and mail -------------------------------------------------------------------

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if env_flag("WORKER", default=False)
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}
_MAIL_BACKENDS = "django.core.mail.backends"
_MAIL_BACKEND = env("EMAIL_BACKEND", f"{_MAIL_BACKENDS}.smtp.EmailBackend")
_MAIL_SERVER = {
    "host": env("EMAIL_HOST", "localhost"),
    "port": int(env("EMAIL_PORT", "25")),
    "username": env("EMAIL_USER"),
    "password": env("EMAIL_PASSWORD"),
    "use_tls": env_flag("EMAIL_TLS", default=False),
    "timeout": 10,
}
if django.VERSION >= (6, 1):
    MAILERS = {
        "default": {
            "BACKEND": _MAIL_BACKEND,
            # Django's backends that send nothing refuse a server.
            "OPTIONS": {}
            if _MAIL_BACKEND.startswith(_MAIL_BACKENDS) and ".smtp." not in _MAIL_BACKEND
            else _MAIL_SERVER,
        }
    }
else:
    EMAIL_BACKEND = _MAIL_BACKEND
    EMAIL_HOST = _MAIL_SERVER["host"]
    EMAIL_PORT = _MAIL_SERVER["port"]
    EMAIL_HOST_USER = _MAIL_SERVER["username"]
    EMAIL_HOST_PASSWORD = _MAIL_SERVER["password"]
    EMAIL_USE_TLS = _MAIL_SERVER["use_tls"]
    EMAIL_TIMEOUT = _MAIL_SERVER["timeout"]
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", "os2@os2.eu")

# --- Security -----------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # The page editor previews pages in a frame of its own site.
SESSION_COOKIE_HTTPONLY = True
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = env_flag("SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^health/"]
    SECURE_HSTS_SECONDS = int(env("HSTS_SECONDS", "3600"))
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
CONTENT_SECURITY_POLICY = {
    # Wagtail's admin needs inline styles; it is for editors only and not framed by others.
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    },
}
# How many proxies of our own stand in front and append to X-Forwarded-For.
TRUSTED_PROXIES = int(env("TRUSTED_PROXIES", "0"))
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Guessing a password: a user name is closed for one address only, so that nobody can lock
# somebody else out, and one authority behind one address does not lock itself out. An address that
# tries many names is closed at a higher bound. Attempts lie in the database, which is there when
# the cache is not; what is older than the wait is deleted.
AXES_HANDLER = "os2site.project.login_limit.LoginLimit"
AXES_FAILURE_LIMIT = int(env("LOGIN_ATTEMPTS", "10"))
LOGIN_ATTEMPTS_FROM_ADDRESS = int(env("LOGIN_ATTEMPTS_FROM_ADDRESS", "100"))
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken"]
AXES_LOCKOUT_CALLABLE = "os2site.project.login.locked_out"
AXES_VERBOSE = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # A product page with many rows has thousands of fields.

# --- Wagtail and os2site ------------------------------------------------------------------------

LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "/"
WAGTAIL_FRONTEND_LOGIN_TEMPLATE = "os2site_members/login.html"
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "os2site/password_required.html"  # noqa: S105 (a file)
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt", "zip"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "os2site.admin.uploads.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024  # Below what the proxy lets through.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "os2site.admin.uploads.ImageForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # An embed would call a third party.
WAGTAIL_ENABLE_UPDATE_CHECK = False
# Danish and our English formats both accept these.
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_PERMITTED_LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

ELASTICSEARCH_URLS = [url for url in os.environ.get("ELASTICSEARCH_URL", "").split(",") if url]
OS2SITE = {
    "SEARCH_ENGINE": env("SEARCH", "database"),
    "ELASTICSEARCH_URLS": tuple(ELASTICSEARCH_URLS),
    "ELASTICSEARCH_API_KEY": env("ELASTICSEARCH_API_KEY"),
    "ELASTICSEARCH_CA_CERTS": env("ELASTICSEARCH_CA_CERTS"),
    "ELASTICSEARCH_PREFIX": env("ELASTICSEARCH_PREFIX", "os2site"),
    "DEMO_CONTENT": str(Path(__file__).parent / "demo" / "content"),
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        **{
            name: {"level": "WARNING"}
            for name in ("axes", "django_tasks", "elastic_transport", "wagtail")
        },
        # It warns of each HEAD request, for which Django makes a body that is then dropped.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "INFO")},
}
