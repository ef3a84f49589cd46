"""What is signed: an in-toto Statement v1 that names a version's manifest and the log before it."""

from __future__ import annotations

from trustpages.publish.versions.canonical import canonical, digest
from trustpages.publish.versions.checkpoint import Checkpoint
from trustpages.publish.versions.manifest import MANIFEST, SUMS, VersionFacts

STATEMENT = "statement.json"
STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "urn:trustpages:trust-manifest:v1"


def statement_of(
    version: str, facts: VersionFacts, manifest: bytes, sums: bytes, log_before: Checkpoint
) -> bytes:
    """The Statement as it is stored, hashed and signed.

    `log_before` is the log without the entries of this version: a signature over a later version
    thereby also covers what the log told before.
    """
    return canonical(
        {
            "_type": STATEMENT_TYPE,
            "subject": [
                {"name": MANIFEST, "digest": {"sha256": digest(manifest)}},
                {"name": SUMS, "digest": {"sha256": digest(sums)}},
            ],
            "predicateType": PREDICATE_TYPE,
            "predicate": {
                "version": version,
                "audience": str(facts.audience),
                "as_of": facts.as_of.isoformat(),
                "valid_until": facts.valid_until and facts.valid_until.isoformat(),
                "log_before": log_before.short(),
            },
        }
    )
