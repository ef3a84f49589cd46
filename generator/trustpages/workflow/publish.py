"""What `publish` does: the gates, a build held against the last version, and an immutable version of it."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from trustpages import __version__
from trustpages.compose.paths import REPORT
from trustpages.compose.problems import as_text
from trustpages.model.documents.trust import Trust
from trustpages.model.vocabulary import Audience
from trustpages.publish.branch.folder import Landed
from trustpages.publish.versions.events import Happening, RecordChanged
from trustpages.publish.versions.manifest import VersionFacts
from trustpages.publish.versions.publish import Published, publish_version
from trustpages.publish.versions.store import version_before
from trustpages.workflow.build import build
from trustpages.workflow.check import INVALID, check
from trustpages.workflow.choice import Choice
from trustpages.workflow.complaints import complaints_of_intake
from trustpages.workflow.destination import Destination, Opened, address, opened
from trustpages.workflow.made import Step
from trustpages.workflow.reading import read
from trustpages.workflow.secrets import secrets_in_data, secrets_in_site


@dataclass(frozen=True, slots=True)
class PublishOutcome:
    """The version (None: not published), complaints for stderr, the exit code; where it is, and its commit."""

    published: Published | None
    complaints: tuple[str, ...]
    exit_code: int
    where: str = ""
    landed: Landed | None = None


def publish(
    choice: Choice, version: str, to: Destination, sign: Path | None, jobs: int, step: Step
) -> PublishOutcome:
    """The workspace as the version `version` of the published folder or branch `to`, or nothing changes.

    The whole workspace is checked first: an invalid one and an unmet gate stop the publication. The newest version
    published there is the earlier report that this one is held against.
    """
    with opened(to, choice.start, version) as place:
        with step("Checking the workspace and its gates"):
            checked = check(replace(choice, audience=None, previous=None), "text")
        if checked.exit_code:
            return PublishOutcome(None, tuple(checked.text.splitlines()), checked.exit_code)
        outcome = _added(choice, version, place, sign, jobs, step)
    if outcome.published is None:
        return outcome
    return replace(outcome, where=address(to, version, outcome.published.folder))


def _added(
    choice: Choice, version: str, place: Opened, sign: Path | None, jobs: int, step: Step
) -> PublishOutcome:
    reading = read(choice)
    trust = reading.intake.workspace.trust if reading.intake.workspace else None
    if trust is None:
        return PublishOutcome(None, complaints_of_intake(reading), INVALID)
    before = version_before(place.root, version)
    previous = choice.previous if before is None or before.withdrawn else before.folder / REPORT
    chosen = replace(choice, previous=previous, versioned=True)
    with tempfile.TemporaryDirectory(prefix="trustpages-") as folder:
        outcome = build(chosen, Path(folder) / "site", jobs, step)
        if outcome.out is None:
            return PublishOutcome(None, outcome.complaints, outcome.exit_code)
        with step("Looking for secrets"):
            secrets = (*secrets_in_data(reading), *secrets_in_site(outcome.out, reading))
        if secrets:
            return PublishOutcome(None, tuple(as_text(secrets, {}).splitlines()), INVALID)
        report = json.loads((outcome.out / REPORT).read_bytes())
        with step(f"Publishing version {version}"):
            facts = facts_of(report, trust)
            published = publish_version(outcome.out, version, place.root, facts, sign)
            landed = place.land(f"Publish version {version}", facts.as_of)
    return PublishOutcome(published, outcome.complaints, 0, landed=landed)


def facts_of(report: Mapping[str, object], trust: Trust) -> VersionFacts:
    """What is recorded of a version, from its published report."""
    as_of = date.fromisoformat(str(report["as_of"]))
    previous = report.get("previous_digest")
    return VersionFacts(
        publisher=log_name(trust),
        audience=Audience(str(report["audience"])),
        as_of=as_of,
        valid_until=_valid_until(report),
        tool=f"trustpages {__version__}",
        inputs=str(report["inputs_digest"]),
        previous_report=None if previous is None else str(previous),
        changes=tuple(_records(report, as_of)),
    )


def log_name(trust: Trust) -> str:
    """The name of the publisher's logs: the address of the site without scheme, else the publisher's name as an id."""
    if trust.site.url is not None:
        return re.sub(r"^[a-z]+://", "", trust.site.url).rstrip("/")
    return re.sub(r"[^a-z0-9]+", "-", trust.publisher.name.lower()).strip("-") or "publisher"


def _valid_until(report: Mapping[str, object]) -> date | None:
    agents = report["agents"]
    ends = [one["valid_until"] for one in agents if one["valid_until"]] if isinstance(agents, list) else []
    return min((date.fromisoformat(one) for one in ends), default=None)


def _records(report: Mapping[str, object], as_of: date) -> Iterator[RecordChanged]:
    """What happened to incidents, evidence and claims since the earlier report."""
    agents = report["agents"]
    for agent in agents if isinstance(agents, list) else ():
        kinds = {one["id"]: one["kind"] for one in agent["evidence"]}
        for one in agent["changes"]:
            subject = f"{agent['id']}/{one['subject']}"
            if (
                one["changed"] == "evidence"
                and one["before"] is None
                and kinds.get(one["subject"]) == "incident"
            ):
                yield RecordChanged(
                    Happening.INCIDENT_OPENED, subject, f"incident {subject} was opened", as_of
                )
            elif one["changed"] == "evidence" and one["after"] is None:
                yield RecordChanged(
                    Happening.EVIDENCE_WITHDRAWN, subject, f"evidence {subject} is gone", as_of
                )
            elif one["changed"] == "claim" and one["after"] is None:
                yield RecordChanged(
                    Happening.CLAIM_WITHDRAWN, subject, f"claim {subject} is no longer made", as_of
                )
