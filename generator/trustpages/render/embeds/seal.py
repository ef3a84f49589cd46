"""The line by which a copy of an embed is known: what it is about, and a digest of the copy itself.

The digest is that of the file with zeros in its own place, so that a file can carry it; in a PNG the sum of the chunk
that has the line follows it. Whoever alters a copy can compute another one: that a copy is whole is no proof that it
was published, which the digests of a published folder are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final
from zlib import crc32

from trustpages.model.pages.embeds import EmbedView

FORMAT: Final = "trustpages-embed/1"
UNSEALED: Final = "0" * 64
"""What stands for the digest while there is none."""

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_NOTE: Final = b"tEXt"

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
    if len(_SEAL.findall(content)) != 1:
        raise ValueError("an embed has one seal")
    return seal_again(content)


def seal_again(content: bytes) -> bytes:
    """The file with its own digest anew, after something else in it was replaced; one without a seal as it is."""
    found = _SEAL.search(content)
    if found is None:
        return content
    span = found.span("own")
    return _fill(content, span, _digest(content, span))


def read_seal(content: bytes) -> Seal | None:
    """What the copy says of itself; None where it carries no such line, several, or one with days that are none."""
    text = content
    if not content.startswith(_PNG):
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
    span = values.span("own")
    is_whole = None if own == UNSEALED else own == _digest(text, span) and text == _fill(text, span, own)
    return Seal(values["agent"].decode(), as_of, until, values["inputs"].decode(), is_whole)


def _digest(content: bytes, span: tuple[int, int]) -> str:
    return sha256(_fill(content, span, UNSEALED)).hexdigest()


def _fill(content: bytes, span: tuple[int, int], digest: str) -> bytes:
    """The file with that digest; readers of a PNG turn down a chunk whose sum is another, so it gets its own."""
    start, end = span
    if not content.startswith(_PNG):
        return content[:start] + digest.encode() + content[end:]
    chunk = content[max(0, content.rfind(_NOTE, 0, start)) : start] + digest.encode()
    return content[:start] + digest.encode() + crc32(chunk).to_bytes(4, "big") + content[end + 4 :]
