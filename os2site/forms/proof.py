"""Proof of work: a browser that sends a form has spent a second on it, a robot a thousand has not.

The challenge and its answer are those of ALTCHA's protocol (version 1, SHA-256): find the number
whose hash, with the salt before it, is the challenge. ALTCHA's own widget is 56 kB compressed, more
than half of what a first view may weigh, and wants WebAssembly and inline styles, which our
Content-Security-Policy refuses; the page's script does the same in under 1 kB. The salt is the
form's stamp, so a proof is good for one form that was handed out, as long as that is.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

ALGORITHM = "SHA-256"
#: Hashes that the search takes at most, half of them on average: a second or two in a browser.
MAX_NUMBER = 50_000
#: Characters of an answer; a real one has about 400.
MAX_ANSWER = 2000


def challenge(stamp: str) -> str:
    """The challenge for a form with this stamp, as JSON for the page's script."""
    digest = _digest(stamp, secrets.randbelow(MAX_NUMBER + 1))
    return json.dumps(
        {
            "algorithm": ALGORITHM,
            "challenge": digest,
            "maxnumber": MAX_NUMBER,
            "salt": stamp,
            "signature": _signature(digest),
        }
    )


def is_proven(answer: str, *, stamp: str) -> bool:
    """Whether the answer (JSON in base 64) solves a challenge of ours for this stamp."""
    if not answer or len(answer) > MAX_ANSWER:
        return False
    try:
        given = json.loads(base64.b64decode(answer, validate=True))
        number, digest, signature = given["number"], given["challenge"], given["signature"]
    except (binascii.Error, ValueError, KeyError, TypeError, RecursionError):
        return False
    if type(number) is not int or not 0 <= number <= MAX_NUMBER:
        return False
    if not isinstance(digest, str) or not isinstance(signature, str):
        return False
    return constant_time_compare(_digest(stamp, number), digest) and constant_time_compare(
        _signature(digest), signature
    )


def _digest(stamp: str, number: int) -> str:
    return hashlib.sha256(f"{stamp}{number}".encode()).hexdigest()


def _signature(digest: str) -> str:
    return salted_hmac("os2site.forms.proof", digest, algorithm="sha256").hexdigest()
