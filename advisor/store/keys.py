"""The secrets in links and the short codes: made here, kept only as hashes where they are secrets."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import Final

_BYTES: Final = 16
"""128 bits."""

_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 and O, no 1, I and L: a code is read off a wall and typed on a phone."""

_JOIN: Final = b"advisor workshop: join"
CODE_LENGTH: Final = 6
SCREEN_CODE_LENGTH: Final = 8


def new_key() -> str:
    """A secret of 128 bits for a link."""
    return secrets.token_urlsafe(_BYTES)


def new_id() -> int:
    """The id of a row that somebody's seat names: drawn at random, since SQLite gives the id of a deleted row to the
    next one, and an open page of the old workshop would then look into the new one."""
    return 1 + secrets.randbelow(2**31 - 1)


def join_key(facilitator_key: str) -> str:
    """The secret of the join link, derived from the facilitator's, who can so show it again though only its hash is
    kept; it leads back to the facilitator's secret no more than a random one would (HMAC-SHA256, RFC 2104)."""
    digest = hmac.digest(facilitator_key.encode(), _JOIN, "sha256")
    return base64.urlsafe_b64encode(digest[:_BYTES]).rstrip(b"=").decode()


def hash_of(key: str) -> bytes:
    """What is kept of a secret. A fast hash is enough for 128 random bits."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()


def is_same(kept: bytes, given: bytes) -> bool:
    """Whether two hashes are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(kept, given)


def new_code(length: int = CODE_LENGTH) -> str:
    """A short code to be typed; six letters have some 30 bits, so tries are counted."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def read_code(typed: str) -> str:
    """A code as it was typed, in the form in which it is kept: capitals, nothing between."""
    return "".join(letter for letter in typed[:64].upper() if letter in _LETTERS)
