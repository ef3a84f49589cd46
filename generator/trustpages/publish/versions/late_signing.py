"""Sign what is published already: versions without a signature, and the end of the log. Nothing is built."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trustpages.model.artifact import Artifact
from trustpages.model.problem import TrustpagesError
from trustpages.publish.files import read_plain, write_tree
from trustpages.publish.log.entries import StoredLog
from trustpages.publish.verifier.trustverify import SignedCheckpoint
from trustpages.publish.versions.disk import flush_tree, hold_publisher_lock, translate_disk_errors
from trustpages.publish.versions.layout import DETACHED, LATEST, is_in_place
from trustpages.publish.versions.log_signing import (
    SignedTerm,
    covers_end,
    drop_outdated,
    read_signed,
    refuse_other_history,
    sign_checkpoint,
)
from trustpages.publish.versions.manifest import STATEMENT
from trustpages.publish.versions.published_folder import open_log
from trustpages.publish.versions.signing import Signing
from trustpages.publish.versions.transaction import open_stage, put_in_place


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed: the newest version, the `versions` that had no signature until now, and the end of the log."""

    newest: str
    folder: Path
    versions: tuple[str, ...]
    log: SignedCheckpoint


def sign_published(to: Path, signings: Sequence[Signing], term: SignedTerm) -> Signed:
    """Signs each version of the published folder that has no signature yet, and the end of the log.

    The newest gets one of each kind; an older one that is signed in any way stays as it is. What was withdrawn is
    signed as well, since its Statement stays. All is looked at before anything is signed.

    The end of the log is signed anew each time, which says that there is nothing newer. Nothing is signed that is not
    as the log says, nor a log that is not the one signed before.

    Raises TryAgain `busy`; TrustpagesError `not-published`, what `open_log`, `add_signature`, `sign_log` and
    `translate_disk_errors` raise.
    """
    root = Path(os.path.abspath(to))
    with translate_disk_errors(root), hold_publisher_lock(root):
        log = open_log(root, None)
        newest = next(reversed(log.published()), None)
        if newest is None:
            raise TrustpagesError("not-published", f"nothing was published in '{root}' yet", "publish a version first")
        refuse_other_history(root, log)
        lacking = [version for version in log.published() if version == newest or not _is_signed(root / version)]
        for version in lacking:
            _refuse_damaged(root, log, version)
        signed = [version for version in lacking if _sign(root, log, version, signings)]
        return Signed(newest, root / newest, tuple(signed), sign_log(root, log, signings, term))


def _sign(root: Path, log: StoredLog, version: str, signings: Sequence[Signing]) -> bool:
    added = [add_signature(root, log, version, signing) for signing in signings]
    return any(added)


def _is_signed(folder: Path) -> bool:
    return any((folder / name).exists() for name in DETACHED)


def add_signature(root: Path, log: StoredLog, version: str, signing: Signing) -> bool:
    """True if the published version got its signature now, False if it had one; the caller holds the lock.

    Raises TrustpagesError `unknown-version`, `version-damaged` for a folder that is not as the log says, and what
    `signing` and `translate_disk_errors` raise.
    """
    is_newest = version == list(log.published())[-1]
    folders = (version, LATEST) if is_newest else (version,)
    missing = [folder for folder in folders if not (root / folder / signing.file).exists()]
    if not missing:
        return False
    _refuse_damaged(root, log, version)
    content = _make_signature(root / version, signing, is_there=version not in missing)
    _put(root, [Artifact(f"{folder}/{signing.file}", content) for folder in missing])
    return version in missing


def _refuse_damaged(root: Path, log: StoredLog, version: str) -> None:
    event = log.withdrawn().get(version) or log.published().get(version)
    if event is None:
        raise TrustpagesError("unknown-version", f"no version '{version}' was published", "see versions.json")
    if not is_in_place(root / version, event):
        raise TrustpagesError(
            "version-damaged",
            f"what stands under '{version}' is not what was published, so it will not be signed",
            "run 'trustpages verify' on the folder and restore it from a copy",
        )


def _make_signature(folder: Path, signing: Signing, *, is_there: bool) -> bytes:
    """The signature of the version; one that exists was put in place by a call that did not finish, and is copied."""
    return read_plain(folder / signing.file) if is_there else signing.sign(read_plain(folder / STATEMENT)).content


def complete_log_signature(root: Path, log: StoredLog, signings: Sequence[Signing], term: SignedTerm) -> None:
    """Signs the end of the log unless it was signed in each of these ways; the caller holds the lock.

    Raises what `sign_log` raises.
    """
    is_there = all((root / signing.log_file).is_file() for signing in signings)
    if signings and not (is_there and covers_end(read_signed(root), log)):
        sign_log(root, log, signings, term)


def sign_log(root: Path, log: StoredLog, signings: Sequence[Signing], term: SignedTerm) -> SignedCheckpoint:
    """Signs the end of the log; the caller holds the lock. Raises what `refuse_other_history` and `signings` raise."""
    refuse_other_history(root, log)
    _put(root, sign_checkpoint(log, signings, term))
    signed = read_signed(root)
    if signed is None:
        raise TrustpagesError("disk-error", "the disk does not return what was written", "check the disk and try again")
    return signed


def _put(root: Path, files: Sequence[Artifact]) -> None:
    with open_stage(root) as stage:
        write_tree(stage, files)
        flush_tree(stage)
    drop_outdated(root, [file for file in files if file.path.startswith("log/")])
    put_in_place(stage, root, [file.path for file in files])
