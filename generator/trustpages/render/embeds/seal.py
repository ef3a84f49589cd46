"""The line by which a copy of an embed is known: what it is about, and a digest of the copy itself.

The digest is that of the file with zeros in its own place, so that a file can carry it. Whoever alters a copy can
compute another one: that a copy is whole is no proof that it was published, which the digests of a published folder
are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final
from zlib import crc32

from trustpages.model.pages.embeds import EmbedView

FORMAT: Final = "trustpages-embed/1"
UNSEALED: Final = "0" * 64
"""What stands for the digest of a file that cannot carry one of itself, such as a picture of pixels."""

_SEAL: Final = re.compile(
    rb"trustpages-embed/1 agent=(?P<agent>[A-Za-z0-9._-]{1,200}) as-of=(?P<as_of>\d{4}-\d\d-\d\d) "
    rb"valid-until=(?P<until>\d{4}-\d\d-\d\d|none) inputs=(?P<inputs>[0-9a-f]{64}) self=(?P<own>[0-9a-f]{64})"
)


@dataclass(frozen=True, slots=True)
class Seal:
    """What a copy says of itself; `is_whole` is None where it carries no digest of its own."""

    agent: str
    as_of: date
    valid_until: date | None
    inputs: str
    is_whole: bool | None


def write_seal(view: EmbedView) -> str:
    """The line for a file about the agent of `view`, with nothing yet in the place of its digest."""
    until = view.bottom.valid_until
    return (
        f"{FORMAT} agent={view.agent} as-of={view.frame.as_of.isoformat()} "
        f"valid-until={until.isoformat() if until else 'none'} inputs={view.inputs} self={UNSEALED}"
    )


def seal(content: bytes) -> bytes:
    """The file with its own digest in the line that it has; raises ValueError where it has no such line, or several."""
    found = list(_SEAL.finditer(content))
    if len(found) != 1:
        raise ValueError("an embed has one seal")
    start, end = found[0].span("own")
    return content[:start] + _digest(content, start, end).encode() + content[end:]


def seal_again(content: bytes) -> bytes:
    """The file after something else in it was replaced: with its own digest as it is now, and whole as a picture."""
    if content.startswith(_PNG):
        return _PNG + b"".join(_check_chunks(content))
    found = _SEAL.search(content)
    if found is None:
        return content
    start, end = found.span("own")
    return content[:start] + _digest(content, start, end).encode() + content[end:]


_PNG: Final = b"\x89PNG\r\n\x1a\n"


def _check_chunks(picture: bytes) -> Iterator[bytes]:
    """Each chunk with the checksum of what it holds: https://www.w3.org/TR/png-3/#5Chunk-layout."""
    start = len(_PNG)
    while start < len(picture):
        end = start + 8 + int.from_bytes(picture[start : start + 4])
        yield picture[start:end]
        yield crc32(picture[start + 4 : end]).to_bytes(4)
        start = end + 4


def read_seal(content: bytes) -> Seal | None:
    """What the copy says of itself; None where it carries no such line, several, or one with days that are none."""
    text = content.replace(b"\r\n", b"\n").removeprefix(b"\xef\xbb\xbf")  # on their way, copies change line ends
    found = list(_SEAL.finditer(text))
    if len(found) != 1:
        return None
    values, own = found[0], found[0]["own"].decode()
    try:
        as_of = date.fromisoformat(values["as_of"].decode())
        until = None if values["until"] == b"none" else date.fromisoformat(values["until"].decode())
    except ValueError:
        return None
    is_whole = None if own == UNSEALED else own == _digest(text, *values.span("own"))
    return Seal(values["agent"].decode(), as_of, until, values["inputs"].decode(), is_whole)


def _digest(content: bytes, start: int, end: int) -> str:
    return sha256(content[:start] + UNSEALED.encode() + content[end:]).hexdigest()
