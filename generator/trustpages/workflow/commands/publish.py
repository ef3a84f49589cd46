"""Steps of `publish`: check gates, build a site that follows the newest version, scan for secrets, add the version."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from trustpages.compose.problems import format_as_text
from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.model.documents.trust import Trust
from trustpages.publish.branch.folder import Landed
from trustpages.publish.destination import Destination, OpenDestination, locate_version, open_destination
from trustpages.publish.files import read_plain
from trustpages.publish.log.entries import name_origin
from trustpages.publish.versions.layout import refuse_version_name
from trustpages.publish.versions.log_signing import SignedTerm
from trustpages.publish.versions.publication import BaseVersion, Published, find_base_version, publish_version
from trustpages.publish.versions.signing import Signing
from trustpages.workflow.assessment import list_intake_complaints
from trustpages.workflow.commands.check import check_reading
from trustpages.workflow.isolation.audience_site import build_reading
from trustpages.workflow.isolation.parts import looks_better
from trustpages.workflow.problems.secret_scanning import (
    find_secrets_in_data,
    find_secrets_in_site,
    list_allowed_secrets,
)
from trustpages.workflow.reading import ReadWorkspace, at_revision, read
from trustpages.workflow.run import INVALID, Choice, Step
from trustpages.workflow.versions.record import find_binding_report, name_log, read_version_facts


@dataclass(frozen=True, slots=True)
class PublishSigning:
    """The ways in which the version and the end of the log are signed, and for how many days the latter is good."""

    ways: tuple[Signing, ...] = ()
    days: int | None = None


@dataclass(frozen=True, slots=True)
class PublishOutcome:
    """The version (None: not published), complaints for stderr, the exit code; where it is, and its commit."""

    published: Published | None
    complaints: tuple[str, ...]
    exit_code: int
    where: str = ""
    landed: Landed | None = None


def publish(
    choice: Choice,
    version: str,
    to: Destination,
    signing: PublishSigning,
    jobs: int,
    step: Step,
    revision: str | None = None,
) -> PublishOutcome:
    """Publishes the workspace as `version` in the published folder or branch `to`; on failure nothing changes.

    It is the workspace as a git `revision` has it, where one is given.

    The workspace is read once. All of it is checked first: invalid evidence or an unmet gate stops the publication.
    The report is compared with that of the newest version published there; for the first, with the one that
    trust.yml names. No cache is used.

    Raises TrustpagesError `version-name` before anything else.
    """
    refuse_version_name(version)
    # Without caches: a damaged or planted file in one must not reach readers.
    fresh = replace(choice, fresh=True)
    with open_destination(to, choice.start, version) as place, at_revision(fresh, revision) as chosen:
        with step("Checking the workspace and its gates"):
            whole = read(chosen, WIDEST_AUDIENCE)
            if whole.intake.workspace is None:
                return PublishOutcome(None, list_intake_complaints(whole), INVALID)
            reading, base = _choose_published(whole, whole.intake.workspace.trust, version, place)
            # What is published is what is judged, with the version that it follows.
            complete = reading if reading.audience is WIDEST_AUDIENCE else whole
            checked = check_reading(complete, "text", reading)
        if checked.exit_code:
            return PublishOutcome(None, tuple(checked.text.splitlines()), checked.exit_code)
        outcome = _publish_checked(reading, base, version, place, signing, jobs, step)
    if outcome.published is None:
        return outcome
    return replace(outcome, where=locate_version(to, version, outcome.published.folder))


def _choose_published(
    whole: ReadWorkspace, trust: Trust, version: str, place: OpenDestination
) -> tuple[ReadWorkspace, BaseVersion]:
    """What is published, with the report of the version that it follows; and that version."""
    restricted = whole.seen_by(whole.choice.audience or trust.audience)
    base = find_base_version(place.root, version, name_origin(name_log(trust), restricted.audience))
    previous = find_binding_report(base.followed) or restricted.choice.previous
    chosen = replace(restricted.choice.after(previous), log_before=base.log_before.printed(), release=version)
    return replace(restricted, choice=chosen, names_previous=False, aside=""), base


def _publish_checked(
    reading: ReadWorkspace,
    base: BaseVersion,
    version: str,
    place: OpenDestination,
    signing: PublishSigning,
    jobs: int,
    step: Step,
) -> PublishOutcome:
    workspace, previous = reading.intake.workspace, reading.choice.previous
    if workspace is None:
        return PublishOutcome(None, list_intake_complaints(reading), INVALID)
    trust = workspace.trust
    # Read before the build: somebody may withdraw that version meanwhile, which ends this publication, but not here.
    earlier = None if previous is None else read_plain(previous)
    # A gate that is on was met.
    found = False if trust.gates.holds_disclosure else looks_better(reading)
    with tempfile.TemporaryDirectory(prefix="trustpages-") as folder:
        outcome = build_reading(reading, found, Path(folder) / "site", jobs, step)
        if outcome.out is None:
            return PublishOutcome(None, outcome.complaints, outcome.exit_code)
        # In the built site too: templates and assets of the workspace are no documents.
        with step("Looking for secrets"):
            secrets = (*find_secrets_in_data(reading), *find_secrets_in_site(outcome.out, reading))
        if secrets:
            return PublishOutcome(None, tuple(format_as_text(secrets, dict).splitlines()), INVALID)
        with step(f"Publishing version {version}"):
            facts = read_version_facts(outcome.out, earlier, trust)
            published = publish_version(
                outcome.out,
                version,
                place.root,
                facts,
                None,
                *signing.ways,
                after=base.log_before,
                term=SignedTerm(reading.choice.today, signing.days),
            )
            landed = place.land(f"Publish version {version}", facts.as_of)
    return PublishOutcome(published, (*outcome.complaints, *list_allowed_secrets(trust)), 0, landed=landed)
