"""Files that are not what their names say, in the administration's own upload forms."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any
from zlib import crc32

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.fixtures.site import TwoLanguageSite

pytestmark = pytest.mark.slow

DOCUMENTS, IMAGES = "/admin/documents/multiple/add/", "/admin/images/multiple/add/"
SCRIPT = b"<script>alert(document.domain)</script>"
NOT_ITS_KIND = "Filen er beskadiget, eller den er ikke en .{}-fil."


@pytest.fixture
def editor(
    two_languages: TwoLanguageSite, admin_client: Client, settings: Any, tmp_path: Any
) -> Client:
    """Somebody who may upload, into a folder of the test."""
    settings.MEDIA_ROOT = tmp_path
    return admin_client


def upload(client: Client, address: str, name: str, data: bytes) -> dict[str, Any]:
    """The answer of the form that takes several files."""
    response = client.post(
        address,
        {"title": "Fil", "files[]": SimpleUploadedFile(name, data), "collection": 1},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert response.status_code == 200
    return response.json()  # type: ignore[no-any-return]


def fetched(address: str) -> tuple[Any, bytes]:
    """What a visitor gets, and its body, read to the end."""
    response = Client().get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return response, body


def archive(*names: str, size: int = 10) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            with file.open(name, "w", force_zip64=True) as part:
                for _ in range(0, size, 1024 * 1024):
                    part.write(bytes(min(size, 1024 * 1024)))
    return packed.getvalue()


def workbook() -> bytes:
    file = io.BytesIO()
    Workbook().save(file)
    return file.getvalue()


def picture(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, kind)
    return file.getvalue()


GOOD = {
    "referat.pdf": b"%PDF-1.7\n%%EOF\n",
    "regneark.xlsx": workbook(),
    "brev.docx": archive("[Content_Types].xml", "word/document.xml"),
    "brev.odt": archive("mimetype", "content.xml"),
    "pakke.zip": archive("a.txt"),
    "tal.csv": "år;beløb\n2026;5\n".encode(),
    "utf16.txt": "æøå".encode("utf-16"),
}


@pytest.mark.parametrize("name", GOOD)
def test_documents_that_are_what_they_say_are_accepted(editor: Client, name: str) -> None:
    answer = upload(editor, DOCUMENTS, name, GOOD[name])
    assert answer["success"], answer
    with get_document_model().objects.get().file.open() as kept:
        assert kept.read() == GOOD[name]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("side.pdf", b"<html>" + SCRIPT + b"\n%PDF-1.7\n%%EOF"),
        ("side.docx", SCRIPT),
        ("pakke.docx", archive("a.txt")),
        ("regneark.docx", workbook()),
        ("foran.zip", SCRIPT + archive("a.txt")),
        ("halv.zip", archive("a.txt")[:40]),
        ("program.txt", b"MZ\x90\0\x03\0\0\0"),
        ("billede.pdf", picture("PNG")),
        ("gammel.odt", b"\xd0\xcf\x11\xe0" + bytes(512)),
    ],
)
def test_documents_that_are_something_else_are_refused(
    editor: Client, name: str, data: bytes
) -> None:
    answer = upload(editor, DOCUMENTS, name, data)
    assert not answer["success"]
    assert answer["error_message"] == NOT_ITS_KIND.format(name.rpartition(".")[2])
    assert not get_document_model().objects.exists()


@pytest.mark.parametrize("name", ["side.html", "tegning.svg", "kode.js", "brev.docx.html", "uden"])
def test_documents_that_a_browser_runs_are_refused_by_name(editor: Client, name: str) -> None:
    assert not upload(editor, DOCUMENTS, name, SCRIPT)["success"]
    assert not get_document_model().objects.exists()


@pytest.mark.parametrize("name", ["bombe.docx", "bombe.xlsx", "bombe.zip"])
def test_small_file_that_unpacks_to_a_huge_one_is_refused(editor: Client, name: str) -> None:
    part = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}.get(name[-4:], "a.txt")
    bomb = archive(part, size=501 * 1024 * 1024)
    assert len(bomb) < 1024 * 1024
    answer = upload(editor, DOCUMENTS, name, bomb)
    assert (
        answer["error_message"] == "Filen fylder langt mere, når den pakkes ud, og bliver afvist."
    )


def test_too_large_files_are_refused_with_both_sizes(editor: Client, settings: Any) -> None:
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10
    for address, name, data in [
        (DOCUMENTS, "referat.pdf", GOOD["referat.pdf"]),
        (IMAGES, "billede.png", picture("PNG")),
    ]:
        message = upload(editor, address, name, data)["error_message"]
        assert message.startswith("Filen er for stor (")
        assert "højst fylde 10" in message


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("tegning.svg", b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>"),
        ("tegning.png", b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>"),
        ("side.png", SCRIPT),
        ("side.gif", picture("PNG")),
        ("billede.jpg", picture("GIF")),
        ("tom.png", b""),
    ],
)
def test_images_that_are_something_else_are_refused(editor: Client, name: str, data: bytes) -> None:
    assert not upload(editor, IMAGES, name, data)["success"]
    assert not get_image_model().objects.exists()


def whole_png(side: int) -> bytes:
    file = io.BytesIO()
    Image.new("1", (side, side)).save(file, "PNG")
    return file.getvalue()


def test_small_picture_with_huge_dimensions_is_refused(editor: Client) -> None:
    data = whole_png(8_000)
    assert len(data) < 32 * 1024
    message = upload(editor, IMAGES, "stort.png", data)["error_message"]
    assert "Filen har for mange pixel" in message
    assert "højst have 50000000 pixel" in message


def head_of_png(side: int) -> bytes:
    """A sound head that states a size, and nothing of the picture itself."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + data + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [5_000, 8_000, 30_000, 2_000_000])
