"""What readers who see less would not learn: where their report looks better than the one on all of the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from trustpages.model.documents.bundle import Dispute
from trustpages.model.documents.items.events import Incident
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.results.claims import ClaimResult
from trustpages.model.results.limitation import Limitation
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.sentence import format_month
from trustpages.model.states import CLAIMS, POSTURES, SEVERITIES, VERDICTS
from trustpages.model.vocabulary import Audience, ClaimVerdict, Severity, Verdict

READERS: Final = {Audience.PUBLIC: "the public", Audience.NDA: "readers under NDA", Audience.INTERNAL: "everyone"}
"""Whom a report is for, in a sentence."""

_SHOW_EVIDENCE = "show the evidence that decides, or withdraw the agent's pages"
_GRAVE: Final = (Severity.CRITICAL, Severity.HIGH)
_BROKEN: Final = (Verdict.BREACHED, Verdict.LEANING_BREACH)


@dataclass(frozen=True, slots=True)
class HiddenDifference:
    """One thing that looks better to some readers than it is, or that they do not see.

    `subject` is the id of the obligation, claim or item of the `agent`; empty for the agent as a whole. The sentence
    goes on from who these readers are.
    """

    agent: str
    subject: str
    sentence: str
    remedy: str = _SHOW_EVIDENCE


def find_differences(complete: Report, partial: Report) -> tuple[HiddenDifference, ...]:
    """Where `partial`, a report on a part of the evidence, looks better than the complete one.

    Compared are, by agent: posture, authority, verdicts, claims, incidents, disputes, limitations of high and critical
    severity, and what speaks against the agent; then agents that `partial` does not have, with their twins in it.
    """
    seen = {agent.id: agent for agent in partial.agents}
    both = [(agent, seen[agent.id]) for agent in complete.agents if agent.id in seen]
    withheld = [agent for agent in complete.agents if agent.id not in seen]
    return (
        *(difference for whole, part in both for difference in _compare_agents(whole, part)),
        *(difference for hidden in withheld for difference in _find_hidden_twins(hidden, partial)),
    )


def _compare_agents(whole: AgentReport, part: AgentReport) -> Iterator[HiddenDifference]:
    yield from _compare_standing(whole, part)
    yield from _compare_verdicts(whole, part)
    yield from _compare_claims(whole, part)
    yield from _find_hidden_events(whole, part)
    yield from _find_hidden_findings(whole, part)
    yield from _compare_limitations(whole, part)


def _compare_standing(whole: AgentReport, part: AgentReport) -> Iterator[HiddenDifference]:
    seen, true = part.posture.posture, whole.posture.posture
    if seen.rank > true.rank:
        sentence = f"agent '{whole.id}' is {POSTURES[seen].word}, and {POSTURES[true].word} in truth"
        yield HiddenDifference(whole.id, whole.posture.decided_by or "", sentence)
    ladder = whole.authority.ladder
    if ladder.index(part.authority.by_rules) > ladder.index(whole.authority.by_rules):
        sentence = (
            f"the rules allow agent '{whole.id}' '{part.authority.by_rules}', "
            f"and no more than '{whole.authority.by_rules}' in truth"
        )
        yield HiddenDifference(whole.id, whole.posture.decided_by or "", sentence)


def _compare_verdicts(whole: AgentReport, part: AgentReport) -> Iterator[HiddenDifference]:
    shown = {promise.ref: promise for promise in part.findings.obligations}
    for promise in whole.findings.obligations:
        seen, true = shown.get(promise.ref), VERDICTS[promise.verdict].word
        if seen is None and promise.verdict.ranked_as in _BROKEN:
            sentence = f"the promise '{promise.ref}' is not shown, and it is {true}"
            yield HiddenDifference(whole.id, promise.ref, sentence, "show the promise and its evidence")
        elif seen is not None and _is_better(seen, promise):
            sentence = f"the promise '{promise.ref}' is {VERDICTS[seen.verdict].word}, and {true} in truth"
            yield HiddenDifference(whole.id, promise.ref, sentence)


def _is_better(seen: ObligationResult, true: ObligationResult) -> bool:
    """Whether a verdict ranks higher, or hides a breach behind a want of evidence, which ranks the same."""
    if true.verdict is Verdict.BREACHED:
        return seen.verdict is not Verdict.BREACHED
    high, low = seen.verdict.rank, true.verdict.rank
    return high is not None and low is not None and high > low


def _compare_claims(whole: AgentReport, part: AgentReport) -> Iterator[HiddenDifference]:
    shown = {claim.id: claim for claim in part.findings.claims}
    for claim in whole.findings.claims:
        seen, true = shown.get(claim.id), CLAIMS[claim.verdict].in_sentence
        if claim.withdrawn is not None:
            continue
        if seen is None and claim.verdict is ClaimVerdict.CONTRADICTED:
            sentence = f"the claim '{claim.id}' is not shown, and it is {true}"
            yield HiddenDifference(whole.id, claim.id, sentence, "show the claim, or withdraw it")
        elif seen is not None and _is_claimed_better(seen, claim):
            sentence = f"the claim '{claim.id}' is {CLAIMS[seen.verdict].in_sentence}, and {true} in truth"
            yield HiddenDifference(
                whole.id, claim.id, sentence, "show the evidence that decides, or withdraw the claim"
            )


def _is_claimed_better(seen: ClaimResult, true: ClaimResult) -> bool:
    return seen.verdict.rank > true.verdict.rank


def _find_hidden_events(whole: AgentReport, part: AgentReport) -> Iterator[HiddenDifference]:
    """Incidents, and disputes that are open or were upheld, unless all that one concerns is hidden with it."""
    shown = {item.id for item in part.evidence}
    named = _name_all(part).union(item.benchmark for item in _list_scores(part))
    for item in (evidence.item for evidence in whole.evidence if evidence.id not in shown):
        match item:
            case Incident():
                day = item.occurred if item.day_known else format_month(item.occurred)
                sentence = f"the {item.severity.value} incident '{item.id}' of {day} is not shown"
                yield HiddenDifference(
                    whole.id, item.id, sentence, "show the incident; names of people can be left out of it"
                )
            case Dispute(status="open" | "upheld"):
                if not item.concerns or named.intersection(item.concerns):
                    sentence = f"the dispute '{item.id}' is not shown, and it is {item.status}"
                    yield HiddenDifference(
                        whole.id, item.id, sentence, "show the dispute, or leave out what it contests, too"
                    )


def _list_scores(part: AgentReport) -> Iterator[BenchmarkResult]:
    return (item.item for item in part.evidence if isinstance(item.item, BenchmarkResult))


def _find_hidden_findings(whole: AgentReport, part: AgentReport) -> Iterator[HiddenDifference]:
    """What speaks against the agent by its content and no review has answered; incidents are told before."""
    shown = {item.evidence for item in part.findings.adverse_evidence.unanswered}
    for item in whole.findings.adverse_evidence.unanswered:
        if item.evidence not in shown and not item.is_event:
            sentence = f"it is not told that '{item.evidence}' speaks against agent '{whole.id}': {item.found}"
            yield HiddenDifference(whole.id, item.evidence, sentence, "show it, or have it answered by a review")


def _compare_limitations(whole: AgentReport, part: AgentReport) -> Iterator[HiddenDifference]:
    """Grave limitations that the other report has not, or not as grave, or not of all that both show."""
    hidden = _name_all(whole) - _name_all(part)
    for limitation in whole.limitations.triggered:
        about = frozenset(limitation.subjects) - hidden
        # What a report does not rest on cannot flatter it; what speaks against the agent is told before.
        is_told = limitation.severity not in _GRAVE or (limitation.subjects and not about)
        if not is_told and not _tells(part, limitation, about):
            severity = SEVERITIES[limitation.severity].in_sentence
            sentence = f"{limitation.rule}, of {severity} severity, is not told: {limitation.text}"
            subject = limitation.subject or next(iter(sorted(about)), "")
            yield HiddenDifference(
                whole.id, subject, sentence, f"show what it rests on, or remove it: {limitation.removed_by}"
            )


def _name_all(agent: AgentReport) -> frozenset[str]:
    items, promises = (item.id for item in agent.evidence), (promise.ref for promise in agent.findings.obligations)
    return frozenset((*items, *promises, *(claim.id for claim in agent.findings.claims)))


def _tells(part: AgentReport, limitation: Limitation, about: frozenset[str]) -> bool:
    told = [
        other
        for other in part.limitations.triggered
        if other.rule == limitation.rule and other.severity.rank <= limitation.severity.rank
    ]
    return bool(told) and about.issubset(subject for other in told for subject in other.subjects)


def _find_hidden_twins(hidden: AgentReport, partial: Report) -> Iterator[HiddenDifference]:
    """That an agent is withheld which may be one with a visible one, and speaks against it."""
    on_record = hidden.findings.real_use.on_record
    speaks_against = (
        on_record.confirmed.total + on_record.reported.total > 0
        or bool(hidden.findings.adverse_evidence.unanswered)
        or any(promise.verdict.ranked_as in _BROKEN for promise in hidden.findings.obligations)
    )
    for twin in (agent for agent in partial.agents if hidden.agent.is_twin_of(agent.agent)):
        seen, true = twin.posture.posture, hidden.posture.posture
        if speaks_against or true.rank < seen.rank:
            sentence = (
                f"agent '{hidden.id}', which may be the same product as '{twin.id}', is not shown: "
                f"it is {POSTURES[true].word}, the other {POSTURES[seen].word}"
            )
            yield HiddenDifference(hidden.id, "", sentence, "show both alike, or tell them apart")
