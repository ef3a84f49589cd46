"""Compliance with the pact, and cadence of review: whether promises are kept, and whether somebody looked."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.assess.evidence.context import Context
from trustpages.assess.history.effects import AgentHistory, apply_history
from trustpages.assess.metrics.metric import Metric
from trustpages.assess.obligations.overturned import hold_to_overturned
from trustpages.assess.obligations.results import evaluate_obligations
from trustpages.assess.obligations.retracted import hold_to_retracted
from trustpages.assess.standing.reviews import assess_review_cadence
from trustpages.assess.standing.triggers import find_report_triggers
from trustpages.model.results.claims import ClaimResult
from trustpages.model.results.follow_through import OpenTrigger, ReviewCadence
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.states import CLAIMS, VERDICTS
from trustpages.model.vocabulary import ClaimVerdict, Verdict


def assess_compliance(
    context: Context, triggers: Sequence[OpenTrigger], history: AgentHistory
) -> tuple[ObligationResult, ...]:
    """The result of every obligation; `triggers` are the events on record, which can expire evidence."""
    results = hold_to_retracted(context, evaluate_obligations(context, triggers))
    return apply_history(context, hold_to_overturned(context, results), history)


PACT_COMPLIANCE = Metric(
    id="pact-compliance",
    title="Compliance with the pact",
    question="Is each promise kept, as observed and as inferred?",
    needs="obligations with measure, threshold and window, and evidence that supports them.",
    smallest="what the obligation asks for; with fewer runs than its threshold needs, a promise cannot be "
    "shown to be kept.",
    formula="Observed attainment compares k of n with the threshold, a fact where all runs of a production "
    "window were recorded. The inferred verdict compares the exact interval (Clopper-Pearson, "
    "Gaffke for clusters, Garwood for rates, compound Poisson where events come in bursts), two-sided for every kind "
    "of promise: "
    f"{VERDICTS[Verdict.MET].in_sentence} if all of it keeps the promise, "
    f"{VERDICTS[Verdict.BREACHED].in_sentence} if none of it does, else leaning to one side. Unknown outcomes count "
    "once as good and once as bad, and a verdict must stand in both. It is one of record on the promise's days of "
    f"review alone; in between the promise is {VERDICTS[Verdict.ON_TRACK].in_sentence} or "
    f"{VERDICTS[Verdict.AT_RISK].in_sentence}. The error budget says how fast allowed failures are used up.",
    cannot_tell="what happened in runs that were not recorded.",
    sources="ILAC-G8:09/2019; JCGM 106:2012; Clopper & Pearson 1934; Gaffke 2005; Garwood 1936; "
    "Dunn 1961; SRE Workbook 2018, chapter 5.",
    compute=assess_compliance,
    reads=("triggers", "history"),
)


def assess_reviews(
    context: Context,
    obligations: Sequence[ObligationResult],
    claims: Sequence[ClaimResult],
    triggers: Sequence[OpenTrigger],
) -> ReviewCadence:
    """The state of reviews, with the events on record (`triggers`) and what the report itself finds."""
    raised = find_report_triggers(context, obligations, claims)
    return assess_review_cadence(context, (*triggers, *raised))


REVIEW_CADENCE = Metric(
    id="review-cadence",
    title="Cadence of review",
    question="Did somebody look when they should have?",
    needs="blast radius, change log, review records, and events that call for a review.",
    smallest="none; without any review the agent was never reviewed.",
    formula="The interval follows from blast radius and the number of recent changes, unless the agent sets "
    "its own. Material changes, incidents from major on, breaches, expired overrides and "
    f"{CLAIMS[ClaimVerdict.CONTRADICTED].in_sentence} claims open triggers with deadlines of their own, which only a "
    "review that names them closes.",
    cannot_tell="how good a review was.",
    sources="NIST AI RMF GOVERN 1.5, MANAGE 4.1; ISO/IEC 42001 9.3.",
    compute=assess_reviews,
    reads=("obligations", "claims", "triggers"),
)
