"""What agents' own documents say otherwise: facts, decision rights, accepted risks, claims beside their verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trustpages.model.documents.agent import Agent
from trustpages.model.documents.claims import Claim
from trustpages.model.results.records.changes import Turn
from trustpages.model.results.review import ReviewedChange
from trustpages.model.sentence import Reference, Sentence
from trustpages.model.workspace import AgentEvidence
from trustpages.review.comparison import SideComparison
from trustpages.review.typed.note import note
from trustpages.review.typed.values import ValueMove, compare_values, join_states

_TOLD: Final = ("kind", "schema", "id", "version", "decision_rights", "residual_risks", "visibility")
"""What other rules tell."""
_WORDS: Final = frozenset({"name", "summary", "statement", "controls", "illustrative"})
_OF_CLAIM: Final = ("where", "source", "date", "evidence", "illustrative")
"""What a claim has beside its sentence, its predicate, its audience and its end."""


def find_agent_changes(comparison: SideComparison) -> Iterator[ReviewedChange]:
    """What changed in the documents of agents that both sides have."""
    for id_, (old, new) in comparison.documented.items():
        agents = (old.agent, new.agent)
        yield from _find_facts(comparison, id_, *agents)
        yield from _find_rights(comparison, id_, *agents)
        yield from _find_risks(comparison, id_, *agents)
        yield from _find_claim_facts(comparison, id_, old, new)


def _find_facts(comparison: SideComparison, id_: str, old: Agent, new: Agent) -> Iterator[ReviewedChange]:
    place = comparison.place_document(f"agent:{id_}")
    for move in compare_values(old, new, leave_out=_TOLD):
        if move.key == "authority" and old.authority.granted != new.authority.granted:
            ladders = (old.authority.model_copy(update={"granted": new.authority.granted}), new.authority)
            if ladders[0] == ladders[1]:
                continue
        rule = "wording" if move.key in _WORDS else "agent-facts"
        title = (f"{move.name.capitalize()} of agent ", Reference(id_), f": {move.told}")
        yield note(rule, id_, id_, move.states, title, aspect=move.key, place=place)


def _find_rights(comparison: SideComparison, id_: str, old: Agent, new: Agent) -> Iterator[ReviewedChange]:
    sides = ({right.decision: right for right in agent.decision_rights} for agent in (old, new))
    before, after = sides
    place = comparison.place_document(f"agent:{id_}")
    for decision in sorted(before.keys() | after.keys()):
        was, now = before.get(decision), after.get(decision)
        moves = tuple(compare_values(was, now, leave_out=("decision",)))
        if moves:
            how = "is new" if was is None else "is gone" if now is None else ", ".join(map(_tell, moves))
            title = (f"Decision right {decision}: {how}",)
            states = join_states(moves)
            yield note("decision-right", id_, decision, states, title, place=place)


def _tell(move: ValueMove) -> str:
    return f"{move.name} {move.told}"


def _find_risks(comparison: SideComparison, id_: str, old: Agent, new: Agent) -> Iterator[ReviewedChange]:
    before, after = ({risk.id: risk for risk in agent.residual_risks} for agent in (old, new))
    place = comparison.place_document(f"agent:{id_}")
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        moves = tuple(compare_values(was, now, leave_out=("id",)))
        if not moves:
            continue
        ends = tuple(None if risk is None else risk.valid_until for risk in (was, now))
        is_longer = (
            was is not None and now is not None and (ends[1] is None or (ends[0] is not None and ends[1] > ends[0]))
        )
        turn = Turn.WORSE if ((was is None or is_longer) and ends[0] != ends[1]) or was is None else Turn.NEUTRAL
        how = "is new" if was is None else "is gone" if now is None else ", ".join(map(_tell, moves))
        why = Sentence(now.why_accepted) if now is not None else None
        title = (f"Accepted risk {name}: {how}",)
        yield note("accepted-risk", id_, name, join_states(moves), title, turn=turn, why=why, place=place)


def _find_claim_facts(
    comparison: SideComparison, id_: str, old: AgentEvidence, new: AgentEvidence
) -> Iterator[ReviewedChange]:
    """What changed of claims that no verdict and no predicate tells."""
    before, after = (_list_claims(side) for side in (old, new))
    for name in sorted(before.keys() & after.keys()):
        place = comparison.place_claim(id_, name)
        for move in compare_values(before[name], after[name]):
            if move.key not in _OF_CLAIM:
                continue
            rule = "claim-worded" if move.key == "evidence" else "wording"
            title = (f"{move.name.capitalize()} of claim ", Reference(name), f": {move.told}")
            yield note(rule, id_, name, move.states, title, aspect=move.key, place=place)


def _list_claims(side: AgentEvidence) -> dict[str, Claim]:
    return {claim.id: claim for document in side.claims for claim in document.claims}
