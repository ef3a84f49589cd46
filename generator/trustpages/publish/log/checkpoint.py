"""Checkpoint of a log in a few lines that a reader can keep: origin, number of entries, root hash.

The form is the body of a C2SP tlog-checkpoint. The first three lines say everything. One extension line holds the
first bytes of the hash of each entry: whoever kept it can not only prove that history was rewritten, but name the
entry. A page prints it, and a contract quotes it, as long as it is short.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from trustpages.model.problem import TrustpagesError
from trustpages.model.vocabulary import Audience
from trustpages.publish.log.hashing import compute_root
from trustpages.publish.verifier.trustverify import HINT_BYTES, MOST_PRINTED

WIDTHS = (HINT_BYTES, 3)
"""So many bytes of a hash that nobody finds another entry with the same ones; the first logs had three."""

_ORIGIN = re.compile(r"[a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?")
_SIZE = re.compile(r"0|[1-9][0-9]{0,11}")
_HINTS = re.compile(r"hints (\S+)")


@dataclass(frozen=True, slots=True)
class LogCheckpoint:
    """A log of `size` entries with this root hash (32 bytes).

    `hints` are the first six bytes of each leaf hash, joined (three in the first logs); empty where only the
    short form was kept.
    """

    origin: str
    size: int
    root: bytes
    hints: bytes = b""

    def short(self) -> str:
        """The three lines that say everything."""
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n"

    def printed(self) -> str:
        """The lines to print and to keep: with the hints as long as they are short."""
        return self.body().decode("ascii") if len(self.hints) <= MOST_PRINTED else self.short()

    def body(self) -> bytes:
        """The checkpoint as stored."""
        extension = f"hints {_base64(self.hints)}\n" if self.hints else ""
        return (self.short() + extension).encode("ascii")


def name_origin(publisher: str, audience: Audience) -> str:
    """The name of the publisher's log for this audience.

    `publisher` is an address without scheme (`trust.example.com/agents`) or an id. Raises
    CannotGoOn `log-origin` for a name that cannot stand in a checkpoint.
    """
    name = publisher.strip("/").lower()
    if not _ORIGIN.fullmatch(name) or "//" in name or len(name) > 200:
        raise TrustpagesError(
            "log-origin",
            f"{publisher!r} cannot name a log",
            "use an address without scheme, or an id of letters, digits, '.', '_' and '-'",
        )
    return f"{name}/{audience}"


def make_checkpoint(origin: str, leaves: Sequence[bytes], width: int = HINT_BYTES) -> LogCheckpoint:
    """The checkpoint of the log with these leaf hashes; `width` bytes of each are its hints."""
    hints = b"".join(leaf[:width] for leaf in leaves)
    return LogCheckpoint(origin, len(leaves), compute_root(leaves), hints)


def parse_checkpoint(body: bytes) -> LogCheckpoint:
    """The checkpoint that was stored or kept; raises CannotGoOn `checkpoint-malformed`.

    There is one spelling: whatever parses is written as the same bytes again.
    """
    try:
        lines = body.decode("ascii").split("\n")
        checkpoint = _read(lines)
    except (ValueError, binascii.Error) as error:
        raise _make_error() from error
    if checkpoint is None or checkpoint.body() != body:
        raise _make_error()
    return checkpoint


def _read(lines: list[str]) -> LogCheckpoint | None:
    if len(lines) not in (4, 5) or lines[-1] or not _ORIGIN.fullmatch(lines[0]):
        return None
    root = b64decode(lines[2], validate=True)
    if not _SIZE.fullmatch(lines[1]) or len(root) != 32:
        return None
    if len(lines) == 4:
        return LogCheckpoint(lines[0], int(lines[1]), root)
    hints = _HINTS.fullmatch(lines[3])
    if not hints:
        return None
    read = LogCheckpoint(lines[0], int(lines[1]), root, b64decode(hints[1], validate=True))
    return read if len(read.hints) in {width * read.size for width in WIDTHS} else None


def _make_error() -> TrustpagesError:
    return TrustpagesError(
        "checkpoint-malformed",
        "this is not a checkpoint of a log",
        "a checkpoint has an origin, a number of entries and a root hash, each on a line of its own",
    )


def _base64(content: bytes) -> str:
    return b64encode(content).decode("ascii")
