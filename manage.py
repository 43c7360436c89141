#!/usr/bin/env python
"""Django's command line for the reference site."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one management command; the reference site's settings unless others are named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "os2site.project.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
