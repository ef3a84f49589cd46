"""Steps of `textconv`: one file as lines that git compares; whatever cannot be read stands as it is."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from trustpages.compose.review.document_lines import list_document_lines
from trustpages.compose.wording.said import escape_controls
from trustpages.intake.yaml import load

MOST_BYTES: Final = 8 * 1024 * 1024
"""Of a file that is looked into; of a greater one the size and digest stand for it."""


def convert(data: bytes, name: str) -> str:
    """What the file says, a line for each value; runs no program, and reads no other file."""
    if len(data) <= MOST_BYTES:
        document, _ = load(data, name)
        if document is not None and isinstance(document.value, dict) and "kind" in document.value:
            return "".join(f"{line}\n" for line in list_document_lines(document.value))
        text = _decode(data)
        if text is not None:
            return "".join(f"{escape_controls(line)}\n" for line in text.splitlines())
    return f"{len(data)} bytes, SHA-256 {sha256(data).hexdigest()}\n"


def _decode(data: bytes) -> str | None:
    try:
        return None if b"\0" in data else data.decode()
    except UnicodeDecodeError:
        return None
