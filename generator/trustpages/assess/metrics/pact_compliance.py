"""Compliance with the pact: the verdict on every obligation, held to what was published before."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.assess.evidence.context import Context
from trustpages.assess.history.effects import AgentHistory, apply_history
from trustpages.assess.measures.obligations import evaluate_obligations
from trustpages.assess.metrics.metric import Metric
from trustpages.model.results.follow_through import OpenTrigger
from trustpages.model.results.obligation import ObligationResult


def assess_compliance(
    context: Context, triggers: Sequence[OpenTrigger], history: AgentHistory
) -> tuple[ObligationResult, ...]:
    """The result of every obligation; `triggers` are the events on record, which can expire evidence."""
    return apply_history(context, evaluate_obligations(context, triggers), history)


PACT_COMPLIANCE = Metric(
    id="pact-compliance",
    title="Compliance with the pact",
    question="Is each promise kept, as observed and as inferred?",
    needs="obligations with measure, threshold and window, and evidence that supports them.",
    smallest="what the obligation asks for; with fewer runs than its threshold needs, a promise cannot be "
    "shown to be kept.",
    formula="Observed attainment compares k of n with the threshold, a fact where all runs of a production "
    "window were recorded. The inferred verdict compares the exact interval (Clopper-Pearson, "
    "Korn-Graubard for clusters, Garwood for rates): met if all of it keeps the promise, breached if none "
    "of it does, else leaning to one side. Unknown outcomes count once as good and once as bad, and a "
    "verdict must stand in both. The error budget says how fast allowed failures are used up.",
    cannot_tell="what happened in runs that were not recorded.",
    sources="ILAC-G8:09/2019; JCGM 106:2012; Clopper & Pearson 1934; Korn & Graubard 1998; Garwood 1936; "
    "SRE Workbook 2018, chapter 5.",
    compute=assess_compliance,
    reads=("triggers", "history"),
)
