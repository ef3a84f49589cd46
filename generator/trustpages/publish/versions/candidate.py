"""A built site on its way to a version: which files it brings, and the folder that it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trustpages.model.problem import CannotGoOn
from trustpages.publish.files import write_file
from trustpages.publish.folders import MARKER
from trustpages.publish.verifier import checker_file, style_file
from trustpages.publish.versions.canonical import digest
from trustpages.publish.versions.checkpoint import Checkpoint, origin_of
from trustpages.publish.versions.events import VersionPublished
from trustpages.publish.versions.layout import CHECKER, OWN_FILES, STYLE
from trustpages.publish.versions.manifest import (
    MANIFEST,
    SUMS,
    FileDigest,
    VersionFacts,
    manifest_of,
    sums_of,
)
from trustpages.publish.versions.signing import Signing
from trustpages.publish.versions.statement import STATEMENT, statement_of
from trustpages.publish.versions.tree import copy_tree, digest_tree, files_in, make_parents


@dataclass(frozen=True, slots=True)
class Candidate:
    """A built site with the name that it is to get; `paths` are its files without those that every version has."""

    site: Path
    paths: tuple[str, ...]
    version: str
    facts: VersionFacts

    @property
    def origin(self) -> str:
        """The name of the log that tells of it; raises CannotGoOn `log-origin`."""
        return origin_of(self.facts.publisher, self.facts.audience)

    def manifest(self) -> bytes:
        """The manifest that the version would have now."""
        return self.manifest_over(digest_tree(self.site, self.paths))

    def manifest_over(self, files: Sequence[FileDigest]) -> bytes:
        """The manifest over these files of the site, and those that every version has."""
        return manifest_of(self.version, self.facts, (*files, *_shipped_digests()))


def candidate_of(site: Path, version: str, facts: VersionFacts) -> Candidate:
    """The built site as a candidate.

    Raises CannotGoOn: `no-site` for a folder without a first page, `reserved-path` for a file whose
    name a version keeps for itself, `odd-file` for links and special files.
    """
    if not (site / "index.html").is_file():
        raise CannotGoOn("no-site", f"'{site}' is no built site", "build it first")
    paths = [path for path in files_in(site) if path != MARKER.path]
    taken = sorted(OWN_FILES.intersection(paths))
    shipped = _shipped()
    taken += [path for path in shipped if path in paths and (site / path).read_bytes() != shipped[path]]
    if taken:
        raise CannotGoOn(
            "reserved-path",
            f"the site has a file '{taken[0]}', a name that each version keeps for itself",
            "give the file another name",
        )
    return Candidate(site, tuple(path for path in paths if path not in shipped), version, facts)


def stage_candidate(
    candidate: Candidate, folder: Path, log_before: Checkpoint, signings: Sequence[Signing]
) -> VersionPublished:
    """The event of the version whose files are then in the new `folder`.

    Raises what `copy_tree` and the ways to sign raise.
    """
    facts = candidate.facts
    contents = own_files(candidate, copy_tree(candidate.site, folder, candidate.paths), log_before)
    signatures = [signing.sign(contents[STATEMENT]) for signing in signings]
    contents.update({signature.file: signature.content for signature in signatures})
    make_parents(folder, contents)
    for path, content in contents.items():
        write_file(folder / path, content)
    return VersionPublished(
        version=candidate.version,
        as_of=facts.as_of,
        valid_until=facts.valid_until,
        manifest=digest(contents[MANIFEST]),
        statement=digest(contents[STATEMENT]),
        signer=next((signature.signer for signature in signatures if signature.signer), None),
    )


def own_files(candidate: Candidate, files: Sequence[FileDigest], log_before: Checkpoint) -> dict[str, bytes]:
    """What a version has besides the `files` of its site, by path: checker, style, manifest, sums, Statement."""
    manifest = candidate.manifest_over(files)
    sums = sums_of((*files, *_shipped_digests(), FileDigest(MANIFEST, len(manifest), digest(manifest))))
    statement = statement_of(candidate.version, candidate.facts, manifest, sums, log_before)
    return {**_shipped(), MANIFEST: manifest, SUMS: sums, STATEMENT: statement}


def _shipped() -> dict[str, bytes]:
    return {CHECKER: checker_file(), STYLE: style_file()}


def _shipped_digests() -> tuple[FileDigest, ...]:
    return tuple(FileDigest(path, len(content), digest(content)) for path, content in _shipped().items())
