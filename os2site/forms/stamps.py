"""When a form was handed out: too short ago for a person, or too long for any use."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from enum import Enum

from django.core import signing

#: Seconds that a person needs at least, and after which a form is handed out anew.
TOO_QUICK = 3
TOO_OLD = 12 * 60 * 60


class Age(Enum):
    """What the stamp says."""

    GOOD = "good"
    QUICK = "too quick"
    OLD = "too old"
    NONE = "no stamp of ours"


@dataclass(frozen=True)
class Stamp:
    """A stamp that came back; ``nonce`` is different for each form that was handed out."""

    age: Age
    nonce: str = ""


def make(*, purpose: str, made_at: float | None = None) -> str:
    """A stamp for a form that is handed out now (or then)."""
    at = int(time.time() if made_at is None else made_at)
    return _signer(purpose).sign(f"{secrets.token_urlsafe(12)}.{at}")


def read(text: str, *, purpose: str) -> Stamp:
    """What a stamp says, whoever wrote it."""
    try:
        nonce, __, made_at = _signer(purpose).unsign(text[:200]).rpartition(".")
        seconds = time.time() - int(made_at)
    except (signing.BadSignature, ValueError):
        return Stamp(Age.NONE)
    if seconds < TOO_QUICK:
        return Stamp(Age.QUICK, nonce)
    return Stamp(Age.OLD if seconds > TOO_OLD else Age.GOOD, nonce)


def _signer(purpose: str) -> signing.Signer:
    return signing.Signer(salt=f"os2site.forms.stamp.{purpose}")
