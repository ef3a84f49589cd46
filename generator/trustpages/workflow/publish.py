"""What `publish` does: the gates, a build held against the last version, and an immutable version of it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trustpages.compose.paths import REPORT
from trustpages.compose.problems import as_text
from trustpages.publish.branch.folder import Landed
from trustpages.publish.versions.layout import refuse_version_name
from trustpages.publish.versions.publish import Published, publish_version
from trustpages.publish.versions.signing import Signing
from trustpages.publish.versions.store import version_before
from trustpages.workflow.build import build
from trustpages.workflow.check import INVALID, check
from trustpages.workflow.choice import Choice
from trustpages.workflow.complaints import complaints_of_intake
from trustpages.workflow.destination import Destination, Opened, address, opened
from trustpages.workflow.made import Step
from trustpages.workflow.reading import read
from trustpages.workflow.secrets import secrets_in_data, secrets_in_site
from trustpages.workflow.version_facts import facts_of


@dataclass(frozen=True, slots=True)
class PublishOutcome:
    """The version (None: not published), complaints for stderr, the exit code; where it is, and its commit."""

    published: Published | None
    complaints: tuple[str, ...]
    exit_code: int
    where: str = ""
    landed: Landed | None = None


def publish(
    choice: Choice, version: str, to: Destination, signings: Sequence[Signing], jobs: int, step: Step
) -> PublishOutcome:
    """The workspace as the version `version` of the published folder or branch `to`, or nothing changes.

    The whole workspace is checked first: an invalid one and an unmet gate stop the publication. The newest version
    published there is the earlier report that this one is held against; for the first, the one that trust.yml names.
    Everything is made anew: nothing that was kept from a build before reaches readers.

    Raises CannotGoOn `version-name` before anything else.
    """
    refuse_version_name(version)
    with opened(to, choice.start, version) as place:
        with step("Checking the workspace and its gates"):
            checked = check(replace(choice, audience=None, previous=None), "text")
        if checked.exit_code:
            return PublishOutcome(None, tuple(checked.text.splitlines()), checked.exit_code)
        outcome = _added(choice, version, place, signings, jobs, step)
    if outcome.published is None:
        return outcome
    return replace(outcome, where=address(to, version, outcome.published.folder))


def _added(
    choice: Choice, version: str, place: Opened, signings: Sequence[Signing], jobs: int, step: Step
) -> PublishOutcome:
    reading = read(choice)
    trust = reading.intake.workspace.trust if reading.intake.workspace else None
    if trust is None:
        return PublishOutcome(None, complaints_of_intake(reading), INVALID)
    before = version_before(place.root, version)
    previous = reading.choice.previous if before is None else before.folder / REPORT
    chosen = replace(choice.after(previous), versioned=True, fresh=True)
    with tempfile.TemporaryDirectory(prefix="trustpages-") as folder:
        outcome = build(chosen, Path(folder) / "site", jobs, step)
        if outcome.out is None:
            return PublishOutcome(None, outcome.complaints, outcome.exit_code)
        with step("Looking for secrets"):
            secrets = (*secrets_in_data(reading), *secrets_in_site(outcome.out, reading))
        if secrets:
            return PublishOutcome(None, tuple(as_text(secrets, {}).splitlines()), INVALID)
        with step(f"Publishing version {version}"):
            facts = facts_of(outcome.out, previous, trust)
            published = publish_version(outcome.out, version, place.root, facts, None, *signings)
            landed = place.land(f"Publish version {version}", facts.as_of)
    return PublishOutcome(published, outcome.complaints, 0, landed=landed)
