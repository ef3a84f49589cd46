"""Better than: two sides on the same tasks where that is known, else two separate samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trustpages.assess.context import Context
from trustpages.assess.counts import Tally, combined, effective_size
from trustpages.assess.metrics.claim_finding import Finding, finding_of_absence
from trustpages.assess.metrics.claim_rulings import Threshold
from trustpages.assess.metrics.claim_subject import outcome_of
from trustpages.assess.tallies import tally
from trustpages.model.documents.claims import Claim
from trustpages.model.documents.items import BenchmarkResult
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.vocabulary import ClaimVerdict
from trustpages.statistics.difference import newcombe, newcombe_paired, paired_difference
from trustpages.statistics.interval import Estimate


@dataclass(frozen=True, slots=True)
class _Difference:
    """Success of the agent minus success of the other side; `n_eff` is that of the smaller side."""

    estimate: Estimate
    n_eff: float


def find_better(context: Context, claim: Claim, evidence: Sequence[Evidence]) -> Finding:
    """Whether the agent succeeds more often than the other side, by the claimed margin (0 unless stated).

    Paired where both sides report the same tasks of one benchmark: Newcombe's paired interval for single
    tries, the paired difference of shares for repeated ones. Else Newcombe's for independent samples.
    """
    other = context.item(claim.than) if claim.than is not None else None
    if other is None:
        return finding_of_absence("the other side of the comparison is not on record")
    ours = [item for item in evidence if item.id != other.id]
    found = _paired(ours, other, context.policy.level) or _unpaired(context, claim, ours, other)
    if isinstance(found, Unmeasured):
        return finding_of_absence(found.reason)
    verdict = Threshold("at_least", claim.value or 0.0, context.policy.claim.delta).ruling(found.estimate)
    # An interval that begins at nothing does not show a difference.
    if verdict is ClaimVerdict.SUPPORTED and found.estimate.interval.low <= 0:
        verdict = ClaimVerdict.PARTIALLY_SUPPORTED
    return Finding(
        verdict=verdict,
        reason=f"compared with {other.id} ({found.estimate.interval.method})",
        quantity=found.estimate.measured("points", n_eff=found.n_eff),
        inputs=tuple(sorted({*(our.id for our in ours), other.id})),
        thin=found.n_eff < context.policy.low_n.n_eff,
    )


def _paired(ours: Sequence[Evidence], other: Evidence, level: float) -> _Difference | None:
    """The difference on the same tasks; None unless one score of the same benchmark lists them too."""
    theirs = other.item
    if not isinstance(theirs, BenchmarkResult) or not theirs.successes_by_task:
        return None
    same = [our.item for our in ours if isinstance(our.item, BenchmarkResult) and _is_same(our.item, theirs)]
    if not same:
        return None
    first, second = same[0].successes_by_task, theirs.successes_by_task
    tries = same[0].trials or 1, theirs.trials or 1
    if tries == (1, 1):
        pairs = list(zip(first, second, strict=True))
        both, only, lost, neither = (pairs.count(pair) for pair in ((1, 1), (1, 0), (0, 1), (0, 0)))
        return _Difference(newcombe_paired(both, only, lost, neither, level), len(pairs))
    shares = [[k / n for k in tasks] for tasks, n in zip((first, second), tries, strict=True)]
    found = paired_difference(shares[0], shares[1], level=level)
    return None if isinstance(found, Unmeasured) else _Difference(found, len(first))


def _is_same(one: BenchmarkResult, other: BenchmarkResult) -> bool:
    """Whether both scores list the successes of the same tasks."""
    same = (one.benchmark, one.benchmark_version) == (other.benchmark, other.benchmark_version)
    sizes = len(one.successes_by_task), len(other.successes_by_task)
    return same and sizes[0] == sizes[1] and all(_is_whole(result) for result in (one, other))


def _is_whole(result: BenchmarkResult) -> bool:
    return max(result.successes_by_task) <= (result.trials or 1)


def _unpaired(
    context: Context, claim: Claim, ours: Sequence[Evidence], other: Evidence
) -> _Difference | Unmeasured:
    outcome, kind = outcome_of(context, claim), other.item.kind
    alike = [our for our in ours if our.item.kind == kind] or list(ours)
    tallies = [found for item in alike if not isinstance(found := tally(context, item, outcome), Unmeasured)]
    theirs = tally(context, other, outcome)
    if isinstance(theirs, Unmeasured) or not tallies:
        return Unmeasured(Status.MISSING, "one side of the comparison counts no outcomes")
    first, second = _effective(combined(tallies)), _effective(theirs)
    if first is None or second is None:
        return Unmeasured(Status.INSUFFICIENT, "one side of the comparison is a single cluster")
    return _Difference(newcombe(*first, *second, context.policy.level), min(first[1], second[1]))


def _effective(counts: Tally) -> tuple[float, float] | None:
    """Successes and runs on the effective number of runs."""
    n_eff = effective_size(counts)
    if isinstance(n_eff, Unmeasured):
        return None
    return counts.successes / counts.known * n_eff, n_eff
