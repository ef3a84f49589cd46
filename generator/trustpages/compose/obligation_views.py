"""Obligations as readers meet them: promise, verdict, figure, who measured, what would change it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.figures import day, number, share
from trustpages.compose.promise_figures import promise_figure
from trustpages.compose.spelled import item_of, spaced_percents, spelled_out, title_from
from trustpages.compose.tones import FRESHNESS, SEVERITIES, VERDICTS
from trustpages.compose.views import Fact, Link, ObligationView, ProvenanceView, Tone
from trustpages.model.documents.pact import Consequence
from trustpages.model.results.evidence import Evidence, FreshnessStatus
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Action, Method, Trigger, Verdict

METHODS = {
    Method.DETERMINISTIC: "by a check that gives the same answer every time",
    Method.LLM_JUDGE: "by an AI judge",
    Method.HUMAN: "by people",
    Method.ATTESTED: "by statement only",
}
RELATIONSHIPS = {
    "vendor": "the vendor itself",
    "contractor": "paid by the vendor",
    "customer": "a customer",
    "third_party": "independent of the vendor",
}
TRIGGERS = {
    Trigger.ON_BREACH: "If it is broken",
    Trigger.ON_LEANING_BREACH: "If it leans towards broken",
    Trigger.ON_STALE: "If the evidence is too old",
    Trigger.ON_INCIDENT: "After an incident",
}
WORST_FIRST = (
    Verdict.BREACHED,
    Verdict.MISSING,
    Verdict.LEANING_BREACH,
    Verdict.INCOMPLETE,
    Verdict.LEANING_MET,
    Verdict.MET,
    Verdict.NOT_APPLICABLE,
)
DECIDED_BY = {
    "observed": "by the recorded count: all runs of the window were recorded",
    "inferred": "by the interval: these runs stand for all runs",
    "record": "by the record",
    "reason": "by a recorded reason",
    "history": "by what was published before",
}


def obligation_view(composition: Composition, agent: AgentReport, result: ObligationResult) -> ObligationView:
    """One obligation of `agent` in words."""
    return ObligationView(
        ref=result.ref,
        anchor=paths.obligation_anchor(result.id),
        promise=result.promise,
        step=title_from(result.step) if result.step else "The whole workflow",
        severity=SEVERITIES[result.severity],
        verdict=VERDICTS[result.verdict],
        decided_by=DECIDED_BY.get(result.decided_by, result.decided_by),
        observed=_word(result.observed),
        inferred=_word(result.inferred),
        target=spaced_percents(result.target.text),
        figure=promise_figure(result, composition.trust.policy.low_n),
        provenance=provenance(composition, agent, result.pooled),
        would_change=result.would_change.text,
        valid_until=day(result.valid_until) if result.valid_until else "",
        consequence=tuple(
            consequence_fact(trigger, consequence) for trigger, consequence in result.consequences
        ),
        left_out=tuple(
            (item_of(agent, left_out.evidence), spelled_out(left_out.reason, agent))
            for left_out in result.left_out
        ),
        notes=tuple(spelled_out(one, agent) for one in (*result.notes, result.sticky) if one),
        bounds=_bounds(result),
        budget=_budget(result),
        window=_window(result.window),
        verification=METHODS[result.verification],
        page=paths.obligation(agent.id, result.ref),
        illustrative=result.illustrative or result.illustrative_evidence,
    )


def worst_first(one: ObligationResult) -> tuple[int, int]:
    """Sorts promises by verdict, the broken ones first, then by severity."""
    return WORST_FIRST.index(one.verdict), one.severity.rank


def tally(agent: AgentReport) -> tuple[tuple[Tone, int], ...]:
    """How many promises of `agent` have each verdict, the worst first, verdicts without any left out."""
    counts = Counter(obligation.verdict for obligation in agent.obligations)
    return tuple((VERDICTS[verdict], counts[verdict]) for verdict in WORST_FIRST if counts[verdict])


def consequence_fact(trigger: Trigger, one: Consequence) -> Fact:
    """An agreed consequence: when it falls due, and what follows by when."""
    target = f" to {title_from(one.to).lower()}" if one.to and one.action is not Action.SUSPEND else ""
    within = (
        "" if one.within is None else f" within {number(one.within)} {'day' if one.within == 1 else 'days'}"
    )
    owner = f", decided by {title_from(one.decided_by).lower()}" if one.decided_by else ""
    return Fact(TRIGGERS[trigger], f"{title_from(one.action.value)}{target}{within}{owner}.")


def provenance(composition: Composition, agent: AgentReport, ids: Iterable[str]) -> ProvenanceView | None:
    """Who measured and when, for the named items together; None where there are none."""
    items = [composition.evidence[agent.id, id_] for id_ in ids if (agent.id, id_) in composition.evidence]
    if not items:
        return None
    worst = _worst_freshness(agent, [item.id for item in items])
    ends = [item.collected_to for item in items if item.collected_to is not None]
    return ProvenanceView(
        evaluator=", ".join(sorted({item.producer.name for item in items})),
        relationship=", ".join(sorted({RELATIONSHIPS[item.producer.relationship.value] for item in items})),
        collected=_period(items),
        age=_age(ends, composition.report.as_of),
        freshness=FRESHNESS[worst],
        evidence=tuple(Link(item.item.title or item.id, paths.evidence(agent.id, item.id)) for item in items),
        illustrative=any(item.illustrative for item in items),
    )


def _worst_freshness(agent: AgentReport, ids: list[str]) -> FreshnessStatus:
    order = list(FreshnessStatus)
    found = [item.status for item in agent.freshness.items if item.evidence in ids]
    return max(found, key=order.index, default=FreshnessStatus.MISSING)


def _period(items: list[Evidence]) -> str:
    periods = [item.collected for item in items if item.collected is not None]
    if not periods:
        return "no date"
    first, last = min(period.from_ for period in periods), max(period.to for period in periods)
    return day(last) if first == last else f"{day(first)} to {day(last)}"


def _age(ends: list[date], as_of: date) -> str:
    if not ends:
        return "unknown age"
    days = (as_of - min(ends)).days
    return f"{number(days)} days old"


def _word(verdict: Verdict | None) -> str:
    return "" if verdict is None else VERDICTS[verdict].word


def _bounds(result: ObligationResult) -> str:
    if result.bounds is None or not result.unknown:
        return ""
    low, high = result.bounds
    return (
        f"{number(result.unknown)} outcomes are not known: if all were bad the share is {share(low)}, "
        f"if all were good {share(high)}"
    )


def _budget(result: ObligationResult) -> str:
    if result.budget is None:
        return ""
    budget = result.budget
    return (
        f"{number(budget.bad)} failures of {number(budget.allowed)} allowed in "
        f"{number(budget.expected)} runs; {share(budget.consumed)} of the allowance is used"
    )


def _window(window: tuple[date | None, date] | None) -> str:
    if window is None:
        return ""
    first, last = window
    return f"up to {day(last)}" if first is None else f"{day(first)} to {day(last)}"
