"""Obligations as readers meet them: promise, verdict, figure, who measured and when, consequences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from trustpages.compose import paths
from trustpages.compose.blocks import Fact, Link, ObligationView, ProvenanceView, StateLabel
from trustpages.compose.composition import Composition
from trustpages.compose.wording.dates import describe_age, describe_period, describe_window, format_day
from trustpages.compose.wording.figures import describe_observation, format_number, format_share
from trustpages.compose.wording.labels import (
    DECIDED_BY_METHOD,
    RELATIONSHIPS,
    TRIGGER_CONDITIONS,
    VERDICT_GROUNDS,
)
from trustpages.compose.wording.names import name_item, space_percents, spell_out, to_title
from trustpages.compose.wording.states import FRESHNESS, SEVERITIES, VERDICTS
from trustpages.model.documents.pact import Consequence
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Action, Trigger, Verdict

WORST_FIRST = (
    Verdict.BREACHED,
    Verdict.MISSING,
    Verdict.LEANING_BREACH,
    Verdict.INCOMPLETE,
    Verdict.LEANING_MET,
    Verdict.MET,
    Verdict.NOT_APPLICABLE,
)


def view_obligation(composition: Composition, agent: AgentReport, result: ObligationResult) -> ObligationView:
    """One obligation of `agent` in words."""
    return ObligationView(
        ref=result.ref,
        anchor=paths.obligation_anchor(result.id),
        promise=result.promise,
        step=to_title(result.step) if result.step else "The whole workflow",
        severity=SEVERITIES[result.severity],
        verdict=VERDICTS[result.verdict],
        decided_by=VERDICT_GROUNDS.get(result.decided_by, result.decided_by),
        observed=_name_verdict(result.observed),
        inferred=_name_verdict(result.inferred),
        target=space_percents(result.target.text),
        figure=describe_observation(result, composition.trust.policy.low_n),
        provenance=describe_provenance(composition, agent, result.pooled),
        would_change=result.would_change.text,
        valid_until=format_day(result.valid_until) if result.valid_until else "",
        consequence=tuple(
            describe_consequence(trigger, consequence) for trigger, consequence in result.consequences
        ),
        left_out=tuple(
            (name_item(agent, left_out.evidence), spell_out(left_out.reason, agent))
            for left_out in result.left_out
        ),
        notes=tuple(spell_out(one, agent) for one in (*result.notes, result.sticky) if one),
        bounds=_describe_bounds(result),
        budget=_describe_budget(result),
        window=describe_window(result.window),
        verification=DECIDED_BY_METHOD[result.verification],
        page=paths.obligation(agent.id, result.ref),
        illustrative=result.illustrative or result.illustrative_evidence,
    )


def rank_obligation(one: ObligationResult) -> tuple[int, int]:
    """Sorts promises by verdict, the broken ones first, then by severity."""
    return WORST_FIRST.index(one.verdict), one.severity.rank


def count_verdicts(agent: AgentReport) -> tuple[tuple[StateLabel, int], ...]:
    """How many promises of `agent` have each verdict, the worst first, verdicts without any left out."""
    counts = Counter(obligation.verdict for obligation in agent.findings.obligations)
    return tuple((VERDICTS[verdict], counts[verdict]) for verdict in WORST_FIRST if counts[verdict])


def describe_consequence(trigger: Trigger, one: Consequence) -> Fact:
    """An agreed consequence: when it falls due, and what follows by when."""
    target = f" to {to_title(one.to).lower()}" if one.to and one.action is not Action.SUSPEND else ""
    within = (
        ""
        if one.within is None
        else f" within {format_number(one.within)} {'day' if one.within == 1 else 'days'}"
    )
    owner = f", decided by {to_title(one.decided_by).lower()}" if one.decided_by else ""
    return Fact(TRIGGER_CONDITIONS[trigger], f"{to_title(one.action.value)}{target}{within}{owner}.")


def describe_provenance(
    composition: Composition, agent: AgentReport, ids: Iterable[str]
) -> ProvenanceView | None:
    """Who measured and when, for the named items together; None where there are none."""
    items = [composition.evidence[agent.id, id_] for id_ in ids if (agent.id, id_) in composition.evidence]
    if not items:
        return None
    worst = _find_worst_freshness(agent, [item.id for item in items])
    ends = [item.collected_to for item in items if item.collected_to is not None]
    return ProvenanceView(
        evaluator=", ".join(sorted({item.producer.name for item in items})),
        relationship=", ".join(sorted({RELATIONSHIPS[item.producer.relationship.value] for item in items})),
        collected=describe_period(items),
        age=describe_age(ends, composition.report.as_of),
        freshness=FRESHNESS[worst],
        evidence=tuple(Link(item.item.title or item.id, paths.evidence(agent.id, item.id)) for item in items),
        illustrative=any(item.illustrative for item in items),
    )


def _find_worst_freshness(agent: AgentReport, ids: list[str]) -> FreshnessStatus:
    order = list(FreshnessStatus)
    found = [item.status for item in agent.findings.freshness.items if item.evidence in ids]
    return max(found, key=order.index, default=FreshnessStatus.MISSING)


def _name_verdict(verdict: Verdict | None) -> str:
    return "" if verdict is None else VERDICTS[verdict].word


def _describe_bounds(result: ObligationResult) -> str:
    if result.bounds is None or not result.unknown:
        return ""
    low, high = result.bounds
    return (
        f"{format_number(result.unknown)} outcomes are not known: if all were bad the share is {format_share(low)}, "
        f"if all were good {format_share(high)}"
    )


def _describe_budget(result: ObligationResult) -> str:
    if result.budget is None:
        return ""
    budget = result.budget
    return (
        f"{format_number(budget.bad)} failures of {format_number(budget.allowed)} allowed in "
        f"{format_number(budget.expected)} runs; {format_share(budget.consumed)} of the allowance is used"
    )
