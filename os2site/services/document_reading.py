"""Reading the text of an uploaded file in a process of its own, with limits."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from os2site.models import DocumentText, TextState, Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

logger = logging.getLogger(__name__)

#: Ending of a file's name → the library that reads such files.
LIBRARIES: Final[Mapping[str, str]] = {"pdf": "pypdf", "docx": "docx"}
#: Largest file that is read, in bytes, and seconds that its reading may take by the clock.
MAX_BYTES: Final = 25 * 1024 * 1024
MAX_SECONDS: Final = 40

_READER = Path(__file__).with_name("document_reader.py")


@dataclass(frozen=True)
class Reading:
    """What came of reading a file; ``reason`` is set when it could not be read."""

    state: TextState
    reason: Unreadable | None = None
    text: str = ""
    content_hash: str = ""


def kind_of(name: str) -> str:
    """The kind of file that a name says, one of :data:`LIBRARIES`, or empty for all others."""
    ending = name.rpartition(".")[2].lower()
    return ending if ending in LIBRARIES else ""


def installed_kinds() -> list[str]:
    """Kinds of files whose library is installed (``os2site[documents]``)."""
    return [kind for kind, library in LIBRARIES.items() if find_spec(library) is not None]


def read_text(*, file: Any) -> Reading:
    """Take the text out of an uploaded file. Changes nothing, and raises for no file whatever.

    A copy of a file that was read before gets that one's text, without reading it again.
    """
    with tempfile.TemporaryFile() as copy:
        try:
            content_hash = _copy(file, copy)
        except OSError:
            logger.warning("File %s of the documents can't be fetched", file.pk, exc_info=True)
            return Reading(TextState.UNREADABLE, Unreadable.MISSING)
        if not content_hash:
            return Reading(TextState.UNREADABLE, Unreadable.TOO_LARGE)
        kind = kind_of(file.file.name)
        known = DocumentText.objects.filter(
            content_hash=content_hash, state=TextState.READ, source__iendswith=f".{kind}"
        ).first()
        if known is not None:
            return Reading(TextState.READ, None, known.text, content_hash)
        answer = _run(copy, kind)
    if isinstance(answer, Unreadable):
        return Reading(TextState.UNREADABLE, answer, "", content_hash)
    return Reading(TextState.READ if answer else TextState.EMPTY, None, answer, content_hash)


def _copy(file: Any, target: IO[bytes]) -> str:
    """Fetch the file, wherever it is stored; its hash, or nothing when it is too large."""
    digest, size = hashlib.sha256(), 0
    with file.file.storage.open(file.file.name, "rb") as source:
        while chunk := source.read(64 * 1024):
            size += len(chunk)
            if size > MAX_BYTES:
                return ""
            digest.update(chunk)
            target.write(chunk)
    target.flush()
    target.seek(0)
    return digest.hexdigest()


def _run(file: IO[bytes], kind: str) -> str | Unreadable:
    # Nothing of the site's environment: no password or key is in the reach of a hostile file.
    environment = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "LC_ALL": "C"}
    command = [sys.executable, "-s", "-P", "-X", "utf8", str(_READER), kind]
    try:
        done = subprocess.run(  # noqa: S603 (our own program; nothing of the command is from outside)
            command,
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=MAX_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Unreadable.TOO_SLOW
    if done.returncode < 0:  # Killed, at the limit of its processor time.
        return Unreadable.TOO_SLOW
    try:
        answer = json.loads(done.stdout)
    except ValueError:  # It died without a word, which is what a lack of memory looks like.
        return Unreadable.TOO_LARGE
    reason = answer.get("unreadable")
    return Unreadable(reason) if reason else str(answer["text"])
