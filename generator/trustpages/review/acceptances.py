"""Accepted changes: which acceptance lets which change pass, and which fail the review because they do not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from trustpages.model.documents.agent import Agent
from trustpages.model.documents.decisions import ACCEPT_CHANGE, Acceptance
from trustpages.model.problem import Explanation, Place, Problem
from trustpages.model.results.review import AcceptanceState, AcceptedChange, ReviewedChange, ReviewSide

ACCEPTANCE_CODES: Final = (
    Explanation(
        "acceptance-unknown",
        "An acceptance is of a change that there is not",
        "The fingerprint of an acceptance that was added is that of no change between the two sides: what was accepted "
        "became something else, or went away. Look at the changes of today, and accept anew or delete it.",
    ),
    Explanation(
        "acceptance-expired",
        "An acceptance of a change has ended, or has not begun",
        "The day lies outside of `date` to `until` of the acceptance. Undo the change, or have it accepted anew.",
    ),
    Explanation(
        "acceptance-unauthorised",
        "A change was accepted by somebody who may not",
        "No decision right `accept-change` of the agent names the role. What counts are the rights before the change: "
        "nobody grants in a change the right by which it passes.",
    ),
)


@dataclass(frozen=True, slots=True)
class _Made:
    """An acceptance, and the place of the list that it stands in."""

    acceptance: Acceptance
    place: Place


def accept_changes(
    changes: Sequence[ReviewedChange], before: ReviewSide, after: ReviewSide, as_of: date
) -> tuple[tuple[ReviewedChange, ...], tuple[Problem, ...]]:
    """The changes, each with its acceptance if there is one, and the acceptances that fail the review.

    Of those that the earlier side has, too, none is unknown: what they let pass was merged long ago.
    """
    made = sorted(_list_acceptances(after), key=lambda entry: (entry.acceptance.date, entry.acceptance.id))
    accepted, problems = [], []
    for change in changes:
        found = [
            (entry, _accept(change, entry.acceptance, before, after, as_of))
            for entry in made
            if entry.acceptance.fingerprint == change.fingerprint
        ]
        best = max(found, key=lambda pair: pair[1].state is AcceptanceState.IN_FORCE, default=None)
        accepted.append(change if best is None else replace(change, accepted=best[1]))
        if best is not None and change.is_gating and best[1].state is not AcceptanceState.IN_FORCE:
            problems.append(_report(best[0], best[1].state, as_of))
    known = {change.fingerprint for change in changes}
    problems += [_report(entry, None, as_of) for entry in made if _is_unknown(entry.acceptance, known, before)]
    return tuple(accepted), tuple(sorted(problems))


def _list_acceptances(side: ReviewSide) -> Iterator[_Made]:
    for document in side.workspace.decisions if side.workspace is not None else ():
        origin = side.origins.documents.get(f"decisions:{document.id}")
        place = Place(origin.file, origin.first_line) if origin is not None else Place(f"decisions:{document.id}")
        yield from (_Made(acceptance, place) for acceptance in document.acceptances)


def _is_unknown(acceptance: Acceptance, known: set[str], before: ReviewSide) -> bool:
    if acceptance.fingerprint in known:
        return False
    if before.workspace is None:  # a published version does not say what was accepted before it
        return acceptance.date > before.record.as_of
    return acceptance.id not in {entry.acceptance.id for entry in _list_acceptances(before)}


def _accept(
    change: ReviewedChange, acceptance: Acceptance, before: ReviewSide, after: ReviewSide, as_of: date
) -> AcceptedChange:
    state = AcceptanceState.IN_FORCE
    if not _is_authorised(change, acceptance, before, after):
        state = AcceptanceState.UNAUTHORISED
    elif not acceptance.holds_on(as_of):
        state = AcceptanceState.EXPIRED if acceptance.date <= as_of else AcceptanceState.NOT_YET
    return AcceptedChange(
        id=acceptance.id,
        fingerprint=acceptance.fingerprint,
        by=acceptance.by,
        role=acceptance.role,
        on=acceptance.date,
        until=acceptance.until,
        reason=acceptance.reason,
        state=state,
    )


def _is_authorised(change: ReviewedChange, acceptance: Acceptance, before: ReviewSide, after: ReviewSide) -> bool:
    """Whether the role may accept changes of the agent, by the rights from before; of all where it has none."""
    if acceptance.concerns and change.agent and change.agent not in acceptance.concerns:
        return False
    later = {agent.id: agent for agent in _list_agents(after)}
    # A new agent has no rights but those that come with it.
    agents = later | {agent.id: agent for agent in _list_agents(before)}
    concerned: Iterable[Agent] = agents.values() if not change.agent else filter(None, (agents.get(change.agent),))
    rights = [agent.may_accept_changes(acceptance.role) for agent in concerned]
    return bool(rights) and all(rights)


def _list_agents(side: ReviewSide) -> Iterator[Agent]:
    return (evidence.agent for evidence in (side.workspace.agents if side.workspace is not None else ()))


def _report(entry: _Made, state: AcceptanceState | None, as_of: date) -> Problem:
    acceptance = entry.acceptance
    name = f"acceptance '{acceptance.id}'"
    match state:
        case AcceptanceState.EXPIRED | AcceptanceState.NOT_YET:
            sentence = f"{name} holds from {acceptance.date} to {acceptance.until}, and this is {as_of}"
            return Problem(entry.place, "acceptance-expired", sentence, "undo the change, or have it accepted anew")
        case AcceptanceState.UNAUTHORISED:
            sentence = f"{name} is by the role '{acceptance.role}', which may not accept this change"
            remedy = f"have it accepted by a role that a decision right '{ACCEPT_CHANGE}' of the agent names"
            return Problem(entry.place, "acceptance-unauthorised", sentence, remedy)
        case _:
            sentence = f"{name} is of {acceptance.fingerprint}, and no change has that fingerprint"
            return Problem(entry.place, "acceptance-unknown", sentence, "delete it, or accept the change of today")
