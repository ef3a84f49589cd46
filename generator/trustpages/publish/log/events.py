"""Events in the log: a version published or withdrawn, and changes of incidents, evidence and claims."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trustpages.model.problem import TrustpagesError
from trustpages.model.vocabulary import Audience

FORMAT = "trustpages.log/1"

PUBLISHED = "version-published"
WITHDRAWN = "version-withdrawn"

_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")


class VersionEvent(StrEnum):
    """What can happen to a record between two versions."""

    INCIDENT_OPENED = "incident-opened"
    INCIDENT_AMENDED = "incident-amended"
    EVIDENCE_WITHDRAWN = "evidence-withdrawn"
    CLAIM_WITHDRAWN = "claim-withdrawn"


@dataclass(frozen=True, slots=True)
class RecordChanged:
    """Something happened to a record: `subject` is its id within the workspace, `on` the day.

    `summary` is one line for readers.
    """

    happening: VersionEvent
    subject: str
    summary: str
    on: date


@dataclass(frozen=True, slots=True)
class VersionPublished:
    """A version was published; `manifest` and `statement` are SHA-256 digests of the stored files.

    `signer` is the fingerprint of the key (`SHA256:...`), None for an unsigned version.
    """

    version: str
    as_of: date
    valid_until: date | None
    manifest: str
    statement: str
    signer: str | None


@dataclass(frozen=True, slots=True)
class VersionWithdrawn:
    """A version was withdrawn; `tombstone` is the digest of the list of what stands in its place."""

    version: str
    reason: str
    on: date
    tombstone: str


Event = RecordChanged | VersionPublished | VersionWithdrawn


def encode_entry(event: Event, audience: Audience) -> bytes:
    """The log entry that tells the event, as stored."""
    return to_canonical_json({"format": FORMAT, "audience": str(audience), **_to_fields(event)})


def decode_entry(entry: bytes) -> Event:
    """The event that a stored entry tells; raises TrustpagesError `log-damaged` for anything else."""
    try:
        return _from_fields(json.loads(entry))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise TrustpagesError(
            "log-damaged",
            "the log has an entry that cannot be read",
            "run 'trustpages verify' on the folder and restore it from a copy",
        ) from error


def to_canonical_json(value: object) -> bytes:
    """The value as the bytes that are stored, hashed and signed: keys sorted, no blanks, ASCII, one line end.

    Raises ValueError for what is not a number, TypeError for what is not JSON.
    """
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return (text + "\n").encode("ascii")


def to_one_line(text: str) -> str:
    """The text on one line; what has no shape, or reorders or hides text, becomes U+FFFD."""
    return _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def _to_fields(event: Event) -> dict[str, object]:
    match event:
        case VersionPublished():
            return {
                "type": PUBLISHED,
                "version": event.version,
                "as_of": event.as_of.isoformat(),
                "valid_until": event.valid_until and event.valid_until.isoformat(),
                "manifest": event.manifest,
                "statement": event.statement,
                "signer": event.signer,
            }
        case VersionWithdrawn():
            return {
                "type": WITHDRAWN,
                "version": event.version,
                "reason": to_one_line(event.reason),
                "on": event.on.isoformat(),
                "tombstone": event.tombstone,
            }
        case RecordChanged():
            return {
                "type": str(event.happening),
                "subject": to_one_line(event.subject),
                "summary": to_one_line(event.summary),
                "on": event.on.isoformat(),
            }


def _from_fields(fields: dict[str, str]) -> Event:
    if fields["type"] == PUBLISHED:
        return VersionPublished(
            version=fields["version"],
            as_of=date.fromisoformat(fields["as_of"]),
            valid_until=date.fromisoformat(fields["valid_until"]) if fields["valid_until"] else None,
            manifest=fields["manifest"],
            statement=fields["statement"],
            signer=fields["signer"],
        )
    on = date.fromisoformat(fields["on"])
    if fields["type"] == WITHDRAWN:
        return VersionWithdrawn(fields["version"], fields["reason"], on, fields["tombstone"])
    return RecordChanged(VersionEvent(fields["type"]), fields["subject"], fields["summary"], on)
