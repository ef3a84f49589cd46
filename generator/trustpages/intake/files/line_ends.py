"""Digests of a file as it is, and as it would be with other line ends, which git changes on some machines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

_LONGEST = 16 << 20  # bytes; beyond, a second and a third digest cost more than the hint is worth

REMEDY = "put a line `* -text` into .gitattributes, so that git keeps every byte, and check the files out again"


@dataclass(frozen=True, slots=True)
class FileDigests:
    """SHA-256 of a file in hexadecimal digits: as it is, and with LF or CRLF as line ends, empty if unknown."""

    sha256: str
    lf: str = ""
    crlf: str = ""

    def is_with_other_ends(self, stated: str) -> bool:
        """Whether the file has the `stated` digest once its line ends are others."""
        return stated != self.sha256 and stated in {self.lf, self.crlf}


def digest_pieces(pieces: Iterable[bytes]) -> FileDigests:
    """The digests of a file that comes in pieces."""
    own, lf, crlf = sha256(), sha256(), sha256()
    size, held = 0, b""
    for piece in pieces:
        own.update(piece)
        size += len(piece)
        if size > _LONGEST:
            continue
        text = (held + piece).replace(b"\r\n", b"\n")
        held = b"\r" if text.endswith(b"\r") else b""  # its LF may begin the next piece
        text = text.removesuffix(held)
        lf.update(text)
        crlf.update(text.replace(b"\n", b"\r\n"))
    if size > _LONGEST:
        return FileDigests(own.hexdigest())
    lf.update(held)
    crlf.update(held)
    return FileDigests(own.hexdigest(), lf.hexdigest(), crlf.hexdigest())
