"""Manifest, checksums and in-toto Statement of a version: the digest of every file, and what is signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trustpages.model.vocabulary import Audience
from trustpages.publish.log.events import RecordChanged, to_canonical_json
from trustpages.publish.verifier.trustverify import SIGNED_FORMAT, Checkpoint, digest_of

FORMAT = "trustpages.manifest/1"
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True, order=True)
class FileDigest:
    """A file of a version: its path in it, its size in bytes, its SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFacts:
    """What is recorded of a version besides its files.

    `publisher` names the publisher's logs: an address without scheme, or an id. `tool` is the
    program with its version. `inputs` is the digest of the documents, as far as the audience may
    see them; `previous_report` that of the report that the build took as the previous one. Dates
    are UTC days; `valid_until` is the last day of validity. `changes` are the changes of records since
    the version before, which the log records together with the version.
    """

    publisher: str
    audience: Audience
    as_of: date
    valid_until: date | None
    tool: str
    inputs: str
    previous_report: str | None = None
    changes: tuple[RecordChanged, ...] = ()


def make_manifest(version: str, facts: VersionFacts, files: Sequence[FileDigest]) -> bytes:
    """The manifest as it is stored and hashed; the files are sorted by path."""
    return to_canonical_json(
        {
            "format": FORMAT,
            "version": version,
            "audience": str(facts.audience),
            "as_of": facts.as_of.isoformat(),
            "valid_until": facts.valid_until and facts.valid_until.isoformat(),
            "tool": facts.tool,
            "inputs": facts.inputs,
            "previous_report": facts.previous_report,
            "files": list_files(files),
        }
    )


def list_files(files: Sequence[FileDigest]) -> list[list[object]]:
    """The files as they stand in a list: `[path, size, sha256]`, sorted by path."""
    return [[file.path, file.size, file.sha256] for file in sorted(files)]


def make_checksums(files: Sequence[FileDigest]) -> bytes:
    """The digests in the format of `sha256sum --check`, so that coreutils alone can verify a version."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in sorted(files)).encode("ascii")


STATEMENT = "statement.json"
STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "urn:trustpages:trust-manifest:v1"


def make_statement(version: str, facts: VersionFacts, manifest: bytes, sums: bytes, log_before: Checkpoint) -> bytes:
    """The Statement as it is stored, hashed and signed.

    `log_before` is the log without the entries of this version: so a signature over a version also covers the
    history of the log up to it. `log_end` says that whoever signs it signs the end of the log too, so that nobody can
    take that signature away. See https://in-toto.io/Statement/v1.
    """
    return to_canonical_json(
        {
            "_type": STATEMENT_TYPE,
            "subject": [
                {"name": MANIFEST, "digest": {"sha256": digest_of(manifest)}},
                {"name": SUMS, "digest": {"sha256": digest_of(sums)}},
            ],
            "predicateType": PREDICATE_TYPE,
            "predicate": {
                "version": version,
                "audience": str(facts.audience),
                "as_of": facts.as_of.isoformat(),
                "valid_until": facts.valid_until and facts.valid_until.isoformat(),
                "log_before": log_before.short(),
                "log_end": SIGNED_FORMAT,
            },
        }
    )
