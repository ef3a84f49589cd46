"""Publishing: a built site becomes an immutable version of a published folder, or nothing changes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trustpages.model.problem import Busy, CannotGoOn
from trustpages.publish.versions.beginning import refuse_withdrawn
from trustpages.publish.versions.candidate import Candidate, candidate_of, stage_candidate
from trustpages.publish.versions.canonical import digest
from trustpages.publish.versions.checkpoint import Checkpoint, origin_of
from trustpages.publish.versions.disk_errors import refusing_disk_errors
from trustpages.publish.versions.events import Event
from trustpages.publish.versions.generation import take_step
from trustpages.publish.versions.layout import refuse_version_name
from trustpages.publish.versions.lock import only_publisher
from trustpages.publish.versions.log import Log
from trustpages.publish.versions.manifest import VersionFacts
from trustpages.publish.versions.signatures import add_signature
from trustpages.publish.versions.signing import Signing, ssh_signing
from trustpages.publish.versions.store import create_root, open_log


@dataclass(frozen=True, slots=True)
class Published:
    """A version in its folder; `checkpoint` are the lines to keep, `is_new` is False for a repetition."""

    version: str
    folder: Path
    checkpoint: str
    is_new: bool


def publish_version(
    site: Path,
    version: str,
    to: Path,
    facts: VersionFacts,
    sign: Path | None = None,
    *also: Signing,
    after: Checkpoint | None = None,
) -> Published:
    """The version of the published folder `to` that has exactly the files of the built folder `site`.

    `to` is made if it is absent. Either the version and all that follows from it is there at the
    end, on the disk, or readers see what they saw before; after a crash the next call finishes or
    undoes what was begun. The same name with the same content changes nothing, except that a
    missing signature is added. `sign` is an SSH key, `also` are further ways to sign. `after` is the
    log that the site was built to follow.

    Raises Busy `busy`, `log-moved` where the log is not `after` any more; CannotGoOn: `version-name`;
    `version-exists` and `version-withdrawn` for a name that is taken; what `candidate_of`, `origin_of`,
    `create_root`, `open_log`, `stage_candidate`, `take_step` and `refusing_disk_errors` raise.
    """
    refuse_version_name(version)
    origin = origin_of(facts.publisher, facts.audience)
    root = Path(os.path.abspath(to))
    signings = (*(() if sign is None else (ssh_signing(sign),)), *also)
    with refusing_disk_errors(root):
        candidate = candidate_of(site, version, facts)
        create_root(root)
        with only_publisher(root):
            log = open_log(root, origin)
            refuse_version_name(version, tuple(log.published()))
            _refuse_moved(root, log.before(version), after)
            if version in log.published():
                return _repeated(candidate, root, log, signings)
            return _added(candidate, root, log, signings)


def _refuse_moved(root: Path, log: Log, after: Checkpoint | None) -> None:
    if after is not None and log.checkpoint() != after:
        raise Busy(
            "log-moved",
            f"somebody else published to '{root}' meanwhile, so this site was held against a report that is "
            "not the last one",
            "run the same command again; nothing was changed",
        )


def _repeated(candidate: Candidate, root: Path, log: Log, signings: Sequence[Signing]) -> Published:
    version = candidate.version
    if digest(candidate.manifest()) != log.published()[version].manifest:
        raise CannotGoOn(
            "version-exists",
            f"version '{version}' was published with other content, and stays as it is",
            "publish under a new name",
        )
    refuse_withdrawn(log, version)
    for signing in signings:
        add_signature(root, log, version, signing)
    return Published(version, root / version, log.checkpoint().printed(), is_new=False)


def _added(candidate: Candidate, root: Path, log: Log, signings: Sequence[Signing]) -> Published:
    version = candidate.version
    if os.path.lexists(root / version):
        raise CannotGoOn(
            "folder-not-ours",
            f"'{root / version}' is there, but the log knows no such version",
            "move it away, or publish under another name",
        )

    def fill(stage: Path) -> tuple[Event, ...]:
        event = stage_candidate(candidate, stage / version, log.checkpoint(), signings)
        return (*candidate.facts.changes, event)

    after = take_step(root, log, fill)
    return Published(version, root / version, after.checkpoint().printed(), is_new=True)
