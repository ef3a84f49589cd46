"""A version held against a site that was built again: every file, every event that the log tells with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from trustpages.publish.versions.candidate import candidate_of, own_files
from trustpages.publish.versions.canonical import digest
from trustpages.publish.versions.disk_errors import refusing_disk_errors
from trustpages.publish.versions.events import RecordChanged, entry_of
from trustpages.publish.versions.layout import DETACHED, OWN_FILES
from trustpages.publish.versions.manifest import MANIFEST, SUMS, FileDigest, VersionFacts, sums_of
from trustpages.publish.versions.recorded import Recorded
from trustpages.publish.versions.statement import STATEMENT
from trustpages.publish.versions.tree import digest_tree, files_in


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many files are the same to the byte, and the paths of the others, those of the site first.

    `changed` are in both, `missing` only in what was built again, `extra` only in what was published. `untold`
    and `invented` are the events that only one of the logs tells: the one made again, the published one.
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


def compare(recorded: Recorded, site: Path, facts: VersionFacts) -> Comparison:
    """The published version held against the built folder `site` and the facts that go with it.

    Signatures are left out, since only the owner of the key can make them again. Of a withdrawn version the
    recorded digests are compared. Raises what `candidate_of` and `refusing_disk_errors` raise.
    """
    with refusing_disk_errors(recorded.folder):
        theirs, ours = _published(recorded), _rebuilt(recorded, site, facts)
    both = theirs.keys() & ours.keys()
    audience = recorded.audience
    made = {entry_of(change, audience): change for change in facts.changes}
    told = {entry_of(event, audience): event for event in recorded.told}
    return Comparison(
        same=sum(theirs[path] == ours[path] for path in both),
        changed=_site_first(path for path in both if theirs[path] != ours[path]),
        missing=_site_first(ours.keys() - theirs.keys()),
        extra=_site_first(theirs.keys() - ours.keys()),
        untold=tuple(event for entry, event in made.items() if entry not in told),
        invented=tuple(event for entry, event in told.items() if entry not in made),
    )


def _published(recorded: Recorded) -> Mapping[str, str]:
    if not recorded.withdrawn:
        paths = [path for path in files_in(recorded.folder) if path not in DETACHED]
        return _by_path(digest_tree(recorded.folder, paths))
    manifest = digest_tree(recorded.folder, [MANIFEST])
    return {
        **_by_path((*recorded.files, *manifest)),
        SUMS: digest(sums_of((*recorded.files, *manifest))),
        STATEMENT: recorded.event.statement,
    }


def _rebuilt(recorded: Recorded, site: Path, facts: VersionFacts) -> Mapping[str, str]:
    candidate = candidate_of(site, recorded.version, facts)
    log_before = replace(recorded.log_before, origin=candidate.origin)
    files = digest_tree(site, candidate.paths)
    own = own_files(candidate, files, log_before)
    return {**_by_path(files), **{path: digest(content) for path, content in own.items()}}


def _by_path(files: tuple[FileDigest, ...]) -> dict[str, str]:
    return {file.path: file.sha256 for file in files}


def _site_first(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(paths, key=lambda path: (path in OWN_FILES, path)))
