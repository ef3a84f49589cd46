"""The signed checkpoint: which end of the log was signed, on which day, and until when that may be relied on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from trustpages.model.artifact import Artifact
from trustpages.model.problem import TrustpagesError
from trustpages.publish.files import flush_folder, read_plain
from trustpages.publish.log.entries import LOG, StoredLog
from trustpages.publish.verifier.trustverify import (
    LOG_SIGNATURE,
    LOG_SIGSTORE,
    SIGNED,
    Checkpoint,
    SignedCheckpoint,
    parse_signed,
)
from trustpages.publish.versions.signing import Signing

USUAL_DAYS = 90
SIGNED_FILES = (LOG_SIGSTORE, LOG_SIGNATURE, SIGNED)
"""In the order in which they come into place: what is signed last, so that beside it all of its signatures are."""


@dataclass(frozen=True, slots=True)
class SignedTerm:
    """The day on which a checkpoint is signed, and for how many days that is good (None: as `last_day` says)."""

    on: date
    days: int | None = None

    def last_day(self, newest: date | None) -> date:
        """The last day: without a number of days that of the newest version, unless it is over or there is none."""
        if self.days is None and newest is not None and newest >= self.on:
            return newest
        return self.on + timedelta(days=USUAL_DAYS if self.days is None else self.days)


def sign_checkpoint(log: StoredLog, signings: Sequence[Signing], term: SignedTerm) -> tuple[Artifact, ...]:
    """The files of the signed checkpoint over all entries that count, in their order; none without a way to sign.

    Raises what the signings raise.
    """
    if not signings:
        return ()
    newest = next(reversed(log.settled().published().values()), None)
    until = term.last_day(newest.valid_until if newest else None)
    signed = SignedCheckpoint(_shorten(log.checkpoint()), term.on.isoformat(), until.isoformat())
    made = {signing.log_file: signing.sign_log(signed) for signing in signings} | {SIGNED: signed.body()}
    return tuple(Artifact(path, made[path]) for path in SIGNED_FILES if path in made)


def read_signed(folder: Path) -> SignedCheckpoint | None:
    """The signed checkpoint of a published folder or a stage, None if there is none to be read; raises OSError."""
    return parse_signed(read_plain(folder / SIGNED)) if (folder / SIGNED).is_file() else None


def covers_end(signed: SignedCheckpoint | None, log: StoredLog) -> bool:
    """True if it was signed over exactly the entries that count."""
    return signed is not None and signed.checkpoint == _shorten(log.checkpoint())


def lacks_signature(root: Path, log: StoredLog) -> bool:
    """True if the end of the log was signed once, and entries have come since that nobody has signed."""
    return (root / SIGNED).is_file() and not covers_end(read_signed(root), log)


def refuse_other_history(root: Path, log: StoredLog) -> None:
    """Returns if the log continues what was signed last, so that nobody signs away what buyers have seen.

    Raises TrustpagesError `log-damaged`, and OSError.
    """
    if not (root / SIGNED).is_file():
        return
    signed = read_signed(root)
    count = signed.checkpoint.size if signed else 0
    if signed is None or count > log.counted or not covers_end(signed, log.first(count)):
        raise TrustpagesError(
            "log-damaged",
            "the log of the published folder is not the one whose end was signed, so it will not be signed",
            "run 'trustpages verify' on the folder and restore it from a copy",
        )


def drop_outdated(root: Path, signed: Sequence[Artifact]) -> None:
    """Removes signatures of the checkpoint before that have no successor among the new files; raises OSError."""
    kept = {artifact.path for artifact in signed}
    for path in SIGNED_FILES:
        if kept and path not in kept and (root / path).exists():
            (root / path).unlink()
            flush_folder(root / LOG)


def _shorten(checkpoint: Checkpoint) -> Checkpoint:
    return checkpoint._replace(hints=b"")
