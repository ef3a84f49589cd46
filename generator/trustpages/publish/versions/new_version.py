"""A new version: the files of a built site, plus checker, style sheet, manifest, checksums, Statement, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trustpages.model.problem import TrustpagesError
from trustpages.publish.files import refuse_large, write_file
from trustpages.publish.folders import MARKER
from trustpages.publish.log.entries import name_origin
from trustpages.publish.log.events import VersionPublished
from trustpages.publish.verifier import RECOMPUTER, read_checker, read_recomputer, read_style_sheet
from trustpages.publish.verifier.trustverify import CHECKER, LARGEST_READ, STYLE, Checkpoint, digest_of
from trustpages.publish.versions.disk import copy_tree, digest_tree, list_files_in, make_parents
from trustpages.publish.versions.layout import OWN_FILES
from trustpages.publish.versions.manifest import (
    MANIFEST,
    STATEMENT,
    SUMS,
    FileDigest,
    VersionFacts,
    make_checksums,
    make_manifest,
    make_statement,
)
from trustpages.publish.versions.signing import Signing


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A built site, to be published as `version`; `paths` are its files besides those that every version has."""

    site: Path
    paths: tuple[str, ...]
    version: str
    facts: VersionFacts

    @property
    def origin(self) -> str:
        """The origin of the log that it is entered in; raises TrustpagesError `log-origin`."""
        return name_origin(self.facts.publisher, self.facts.audience)

    def make_manifest(self) -> bytes:
        """The manifest that the version would have now."""
        return self.make_manifest_of(digest_tree(self.site, self.paths))

    def make_manifest_of(self, files: Sequence[FileDigest]) -> bytes:
        """The manifest over these files of the site, and those that every version has."""
        return make_manifest(self.version, self.facts, (*files, *_digest_shipped()))


def prepare_version(site: Path, version: str, facts: VersionFacts) -> NewVersion:
    """The built site as a new version, nothing written yet.

    Raises TrustpagesError: `no-site` for a folder without a first page, `reserved-path` for a file whose
    name a version keeps for itself, `odd-file` for links and special files, `file-too-large` for what no verifier
    would read.
    """
    if not (site / "index.html").is_file():
        raise TrustpagesError("no-site", f"'{site}' is no built site", "build it first")
    paths = [path for path in list_files_in(site) if path != MARKER.path]
    for path in paths:
        refuse_large((site / path).lstat().st_size, path)
    taken = sorted(OWN_FILES.intersection(paths))
    shipped = _read_shipped()
    # A file with the very bytes that every version gets is no conflict.
    taken += [path for path in shipped if path in paths and (site / path).read_bytes() != shipped[path]]
    if taken:
        raise TrustpagesError(
            "reserved-path",
            f"the site has a file '{taken[0]}', a name that each version keeps for itself",
            "give the file another name",
        )
    return NewVersion(site, tuple(path for path in paths if path not in shipped), version, facts)


def stage_version(
    new_version: NewVersion, folder: Path, log_before: Checkpoint, signings: Sequence[Signing]
) -> VersionPublished:
    """Writes the files of the version into the new `folder`, and returns its log entry.

    Raises what `copy_tree` and the signings raise.
    """
    facts = new_version.facts
    contents = make_own_files(new_version, copy_tree(new_version.site, folder, new_version.paths), log_before)
    signatures = [signing.sign(contents[STATEMENT]) for signing in signings]
    contents.update({signature.file: signature.content for signature in signatures})
    make_parents(folder, contents)
    for path, content in contents.items():
        write_file(folder / path, content)
    return VersionPublished(
        version=new_version.version,
        as_of=facts.as_of,
        valid_until=facts.valid_until,
        manifest=digest_of(contents[MANIFEST]),
        statement=digest_of(contents[STATEMENT]),
        signer=next((signature.signer for signature in signatures if signature.signer), None),
    )


def make_own_files(new_version: NewVersion, files: Sequence[FileDigest], log_before: Checkpoint) -> dict[str, bytes]:
    """The files of a version besides those of its site, by path: checker, style, manifest, checksums, Statement."""
    manifest = new_version.make_manifest_of(files)
    refuse_large(len(manifest), MANIFEST, LARGEST_READ)
    sums = make_checksums((*files, *_digest_shipped(), FileDigest(MANIFEST, len(manifest), digest_of(manifest))))
    statement = make_statement(new_version.version, new_version.facts, manifest, sums, log_before)
    return {**_read_shipped(), MANIFEST: manifest, SUMS: sums, STATEMENT: statement}


def _read_shipped() -> dict[str, bytes]:
    return {CHECKER: read_checker(), RECOMPUTER: read_recomputer(), STYLE: read_style_sheet()}


def _digest_shipped() -> tuple[FileDigest, ...]:
    return tuple(FileDigest(path, len(content), digest_of(content)) for path, content in _read_shipped().items())
