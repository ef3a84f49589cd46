"""Turns that are none: what looks better because the evidence is gone, or by a figure that is contested."""

from __future__ import annotations

from dataclasses import replace

from trustpages.model.results.records.agent import AgentRecord
from trustpages.model.results.records.changes import ChangeTopic, ReportChange, Turn
from trustpages.model.vocabulary import Verdict


def lose_better(change: ReportChange) -> ReportChange:
    """The change of an agent that is gone: with it went whatever could show that something got better."""
    return replace(change, turn=Turn.LOST) if change.turn is Turn.BETTER else change


def temper_turn(change: ReportChange, before: AgentRecord, after: AgentRecord) -> ReportChange:
    """The change, but not for the better where the figure is contested, or nothing is left to evaluate."""
    if _is_lost(change, before, after):
        return replace(change, turn=Turn.LOST)
    is_disputed = change.turn is Turn.BETTER and _is_disputed(change, after)
    return replace(change, turn=Turn.DISPUTED) if is_disputed else change


def _is_lost(change: ReportChange, before: AgentRecord, after: AgentRecord) -> bool:
    """Whether a state went away, or turned, because the evidence for it did."""
    match change.changed:
        case ChangeTopic.LIMITATION if change.turn is Turn.BETTER:
            gone = _list_counting(before) - _list_counting(after)
            return change.aspect in gone or change.subject in {rule.rule for rule in after.not_evaluable}
        case ChangeTopic.CLAIM if change.turn is Turn.BETTER:
            return _has_figure(before, change.subject) and not _has_figure(after, change.subject)
        case ChangeTopic.VERDICT:
            return change.turn is Turn.NEUTRAL and change.after == Verdict.MISSING.value and change.before is not None
        case _:
            return False


def _list_counting(agent: AgentRecord) -> frozenset[str]:
    return frozenset(item.id for item in agent.evidence if item.set_aside is None)


def _has_figure(agent: AgentRecord, claim: str) -> bool:
    quantities = (record.quantity for record in agent.claims if record.id == claim)
    return any(isinstance(quantity, dict) and quantity.get("value") is not None for quantity in quantities)


def _is_disputed(change: ReportChange, after: AgentRecord) -> bool:
    match change.changed:
        case ChangeTopic.POSTURE | ChangeTopic.AUTHORITY:
            together = after.contested_together
            turns_together = isinstance(together, dict) and together["posture"] is not None
            return turns_together or any(contest.posture is not None for contest in after.contests)
        case ChangeTopic.LIMITATION:
            return _is_contested(change.aspect, after)
        case _:
            return _is_contested(change.subject, after)


def _is_contested(name: str, after: AgentRecord) -> bool:
    return any(name in (*contest.items, *contest.named, *contest.rests_on) for contest in after.contests)
