"""What an agent may do by itself, in words: the rungs of its ladder, and why it stands on a lower one than granted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.names import name_promise, to_title
from trustpages.model.documents.policy import Policy
from trustpages.model.pages.values import Fact
from trustpages.model.results.report import AgentReport
from trustpages.model.results.standing import AuthorityResult
from trustpages.model.states import POSTURES

_RUNGS: Final[Mapping[str, str]] = {
    "batch-review": "a person looks at its actions in batches",
    "review-after": "a person looks at its actions afterwards",
    "autonomous": "nobody has to look",
}
"""Rungs of the usual names; the lowest, and the one where a person approves each action, are known by their place."""


_ALLOWED: Final[Mapping[str, str]] = {
    "granted": "It may do all that its owner granted.",
    "one-down": "It may do one step less than its owner granted.",
    "approve-each": "A person approves each action.",
    "lowest": "It must not act.",
}
"""What the policy lets an agent do, by the rule that it has for a posture."""


def describe_postures(policy: Policy) -> tuple[Fact, ...]:
    """The words for how far to rely on an agent: what each means, and what it lets the agent do."""
    return tuple(
        Fact(state, f"{state.meaning} {_ALLOWED[policy.authority.get(posture, 'lowest')]}")
        for posture, state in POSTURES.items()
    )


def describe_rung(authority: AuthorityResult, rung: str) -> str:
    """A rung as a clause: `a person approves each action`; one that goes by another name, under that name."""
    if rung == authority.ladder[0]:
        return "it must not act"
    if rung == (authority.human_before_each or authority.ladder[1]):
        return "a person approves each action"
    return _RUNGS.get(rung, f"it goes as far as “{to_title(rung).lower()}”")


def explain_authority(agent: AgentReport) -> str:
    """Whether what the owner granted is in force, and what stands against it."""
    authority = agent.authority
    if not authority.differs:
        return "Its owner granted no more."
    return " ".join((f"Its owner granted more: {describe_rung(authority, authority.granted)}.", *_list_reasons(agent)))


def _list_reasons(agent: AgentReport) -> Iterator[str]:
    """Why what was granted is not in force: its posture, or consequences that were carried out."""
    lowering = [entry for entry in agent.findings.follow_through.entries if entry.id in agent.authority.lowered_by]
    if len(agent.authority.reasons) > len(lowering):
        yield f"That is not in force while the agent is {POSTURES[agent.posture.posture].word}."
    for entry in lowering:
        promise = name_promise(agent, entry.obligation)
        yield f"It was lowered on {format_day(entry.enacted_at)}, because of “{promise}”."
