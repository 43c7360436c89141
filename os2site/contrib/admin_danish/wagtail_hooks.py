"""Danish for the labels that Wagtail's templates don't translate."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def danish_labels() -> SafeString:
    """The script that labels controls in Danish; it does nothing in other languages."""
    return format_html('<script src="{}"></script>', static("os2site_admin_danish/labels.js"))
