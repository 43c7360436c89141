"""WSGI entry point of the reference site."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "os2site.project.settings")

application = get_wsgi_application()
