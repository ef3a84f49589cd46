"""What a new version begins from: the newest one that stands, and the log as it is before anything is built."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from trustpages.model.problem import CannotGoOn
from trustpages.publish.versions.checkpoint import Checkpoint, checkpoint_of
from trustpages.publish.versions.disk_errors import refusing_disk_errors
from trustpages.publish.versions.layout import refuse_version_name
from trustpages.publish.versions.lock import only_publisher
from trustpages.publish.versions.log import CHECKPOINT, Log
from trustpages.publish.versions.store import open_log, refuse_root


@dataclass(frozen=True, slots=True)
class Beginning:
    """The folder of the newest version that was published before and still stands, and the log before the new one."""

    previous: Path | None
    log_before: Checkpoint


def beginning(to: Path, version: str, origin: str) -> Beginning:
    """What `version` follows in the published folder `to`; for one that is there already, what it followed.

    So publishing the same again changes nothing, and withdrawing a version does not clear what an older one said.
    What an interrupted step left is finished or undone. A site takes its time to build: `publish_version` is told
    `log_before`, and refuses where the log has moved since.

    Raises Busy `busy`; CannotGoOn `version-name`, `version-withdrawn`, and what `refuse_root`, `open_log` and
    `refusing_disk_errors` raise.
    """
    refuse_version_name(version)
    root = Path(os.path.abspath(to))
    with refusing_disk_errors(root):
        refuse_root(root)
        if not (root / CHECKPOINT).is_file():
            return Beginning(None, checkpoint_of(origin, []))
        with only_publisher(root):
            log = open_log(root, origin)
    refuse_version_name(version, tuple(log.published()))
    refuse_withdrawn(log, version)
    name = followed(log, version)
    return Beginning(root / name if name else None, log.before(version).checkpoint())


def followed(log: Log, version: str) -> str | None:
    """The name of the newest version that was published before `version` and still stands."""
    standing = [name for name in log.before(version).published() if name not in log.withdrawn()]
    return standing[-1] if standing else None


def refuse_withdrawn(log: Log, version: str) -> None:
    """Returns if the version was not withdrawn; raises CannotGoOn `version-withdrawn`."""
    if version in log.withdrawn():
        raise CannotGoOn(
            "version-withdrawn", f"version '{version}' was withdrawn", "publish under a new name"
        )
