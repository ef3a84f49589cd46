"""Publish a built site as an immutable version: find the base version, add the version or confirm it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trustpages.model.problem import TrustpagesError, TryAgain
from trustpages.publish.log.entries import CHECKPOINT, StoredLog, make_checkpoint, name_origin
from trustpages.publish.log.events import Event
from trustpages.publish.verifier.trustverify import Checkpoint, digest_of
from trustpages.publish.versions.disk import hold_publisher_lock, translate_disk_errors
from trustpages.publish.versions.late_signing import add_signature, complete_log_signature
from trustpages.publish.versions.layout import refuse_version_name, take_followed
from trustpages.publish.versions.log_signing import SignedTerm, lacks_signature
from trustpages.publish.versions.manifest import VersionFacts
from trustpages.publish.versions.new_version import NewVersion, prepare_version, stage_version
from trustpages.publish.versions.published_folder import create_root, open_log, refuse_root
from trustpages.publish.versions.signing import Signing, make_ssh_signing
from trustpages.publish.versions.transaction import take_step


@dataclass(frozen=True, slots=True)
class BaseVersion:
    """The folders of the versions that the new one is held against, and the log before it.

    `followed` has the newest version first, then older ones up to the newest that still stands: of a withdrawn one the
    tombstone has what it left open, or nothing where an earlier version of the program made it.
    """

    followed: tuple[Path, ...]
    log_before: Checkpoint


def find_base_version(to: Path, version: str, origin: str) -> BaseVersion:
    """The version that `version` follows in the published folder `to`; for a published one, the one it followed.

    So publishing the same again changes nothing, and withdrawing a version clears neither its own breaches nor those
    of an older one. An interrupted step is finished or undone. Building a site takes a while without the lock: give
    `log_before` to `publish_version`, which refuses if the log has moved since.

    Raises TryAgain `busy`; TrustpagesError `version-name`, `version-withdrawn`, and what `refuse_root`, `open_log` and
    `translate_disk_errors` raise.
    """
    refuse_version_name(version)
    root = Path(os.path.abspath(to))
    with translate_disk_errors(root):
        refuse_root(root)
        if not (root / CHECKPOINT).is_file():
            return BaseVersion((), make_checkpoint(origin, []))
        with hold_publisher_lock(root):
            log = open_log(root, origin)
    refuse_version_name(version, tuple(log.published()))
    refuse_withdrawn(log, version)
    followed = tuple(root / name for name in list_followed(log, version))
    return BaseVersion(followed, log.before(version).checkpoint())


def list_followed(log: StoredLog, version: str) -> tuple[str, ...]:
    """The versions published before `version`, the newest first, up to the newest that still stands."""
    return take_followed(log.before(version).published(), log.withdrawn())


def refuse_withdrawn(log: StoredLog, version: str) -> None:
    """Returns if the version was not withdrawn; raises TrustpagesError `version-withdrawn`."""
    if version in log.withdrawn():
        raise TrustpagesError("version-withdrawn", f"version '{version}' was withdrawn", "publish under a new name")


@dataclass(frozen=True, slots=True)
class Published:
    """A version in its folder; `checkpoint` are the lines to keep, `is_new` is False for a repetition.

    `lacks_signature` says that the end of the log, which was signed before, has to be signed again.
    """

    version: str
    folder: Path
    checkpoint: str
    is_new: bool
    lacks_signature: bool


def publish_version(
    site: Path,
    version: str,
    to: Path,
    facts: VersionFacts,
    sign: Path | None = None,
    *also: Signing,
    after: Checkpoint | None = None,
    term: SignedTerm | None = None,
) -> Published:
    """Publishes exactly the files of the built folder `site` as a version in the folder `to`.

    `to` is made if it is absent. The step is atomic and durable: at the end the version and all that
    follows from it is on the disk, or readers see the state before; after a crash the next call finishes or
    undoes what was begun. The same name with the same content changes nothing, except that a
    missing signature is added. `sign` is an SSH key, `also` are further ways to sign. `after` is the
    log that the site was built to follow, `term` says from when to when the end of the log is signed (by
    default from the day of the report on).

    Raises TryAgain `busy`, `log-moved` where the log is not `after` any more; TrustpagesError: `version-name`;
    `version-exists` and `version-withdrawn` for a name that is taken; what `prepare_version`, `name_origin`,
    `create_root`, `open_log`, `stage_version`, `take_step`, `sign_log` and `translate_disk_errors` raise.
    """
    refuse_version_name(version)
    origin = name_origin(facts.publisher, facts.audience)
    root = Path(os.path.abspath(to))
    term = term or SignedTerm(facts.as_of)
    signings = (*(() if sign is None else (make_ssh_signing(sign),)), *also)
    with translate_disk_errors(root):
        new_version = prepare_version(site, version, facts)
        create_root(root)
        with hold_publisher_lock(root):
            # Read again under the lock: another publisher may have added a version while the site was built.
            log = open_log(root, origin)
            refuse_version_name(version, tuple(log.published()))
            _refuse_moved(root, log.before(version), after)
            if version in log.published():
                return _repeat(new_version, root, log, signings, term)
            return _add(new_version, root, log, signings, term)


def _refuse_moved(root: Path, log: StoredLog, after: Checkpoint | None) -> None:
    if after is not None and log.checkpoint() != after:
        raise TryAgain(
            "log-moved",
            f"somebody else published to '{root}' meanwhile, so this site was held against a report that is "
            "not the last one",
            "run the same command again; nothing was changed",
        )


def _repeat(
    new_version: NewVersion, root: Path, log: StoredLog, signings: Sequence[Signing], term: SignedTerm
) -> Published:
    version = new_version.version
    if digest_of(new_version.make_manifest()) != log.published()[version].manifest:
        raise TrustpagesError(
            "version-exists",
            f"version '{version}' was published with other content, and stays as it is",
            "publish under a new name",
        )
    refuse_withdrawn(log, version)
    for signing in signings:
        add_signature(root, log, version, signing)
    complete_log_signature(root, log, signings, term)
    return _tell(version, root, log, is_new=False)


def _add(
    new_version: NewVersion, root: Path, log: StoredLog, signings: Sequence[Signing], term: SignedTerm
) -> Published:
    version = new_version.version
    if os.path.lexists(root / version):  # a dangling link takes the name, too
        raise TrustpagesError(
            "folder-not-ours",
            f"'{root / version}' is there, but the log knows no such version",
            "move it away, or publish under another name",
        )

    def fill(stage: Path) -> tuple[Event, ...]:
        event = stage_version(new_version, stage / version, log.checkpoint(), signings)
        return (*new_version.facts.changes, event)

    after = take_step(root, log, fill, signings, term)
    return _tell(version, root, after, is_new=True)


def _tell(version: str, root: Path, log: StoredLog, *, is_new: bool) -> Published:
    return Published(version, root / version, log.checkpoint().printed(), is_new, lacks_signature(root, log))
