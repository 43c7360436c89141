"""Files as visitors and attackers make them."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

import docx
import pypdf
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model


def docx_bytes(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def docx_with_body(xml: bytes) -> bytes:
    """A Word file whose main part is this."""
    source, target = zipfile.ZipFile(io.BytesIO(docx_bytes("x"))), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, xml if name == "word/document.xml" else source.read(name))
    return target.getvalue()


def pdf_bytes(text: str = "", *, stream: bytes | None = None, pages: int = 1) -> bytes:
    """A PDF file with pages of this text, or of this deflated content."""
    content = stream or b"BT /F1 12 Tf 60 700 Td (" + text.encode("cp1252") + b") Tj ET"
    packed = zlib.compress(content, 9) if stream is None else stream
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages,
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R"
            b" /Resources << /Font << /F1 4 0 R >> >> >>"
            for __ in range(pages)
        ),
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, value in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % number + value + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + (b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body)))
    )


def encrypted_pdf(text: str, password: str) -> bytes:
    """A PDF file that opens with this password."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_bytes(text)))
    writer.encrypt(password, algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def upload(name: str, content: bytes, **values: Any) -> Any:
    """A file among Wagtail's documents."""
    file = get_document_model()(title=name, **values)
    file.file.save(name, ContentFile(content), save=False)
    file._set_document_file_metadata()
    file.file.close()
    file.save()
    return file
