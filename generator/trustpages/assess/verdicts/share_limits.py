"""The deciding interval of a share of runs."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.assess.case import Case
from trustpages.assess.counts import Tally, effective_size, exact_limits
from trustpages.assess.verdicts.lines import Line
from trustpages.model.measured import Measured, Unmeasured
from trustpages.statistics.binomial import zero_failure_n_min
from trustpages.statistics.exact import complement
from trustpages.statistics.finite import hypergeometric
from trustpages.statistics.interval import Estimate, Interval


@dataclass(frozen=True, slots=True)
class ShareLimits:
    """A share of known outcomes, its interval, the effective number of outcomes.

    `is_finite` says that the known size of the window was used.
    """

    value: float
    interval: Interval
    n_eff: float
    is_finite: bool = False

    def quantity(self, tally: Tally) -> Measured:
        """The share as a quantity of the report."""
        estimate = Estimate(self.value, self.interval)
        return estimate.measured("share", k=tally.successes, n=tally.known, n_eff=self.n_eff)


def share_limits(case: Case, tally: Tally, population: int | None) -> ShareLimits | Unmeasured:
    """The share with Clopper-Pearson limits, on the effective number of runs where they come in clusters.

    Where the size of the window is known and more than the policy's share of it was seen, the limits are
    those of a sample from a finite window. Missing or insufficient as in `effective_size`.
    """
    n_eff = effective_size(tally)
    if isinstance(n_eff, Unmeasured):
        return n_eff
    k, n = tally.successes, tally.known
    if (
        n_eff >= n
        and population is not None
        and case.context.policy.pact.finite_above * population < n <= population
    ):
        return ShareLimits(k / n, hypergeometric(k, n, population, case.level), n, is_finite=True)
    return ShareLimits(k / n, exact_limits(k, n, n_eff, case.level), min(n_eff, n))


def fewest_runs(line: Line, level: float) -> int | None:
    """The fewest runs, all good, that can show the promise; None where the line lies at an end of the scale."""
    share = line.value if line.direction == "at_least" else complement(line.value)
    return zero_failure_n_min(share, level) if 0 < share < 1 else None
