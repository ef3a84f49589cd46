"""A built site on its way to a version: which files it brings, and the staged folder that it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trustpages.model.problem import TrustpagesError
from trustpages.publish.files import write_file
from trustpages.publish.folders import MARKER
from trustpages.publish.log.entries import name_origin
from trustpages.publish.log.events import VersionPublished
from trustpages.publish.verifier import read_checker, read_style_sheet
from trustpages.publish.verifier.trustverify import CHECKER, STYLE, Checkpoint, digest_of
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
    """A built site with the name that it is to get; `paths` are its files without those that every version has."""

    site: Path
    paths: tuple[str, ...]
    version: str
    facts: VersionFacts

    @property
    def origin(self) -> str:
        """The name of the log that tells of it; raises CannotGoOn `log-origin`."""
        return name_origin(self.facts.publisher, self.facts.audience)

    def manifest(self) -> bytes:
        """The manifest that the version would have now."""
        return self.manifest_over(digest_tree(self.site, self.paths))

    def manifest_over(self, files: Sequence[FileDigest]) -> bytes:
        """The manifest over these files of the site, and those that every version has."""
        return make_manifest(self.version, self.facts, (*files, *_digest_shipped()))


def prepare_version(site: Path, version: str, facts: VersionFacts) -> NewVersion:
    """The built site as a candidate.

    Raises CannotGoOn: `no-site` for a folder without a first page, `reserved-path` for a file whose
    name a version keeps for itself, `odd-file` for links and special files.
    """
    if not (site / "index.html").is_file():
        raise TrustpagesError("no-site", f"'{site}' is no built site", "build it first")
    paths = [path for path in list_files_in(site) if path != MARKER.path]
    taken = sorted(OWN_FILES.intersection(paths))
    shipped = _read_shipped()
    taken += [path for path in shipped if path in paths and (site / path).read_bytes() != shipped[path]]
    if taken:
        raise TrustpagesError(
            "reserved-path",
            f"the site has a file '{taken[0]}', a name that each version keeps for itself",
            "give the file another name",
        )
    return NewVersion(site, tuple(path for path in paths if path not in shipped), version, facts)


def stage_version(
    candidate: NewVersion, folder: Path, log_before: Checkpoint, signings: Sequence[Signing]
) -> VersionPublished:
    """The event of the version whose files are then in the new `folder`.

    Raises what `copy_tree` and the ways to sign raise.
    """
    facts = candidate.facts
    contents = make_own_files(candidate, copy_tree(candidate.site, folder, candidate.paths), log_before)
    signatures = [signing.sign(contents[STATEMENT]) for signing in signings]
    contents.update({signature.file: signature.content for signature in signatures})
    make_parents(folder, contents)
    for path, content in contents.items():
        write_file(folder / path, content)
    return VersionPublished(
        version=candidate.version,
        as_of=facts.as_of,
        valid_until=facts.valid_until,
        manifest=digest_of(contents[MANIFEST]),
        statement=digest_of(contents[STATEMENT]),
        signer=next((signature.signer for signature in signatures if signature.signer), None),
    )


def make_own_files(
    candidate: NewVersion, files: Sequence[FileDigest], log_before: Checkpoint
) -> dict[str, bytes]:
    """What a version has besides the `files` of its site, by path: checker, style, manifest, sums, Statement."""
    manifest = candidate.manifest_over(files)
    sums = make_checksums(
        (*files, *_digest_shipped(), FileDigest(MANIFEST, len(manifest), digest_of(manifest)))
    )
    statement = make_statement(candidate.version, candidate.facts, manifest, sums, log_before)
    return {**_read_shipped(), MANIFEST: manifest, SUMS: sums, STATEMENT: statement}


def _read_shipped() -> dict[str, bytes]:
    return {CHECKER: read_checker(), STYLE: read_style_sheet()}


def _digest_shipped() -> tuple[FileDigest, ...]:
    return tuple(
        FileDigest(path, len(content), digest_of(content)) for path, content in _read_shipped().items()
    )
