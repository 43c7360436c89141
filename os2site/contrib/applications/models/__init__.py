"""Models of applications."""

from os2site.contrib.applications.models.application import Application, ApplicationStep

__all__ = ["Application", "ApplicationStep"]
