"""The findings about an agent under another policy: what reads the parameter is computed again, and what reads that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.freshness import compute_review_interval
from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.metrics.catalog import STEPS
from trustpages.assess.metrics.evidence.coverage import find_consequence
from trustpages.assess.sensitivity.changed_verdicts import rejudge_obligations
from trustpages.assess.sensitivity.variations import Variation
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.measured import Unmeasured
from trustpages.model.results.evidence import FreshnessStatus, FreshnessSummary
from trustpages.model.results.findings import Findings

READERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "level": tuple(metric.field for metric in STEPS if metric.field not in {"drift", "counted_runs"}),
        "low_n.": ("claims",),
        "freshness.stale": ("freshness",),
        "freshness.expired": ("freshness",),
        "freshness.half_life": ("freshness", "diversity"),
        "review.": ("freshness", "diversity", "reviews"),
        "review.deadline.": ("reviews",),
        "rank.exploratory_from": ("ranks",),
        "coverage.consequence.": ("coverage", "judgment"),
        "coverage.partial": ("coverage",),
        "benchmark.top": ("benchmarks",),
        "gap.dispersion_p": ("real_use",),
        "claim.": ("claims",),
        "pact.pooling_level": ("claims", "real_use"),
    }
)
"""By parameter, or by the beginning of its name, the findings that read it; the longest name that fits holds.

Verdicts on promises apart. What is not listed is read by rules alone, or decides figures and words that no rule reads:
incident weights, evidence due soon, reliable agreement, concentrated sources, the power of further runs.
"""


_ONLY_SHOWN = frozenset({"many_promises"})
"""Findings that no rule and no metric reads, so that another policy need not compute them: Holm's view judges each
promise again and again."""


@cache
def _find_readers(parameter: str) -> tuple[str, ...]:
    names = [name for name in READERS if parameter.startswith(name)]
    return READERS[max(names, key=len)] if names else ()


def recompute(agent: AssessedAgent, variation: Variation) -> tuple[AssessedAgent, frozenset[str]]:
    """The agent under the policy of the variation, and the fields of its findings that this changes."""
    context, portfolio = replace(agent.context, policy=variation.policy, rulings=None), variation.portfolio
    readers = () if _changes_nothing(agent, context, variation) else _find_readers(variation.parameter)
    obligations = rejudge_obligations(agent, context, variation.parameter)
    if not readers and obligations is agent.findings.obligations:
        return replace(agent, context=context, portfolio=portfolio), frozenset()
    triggers = find_recorded_triggers(context) if "reviews" in readers else agent.findings.reviews.recorded
    known: dict[str, Any] = {field.name: getattr(agent.findings, field.name) for field in fields(Findings)}
    known |= {"portfolio": portfolio, "history": agent.history, "triggers": triggers}
    changed: set[str] = set()
    moved: set[str] = set()
    for metric in STEPS:
        if metric.field in _ONLY_SHOWN:
            continue
        if metric.field == "obligations":
            finding: Any = obligations
        elif metric.field in readers or not moved.isdisjoint(metric.reads):
            finding = metric.find(context, known)
        else:
            continue
        before, known[metric.field] = known[metric.field], finding
        if finding != before:
            changed.add(metric.field)
            if not isinstance(finding, FreshnessSummary) or _list_statuses(finding) != _list_statuses(before):
                moved.add(metric.field)
    findings = Findings(**{field.name: known[field.name] for field in fields(Findings)})
    return replace(agent, context=context, findings=findings, portfolio=portfolio), frozenset(changed)


def _changes_nothing(agent: AssessedAgent, after: Context, variation: Variation) -> bool:
    """Whether findings are those of the policy as it is, as can be seen without computing them."""
    group, _, severity = variation.parameter.rpartition(".")
    match group:
        case "gap":
            incidents = agent.findings.real_use.incidents
            is_tested = incidents is not None and not isinstance(incidents.dispersion, Unmeasured)
            return variation.parameter == "gap.dispersion_p" and not is_tested
        case "coverage.consequence":
            return severity not in {find_consequence(after, result) for result in agent.findings.obligations}
        case "review.deadline":
            return severity not in {trigger.severity for trigger in agent.findings.reviews.triggers}
    is_cadence = _find_readers(variation.parameter) == READERS["review."]
    return is_cadence and compute_review_interval(after) == agent.findings.reviews.interval


def _list_statuses(freshness: FreshnessSummary) -> list[FreshnessStatus]:
    """What metrics read of freshness; diversity, which reads the weights as well, stands in the table."""
    return [item.status for item in freshness.items]
