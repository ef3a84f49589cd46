"""Whole-number counts behind a published share or benchmark score (GRIM), or why they are not known."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from trustpages.model.documents.claims import Claim
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.vocabulary import Averaging
from trustpages.statistics.rounding import reachable_counts

# The first number, so that "46 % (23 of 50)" is read as 46 %.
_PRINTED = re.compile(r"(\d+(?:\.\d+)?)\s*(%?)")


def find_possible_counts(reported: str | None, share: float, n: int) -> range:
    """All whole counts out of `n` that print as the reported text; as the share itself without a number.

    A text with a percent sign, or with a number above 1, is a percentage. The range is empty where no count
    prints so (GRIM, Brown & Heathers 2017).
    """
    printed = _PRINTED.search(reported or "")
    if printed is None:
        counts = reachable_counts(repr(share), n)
    else:
        counts = reachable_counts(printed[1], n, scale=100 if printed[2] or float(printed[1]) > 1 else 1)
    return range(max(counts.start, 0), min(counts.stop, n + 1))  # half a digit may reach beyond 0 or n


def print_share(reported: str | None, share: float) -> str:
    """The share as it was published, with all its digits."""
    return reported or f"{share * 100:.10g} %"


@dataclass(frozen=True, slots=True)
class ShareCheck:
    """Whether a printed share can come from its sample size, None where that is not known.

    `may_be_average` says that it is no whole share, and that nobody says what else it is the mean of.
    """

    possible: bool | None
    may_be_average: bool = False


UNCHECKED = ShareCheck(None)
"""What cannot be held against a sample size."""


def check_share(average: Averaging | None, *, is_whole: bool) -> ShareCheck:
    """What follows from whether a whole count prints as the share.

    It is impossible only where it is said to be the share of tasks: means over categories, and of credit in parts, are
    published as scores, too, and need no whole count.
    """
    match average:
        case _ if is_whole:
            return ShareCheck(possible=True)
        case Averaging.TASKS:
            return ShareCheck(possible=False)
        case None:
            return ShareCheck(possible=None, may_be_average=True)
        case Averaging.CATEGORIES | Averaging.PART_CREDIT:
            return ShareCheck(possible=True)


def read_claimed_number(claim: Claim) -> float | None:
    """The number that the claim states: as such, else by its successes and sample size."""
    tries = claim.tries
    if claim.value is None and claim.k is not None and tries is not None:
        return claim.k / tries if claim.metric != "failure" else (tries - claim.k) / tries
    return claim.value


def check_claimed_share(claim: Claim) -> ShareCheck:
    """Whether whole counts print as the claimed share (GRIM)."""
    value, tries = read_claimed_number(claim), claim.tries
    if tries is None or value is None or claim.metric not in {"success", "failure"} or not 0 <= value <= 1:
        return UNCHECKED
    counts = find_possible_counts(claim.reported, value, tries)
    if claim.k is None:
        return check_share(claim.average, is_whole=bool(counts))
    k = tries - claim.k if claim.metric == "failure" else claim.k
    return check_share(claim.average, is_whole=k in counts or abs(k / tries - value) < 1e-9)


def check_score(item: BenchmarkResult) -> ShareCheck:
    """Whether whole counts give the score at its printed precision (GRIM)."""
    tasks = item.n_tasks or len(item.successes_by_task)
    return check_share(item.average, is_whole=_is_whole(item, tasks)) if tasks else UNCHECKED


def _is_whole(item: BenchmarkResult, tasks: int) -> bool:
    # A task that counts after several tries is still one task.
    tries = 1 if item.attempts_allowed > 1 else item.trials or 1
    n = tasks * tries
    counts = find_possible_counts(item.reported, item.score, n)
    if item.attempts_allowed > 1:
        return bool(counts)
    given = sum(item.successes_by_task) if item.successes_by_task else item.k
    # A share without its printed text may have lost zeros at its end, or be given to the last digit.
    if given is not None and item.reported is None and abs(given / n - item.score) < 1e-9:
        return True
    return given in counts if given is not None else bool(counts)


def may_be_uneven(average: Averaging | None, share: ShareCheck) -> bool:
    """Whether a share is, or may be, a mean over parts of any size: its sample size does not tell its error then."""
    return average is Averaging.CATEGORIES or share.may_be_average


@dataclass(frozen=True, slots=True)
class BenchmarkCounts:
    """`successes` of `tasks` times `trials`; `by_task` where the successes of each task are published."""

    tasks: int
    trials: int
    successes: int
    by_task: tuple[int, ...] = ()


def recover_score_counts(item: BenchmarkResult) -> BenchmarkCounts | Unmeasured:
    """The counts behind a score.

    They are taken from the successes by task, else from `k`, else from the score times its runs where a
    whole number of successes prints as that score. Missing without the number of tasks, where a task
    counts as solved after several tries, and where the score is, or may be, the mean of something else than tasks;
    invalid where no whole number prints as what is said to be the share of tasks.
    """
    if item.attempts_allowed > 1:
        reason = f"the score allows {item.attempts_allowed} tries a task: single tries are not known"
        return Unmeasured(Status.MISSING, reason)
    tasks = item.successes_by_task
    if tasks and item.trials is None and max(tasks) > 1:
        return Unmeasured(Status.MISSING, "successes by task were published without the number of tries")
    trials = item.trials or 1
    if tasks:
        return BenchmarkCounts(len(tasks), trials, sum(tasks), tasks)
    if item.n_tasks is None:
        return Unmeasured(Status.MISSING, "the score was published without its number of tasks")
    if item.k is not None:
        return BenchmarkCounts(item.n_tasks, trials, item.k)
    if item.average in _AVERAGED:
        return Unmeasured(
            Status.MISSING, f"the score is {_AVERAGED[item.average]}: how many tasks succeed is not known"
        )
    return _count_from_score(item, item.n_tasks, trials)


_AVERAGED = {Averaging.CATEGORIES: "a mean over categories", Averaging.PART_CREDIT: "a mean of credit in parts"}


def _count_from_score(item: BenchmarkResult, tasks: int, trials: int) -> BenchmarkCounts | Unmeasured:
    runs = tasks * trials
    exact = round(item.score * runs)
    # A score without its printed text may have lost zeros at its end: 0.4 of 50 tasks is 20, not 18 to 22.
    if item.reported is None and math.isclose(exact, item.score * runs, abs_tol=1e-9):
        return BenchmarkCounts(tasks, trials, exact)
    counts = find_possible_counts(item.reported, item.score, runs)
    if len(counts) == 1:
        return BenchmarkCounts(tasks, trials, counts[0])
    score = f"a score of {print_share(item.reported, item.score)}"
    if not counts and item.average is None:
        return Unmeasured(Status.MISSING, f"{score} is not a whole share of {runs:,} runs: it may be an average")
    if not counts:
        return Unmeasured(Status.INVALID, f"no whole number of {runs:,} runs gives {score}")
    fits = f"{counts[0]:,} to {counts[-1]:,} of {runs:,} runs"
    return Unmeasured(Status.MISSING, f"{score} fits {fits}: the count is not known")
