"""Steps of `publish`: check the gates, build against the last version, scan for secrets, add an immutable version."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trustpages.compose.paths import REPORT
from trustpages.compose.problems import format_as_text
from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.publish.branch.folder import Landed
from trustpages.publish.destination import Destination, OpenDestination, locate_version, open_destination
from trustpages.publish.log.entries import name_origin
from trustpages.publish.versions.layout import refuse_version_name
from trustpages.publish.versions.publication import Published, find_base_version, publish_version
from trustpages.publish.versions.signing import Signing
from trustpages.workflow.assessment import list_intake_complaints
from trustpages.workflow.commands.build import build_reading
from trustpages.workflow.commands.check import INVALID, check_reading
from trustpages.workflow.reading import ReadWorkspace, read
from trustpages.workflow.run import Choice, Step
from trustpages.workflow.secret_scanning import (
    find_secrets_in_data,
    find_secrets_in_site,
    list_allowed_secrets,
)
from trustpages.workflow.versions.record import name_log, read_version_facts


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
    with open_destination(to, choice.start, version) as place:
        with step("Checking the workspace and its gates"):
            whole = read(choice, WIDEST_AUDIENCE)
            checked = check_reading(whole, "text")
        if checked.exit_code:
            return PublishOutcome(None, tuple(checked.text.splitlines()), checked.exit_code)
        outcome = _publish_checked(whole, version, place, signings, jobs, step)
    if outcome.published is None:
        return outcome
    return replace(outcome, where=locate_version(to, version, outcome.published.folder))


def _publish_checked(
    whole: ReadWorkspace,
    version: str,
    place: OpenDestination,
    signings: Sequence[Signing],
    jobs: int,
    step: Step,
) -> PublishOutcome:
    workspace = whole.intake.workspace
    if workspace is None:
        return PublishOutcome(None, list_intake_complaints(whole), INVALID)
    trust = workspace.trust
    part = whole.seen_by(whole.choice.audience or trust.audience)
    begun = find_base_version(place.root, version, name_origin(name_log(trust), part.audience))
    previous = part.choice.previous if begun.previous is None else begun.previous / REPORT
    chosen = replace(part.choice.after(previous), log_before=begun.log_before.printed(), fresh=True)
    reading = replace(part, choice=chosen, names_previous=False, aside="")
    with tempfile.TemporaryDirectory(prefix="trustpages-") as folder:
        outcome = build_reading(reading, Path(folder) / "site", jobs, step)
        if outcome.out is None:
            return PublishOutcome(None, outcome.complaints, outcome.exit_code)
        with step("Looking for secrets"):
            secrets = (*find_secrets_in_data(reading), *find_secrets_in_site(outcome.out, reading))
        if secrets:
            return PublishOutcome(None, tuple(format_as_text(secrets, {}).splitlines()), INVALID)
        with step(f"Publishing version {version}"):
            facts = read_version_facts(outcome.out, previous, trust)
            published = publish_version(
                outcome.out, version, place.root, facts, None, *signings, after=begun.log_before
            )
            landed = place.land(f"Publish version {version}", facts.as_of)
    return PublishOutcome(published, (*outcome.complaints, *list_allowed_secrets(trust)), 0, landed=landed)
