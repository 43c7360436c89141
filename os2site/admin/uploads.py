"""What the administration accepts as a document or a picture, beyond the ending of its name."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

_HEAD = 1024
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"  # How Office packs a file with a password.
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# The part that each kind of packed document has.
_PARTS = {
    "docx": "word/",
    "xlsx": "xl/",
    "pptx": "ppt/",
    "odt": "mimetype",
    "ods": "mimetype",
    "odp": "mimetype",
    "zip": "",
}
_OFFICE = {"docx", "xlsx", "pptx"}
_MAX_PARTS = 10_000
_MAX_UNPACKED = 500 * 1024 * 1024


class DocumentForm(BaseDocumentForm):
    """Wagtail's form for a document, which also looks at what the file is."""

    def clean_file(self) -> Any:
        """Refuse a new file that is not what its name says, or huge when unpacked.

        :raises ValidationError: with the reason.
        """
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            _check_content(file, file.name.rpartition(".")[2].lower())
            file.seek(0)
        return file

    def _post_clean(self) -> None:
        # A refused file has no name left, and the model would complain of its ending as well.
        if "file" not in self.errors:
            super()._post_clean()  # type: ignore[misc]  # Django has it, its stubs do not.


class ImageForm(BaseImageForm):
    """Wagtail's form for a picture, which also says what is wrong with one that can't be shown.

    Wagtail reads the whole picture to learn its size, and lets through what Pillow then raises.
    """

    def _clean_fields(self) -> None:
        try:
            super()._clean_fields()  # type: ignore[misc]  # Django has it, its stubs do not.
        except Image.DecompressionBombError:
            self.add_error("file", _("The picture has too many pixels."))
        except (OSError, SyntaxError, ValueError):  # What Pillow raises for damage.
            self.add_error("file", _("The picture is damaged and can't be shown."))


def _check_content(file: BinaryIO, ending: str) -> None:
    """:raises ValidationError: when the file is of another kind, or a bomb."""
    file.seek(0)
    head = file.read(_HEAD)
    entries = _entries(file) if ending in _PARTS and head.startswith(_ZIP) else []
    _refuse_bomb(entries)
    if not _is_of_kind(ending, head, entries):
        raise ValidationError(
            _("The file is damaged, or it is not a .%(ending)s file.") % {"ending": ending}
        )


def _entries(file: BinaryIO) -> Sequence[zipfile.ZipInfo]:
    """What an archive holds; nothing when it is damaged."""
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return []


def _refuse_bomb(entries: Sequence[zipfile.ZipInfo]) -> None:
    """:raises ValidationError: when these would unpack to far more than a document is."""
    if len(entries) > _MAX_PARTS or sum(entry.file_size for entry in entries) > _MAX_UNPACKED:
        raise ValidationError(_("The file is far larger when unpacked and is refused."))


def _is_of_kind(ending: str, head: bytes, entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether what a file begins with, and holds when it is packed, fits the ending of its name."""
    if ending == "pdf":
        return head.startswith(b"%PDF-")
    if ending in _PARTS:
        has_part = any(entry.filename.startswith(_PARTS[ending]) for entry in entries)
        return has_part or (ending in _OFFICE and head.startswith(_OLE))
    return b"\0" not in head or head.startswith(_UTF16)  # Text.
