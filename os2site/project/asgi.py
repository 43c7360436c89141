"""ASGI entry point of the reference site."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "os2site.project.settings")

application = get_asgi_application()
