"""A claimed position: held against the positions that the score's uncertainty allows."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.assess.benchmark_counts import counts_of_result
from trustpages.assess.context import Context
from trustpages.assess.metrics.claim_finding import Finding, finding_of_absence
from trustpages.assess.metrics.leaderboard import Entry, entries_of, positions_of_entries
from trustpages.model.documents.claims import Claim
from trustpages.model.documents.items import BenchmarkResult
from trustpages.model.measured import Measured, Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.vocabulary import ClaimVerdict

_OURS = ""


def find_rank(context: Context, claim: Claim, evidence: Sequence[Evidence]) -> Finding:
    """Supported if the claimed position is the only one that the agent could hold on the board.

    Contradicted if it could not hold it, partially supported if it could hold others too. The agent stands
    among the board's entries of other names that say how many tasks they rest on.
    """
    if claim.value is None:
        return finding_of_absence("the claim states no position")
    for item in evidence:
        if isinstance(item.item, BenchmarkResult):
            found = _among(context, claim.value, item, item.item)
            if found is not None:
                return found
    return finding_of_absence("no board with the uncertainty of its scores is on record")


def _among(context: Context, claimed: float, evidence: Evidence, item: BenchmarkResult) -> Finding | None:
    benchmark, ours = context.benchmarks.get(item.benchmark), _own_entry(item)
    if benchmark is None or ours is None:
        return None
    others = _others(context, entries_of(benchmark.leaderboard), ours)
    if not others:
        return None
    found = positions_of_entries([*others, ours], context.policy.level)[_OURS]
    rank = 1 + sum(one.score > ours.score for one in others)
    quantity = Measured(
        value=rank,
        low=found.low,
        high=found.high,
        level=context.policy.level,
        method="pairwise differences, Holm",
        k=None,
        n=len(others) + 1,
        n_eff=None,
        unit="position",
    )
    return Finding(
        _verdict(claimed, found.low, found.high), _words(found.low, found.high), quantity, (evidence.id,)
    )


def _own_entry(item: BenchmarkResult) -> Entry | None:
    """The agent's own score with its tasks; the score itself where several tries count as one."""
    counts = counts_of_result(item)
    if not isinstance(counts, Unmeasured):
        return Entry(_OURS, counts.successes / counts.trials, counts.tasks)
    if counts.status is Status.INVALID or item.n_tasks is None:
        return None
    return Entry(_OURS, item.score * item.n_tasks, item.n_tasks)


def _others(context: Context, entries: Sequence[Entry], ours: Entry) -> list[Entry]:
    """The entries of the board but the agent's own: that of its name, else one of exactly its score."""
    agent = context.agent.agent
    names = {agent.id.casefold(), agent.name.casefold(), agent.version.casefold()}
    own = next((entry for entry in entries if entry.name.casefold() in names), None)
    if own is None:
        own = next((entry for entry in entries if _is_same_score(entry, ours)), None)
    return [entry for entry in entries if entry is not own]


def _is_same_score(one: Entry, other: Entry) -> bool:
    # A board prints shares with three digits at most; half a task apart is the same count.
    return one.tasks == other.tasks and abs(one.solved - other.solved) < 0.5


def _verdict(claimed: float, low: int, high: int) -> ClaimVerdict:
    if not low <= claimed <= high:
        return ClaimVerdict.CONTRADICTED
    return ClaimVerdict.SUPPORTED if low == high else ClaimVerdict.PARTIALLY_SUPPORTED


def _words(low: int, high: int) -> str:
    if low == high:
        return f"position {low} can be told apart from all others"
    return f"its position cannot be told apart from positions {low} to {high}"
