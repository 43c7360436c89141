"""Files of all sorts are read, or said to be unreadable; none of them harms the site."""

from __future__ import annotations

import io
import resource
import time
import zipfile
import zlib
from collections.abc import Callable

import pytest

from os2site.models import DocumentText, TextState, Unreadable
from os2site.services import document_reading
from os2site.services.document_reading import read_text
from tests.factories.files import (
    docx_bytes,
    docx_with_body,
    encrypted_pdf,
    pdf_bytes,
    upload,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WORD = (
    b'<?xml version="1.0"?>%s<w:document xmlns:w="%s"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p>'
)
END = b"</w:body></w:document>"
NAMESPACE = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(doctype: bytes = b"", text: bytes = b"") -> bytes:
    return docx_with_body(WORD % (doctype, NAMESPACE, text) + END)


def test_words_of_a_pdf_and_of_a_docx_are_read() -> None:
    for name, content in (
        ("a.pdf", pdf_bytes("Referat fra mødet om kørekort")),
        ("a.DOCX", docx_bytes("Referat fra mødet", "om kørekort")),
    ):
        reading = read_text(file=upload(name, content))
        assert reading.state == TextState.READ
        assert " ".join(reading.text.split()) == "Referat fra mødet om kørekort"
        assert len(reading.content_hash) == 64


def test_a_word_divided_at_the_end_of_a_line_is_made_whole() -> None:
    text = read_text(file=upload("a.docx", docx_bytes("kom-\nmune og sags-\nog it"))).text
    assert text == "kommune og sags-\nog it"


def test_a_file_without_words_has_no_text() -> None:
    assert read_text(file=upload("a.pdf", pdf_bytes(""))).state == TextState.EMPTY


def test_pdf_with_the_empty_password_is_read_by_all() -> None:
    assert "hegnet" in read_text(file=upload("a.pdf", encrypted_pdf("hegnet", ""))).text


def zip_bomb() -> bytes:
    target = io.BytesIO(docx_bytes("x"))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/a.bin", b"\0" * (110 * 1024 * 1024))
    return target.getvalue()


def xml_bomb() -> bytes:
    entities = b'<!ENTITY a0 "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
    )
    return word(b"<!DOCTYPE w:document [" + entities + b"]>", b"&a9;")


def deflate_bomb() -> bytes:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1024 * 1024) for __ in range(400)) + packer.flush()
    return pdf_bytes(stream=packed)


HOSTILE: dict[str, tuple[str, Callable[[], bytes], Unreadable]] = {
    "0 bytes as PDF": ("a.pdf", lambda: b"", Unreadable.DAMAGED),
    "0 bytes as DOCX": ("a.docx", lambda: b"", Unreadable.DAMAGED),
    "HTML as PDF": ("a.pdf", lambda: b"<html><script>1</script>", Unreadable.WRONG_TYPE),
    "HTML as DOCX": ("a.docx", lambda: b"<html>", Unreadable.WRONG_TYPE),
    "DOCX as PDF": ("a.pdf", lambda: docx_bytes("x"), Unreadable.WRONG_TYPE),
    "old Office as DOCX": ("a.docx", lambda: b"\xd0\xcf\x11\xe0" * 99, Unreadable.ENCRYPTED),
    "encrypted PDF": ("a.pdf", lambda: encrypted_pdf("x", "hemmelig"), Unreadable.ENCRYPTED),
    "half a PDF": ("a.pdf", lambda: b"%PDF-1.7\n%%EOF", Unreadable.DAMAGED),
    "half a DOCX": ("a.docx", lambda: docx_bytes("x")[:2000], Unreadable.DAMAGED),
    "zip bomb": ("a.docx", zip_bomb, Unreadable.TOO_LARGE),
    "deflate bomb": ("a.pdf", deflate_bomb, Unreadable.TOO_LARGE),
    "deep XML": ("a.docx", lambda: docx_with_body(b"<a>" * 200_000), Unreadable.DAMAGED),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_file_ends_in_a_clear_state(case: str) -> None:
    name, content, reason = HOSTILE[case]
    file = upload(name, content())
    started = time.monotonic()
    reading = read_text(file=file)
    assert (reading.state, reading.reason, reading.text) == (TextState.UNREADABLE, reason, "")
    assert time.monotonic() - started < document_reading.MAX_SECONDS


def test_entities_are_not_expanded_nor_files_of_the_server_read() -> None:
    assert read_text(file=upload("a.docx", xml_bomb())).text == ""
    outside = b'<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    assert "root" not in read_text(file=upload("a.docx", word(outside, b"&a;"))).text


def test_reading_takes_a_bounded_share_of_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    read_text(file=upload("a.pdf", deflate_bomb()))
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    # The highest of all children so far: another test's child may have been higher already.
    assert after <= max(before, 520 * 1024)  # kB


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_reading, "MAX_SECONDS", 0.01)
    reading = read_text(file=upload("a.pdf", pdf_bytes("x")))
    assert reading.reason == Unreadable.TOO_SLOW


def test_a_file_over_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_reading, "MAX_BYTES", 1000)
    reading = read_text(file=upload("a.docx", docx_bytes("x")))
    assert reading.reason == Unreadable.TOO_LARGE


def test_a_lost_file_is_said_to_be_missing() -> None:
    file = upload("a.pdf", pdf_bytes("x"))
    file.file.storage.delete(file.file.name)
    assert read_text(file=file).reason == Unreadable.MISSING


def test_pages_and_characters_are_bounded() -> None:
    text = read_text(file=upload("a.pdf", pdf_bytes("ord " * 200, pages=400))).text
    assert len(text) <= 150_000


def test_a_copy_of_a_file_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    content = pdf_bytes("Referat")
    first = upload("a.pdf", content)
    reading = read_text(file=first)
    DocumentText.objects.filter(file=first).update(
        state=reading.state, text=reading.text, content_hash=reading.content_hash
    )
    monkeypatch.setattr(document_reading, "_run", None)
    assert read_text(file=upload("b.pdf", content)).text == "Referat"
