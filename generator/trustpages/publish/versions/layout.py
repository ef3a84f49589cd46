"""Layout of a published folder: reserved paths, permitted version names, and which files belong to a version."""

from __future__ import annotations

from collections.abc import Container, Iterable
from pathlib import Path

from trustpages.model.problem import TrustpagesError
from trustpages.publish.files import is_safe_path, read_plain
from trustpages.publish.log.events import VersionPublished, VersionWithdrawn
from trustpages.publish.verifier.trustverify import COPIED, SIGNATURE, SIGSTORE, TOMBSTONE, digest_of, parse
from trustpages.publish.versions.disk import holds_exactly
from trustpages.publish.versions.manifest import MANIFEST, STATEMENT, SUMS, FileDigest, make_checksums

LATEST = "latest"
VERSIONS = "versions"
RESERVED = frozenset({LATEST, VERSIONS, "log", "versions.json", "index.html", *COPIED})
STAGING = ".staging-"
DETACHED = frozenset({SIGNATURE, SIGSTORE})
OWN_FILES = frozenset({MANIFEST, SUMS, STATEMENT, TOMBSTONE, *DETACHED})

_LONGEST_NAME = 64


def refuse_version_name(version: str, existing: tuple[str, ...] = ()) -> None:
    """Returns if a version can have this name beside the existing ones; raises TrustpagesError `version-name`."""
    folded = version.casefold()  # on macOS and Windows, names that differ in letter case are one folder
    clash = next((other for other in existing if other != version and other.casefold() == folded), None)
    if not is_safe_path(version) or "/" in version or len(version) > _LONGEST_NAME:
        why = "it is no plain name of up to 64 letters, digits, '.', '_' and '-'"
    elif folded in RESERVED:
        why = "that name has another use in a published folder"
    elif LATEST in folded:
        # Material hides its banner on outdated versions wherever a name matches "latest".
        why = "a name with 'latest' in it would pass for the newest version for ever"
    elif clash:
        why = f"it differs from '{clash}' in letter case only"
    else:
        return
    raise TrustpagesError("version-name", f"{version!r} cannot name a version: {why}", "choose a name like '1.0'")


def take_followed(published: Iterable[str], withdrawn: Container[str]) -> tuple[str, ...]:
    """Of versions in order of publication the newest first, up to the newest that was not withdrawn."""
    newest_first = tuple(published)[::-1]
    standing = next((place for place, name in enumerate(newest_first) if name not in withdrawn), len(newest_first))
    return newest_first[: standing + 1]


def read_listed_files(listed: bytes) -> tuple[FileDigest, ...]:
    """The files listed in a manifest or tombstone whose digest was checked; none where that is no list of files."""
    return tuple(FileDigest(*file) for file in parse(listed).get("files", ()))


def is_in_place(folder: Path, event: VersionPublished | VersionWithdrawn) -> bool:
    """True if the folder, read from disk, is exactly what the log entry records: manifest, files, nothing else."""
    match event:
        case VersionPublished():
            return _is_published(folder, event)
        case VersionWithdrawn():
            return _is_withdrawn(folder, event)


def _is_published(folder: Path, event: VersionPublished) -> bool:
    manifest = _read_list(folder / MANIFEST, event.manifest)
    if manifest is None:
        return False
    files = read_listed_files(manifest)
    sums = make_checksums((*files, FileDigest(MANIFEST, len(manifest), event.manifest)))
    own = {MANIFEST: event.manifest, STATEMENT: event.statement, SUMS: digest_of(sums)}
    return holds_exactly(folder, {**map_digests(files), **own}, besides=DETACHED)


def _is_withdrawn(folder: Path, event: VersionWithdrawn) -> bool:
    tombstone = _read_list(folder / TOMBSTONE, event.tombstone)
    if tombstone is None:
        return False
    digests = map_digests(read_listed_files(tombstone))
    return holds_exactly(folder, {**digests, TOMBSTONE: event.tombstone}, besides=DETACHED)


def _read_list(path: Path, wanted: str) -> bytes | None:
    try:
        content = read_plain(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return content if digest_of(content) == wanted else None


def map_digests(files: Iterable[FileDigest]) -> dict[str, str]:
    """The SHA-256 of each file by its path."""
    return {file.path: file.sha256 for file in files}
