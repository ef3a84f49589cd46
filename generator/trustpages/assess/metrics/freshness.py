"""Freshness of evidence: how much of it is still about what is deployed, and recent enough."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.freshness import assess_freshness
from trustpages.assess.metrics.metric import Metric
from trustpages.model.measured import ALL_ON_RECORD, Quantity, Status, Unmeasured, with_inputs
from trustpages.model.results.evidence import FreshnessStatus, FreshnessSummary
from trustpages.model.results.follow_through import OpenTrigger
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.binomial import wilson


def summarise_freshness(context: Context, triggers: Sequence[OpenTrigger]) -> FreshnessSummary:
    """How current all evidence of the agent is; control records are not evidence and are left out."""
    evidence = [item for item in context.evidence if item.evidence_class is not None]
    items = tuple(assess_freshness(context, item, triggers) for item in evidence)
    # Evidence that falls due soon is still within its agreed age.
    within = (FreshnessStatus.FRESH, FreshnessStatus.DUE_SOON)
    k, n = sum(item.status in within for item in items), len(items)
    fresh: Quantity = Unmeasured(Status.MISSING, "there is no evidence")
    if n:
        fresh = Estimate(k / n, wilson(k, n, context.policy.level)).measured("share", k=k, n=n, notes=(ALL_ON_RECORD,))
    return FreshnessSummary(
        fresh=with_inputs(fresh, (item.evidence for item in items)),
        oldest=max((item.age for item in items if item.age is not None), default=None),
        undated=tuple(item.evidence for item in items if item.status is FreshnessStatus.MISSING),
        items=items,
    )


FRESHNESS = Metric(
    id="freshness",
    title="Freshness of evidence",
    question="How old is the evidence, and is it still about what is deployed?",
    needs="the last day of collection, the version looked at, the change log, the status of the benchmark "
    "and the agreed cadence.",
    smallest="one dated item.",
    formula="Age counts from the end of collection, or from the day of an incident, audit, review or drill; its ratio "
    "to the cadence makes an item fresh, due soon, stale or expired. The share counts what is fresh or due soon. A "
    "material change since collection, a retired benchmark or an open review trigger that names the item expires it "
    "whatever its age. The weight halves with every cadence and is used to weigh kinds of evidence, never to scale a "
    "rate.",
    cannot_tell="whether the figure would come out the same today.",
    sources="BetterBench (Reuel et al. 2024); NIST AI RMF GOVERN 1.5.",
    compute=summarise_freshness,
    reads=("triggers",),
)
