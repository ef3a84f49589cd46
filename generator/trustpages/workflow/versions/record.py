"""What manifest and log record of a version, from its report and the one before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from trustpages import __version__
from trustpages.compose.paths import REPORT
from trustpages.intake.previous.report import read_record
from trustpages.model.documents.trust import Trust
from trustpages.model.problem import TrustpagesError
from trustpages.model.results.records.changes import ChangeTopic, ReportChange
from trustpages.model.results.records.json_values import Json, to_json
from trustpages.model.results.records.report import ReportRecord
from trustpages.publish.files import read_plain
from trustpages.publish.log.events import RecordChanged, VersionEvent
from trustpages.publish.verifier.trustverify import LARGEST_READ, TOMBSTONE
from trustpages.publish.versions.layout import read_listed_files
from trustpages.publish.versions.manifest import MANIFEST, VersionFacts
from trustpages.review.changes import find_changes
from trustpages.review.words import describe_change

TOOL = f"trustpages {__version__}"

_INCIDENT = "incident"


def read_version_facts(site: Path, previous: bytes | None, trust: Trust) -> VersionFacts:
    """What is recorded of the version that the built folder `site` becomes; `previous` is the earlier report.

    Raises TrustpagesError where one of the two is no report.
    """
    report = _parse(read_plain(site / REPORT))
    before = replace(report, agents=()) if previous is None else _parse(previous)
    return VersionFacts(
        publisher=name_log(trust),
        audience=report.audience,
        as_of=report.as_of,
        valid_until=min((agent.valid_until for agent in report.agents if agent.valid_until), default=None),
        tool=TOOL,
        inputs=report.inputs_digest,
        previous_report=report.previous_digest,
        changes=tuple(list_record_changes(before, report, report.as_of)),
    )


def keep_what_binds(folder: Path) -> dict[str, dict[str, Json]]:
    """What stays of the report of a version that is withdrawn, by path: what later versions are held against.

    Nothing of a report that this version of the program cannot read.
    """
    found = read_record(read_plain(folder / REPORT), REPORT) if (folder / REPORT).is_file() else ()
    return {REPORT: {"record": to_json(found.in_short)}} if isinstance(found, ReportRecord) else {}


def find_binding_report(followed: Sequence[Path]) -> Path | None:
    """The report that a version is held against: of the first of the versions `followed` that has one, or left one.

    One that is damaged is not passed over: it is a problem of whoever reads it.
    """
    return next((folder / REPORT for folder in followed if not _has_left_nothing(folder)), None)


def read_recorded_digest(folder: Path) -> str | None:
    """The digest of a version's report as its manifest has it, also where the version was withdrawn since."""
    try:
        listed = read_listed_files(read_plain(folder / MANIFEST, LARGEST_READ))
        return next((file.sha256 for file in listed if file.path == REPORT), None)
    except (OSError, TrustpagesError, TypeError):
        return None


def _has_left_nothing(folder: Path) -> bool:
    if not (folder / TOMBSTONE).is_file():
        return False
    report = folder / REPORT
    return not (report.is_file() and isinstance(read_record(read_plain(report), REPORT), ReportRecord))


def _parse(data: bytes) -> ReportRecord:
    found = read_record(data, REPORT)
    if isinstance(found, ReportRecord):
        return found
    problem = found[0]
    raise TrustpagesError(problem.code, problem.sentence, problem.remedy)


def name_log(trust: Trust) -> str:
    """The name of the publisher's logs: the address of the site without scheme, else the publisher's name as an id."""
    if trust.site.url is not None:
        return re.sub(r"^[a-z]+://", "", trust.site.url).rstrip("/")
    return re.sub(r"[^a-z0-9]+", "-", trust.publisher.name.lower()).strip("-") or "publisher"


def list_record_changes(before: ReportRecord, report: ReportRecord, on: date) -> Iterator[RecordChanged]:
    """What happened to incidents, evidence and claims since the earlier report, one without agents for the first.

    Sorted by agent, then by what it happened to. Of an agent that is gone all evidence and claims are.
    """
    incidents = {(agent.id, item.id) for agent in report.agents for item in agent.evidence if item.kind == _INCIDENT}
    changes = find_changes(before, report)
    for change in sorted(
        changes, key=lambda change: (change.agent, change.changed is ChangeTopic.CLAIM, change.subject)
    ):
        event = _find_event(change, (change.agent, change.subject) in incidents)
        if event is not None:
            subject = f"{change.agent}/{change.subject}"
            yield RecordChanged(event, subject, describe_change(change, _INCIDENT), on)


def _find_event(change: ReportChange, is_incident: bool) -> VersionEvent | None:
    """What the log calls the change; None for what it does not tell."""
    match change.changed, change.aspect:
        case (ChangeTopic.EVIDENCE, "content") if is_incident:
            return VersionEvent.INCIDENT_AMENDED
        case ChangeTopic.EVIDENCE, "":
            if change.after is None:
                return VersionEvent.EVIDENCE_WITHDRAWN
            return VersionEvent.INCIDENT_OPENED if is_incident else None
        case (ChangeTopic.CLAIM, "") if change.after is None:
            return VersionEvent.CLAIM_WITHDRAWN
        case _:
            return None
