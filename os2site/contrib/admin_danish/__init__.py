"""The Danish that Wagtail's administration lacks.

Wagtail's own Danish covers about a sixth of its administration; the rest shows in English. This
app brings the missing texts, and clearer Danish for some of those that Wagtail has (each marked
``Replaces:`` in the catalogue). It covers Wagtail 7.4 and 8.0, wagtail-localize and taggit, needs
nothing else of os2site, and has no models. The texts are meant for Wagtail's own translation too:
offering them there makes this app shorter with each release.

To install it, in the settings:

1. ``INSTALLED_APPS``: put ``os2site.contrib.admin_danish`` before every ``wagtail`` app and
   ``taggit`` (Django lets the earlier app win), and after your own apps, whose texts then win
   over these.
2. ``LOCALE_PATHS``: add ``JAVASCRIPT_LOCALE_PATH``, after a folder of your own if you have one.
   Wagtail's JavaScript gets the texts of the package ``wagtail.admin`` and those of
   ``LOCALE_PATHS`` only, so no app can add to them by being installed.
3. ``WAGTAILADMIN_PERMITTED_LANGUAGES``: name ``da``, which Wagtail's own list leaves out, for
   users to be able to choose it.

Two system checks (``os2site_admin_danish.W001`` and ``W002``) warn when 1 or 2 is not so.
"""

from pathlib import Path

JAVASCRIPT_LOCALE_PATH = Path(__file__).resolve().parent / "js" / "locale"
"""The folder to add to ``LOCALE_PATHS``. It holds the JavaScript texts alone: what stands in
``LOCALE_PATHS`` wins over every app, and the other texts should not."""
