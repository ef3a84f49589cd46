"""The share of runs that failed: exact limits where it stands alone, score limits where it is compared."""

from __future__ import annotations

from trustpages.assess.counts import Tally, effective_size, exact_limits
from trustpages.model.measured import Quantity, Unmeasured
from trustpages.statistics.binomial import wilson
from trustpages.statistics.interval import Estimate


def exact_failures(counts: Tally, level: float) -> Quantity:
    """Failures of known outcomes with Clopper-Pearson limits, Korn-Graubard where runs come in clusters."""
    n_eff = effective_size(counts)
    if isinstance(n_eff, Unmeasured):
        return n_eff
    k, n = counts.failures, counts.known
    notes = (f"runs without recorded outcome: {counts.unknown}",) if counts.unknown else ()
    return Estimate(k / n, exact_limits(k, n, n_eff, level)).measured(
        "share", k=k, n=n, n_eff=n_eff, notes=notes
    )


def failures_to_compare(
    counts: Tally, level: float, *, unknown_failed: int = 0, unknown_succeeded: int = 0
) -> Estimate | Unmeasured:
    """Failures with Wilson limits on the effective number of runs, for differences and ratios.

    `unknown_failed` and `unknown_succeeded` count runs without outcome as if they had one.
    """
    n_eff = effective_size(counts)
    if isinstance(n_eff, Unmeasured):
        return n_eff
    k, n = counts.failures + unknown_failed, counts.known + unknown_failed + unknown_succeeded
    size = n_eff * n / counts.known
    return Estimate(k / n, wilson(k / n * size, size, level))
