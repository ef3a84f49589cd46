"""Accepted changes: whether whoever accepted one had the right to, and whether it still holds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from trustpages.model.documents.agent import Agent
from trustpages.model.documents.decisions import Acceptance
from trustpages.model.results.follow_through import AcceptanceFinding
from trustpages.model.workspace import Workspace


def check_acceptances(workspace: Workspace, as_of: date) -> tuple[AcceptanceFinding, ...]:
    """One finding for every acceptance up to the date of the report, by day and id."""
    agents = tuple(evidence.agent for evidence in workspace.agents)
    made = [
        (acceptance, document.illustrative or acceptance.illustrative)
        for document in workspace.decisions
        for acceptance in document.acceptances
        if acceptance.date <= as_of
    ]
    findings = (_check_acceptance(acceptance, agents, as_of, illustrative) for acceptance, illustrative in made)
    return tuple(sorted(findings, key=lambda finding: (finding.on, finding.id)))


def find_acceptance_lacks(acceptance: Acceptance, agents: Collection[Agent]) -> tuple[str, ...]:
    """What keeps an acceptance from counting, in a few words each; `agents` are those that can be seen.

    Every agent that it concerns, each of them where it names none, has a decision right to accept changes whose owner,
    or one that may override it, has the role in which it was given. That of an agent out of sight cannot be told.
    """
    concerned = [agent for agent in agents if not acceptance.concerns or agent.id in acceptance.concerns]
    may = bool(concerned) and all(agent.may_accept_changes(acceptance.role) for agent in concerned)
    return () if may else ("decision right",)


def _check_acceptance(
    acceptance: Acceptance, agents: Collection[Agent], as_of: date, illustrative: bool
) -> AcceptanceFinding:
    lacks = find_acceptance_lacks(acceptance, agents)
    return AcceptanceFinding(
        id=acceptance.id,
        fingerprint=acceptance.fingerprint,
        by=acceptance.by,
        role=acceptance.role,
        on=acceptance.date,
        until=acceptance.until,
        reason=acceptance.reason,
        concerns=acceptance.concerns,
        lacks=lacks,
        holds=not lacks and acceptance.holds_on(as_of),
        illustrative=illustrative,
    )
