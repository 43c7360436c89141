"""Takes the text out of one PDF or DOCX file: a program of its own, started for each file.

Files come from outside, and the libraries that read them hold a whole file in memory. So they run
in a process that limits its own memory, time and files first: a hostile or broken file ends that
process, and never the site's. It is started by its path, without Django and without the site's
settings (:mod:`os2site.services.document_reading`).

Reads the file from standard input, which must be a regular file. Writes one JSON object to standard
output: ``{"text": …}``, or ``{"unreadable": reason}`` with a value of ``Unreadable``.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

#: Bytes of address space, seconds of processor time and open files that reading may take.
MAX_MEMORY: Final = 512 * 1024 * 1024
MAX_CPU_SECONDS: Final = 20
MAX_OPEN_FILES: Final = 64
#: Pages that are read, and characters that are kept of a file (about 60 pages of print).
MAX_PAGES: Final = 300
MAX_CHARACTERS: Final = 150_000
#: Bytes and parts that a DOCX may unpack to.
MAX_UNPACKED: Final = 100 * 1024 * 1024
MAX_PARTS: Final = 2_000
#: How far into a file its mark may lie: PDF allows something before it.
HEAD: Final = 1024

_HYPHENATED = re.compile(r"(?<=[a-zæøå])-\s*\n\s*(?!og\b|eller\b|samt\b)(?=[a-zæøå])")
#: Control characters (databases refuse some), and halves of characters.
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ue000\ue001]")


class UnreadableFileError(Exception):
    """The file can't be read; the argument is a value of ``Unreadable``."""


def limit_resources() -> None:
    """Give up memory, time and files beyond what reading needs; there is no way back."""
    import resource  # noqa: PLC0415 (absent on Windows, where the site does not run)

    for kind, most in (
        (resource.RLIMIT_AS, MAX_MEMORY),
        (resource.RLIMIT_CPU, MAX_CPU_SECONDS),
        (resource.RLIMIT_NOFILE, MAX_OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        __, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most, most if hard < 0 else min(most, hard)))


def read(file: BinaryIO, kind: str) -> str:
    """The text of a file.

    :param kind: ``"pdf"`` or ``"docx"``, as its name says.
    :raises UnreadableFileError: when it is of another kind, encrypted, damaged or too large.
    """
    head = file.read(HEAD)
    file.seek(0)
    if not head:
        raise UnreadableFileError("damaged")
    if kind == "pdf":
        if b"%PDF-" not in head:
            raise UnreadableFileError("wrong_type")
        pieces = _pdf(file)
    else:
        if head.startswith(b"\xd0\xcf\x11\xe0"):  # How Office packs a DOCX with a password.
            raise UnreadableFileError("encrypted")
        if not head.startswith(b"PK\x03\x04"):
            raise UnreadableFileError("wrong_type")
        pieces = _docx(file)
    return _clean(_bounded(pieces))


def _pdf(file: BinaryIO) -> Iterator[str]:
    import pypdf  # noqa: PLC0415 (only the library that the file needs)
    from pypdf.errors import DependencyError, LimitReachedError, PyPdfError  # noqa: PLC0415

    try:
        reader = pypdf.PdfReader(file)
        # Many files are encrypted with the empty password, to forbid printing; all may read them.
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFileError("encrypted")
        for number, page in enumerate(reader.pages):
            if number >= MAX_PAGES:
                return
            yield page.extract_text()
    except DependencyError as error:
        raise UnreadableFileError("encrypted") from error
    except LimitReachedError as error:
        raise UnreadableFileError("too_large") from error
    except PyPdfError as error:
        raise UnreadableFileError("damaged") from error


def _docx(file: BinaryIO) -> Iterator[str]:
    import docx  # noqa: PLC0415 (only the library that the file needs)
    from docx.oxml.ns import qn  # noqa: PLC0415

    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise UnreadableFileError("damaged") from error
    if "[Content_Types].xml" not in names:
        raise UnreadableFileError("wrong_type")
    # Unpacking stops at the size that the directory states, so these sums hold.
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnreadableFileError("too_large")
    file.seek(0)
    try:
        document = docx.Document(file)
    except ValueError as error:  # A spreadsheet or a presentation.
        raise UnreadableFileError("wrong_type") from error
    for paragraph in document.element.body.iter(qn("w:p")):
        yield paragraph.text


def _bounded(pieces: Iterable[str]) -> str:
    found, length = [], 0
    for piece in pieces:
        found.append(piece)
        length += len(piece) + 1
        if length > MAX_CHARACTERS:
            break
    return "\n".join(found)[:MAX_CHARACTERS]


def _clean(text: str) -> str:
    """Words divided at the end of a line made whole; no characters that are no text."""
    text = _HYPHENATED.sub("", _UNWANTED.sub(" ", text.replace("\r", "\n")))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def main() -> int:
    """Read standard input; the kind of file is the only argument."""
    limit_resources()
    try:
        # The libraries raise whatever a broken file leads them to.
        with open(0, "rb", closefd=False) as file:
            answer = {"text": read(file, sys.argv[1])}
    except UnreadableFileError as error:
        answer = {"unreadable": str(error)}
    except MemoryError:
        answer = {"unreadable": "too_large"}
    except Exception:
        answer = {"unreadable": "damaged"}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
