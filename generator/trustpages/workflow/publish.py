"""What `publish` does: the gates, a build held against the last version, and an immutable version of it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trustpages.compose.paths import REPORT
from trustpages.compose.problems import as_text
from trustpages.intake.audience import COMPLETE
from trustpages.publish.branch.folder import Landed
from trustpages.publish.versions.beginning import beginning
from trustpages.publish.versions.checkpoint import origin_of
from trustpages.publish.versions.layout import refuse_version_name
from trustpages.publish.versions.publish import Published, publish_version
from trustpages.publish.versions.signing import Signing
from trustpages.workflow.build import build_reading
from trustpages.workflow.check import INVALID, check_reading
from trustpages.workflow.choice import Choice
from trustpages.workflow.complaints import complaints_of_intake
from trustpages.workflow.destination import Destination, Opened, address, opened
from trustpages.workflow.made import Step
from trustpages.workflow.reading import Reading, read
from trustpages.workflow.secrets import let_through, secrets_in_data, secrets_in_site
from trustpages.workflow.version_facts import facts_of, log_name


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

    The workspace is read once. All of it is checked first: an invalid one and an unmet gate stop the publication. The
    newest version published there is the earlier report that this one is held against; for the first, the one that
    trust.yml names. Everything is made anew: nothing that was kept from a build before reaches readers.

    Raises CannotGoOn `version-name` before anything else.
    """
    refuse_version_name(version)
    with opened(to, choice.start, version) as place:
        with step("Checking the workspace and its gates"):
            whole = read(choice, COMPLETE)
            checked = check_reading(whole, "text")
        if checked.exit_code:
            return PublishOutcome(None, tuple(checked.text.splitlines()), checked.exit_code)
        outcome = _added(whole, version, place, signings, jobs, step)
    if outcome.published is None:
        return outcome
    return replace(outcome, where=address(to, version, outcome.published.folder))


def _added(
    whole: Reading, version: str, place: Opened, signings: Sequence[Signing], jobs: int, step: Step
) -> PublishOutcome:
    workspace = whole.intake.workspace
    if workspace is None:
        return PublishOutcome(None, complaints_of_intake(whole), INVALID)
    trust = workspace.trust
    part = whole.seen_by(whole.choice.audience or trust.audience)
    begun = beginning(place.root, version, origin_of(log_name(trust), part.audience))
    previous = part.choice.previous if begun.previous is None else begun.previous / REPORT
    chosen = replace(part.choice.after(previous), log_before=begun.log_before.printed(), fresh=True)
    reading = replace(part, choice=chosen, names_previous=False, aside="")
    with tempfile.TemporaryDirectory(prefix="trustpages-") as folder:
        outcome = build_reading(reading, Path(folder) / "site", jobs, step)
        if outcome.out is None:
            return PublishOutcome(None, outcome.complaints, outcome.exit_code)
        with step("Looking for secrets"):
            secrets = (*secrets_in_data(reading), *secrets_in_site(outcome.out, reading))
        if secrets:
            return PublishOutcome(None, tuple(as_text(secrets, {}).splitlines()), INVALID)
        with step(f"Publishing version {version}"):
            facts = facts_of(outcome.out, previous, trust)
            published = publish_version(
                outcome.out, version, place.root, facts, None, *signings, after=begun.log_before
            )
            landed = place.land(f"Publish version {version}", facts.as_of)
    return PublishOutcome(published, (*outcome.complaints, *let_through(trust)), 0, landed=landed)
