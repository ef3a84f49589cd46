"""Withdrawing: a version gives way to the reason, at the same addresses, and the log tells it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustpages.model.page import Artifact
from trustpages.model.problem import CannotGoOn
from trustpages.publish.files import make_folder, write_tree
from trustpages.publish.verifier import style_file
from trustpages.publish.versions.canonical import digest
from trustpages.publish.versions.disk_errors import refusing_disk_errors
from trustpages.publish.versions.events import Event, VersionWithdrawn, one_line
from trustpages.publish.versions.generation import take_step
from trustpages.publish.versions.layout import CHECKER, DETACHED, STYLE, TOMBSTONE
from trustpages.publish.versions.lists import files_of, is_in_place
from trustpages.publish.versions.lock import only_publisher
from trustpages.publish.versions.log import Log
from trustpages.publish.versions.manifest import MANIFEST, SUMS
from trustpages.publish.versions.statement import STATEMENT
from trustpages.publish.versions.store import open_log
from trustpages.publish.versions.tombstone import tombstone_list, tombstones
from trustpages.publish.versions.tree import read_plain

_KEPT = (MANIFEST, SUMS, STATEMENT, CHECKER, STYLE)
_LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A withdrawn version; `checkpoint` are the lines to keep, `is_new` is False for a repetition."""

    version: str
    folder: Path
    checkpoint: str
    is_new: bool


def withdraw_version(to: Path, version: str, reason: str, on: date) -> Withdrawn:
    """The version with the reason at each of its addresses, its digests kept, and an entry in the log.

    What cannot carry a reason (pictures other than SVG, PDF, scripts) goes. If the version is the
    newest, `latest/` shows the reason too, until a new version is published. `on` is the day, UTC.
    The same reason again changes nothing.

    Raises Busy `busy`; CannotGoOn: `reason` for an empty or overlong one, `unknown-version`,
    `version-withdrawn` if it was withdrawn for another reason, `version-damaged` if what stands
    there is not what was published, what `open_log`, `take_step` and `refusing_disk_errors` raise.
    """
    reason = one_line(reason)
    if not 0 < len(reason) <= _LONGEST_REASON:
        raise CannotGoOn(
            "reason", "a withdrawal needs a reason of 1 to 2000 characters", "say it to the readers"
        )
    root = Path(os.path.abspath(to))
    if not root.is_dir():
        raise CannotGoOn("not-published", f"'{root}' is no published folder", "publish a version first")
    with refusing_disk_errors(root), only_publisher(root):
        log = open_log(root, None)
        before = log.withdrawn().get(version)
        if before is None:
            return _withdrawn(root, log, version, reason, on)
        if before.reason != reason:
            raise CannotGoOn(
                "version-withdrawn",
                f"version '{version}' was withdrawn already: {before.reason}",
                "a reason stays as it was given",
            )
        return Withdrawn(version, root / version, log.checkpoint().printed(), is_new=False)


def _withdrawn(root: Path, log: Log, version: str, reason: str, on: date) -> Withdrawn:
    _refuse_unknown(root, log, version)

    def fill(stage: Path) -> tuple[Event, ...]:
        return (_stage_tombstone(root / version, stage / version, reason, on),)

    after = take_step(root, log, fill)
    return Withdrawn(version, root / version, after.checkpoint().printed(), is_new=True)


def _refuse_unknown(root: Path, log: Log, version: str) -> None:
    published = log.published().get(version)
    if published is None:
        known = ", ".join(log.published()) or "none"
        raise CannotGoOn(
            "unknown-version", f"no version '{version}' was published", f"published are: {known}"
        )
    if not is_in_place(root / version, published):
        raise CannotGoOn(
            "version-damaged",
            f"what stands under '{version}' is not what was published",
            "run 'trustpages verify' on the folder and restore it from a copy",
        )


def _stage_tombstone(old: Path, folder: Path, reason: str, on: date) -> VersionWithdrawn:
    """The event of the withdrawal whose files are then in the new `folder`."""
    paths = tuple(file.path for file in files_of(read_plain(old / MANIFEST)) if file.path not in _KEPT)
    kept = tuple(Artifact(path, read_plain(old / path)) for path in _KEPT if (old / path).is_file())
    if all(one.path != STYLE for one in kept):  # published before versions had one
        kept = (*kept, Artifact(STYLE, style_file()))
    files = (*tombstones(folder.name, reason, on.isoformat(), paths), *kept)
    listed = tombstone_list(folder.name, reason, on.isoformat(), files)
    signatures = (
        Artifact(name, read_plain(old / name)) for name in sorted(DETACHED) if (old / name).is_file()
    )
    make_folder(folder)
    write_tree(folder, (*files, *signatures, Artifact(TOMBSTONE, listed)))
    return VersionWithdrawn(folder.name, reason, on, digest(listed))
