"""Claims that compare with others: better than another agent (paired or unpaired), and a position on a leaderboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.item_counts import tally_outcome
from trustpages.assess.evidence.items import find_calibration
from trustpages.assess.evidence.judged import correct_share, group_by_judge
from trustpages.assess.evidence.tally import Tally, combine_tallies, compute_effective_size
from trustpages.assess.measures.subsets.told_apart import take_worst_outcomes
from trustpages.assess.metrics.benchmarks.positions import locate_on_board
from trustpages.assess.metrics.claims.findings import ClaimFinding, ClaimThreshold, report_absence
from trustpages.assess.metrics.claims.scope import find_outcome
from trustpages.model.documents.claims import Claim
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.measured import POINTS, Status, Unmeasured
from trustpages.model.results.benchmarks import BoardPosition
from trustpages.model.results.evidence import Evidence
from trustpages.model.sentence import Reference, Sentence
from trustpages.model.vocabulary import ClaimVerdict
from trustpages.statistics.comparisons import newcombe
from trustpages.statistics.interval import Estimate, Interval, measure
from trustpages.statistics.proportions.paired import compare_on_tasks


@dataclass(frozen=True, slots=True)
class _Difference:
    """Success of the agent minus success of the other side; `n_eff` is that of the smaller side."""

    estimate: Estimate
    n_eff: float


def check_better_than(context: Context, claim: Claim, evidence: Sequence[Evidence]) -> ClaimFinding:
    """Whether the agent succeeds more often than the other side, by the claimed margin (0 unless stated).

    Paired where both sides report the same tasks of one benchmark: Newcombe's paired interval for single
    tries, the paired difference of shares for repeated ones. Else Newcombe's for independent samples.
    """
    other = context.item(claim.than) if claim.than is not None else None
    if other is None:
        return report_absence("the other side of the comparison is not on record")
    ours = [item for item in evidence if item.id != other.id]
    difference = _compare_paired(ours, other, context.policy.level) or _compare_unpaired(context, claim, ours, other)
    if isinstance(difference, Unmeasured):
        return report_absence(difference.reason)
    verdict = ClaimThreshold("at_least", claim.value or 0.0, context.policy.claim.delta).ruling(difference.estimate)
    # An interval that begins at nothing does not show a difference.
    if verdict is ClaimVerdict.SUPPORTED and difference.estimate.interval.low <= 0:
        verdict = ClaimVerdict.PARTIALLY_SUPPORTED
    return ClaimFinding(
        verdict=verdict,
        reason=Sentence("compared with ", Reference(other.id), f" ({difference.estimate.interval.method})"),
        quantity=difference.estimate.measured(POINTS, n_eff=difference.n_eff),
        inputs=tuple(sorted({*(item.id for item in ours), other.id})),
        thin=context.policy.low_n.is_few(difference.n_eff),
    )


def _compare_paired(ours: Sequence[Evidence], other: Evidence, level: float) -> _Difference | None:
    """The difference on the same tasks; None unless one score of the same benchmark lists them too."""
    theirs = other.item
    if not isinstance(theirs, BenchmarkResult) or not theirs.successes_by_task or find_calibration(other) is not None:
        return None
    # What is to be corrected for a judge's errors is no longer a matter of single tasks.
    own = (
        item.item
        for item in ours
        if isinstance(item.item, BenchmarkResult) and item.board == other.board and find_calibration(item) is None
    )
    same = [result for result in own if _is_on_same_tasks(result, theirs)]
    if not same:
        return None
    first, second = same[0].successes_by_task, theirs.successes_by_task
    # The same tasks on both sides: their difficulty cancels out, and the interval is narrower for it.
    paired = compare_on_tasks(
        [(k, same[0].trials or 1) for k in first], [(k, theirs.trials or 1) for k in second], level=level
    )
    return None if isinstance(paired, Unmeasured) else _Difference(paired.estimate, paired.tasks)


def _is_on_same_tasks(ours: BenchmarkResult, theirs: BenchmarkResult) -> bool:
    """Whether both scores of one benchmark list the successes of the same tasks, each within its number of tries."""
    return len(ours.successes_by_task) == len(theirs.successes_by_task) and all(
        max(result.successes_by_task) <= (result.trials or 1) for result in (ours, theirs)
    )


def _compare_unpaired(
    context: Context, claim: Claim, ours: Sequence[Evidence], other: Evidence
) -> _Difference | Unmeasured:
    outcome, kind = find_outcome(context, claim), other.item.kind
    # Shares of different kinds of evidence do not compare, unless there is nothing else to compare.
    alike = [item for item in ours if item.item.kind == kind] or list(ours)
    tallied = [(item, tally_outcome(context, item, outcome)) for item in (*alike, other)]
    *own, theirs = [[(item, counts)] if not isinstance(counts, Unmeasured) else [] for item, counts in tallied]
    counted = [pair for pairs in own for pair in pairs]
    if not theirs or not counted:
        return Unmeasured(Status.MISSING, "one side of the comparison counts no outcomes")
    # Newcombe's interval takes independent runs, so related and judged ones go in as the number they are worth.
    # Of our versions and producers that differ, the one that says least is compared.
    ours_alike = take_worst_outcomes(context, counted, is_judged=True).counted
    first, second = (_scale_to_effective_size(pairs, context.policy.level) for pairs in (ours_alike, theirs))
    if first is None or second is None:
        return Unmeasured(Status.INSUFFICIENT, "one side of the comparison is a single cluster")
    return _Difference(newcombe(*first, *second, context.policy.level), min(first[1], second[1]))


def _scale_to_effective_size(counted: Sequence[tuple[Evidence, Tally]], level: float) -> tuple[float, float] | None:
    """Successes and runs on the effective number of runs, corrected for the errors of calibrated judges."""
    if judged := group_by_judge(counted):
        share = correct_share(judged, level)
        return None if isinstance(share, Unmeasured) else (share.estimate.value * share.n_eff, share.n_eff)
    counts = combine_tallies([tally for _, tally in counted])
    n_eff = compute_effective_size(counts)
    if isinstance(n_eff, Unmeasured):
        return None
    return counts.share * n_eff, n_eff


def check_rank(context: Context, claim: Claim, evidence: Sequence[Evidence]) -> ClaimFinding:
    """Supported if the claimed position is the only one that the agent could hold on the board.

    Contradicted if it could not hold it, or if a worse one was published; partially supported if it could hold others
    too, or if nobody knows which.
    """
    if claim.value is None:
        return report_absence("the claim states no position")
    for item in evidence:
        position = locate_on_board(context, item.item) if isinstance(item.item, BenchmarkResult) else None
        if position is not None:
            return _judge_position(claim.value, position, item, context.policy.level)
    return report_absence("no board with the uncertainty of its scores is on record")


def _judge_position(claimed: float, position: BoardPosition, evidence: Evidence, level: float) -> ClaimFinding:
    low, high = position.low, position.high
    interval = None if low is None or high is None else Interval(low, high, level, "pairwise differences, Holm")
    quantity = replace(measure(position.rank, interval, level, "position", n=position.compared), n_eff=None)
    if position.is_published and claimed < position.rank:
        verdict, reason = ClaimVerdict.CONTRADICTED, f"position {position.rank} was published"
    elif low is not None and claimed < low:
        verdict, reason = ClaimVerdict.CONTRADICTED, f"{low - 1} entries of the board are shown to be better"
    elif low is None or high is None:
        known = f"position {position.rank} was published" if position.is_published else "the entries listed are better"
        verdict = ClaimVerdict.PARTIALLY_SUPPORTED if position.is_published else ClaimVerdict.UNSUPPORTED
        reason = f"{known}, and which others it cannot be told apart from is not known"
    elif not low <= claimed <= high:
        verdict, reason = ClaimVerdict.CONTRADICTED, _describe_positions(low, high)
    else:
        verdict = ClaimVerdict.SUPPORTED if low == high else ClaimVerdict.PARTIALLY_SUPPORTED
        reason = _describe_positions(low, high)
    return ClaimFinding(verdict, reason, quantity, (evidence.id,))


def _describe_positions(low: int, high: int) -> str:
    if low == high:
        return f"position {low} can be told apart from all others"
    return f"its position cannot be told apart from positions {low} to {high}"
