"""The two sides of the gap: failure as a claim states it, and the production runs to hold it against."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.freshness import find_changes_since, match_version
from trustpages.assess.evidence.item_counts import tally_outcome
from trustpages.assess.evidence.production import find_production_runs, keep_current_version
from trustpages.assess.evidence.reported_figures import check_claimed_share, check_score, may_be_uneven
from trustpages.assess.measures.subsets.told_apart import AlikeOutcomes, take_worst_outcomes
from trustpages.assess.metrics.claims.scope import find_benchmark_result, find_outcome
from trustpages.model.documents.claims import Claim
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.measured import Measured, Status, Unmeasured
from trustpages.model.results.evidence import Evidence, VersionMatch
from trustpages.statistics.interval import Estimate, measure
from trustpages.statistics.means import interval_from_error
from trustpages.statistics.proportions.binomial import wilson


@dataclass(frozen=True, slots=True)
class ClaimedFailure:
    """Claimed failure (0..1): its interval is None where its error is not known; `note` says how it is, or why not."""

    failure: float
    estimate: Estimate | None
    n: float | None
    note: str = ""

    def as_measured(self, level: float) -> Measured:
        """The claimed failure as a quantity of the report; exploratory without an interval."""
        notes = (self.note,) if self.note else ()
        if self.estimate is not None:
            # What is claimed of a share was not counted: only a whole number is given as a count.
            k = None if self.n is None else self.failure * self.n
            k = None if k is None or not math.isclose(k, round(k), abs_tol=1e-9) else round(k)
            return self.estimate.measured("share", k=k, n=self.n, notes=notes)
        without = self.note or "the claim states neither its sample size nor its error"
        return measure(self.failure, None, level, "share", status=Status.EXPLORATORY, notes=(without,))

    def with_sample(self, n: int, level: float) -> Estimate:
        """The claimed failure as if it rested on `n` tasks."""
        return Estimate(self.failure, wilson(self.failure * n, n, level))


def read_claimed_failure(context: Context, claim: Claim) -> ClaimedFailure | None:
    """What the claim says of failure; None where it states no share of success or failure.

    The sample is the claim's own (n, else its standard error), else that of the benchmark result that it
    names as evidence, or that result's standard error.
    """
    success = claim.k / claim.tries if claim.k is not None and claim.tries is not None else claim.value
    if claim.metric not in {"success", "failure"} or success is None or not 0 <= success <= 1:
        return None
    # `k` counts successes whatever the claim is about; a bare share of failure is taken as it stands.
    failure = 1 - success if claim.metric == "success" or claim.k is not None else success
    level = context.policy.level
    # The claim's own sample goes before that of the result it cites: it may be about part of it.
    if claim.n is not None and not may_be_uneven(claim.average, check_claimed_share(claim)):
        return _build_with_sample(failure, claim.n, level)
    if claim.se is not None:
        return ClaimedFailure(failure, Estimate(failure, interval_from_error(failure, claim.se, level)), None)
    if claim.n is not None:
        return ClaimedFailure(failure, None, None, MAY_BE_UNEVEN)
    return _read_from_benchmark_result(context, claim, failure)


MAY_BE_UNEVEN = "what it is the mean of is not said, or uneven: the number of tasks does not tell its error"


def _build_with_sample(failure: float, n: int, level: float, note: str = "") -> ClaimedFailure:
    return ClaimedFailure(failure, Estimate(failure, wilson(failure * n, n, level)), n, note)


def _read_from_benchmark_result(context: Context, claim: Claim, failure: float) -> ClaimedFailure:
    """The claim as far as its benchmark result carries it: with its tasks, else with its error."""
    result, level = find_benchmark_result(context, claim), context.policy.level
    if result is None or not isinstance(result.item, BenchmarkResult):
        return ClaimedFailure(failure, None, None)
    tasks = result.item.n_tasks or len(result.item.successes_by_task)
    is_uneven = may_be_uneven(result.item.average, check_score(result.item))
    if tasks and not is_uneven:
        return _build_with_sample(failure, tasks, level, f"the sample is that of '{result.id}'")
    if result.item.se is not None:
        estimate = Estimate(failure, interval_from_error(failure, result.item.se, level))
        return ClaimedFailure(failure, estimate, None, f"the error is that of '{result.id}'")
    return ClaimedFailure(failure, None, None, MAY_BE_UNEVEN if is_uneven else "")


_NO_EXPOSURE = Unmeasured(Status.MISSING, "no exposure: nothing can be concluded")


def pool_production_outcomes(context: Context, claim: Claim) -> AlikeOutcomes | Unmeasured:
    """The outcomes of all production runs of the claim's version, workflow and period, the worst where they differ.

    A claim is about the version that it names, else about that of the benchmark result that it names, else
    about what is deployed. Versions that differ are compared only where the log shows that nothing material
    lies between. Missing, with the reason, where there are no such runs.
    """
    workflow = claim.scope.workflow
    if workflow is not None and workflow != context.agent.agent.workflow.id:
        return Unmeasured(Status.MISSING, f"the claim is about '{workflow}', real use is not")
    runs = _select_in_scope(claim, find_production_runs(context))
    if not runs:
        return _NO_EXPOSURE
    comparable = _select_version(context, claim, runs)
    if isinstance(comparable, Unmeasured):
        return comparable
    outcome = find_outcome(context, claim)
    tallied = ((item, tally_outcome(context, item, outcome)) for item in comparable)
    counted = [(item, counts) for item, counts in tallied if not isinstance(counts, Unmeasured) and counts.known]
    if not counted:
        return Unmeasured(Status.MISSING, f"no exposure: no run in real use has a recorded '{outcome}'")
    return take_worst_outcomes(context, counted)


def _select_in_scope(claim: Claim, runs: Sequence[Evidence]) -> list[Evidence]:
    """The runs inside the claim's period, and of those the ones that bear on its obligation, if any do."""
    period = claim.scope.period
    inside = [
        run
        for run in runs
        if period is None
        or (run.collected is not None and period.from_ <= run.collected.from_ and run.collected.to <= period.to)
    ]
    # Runs of another promise's work would answer another question, unless nobody said what any run bears on.
    bearing = [item for item in inside if claim.obligation in item.item.supports]
    return bearing or inside


def _select_version(context: Context, claim: Claim, runs: Sequence[Evidence]) -> tuple[Evidence, ...] | Unmeasured:
    result = find_benchmark_result(context, claim)
    version = claim.scope.version or (result.version if result is not None else None)
    if version is None:
        current = keep_current_version(context, runs)
        absent = "all real use was seen before the last material change of the agent"
        return current or Unmeasured(Status.MISSING, absent)
    # A result's version is that of its day: a minor change since does not make it another agent.
    stated = claim.scope.version is not None
    is_current = version == context.agent.agent.version if stated else _is_current(context, result)
    same = tuple(run for run in runs if run.version == version or (is_current and _is_current(context, run)))
    if same:
        return same
    others = ", ".join(sorted({run.version or "an unknown version" for run in runs}))
    return Unmeasured(Status.MISSING, f"claimed for {version}, seen on {others}: versions are not compared")


def _is_current(context: Context, evidence: Evidence | None) -> bool:
    """Whether it is about the deployed version, or one that differs from it in minor ways only."""
    if evidence is None:
        return False
    agent = context.agent.agent
    match = match_version(agent, evidence, find_changes_since(agent, evidence, context.as_of))
    return match in {VersionMatch.SAME, VersionMatch.CHANGED_MINOR}
