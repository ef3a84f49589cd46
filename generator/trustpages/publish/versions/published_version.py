"""What manifest and log record of a published version, and how the files of a rebuilt site compare to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from trustpages.model.problem import TrustpagesError
from trustpages.model.vocabulary import Audience
from trustpages.publish.files import read_plain
from trustpages.publish.log.entries import CHECKPOINT, StoredLog, read_log
from trustpages.publish.log.events import RecordChanged, VersionPublished, encode_entry
from trustpages.publish.verifier.trustverify import Checkpoint, digest_of, parse
from trustpages.publish.versions.disk import digest_tree, list_files_in, translate_disk_errors
from trustpages.publish.versions.layout import DETACHED, OWN_FILES, map_digests, take_followed
from trustpages.publish.versions.manifest import MANIFEST, STATEMENT, SUMS, FileDigest, VersionFacts, make_checksums
from trustpages.publish.versions.new_version import make_own_files, prepare_version


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedVersion:
    """A version as manifest and log record it.

    `inputs` and `previous_report` are digests; `before` are the versions that it was held against, as
    in `BaseVersion`; none for the first.
    `told` are the changes of records logged together with the version, `log_before` is the log before those.
    If it is `withdrawn`, its files were replaced by tombstones; `files` has the digests of what was published.
    """

    event: VersionPublished
    folder: Path
    audience: Audience
    tool: str
    inputs: str
    previous_report: str | None
    files: tuple[FileDigest, ...]
    before: tuple[Path, ...]
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
        """The date of its report."""
        return self.event.as_of


def read_published_version(root: Path, version: str | None) -> PublishedVersion:
    """The record of `version`, of the newest if None.

    Raises TrustpagesError: `not-published` for a folder without a log, `unknown-version`, `version-damaged` where the
    manifest is not the one of the log, `log-damaged`, and what `translate_disk_errors` raises.
    """
    with translate_disk_errors(root):
        if not (root / CHECKPOINT).is_file():
            raise TrustpagesError("not-published", f"'{root}' is no published folder", "name a published folder")
        log = read_log(root).settled()
        event = _find_event(log, version)
        return _read_version(root, log, event, _read_manifest(root / event.version / MANIFEST, event))


def _find_event(log: StoredLog, version: str | None) -> VersionPublished:
    published = log.published()
    event = published.get(version) if version else next(reversed(published.values()), None)
    if event is None:
        known = ", ".join(published) or "none"
        sentence = f"no version '{version}' was published" if version else "no version was published yet"
        raise TrustpagesError("unknown-version", sentence, f"published are: {known}")
    return event


def _read_manifest(path: Path, event: VersionPublished) -> dict[str, Any]:
    try:
        stored = read_plain(path)
    except FileNotFoundError:
        stored = b""
    manifest = parse(stored) if digest_of(stored) == event.manifest else {}
    if not manifest:
        raise TrustpagesError(
            "version-damaged",
            f"the manifest of '{event.version}' is not the one that the log names",
            "restore the folder from a copy",
        )
    return manifest


def _read_version(root: Path, log: StoredLog, event: VersionPublished, manifest: dict[str, Any]) -> PublishedVersion:
    earlier = log.before(event.version)
    before = take_followed(earlier.published(), earlier.withdrawn())
    told = log.events()[len(earlier.entries) : log.events().index(event)]
    return PublishedVersion(
        event=event,
        folder=root / event.version,
        audience=Audience(manifest["audience"]),
        tool=manifest["tool"],
        inputs=manifest["inputs"],
        previous_report=manifest["previous_report"],
        files=tuple(FileDigest(*file) for file in manifest["files"]),
        before=tuple(root / name for name in before),
        told=tuple(event for event in told if isinstance(event, RecordChanged)),
        log_before=earlier.checkpoint(),
        withdrawn=event.version in log.withdrawn(),
        others=len(log.published()) - 1,
    )


@dataclass(frozen=True, slots=True)
class FileComparison:
    """How many files are the same to the byte, and the paths of the others, those of the site first.

    `changed` are in both, `missing` only in the rebuilt version, `extra` only in the published one. `untold` are
    events that the rebuild finds and the log lacks, `invented` those that only the log has.
    """

    same: int
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    untold: tuple[RecordChanged, ...]
    invented: tuple[RecordChanged, ...]

    @property
    def different(self) -> int:
        """How many files are not the same."""
        return len(self.changed) + len(self.missing) + len(self.extra)


def compare_files(recorded: PublishedVersion, site: Path, facts: VersionFacts) -> FileComparison:
    """Compares the published version with the rebuilt folder `site` and its facts, file by file.

    Signatures are left out: only the owner of the key can make them again. Of a withdrawn version the
    recorded digests are compared. Raises what `prepare_version` and `translate_disk_errors` raise.
    """
    with translate_disk_errors(recorded.folder):
        theirs, ours = _digest_published(recorded), _digest_rebuilt(recorded, site, facts)
    both = theirs.keys() & ours.keys()
    audience = recorded.audience
    made = {encode_entry(change, audience): change for change in facts.changes}
    told = {encode_entry(event, audience): event for event in recorded.told}
    return FileComparison(
        same=sum(theirs[path] == ours[path] for path in both),
        changed=_sort_site_first(path for path in both if theirs[path] != ours[path]),
        missing=_sort_site_first(ours.keys() - theirs.keys()),
        extra=_sort_site_first(theirs.keys() - ours.keys()),
        untold=tuple(event for entry, event in made.items() if entry not in told),
        invented=tuple(event for entry, event in told.items() if entry not in made),
    )


def _digest_published(recorded: PublishedVersion) -> Mapping[str, str]:
    if not recorded.withdrawn:
        paths = [path for path in list_files_in(recorded.folder) if path not in DETACHED]
        return map_digests(digest_tree(recorded.folder, paths))
    manifest = digest_tree(recorded.folder, [MANIFEST])
    return {
        **map_digests((*recorded.files, *manifest)),
        SUMS: digest_of(make_checksums((*recorded.files, *manifest))),
        STATEMENT: recorded.event.statement,
    }


def _digest_rebuilt(recorded: PublishedVersion, site: Path, facts: VersionFacts) -> Mapping[str, str]:
    new_version = prepare_version(site, recorded.version, facts)
    log_before = recorded.log_before._replace(origin=new_version.origin)
    files = digest_tree(site, new_version.paths)
    own = make_own_files(new_version, files, log_before)
    return {**map_digests(files), **{path: digest_of(content) for path, content in own.items()}}


def _sort_site_first(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(paths, key=lambda path: (path in OWN_FILES, path)))