def test_head_that_states_huge_dimensions_is_refused(editor: Client, side: int) -> None:
    answer = upload(editor, IMAGES, "stort.png", head_of_png(side))
    assert not answer["success"]
    assert "pixel" in answer["error_message"] or "beskadiget" in answer["error_message"]
    assert not get_image_model().objects.exists()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_half_a_picture_is_refused_and_a_whole_one_is_kept(editor: Client, kind: str) -> None:
    file = io.BytesIO()
    Image.effect_noise((200, 200), 80).save(file, kind)
    whole = file.getvalue()
    name = f"billede.{kind.lower()}"
    answer = upload(editor, IMAGES, name, whole[: len(whole) // 2])
    assert not answer["success"]
    assert not get_image_model().objects.exists()
    assert upload(editor, IMAGES, name, whole)["success"]


@pytest.mark.parametrize(
    ("name", "kind", "disposition"),
    [
        ("referat.pdf", "application/pdf", "inline"),
        ("utf16.txt", "text/plain", "attachment"),
        ("pakke.zip", "application/zip", "attachment"),
    ],
)
def test_documents_are_saved_or_shown_and_never_run(
    editor: Client, name: str, kind: str, disposition: str
) -> None:
    upload(editor, DOCUMENTS, name, GOOD[name])
    served, _ = fetched(get_document_model().objects.get().url)
    assert served["Content-Type"].startswith(kind)
    assert served["Content-Disposition"].startswith(disposition)
    assert served["X-Content-Type-Options"] == "nosniff"
    assert served["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.parametrize(
    "name",
    [
        "../../settings.pdf",
        "..\\..\\settings.pdf",
        "/etc/passwd.pdf",
        'a"\r\nSet-Cookie: x=1;.pdf',
        "<img src=x onerror=alert(1)>.pdf",
        "\u202egnp.pdf",
        "a" * 300 + ".pdf",
    ],
)
def test_hostile_names_stay_in_the_folder(editor: Client, tmp_path: Any, name: str) -> None:
    answer = upload(editor, DOCUMENTS, name, GOOD["referat.pdf"])
    if not answer["success"]:
        assert answer["error_message"]
        return
    document = get_document_model().objects.get()
    assert (tmp_path / "documents").resolve() in (tmp_path / document.file.name).resolve().parents
    assert not set(document.file.name) & set('<>"\r\n\\')
    served, _ = fetched(document.url)
    assert served.status_code == 200
    assert "Set-Cookie" not in served
