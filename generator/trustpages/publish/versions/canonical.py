"""The one spelling of a JSON value: sorted keys, no blanks, ASCII, one final line end."""

from __future__ import annotations

import json
from hashlib import sha256


def canonical(value: object) -> bytes:
    """The value as the bytes that are stored, hashed and signed.

    Raises ValueError for what is not a number, TypeError for what is not JSON.
    """
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return (text + "\n").encode("ascii")


def digest(content: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return sha256(content).hexdigest()
