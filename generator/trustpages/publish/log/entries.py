"""Append-only log as static files: one file per entry, and a checkpoint that says how many count.

The checkpoint is the body of a C2SP tlog-checkpoint: origin, number of entries, root hash of the Merkle tree over
them. One extension line holds the first bytes of the hash of each entry: whoever kept it can not only prove that
history was rewritten, but name the entry. A page prints it, and a contract quotes it, as long as it is short.
Checkpoint and tree are those of the checker, so that publisher and checker cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from trustpages.model.artifact import Artifact
from trustpages.model.problem import TrustpagesError
from trustpages.model.vocabulary import Audience
from trustpages.publish.files import read_plain, refuse_large
from trustpages.publish.log.events import Event, RecordChanged, VersionPublished, VersionWithdrawn, decode_entry
from trustpages.publish.verifier.trustverify import (
    HINT_BYTES,
    LARGEST_ENTRY,
    LARGEST_READ,
    Checkpoint,
    parse_checkpoint,
    roots_of,
)

LOG = "log"
CHECKPOINT = f"{LOG}/checkpoint"
ENTRIES = f"{LOG}/entries"

_NUMBER = re.compile(r"0|[1-9][0-9]{0,11}")
_ORIGIN = re.compile(r"[a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class StoredLog:
    """The entries of a log, as stored, under the name of the log; the first `counted` of them count.

    What lies behind them was put down by a publish that did not finish.
    """

    origin: str
    entries: tuple[bytes, ...]
    counted: int

    @property
    def audience(self) -> Audience:
        """Whom the log is for: the last part of its name."""
        try:
            return Audience(self.origin.rpartition("/")[2])
        except ValueError as error:
            raise _make_error("its name says no audience") from error

    def checkpoint(self, width: int = HINT_BYTES) -> Checkpoint:
        """The checkpoint over the entries that count, with hints of `width` bytes."""
        leaves = [hash_leaf(entry) for entry in self.entries[: self.counted]]
        return make_checkpoint(self.origin, leaves, width)

    def events(self) -> tuple[Event, ...]:
        """The events of all entries."""
        return tuple(map(decode_entry, self.entries))

    def published(self) -> dict[str, VersionPublished]:
        """The versions that were ever published, in order, by name."""
        return {event.version: event for event in self.events() if isinstance(event, VersionPublished)}

    def withdrawn(self) -> dict[str, VersionWithdrawn]:
        """The versions that were withdrawn, by name."""
        return {event.version: event for event in self.events() if isinstance(event, VersionWithdrawn)}

    def with_entries(self, entries: tuple[bytes, ...]) -> StoredLog:
        """The log with more entries, which count."""
        longer = (*self.entries, *entries)
        return replace(self, entries=longer, counted=len(longer))

    def whole(self) -> StoredLog:
        """The log in which all entries count."""
        return replace(self, counted=len(self.entries))

    def before(self, version: str) -> StoredLog:
        """The log before the entries that are told together with the version; all that counts if it is not there."""
        log = self.settled()
        events = log.events()
        published = (number for number, event in enumerate(events) if _is_publication(event, version))
        start = next(published, None)
        if start is None:
            return log
        while start and isinstance(events[start - 1], RecordChanged):
            start -= 1
        return log.first(start)

    def settled(self) -> StoredLog:
        """The log without the entries that do not count."""
        return self.first(self.counted)

    def first(self, count: int) -> StoredLog:
        """The log as it was when it had so many entries."""
        return replace(self, entries=self.entries[:count], counted=count)


def _is_publication(event: Event, version: str) -> bool:
    return isinstance(event, VersionPublished) and event.version == version


def to_entry_path(number: int) -> str:
    """The path of an entry in the published folder."""
    return f"{ENTRIES}/{number}"


def name_origin(publisher: str, audience: Audience) -> str:
    """The name of the publisher's log for this audience.

    `publisher` is an address without scheme (`trust.example.com/agents`) or an id. Raises
    TrustpagesError `log-origin` for a name that cannot stand in a checkpoint.
    """
    name = publisher.strip("/").lower()
    if not _ORIGIN.fullmatch(name) or "//" in name or len(name) > 200:
        raise TrustpagesError(
            "log-origin",
            f"{publisher!r} cannot name a log",
            "use an address without scheme, or an id of letters, digits, '.', '_' and '-'",
        )
    return f"{name}/{audience}"


def hash_leaf(entry: bytes) -> bytes:
    """The hash of one entry, as its stored bytes; what is hashed begins otherwise than for a node of the tree."""
    return sha256(b"\x00" + entry).digest()


def make_checkpoint(origin: str, leaves: Sequence[bytes], width: int = HINT_BYTES) -> Checkpoint:
    """The checkpoint of the log with these leaf hashes; `width` bytes of each are its hints."""
    hints = b"".join(leaf[:width] for leaf in leaves)
    return Checkpoint(origin, len(leaves), roots_of(leaves)[-1], hints)


def make_empty_log(origin: str) -> tuple[Artifact, ...]:
    """The files of a log in which nothing was told yet."""
    return (Artifact(CHECKPOINT, make_checkpoint(origin, []).body()),)


def read_log(root: Path) -> StoredLog:
    """The log of a published folder; raises TrustpagesError `log-damaged`, what `read_plain` raises, and OSError."""
    checkpoint = parse_checkpoint(read_plain(root / CHECKPOINT, LARGEST_READ))
    if checkpoint is None or not _ORIGIN.fullmatch(checkpoint.origin):
        raise _make_error("its checkpoint cannot be read")
    folder = root / ENTRIES
    numbers = sorted(int(path.name) for path in folder.iterdir() if _NUMBER.fullmatch(path.name))
    if numbers != list(range(len(numbers))) or len(numbers) < checkpoint.size:
        raise _make_error("an entry is missing")
    refuse_large(sum((root / to_entry_path(number)).lstat().st_size for number in numbers), LOG)
    entries = tuple(read_plain(root / to_entry_path(number), LARGEST_ENTRY) for number in numbers)
    log = StoredLog(checkpoint.origin, entries, checkpoint.size)
    if log.checkpoint(checkpoint.width or HINT_BYTES) != checkpoint:  # the first logs had shorter hints
        raise _make_error("its entries are not those of its checkpoint")
    return log


def _make_error(why: str) -> TrustpagesError:
    return TrustpagesError(
        "log-damaged",
        f"the log of the published folder cannot be continued: {why}",
        "run 'trustpages verify' on the folder and restore it from a copy",
    )
