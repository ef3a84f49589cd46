"""Procurement decisions that lean on rank: which rule says so of each, and their share by number and by value."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from trustpages.assess.metrics.benchmarks.quality import compute_entry_positions, read_entries
from trustpages.assess.metrics.metric import Metric
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.decisions import Decision, RankReason
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import READ_AS_SAMPLE, Quantity, Status, Unmeasured, with_inputs
from trustpages.model.results.benchmarks import DecisionFinding, Procurement
from trustpages.model.vocabulary import EvidenceClass, Severity
from trustpages.model.workspace import Workspace
from trustpages.statistics.interval import Estimate, measure
from trustpages.statistics.proportions.binomial import wilson
from trustpages.statistics.proportions.weighted import manski_bounds, weighted_share
from trustpages.statistics.rounding import exceeds


def assess_procurement(workspace: Workspace) -> Procurement | None:
    """The share of decisions that lean on rank, by number and by value; None without any decision.

    A decision that names no evidence can be judged by rule d alone; where that is silent it is counted in
    the bounds and not in the share. Interval: Wilson 1927.
    """
    decisions = sorted(
        (decision for document in workspace.decisions for decision in document.decisions),
        key=lambda decision: decision.id,
    )
    if not decisions:
        return None
    policy = workspace.trust.policy
    benchmarks = {benchmark.id: benchmark for benchmark in workspace.benchmarks}
    findings = tuple(_assess_decision(decision, benchmarks, policy) for decision in decisions)
    judged = [finding for finding in findings if finding.classifiable]
    k, unclassifiable = sum(bool(finding.rules) for finding in judged), len(findings) - len(judged)
    bounds = manski_bounds(k, len(judged), unclassifiable) if unclassifiable else None
    by_value, dominated_by = _measure_share_by_value(decisions, findings, policy)
    return Procurement(
        share=with_inputs(_measure_share(k, len(judged), policy), (finding.decision for finding in judged)),
        bounds=(bounds.low, bounds.high) if bounds is not None else None,
        by_value=with_inputs(by_value, (finding.decision for finding in judged if finding.value is not None)),
        unclassifiable=unclassifiable,
        dominated_by=dominated_by,
        decisions=findings,
    )


def _assess_decision(decision: Decision, benchmarks: Mapping[str, Benchmark], policy: Policy) -> DecisionFinding:
    weight = _weigh_benchmarks(decision)
    tests = {
        "a": weight is not None and all(cited.kind is EvidenceClass.BENCHMARK for cited in decision.cited),
        "b": weight is not None and exceeds(weight, policy.procurement.cap),
        "c": weight is not None
        and exceeds(weight, policy.procurement.consequential_cap)
        and decision.consequence in {Severity.CRITICAL, Severity.HIGH}
        and not any(cited.target_workflow for cited in decision.cited),
        "d": decision.rank_reason is not None and _is_rank_a_tie(decision.rank_reason, benchmarks, policy),
    }
    rules = tuple(rule for rule, fires in tests.items() if fires)
    return DecisionFinding(
        decision=decision.id,
        rules=rules,
        benchmark_weight=weight,
        classifiable=weight is not None or bool(rules),
        value=decision.value,
    )


def _weigh_benchmarks(decision: Decision) -> float | None:
    """Weight on benchmarks over total weight, or items over items without weights; None without any."""
    weights = [cited.weight for cited in decision.cited]
    given = [weight for weight in weights if weight is not None]
    # Weights of some items say nothing about the others: then every item counts alike.
    if len(given) < len(weights):
        given = [1.0] * len(weights)
    total = math.fsum(given)
    if not total:
        return None
    pairs = zip(decision.cited, given, strict=True)
    return math.fsum(weight for cited, weight in pairs if cited.kind is EvidenceClass.BENCHMARK) / total


def _is_rank_a_tie(reason: RankReason, benchmarks: Mapping[str, Benchmark], policy: Policy) -> bool:
    """Whether the position of the chosen entry cannot be told from that of a rejected one.

    False where another reason is recorded, or where the board does not give the counts behind both.
    """
    board = benchmarks.get(reason.benchmark)
    if reason.other_reason is not None or board is None:
        return False
    positions = compute_entry_positions(read_entries(board.entries), policy.level)
    chosen = positions.get(reason.chosen)
    others = [positions[name] for name in reason.rejected if name in positions]
    return chosen is not None and any(chosen.low <= other.high and other.low <= chosen.high for other in others)


def _measure_share(k: int, n: int, policy: Policy) -> Quantity:
    if not n:
        return Unmeasured(Status.MISSING, "no decision names the evidence that it rests on")
    # An interval on two or three decisions spans nearly everything, and only looks like knowledge.
    if n >= policy.procurement.min_decisions:
        return Estimate(k / n, wilson(k, n, policy.level)).measured("share", k=k, n=n, notes=(READ_AS_SAMPLE,))
    notes = (f"fewer than {policy.procurement.min_decisions} decisions: {k} of {n} is all that is known",)
    return measure(k / n, None, policy.level, "share", k=k, n=n, status=Status.EXPLORATORY, notes=notes)


def _measure_share_by_value(
    decisions: Sequence[Decision], findings: Sequence[DecisionFinding], policy: Policy
) -> tuple[Quantity, str | None]:
    """The share by money at stake, and the one decision that carries more than half of it."""
    pairs = zip(decisions, findings, strict=True)
    valued = [
        (decision, result, decision.value)
        for decision, result in pairs
        if result.classifiable and decision.value is not None
    ]
    # Rates of exchange would be a choice of ours, and would move the share.
    if len({decision.currency for decision, _, _ in valued}) > 1:
        return Unmeasured(Status.UNDEFINED, "the decisions are in several currencies"), None
    values, flags = [value for _, _, value in valued], [bool(result.rules) for _, result, _ in valued]
    share = weighted_share(values, flags, policy.level)
    if isinstance(share, Unmeasured):
        return Unmeasured(Status.MISSING, "no decision records the money at stake"), None
    without = sum(finding.classifiable for finding in findings) - len(valued)
    notes = (READ_AS_SAMPLE, *((f"decisions without recorded value: {without}",) if without else ()))
    status, n = Status.OK if share.interval else Status.EXPLORATORY, len(valued)
    quantity = measure(
        share.value, share.interval, policy.level, "share of value", n=n, n_eff=share.n_eff, status=status, notes=notes
    )
    largest = max(valued, key=lambda pair: pair[2])[0].id
    return quantity, largest if share.is_dominated else None


PROCUREMENT = Metric(
    id="procurement",
    title="Decisions that lean on rank",
    question="How many buying decisions rested mainly on benchmark results?",
    needs="decision records with the evidence that they cite, its class and weight, and what was at stake.",
    smallest="one decision; below five only k of n is shown.",
    formula="A decision leans on rank if all it cites is benchmarks (a), if their weight is above the cap "
    "(b), if it is above a lower cap while much is at stake and nothing comes from the target workflow "
    "(c), or if it cites a position that cannot be told from a rejected one, and gives no other reason "
    "(d). The share of such decisions has a Wilson interval, decisions that name no evidence give bounds, "
    "and the share by value stands beside it with its effective number of decisions.",
    cannot_tell="whether a decision was wrong, or what was considered and not written down.",
    sources="own definition; Wilson 1927; Newcombe 1998a; Kish 1965; Manski 2003.",
    across=assess_procurement,
)
