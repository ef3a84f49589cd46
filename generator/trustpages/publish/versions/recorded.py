"""What a published folder records of one version: enough to build it again, and to hold the result against it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from trustpages.model.problem import CannotGoOn
from trustpages.model.vocabulary import Audience
from trustpages.publish.versions.canonical import digest
from trustpages.publish.versions.checkpoint import Checkpoint
from trustpages.publish.versions.disk_errors import refusing_disk_errors
from trustpages.publish.versions.events import Event, RecordChanged, VersionPublished, VersionWithdrawn
from trustpages.publish.versions.log import CHECKPOINT, Log, read_log
from trustpages.publish.versions.manifest import MANIFEST, FileDigest
from trustpages.publish.versions.tree import read_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A version as manifest and log record it.

    `inputs` and `previous_report` are digests; `before` is the version that stood before it, None for the first.
    `told` is what the log tells of records together with the version, `log_before` the log before all of that.
    `withdrawn` says that its files gave way to a reason since; their digests are in `files` all the same.
    """

    event: VersionPublished
    folder: Path
    audience: Audience
    tool: str
    inputs: str
    previous_report: str | None
    files: tuple[FileDigest, ...]
    before: Path | None
    told: tuple[RecordChanged, ...]
    log_before: Checkpoint
    withdrawn: bool
    others: int

    @property
    def version(self) -> str:
        """Its name."""
        return self.event.version

    @property
    def as_of(self) -> date:
        """The day that it speaks of."""
        return self.event.as_of

    def digest_of(self, path: str) -> str | None:
        """The recorded digest of one of its files."""
        return next((file.sha256 for file in self.files if file.path == path), None)


def recorded_version(root: Path, version: str | None) -> Recorded:
    """What is recorded of `version`, the newest if None.

    Raises CannotGoOn: `not-published` for a folder without a log, `unknown-version`, `version-damaged` where the
    manifest is not the one of the log, `log-damaged`, and what `refusing_disk_errors` raises.
    """
    with refusing_disk_errors(root):
        if not (root / CHECKPOINT).is_file():
            raise CannotGoOn("not-published", f"'{root}' is no published folder", "name a published folder")
        log = read_log(root).settled()
        event = _published(log, version)
        return _recorded(root, log, event, _manifest(root / event.version / MANIFEST, event))


def _published(log: Log, version: str | None) -> VersionPublished:
    published = log.published()
    event = published.get(version) if version else next(reversed(published.values()), None)
    if event is None:
        known = ", ".join(published) or "none"
        sentence = f"no version '{version}' was published" if version else "no version was published yet"
        raise CannotGoOn("unknown-version", sentence, f"published are: {known}")
    return event


def _manifest(path: Path, event: VersionPublished) -> dict[str, Any]:
    try:
        stored = read_plain(path)
    except FileNotFoundError:
        stored = b""
    if digest(stored) != event.manifest:
        raise CannotGoOn(
            "version-damaged",
            f"the manifest of '{event.version}' is not the one that the log names",
            "restore the folder from a copy",
        )
    manifest: dict[str, Any] = json.loads(stored)
    return manifest


def _recorded(root: Path, log: Log, event: VersionPublished, manifest: dict[str, Any]) -> Recorded:
    earlier = log.before(event.version)
    before = _standing(earlier.events())
    told = log.events()[len(earlier.entries) : log.events().index(event)]
    return Recorded(
        event=event,
        folder=root / event.version,
        audience=Audience(manifest["audience"]),
        tool=manifest["tool"],
        inputs=manifest["inputs"],
        previous_report=manifest["previous_report"],
        files=tuple(FileDigest(*one) for one in manifest["files"]),
        before=None if before is None else root / before,
        told=tuple(one for one in told if isinstance(one, RecordChanged)),
        log_before=earlier.checkpoint(),
        withdrawn=event.version in log.withdrawn(),
        others=len(log.published()) - 1,
    )


def _standing(events: Sequence[Event]) -> str | None:
    """The newest version that these events leave standing."""
    gone = {event.version for event in events if isinstance(event, VersionWithdrawn)}
    published = [event.version for event in events if isinstance(event, VersionPublished)]
    return next((version for version in reversed(published) if version not in gone), None)
