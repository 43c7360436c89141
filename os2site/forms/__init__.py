"""Forms that everyone may send, protected from robots without a third party."""

from os2site.forms.public import PublicFormMixin

__all__ = ["PublicFormMixin"]
