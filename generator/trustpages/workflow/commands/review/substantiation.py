"""What stood behind a claim on the day on which it was first said, by git and by the published log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from trustpages.compose.exports.substantiation import list_changes, read_past
from trustpages.compose.wording.dates import format_day
from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.intake.files.revisions.source import KeptBlobs
from trustpages.model.documents.claims import Claim
from trustpages.model.pages.exported import SayableClaim
from trustpages.model.pages.substantiated import PastBasis, Substantiation
from trustpages.model.problem import TrustpagesError
from trustpages.model.results.records.agent import AgentRecord
from trustpages.model.results.report import AgentReport
from trustpages.model.results.review import UnreadableSide
from trustpages.publish.versions.published_folder import list_versions
from trustpages.workflow.caching.kept_documents import KeptDocuments
from trustpages.workflow.commands.review.log import MOST_STATES, AskedLog, NamedState, name_revisions
from trustpages.workflow.diff.assess_sides import assess_side
from trustpages.workflow.diff.named_sides import NamedVersion
from trustpages.workflow.diff.open_sides import open_side, show_side
from trustpages.workflow.reading import ReadWorkspace


@dataclass(frozen=True, slots=True)
class Asked:
    """The claim `agent/claim`, and the folder of published versions to ask as well, if any."""

    agent: str
    claim: str
    published: Path | None


def substantiate(
    asked: Asked, reading: ReadWorkspace, agent: AgentReport, record: AgentRecord, today: SayableClaim
) -> Substantiation:
    """The file of the claim: its document, `today`, what the states of then tell, and what is otherwise now."""
    claim = _find_document(asked, reading)
    past = tuple(_ask_states(asked, reading, claim, record))
    changes = tuple(dict.fromkeys(change for state in past for change in list_changes(state, today, agent)))
    return Substantiation(
        claim=claim,
        today=today,
        as_of=reading.intake.as_of,
        past=past,
        changes=changes,
        digests=tuple((item.id, item.digest) for item in record.evidence if item.id in today.evidence),
    )


def _find_document(asked: Asked, reading: ReadWorkspace) -> Claim:
    workspace = reading.intake.workspace
    if workspace is None:
        raise ValueError("only a valid workspace has claims")
    documents = (document for found in workspace.agents if found.agent.id == asked.agent for document in found.claims)
    return next(claim for document in documents for claim in document.claims if claim.id == asked.claim)


def _ask_states(asked: Asked, reading: ReadWorkspace, claim: Claim, now: AgentRecord) -> Iterator[PastBasis]:
    yield _ask_git(reading, claim, now)
    if asked.published is not None:
        yield _ask_log(asked.published, reading, claim, now)


def _ask_git(reading: ReadWorkspace, claim: Claim, now: AgentRecord) -> PastBasis:
    """The last state of the main line that was committed by the day, assessed on that day."""
    try:
        states = [*name_revisions(AskedLog(None, None, (), MOST_STATES), reading.root)]
    except TrustpagesError:  # which names the folder of whoever asks
        return PastBasis(source="git", missing="Git tells nothing: the workspace is in no repository that can be read.")
    before = [state for state in states if state.day is not None and state.day <= claim.date]
    if not before:
        first = next((state.day for state in states), None)
        told = f"; the first one is of {format_day(first)}" if first else ""
        return PastBasis(source="git", missing=f"No commit is of that day or before it{told}.")
    found = _read_state(before[-1], reading, claim, now)
    # The day of the commit, on which the state came to be; a commit is named where pages may name it.
    workspace = reading.intake.workspace
    may_name = reading.audience is WIDEST_AUDIENCE or (workspace is not None and workspace.trust.site.commit_ids)
    return replace(found, source="git", name=before[-1].side.label if may_name else "", day=before[-1].day)


def _ask_log(published: Path, reading: ReadWorkspace, claim: Claim, now: AgentRecord) -> PastBasis:
    """The last version whose report is of the day, or of one before it."""
    versions = list_versions(published)
    if not versions:
        sentence = f"'{published}' holds no published version"
        raise TrustpagesError("not-published", sentence, "name the folder that `trustpages publish` writes to")
    before = [version for version in versions if version.published.as_of <= claim.date]
    if not before:
        first = versions[0].published.as_of
        missing = f"No version is of that day or before it; the first one is of {format_day(first)}."
        return PastBasis(source="published", missing=missing)
    version = before[-1]
    state = NamedState(NamedVersion(version.published.version, version.folder), None)
    found = _read_state(state, reading, claim, now)
    name, as_of, manifest = version.published.version, version.published.as_of, version.published.manifest
    return replace(found, source="published", name=name, day=as_of, digest=manifest)


def _read_state(state: NamedState, reading: ReadWorkspace, claim: Claim, now: AgentRecord) -> PastBasis:
    """What a state tells of the claim to the same audience."""
    choice = replace(reading.choice, as_of=claim.date, previous=None, takes_named=False)
    with ExitStack() as held:
        opened = open_side(state.side, choice, KeptDocuments().load, KeptBlobs(), held)
        side = assess_side(show_side(opened, reading.audience, claim.date))
    if isinstance(side, UnreadableSide):
        # What is wrong with it may be wrong in documents that the audience may not see.
        told = side.problems[:3] if reading.audience is WIDEST_AUDIENCE else ()
        why = "; ".join(problem.sentence for problem in told)
        return PastBasis(source="git", missing=f"That state cannot be read{': ' if why else ''}{why}.")
    if side.record.audience is not reading.audience:
        sentence = f"the published versions are for the audience '{side.record.audience}'"
        raise TrustpagesError("other-audience", sentence, f"give --audience {side.record.audience}")
    agent = side.record.agent(now.id)
    then = None if agent is None else next((found for found in agent.claims if found.id == claim.id), None)
    known: dict[str, Any] = dict(read_past(agent, then, now))
    return PastBasis(source="git", digest=side.record.inputs_digest, **known)
