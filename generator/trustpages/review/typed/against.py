"""What speaks against an agent, and what looks better than before: the two things that naming an attempt needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import fmean

from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.results.records.obligation import ObligationRecord
from trustpages.model.vocabulary import BenchmarkStatus, Severity
from trustpages.review.comparison import AgentSide, SideComparison


@dataclass(frozen=True, slots=True)
class Suspicion:
    """The rule of the attempt that a change may be, why, and how much it weighs where that is not as the rule does."""

    rule: str
    why: str = ""
    weight: Severity | None = None


def weigh_against(side: AgentSide, id_: str) -> Severity | None:
    """How much an item speaks against the agent; None where it does not.

    An incident or a dispute does, what says so by itself does, and outcomes do that are worse than a promise asks for
    or than all outcomes behind it together.
    """
    record = side.item(id_)
    if record is None:
        return None
    found = [record.severity] if record.severity is not None else []
    if record.kind in ("incident", "dispute"):
        found.append(Severity.HIGH)
    if record.attempts and record.failures is not None:
        share = 1 - record.failures / record.attempts
        found += [promise.severity for promise in list_promises(side, record.bears_on) if _falls_short(promise, share)]
    return min(found, key=lambda severity: severity.rank, default=None)


def list_promises(side: AgentSide, refs: Iterable[str]) -> Iterator[ObligationRecord]:
    """The records of those promises that are there."""
    return (promise for ref in refs if (promise := side.promise(ref)) is not None)


def _falls_short(promise: ObligationRecord, share: float) -> bool:
    """Whether a share of good outcomes lies below the line of the promise, or below that of all that counts for it."""
    target = promise.threshold
    if promise.kind != "proportion" or target is None or target.value is None or target.direction != "at_least":
        return False
    # What is computed from counts in two ways differs in its last digit.
    return any(share < line - 1e-9 for line in (target.value, promise.estimate) if line is not None)


def list_bettered(comparison: SideComparison, agent: str, refs: Iterable[str]) -> tuple[str, ...]:
    """The promises among `refs` that have a better verdict than before, or a better figure of the same measure."""
    old, new = comparison.agents[agent]
    found = []
    for ref in sorted(set(refs)):
        was, now = old.promise(ref), new.promise(ref)
        if was is not None and now is not None and (_has_better_verdict(was, now) or _has_better_figure(was, now)):
            found.append(ref)
    return tuple(found)


def _has_better_verdict(was: ObligationRecord, now: ObligationRecord) -> bool:
    ranks = (was.verdict.rank, now.verdict.rank)
    return ranks[0] is not None and ranks[1] is not None and ranks[1] > ranks[0]


def _has_better_figure(was: ObligationRecord, now: ObligationRecord) -> bool:
    if was.kind != now.kind or was.estimate is None or now.estimate is None or now.threshold is None:
        return False
    rise = now.estimate - was.estimate
    return rise > 0 if now.threshold.direction == "at_least" else rise < 0


def is_easier(old: Benchmark | None, new: Benchmark | None) -> bool | None:
    """Whether the second benchmark gives higher scores for the same; None where neither document tells."""
    if old is None or new is None:
        return None
    idle = (old.trivial_baseline, new.trivial_baseline)
    if idle[0] is not None and idle[1] is not None and idle[0] != idle[1]:
        return idle[1] > idle[0]
    levels = [_find_level(board) for board in (old, new)]
    return None if levels[0] is None or levels[1] is None else levels[1] > levels[0]


def _find_level(board: Benchmark) -> float | None:
    """The mean score of its entries; None where there are none."""
    scores = [
        entry.k / entry.n if entry.k is not None and entry.n else entry.score
        for entry in board.leaderboard
        if entry.k is not None or entry.score is not None
    ]
    return fmean(score for score in scores if score is not None) if scores else None


def stands(board: Benchmark | None) -> bool:
    """Whether those who keep a benchmark still stand behind it, as far as is known."""
    return board is None or board.status is BenchmarkStatus.ACTIVE
