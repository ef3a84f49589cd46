"""The number that a claim states, as a share of failure, with the sample that it says it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.assess.context import Context
from trustpages.assess.metrics.claim_subject import result_of
from trustpages.model.documents.claims import Claim
from trustpages.model.documents.items import BenchmarkResult
from trustpages.model.measured import Measured, Status
from trustpages.statistics.binomial import wilson
from trustpages.statistics.interval import Estimate
from trustpages.statistics.means import interval_from_error


@dataclass(frozen=True, slots=True)
class Claimed:
    """Claimed failure (0..1): its interval is None where neither sample size nor error is known."""

    failure: float
    estimate: Estimate | None
    n: float | None
    note: str = ""

    def as_measured(self, level: float) -> Measured:
        """The claimed failure as a quantity of the report; exploratory without an interval."""
        notes = (self.note,) if self.note else ()
        if self.estimate is not None:
            k = None if self.n is None else self.failure * self.n
            return self.estimate.measured("share", k=k, n=self.n, notes=notes)
        without = ("the claim states neither its sample size nor its error",)
        return Measured(
            self.failure,
            None,
            None,
            level,
            "none",
            None,
            None,
            None,
            "share",
            Status.EXPLORATORY,
            (),
            without,
        )

    def with_sample(self, n: int, level: float) -> Estimate:
        """The claimed failure as if it rested on `n` tasks."""
        return Estimate(self.failure, wilson(self.failure * n, n, level))


def claimed_failure(context: Context, claim: Claim) -> Claimed | None:
    """What the claim says of failure; None where it states no share of success or failure.

    The sample is the claim's own (n, else its standard error), else that of the benchmark result that it
    names as evidence, or that result's standard error.
    """
    success = claim.k / claim.n if claim.k is not None and claim.n is not None else claim.value
    if claim.metric not in {"success", "failure"} or success is None or not 0 <= success <= 1:
        return None
    failure = 1 - success if claim.metric == "success" or claim.k is not None else success
    level = context.policy.level
    if claim.n is not None:
        return _with_n(failure, claim.n, level)
    if claim.se is not None:
        return Claimed(failure, Estimate(failure, interval_from_error(failure, claim.se, level)), None)
    return _from_result(context, claim, failure)


def _with_n(failure: float, n: int, level: float, note: str = "") -> Claimed:
    return Claimed(failure, Estimate(failure, wilson(failure * n, n, level)), n, note)


def _from_result(context: Context, claim: Claim, failure: float) -> Claimed:
    """The claim as far as its benchmark result carries it: with its tasks, else with its error."""
    found, level = result_of(context, claim), context.policy.level
    if found is None or not isinstance(found.item, BenchmarkResult):
        return Claimed(failure, None, None)
    tasks = found.item.n_tasks or len(found.item.successes_by_task)
    if tasks:
        return _with_n(failure, tasks, level, f"the sample is that of '{found.id}'")
    if found.item.se is not None:
        estimate = Estimate(failure, interval_from_error(failure, found.item.se, level))
        return Claimed(failure, estimate, None, f"the error is that of '{found.id}'")
    return Claimed(failure, None, None)
