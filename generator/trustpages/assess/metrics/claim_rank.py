"""A claimed position: held against the positions that the score's uncertainty allows."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.assess.benchmark_counts import counts_of_result
from trustpages.assess.context import Context
from trustpages.assess.metrics.claim_finding import Finding, finding_of_absence
from trustpages.assess.metrics.leaderboard import Entry, entries_of, positions_of_entries
from trustpages.model.documents.claims import Claim
from trustpages.model.documents.items import BenchmarkResult
from trustpages.model.measured import Measured, Unmeasured
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
    for one in evidence:
        if isinstance(one.item, BenchmarkResult):
            found = _among(context, claim.value, one, one.item)
            if found is not None:
                return found
    return finding_of_absence("no board with the uncertainty of its scores is on record")


def _among(context: Context, claimed: float, evidence: Evidence, item: BenchmarkResult) -> Finding | None:
    benchmark, counts = context.benchmarks.get(item.benchmark), counts_of_result(item)
    if benchmark is None or isinstance(counts, Unmeasured):
        return None
    tasks = counts.tasks
    ours = Entry(_OURS, counts.successes / counts.trials, tasks)
    others = [one for one in entries_of(benchmark.leaderboard) if not _is_ours(context, one.name)]
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


def _is_ours(context: Context, name: str) -> bool:
    agent = context.agent.agent
    return name.casefold() in {agent.id.casefold(), agent.name.casefold(), agent.version.casefold()}


def _verdict(claimed: float, low: int, high: int) -> ClaimVerdict:
    if not low <= claimed <= high:
        return ClaimVerdict.CONTRADICTED
    return ClaimVerdict.SUPPORTED if low == high else ClaimVerdict.PARTIALLY_SUPPORTED


def _words(low: int, high: int) -> str:
    if low == high:
        return f"position {low} can be told apart from all others"
    return f"its position cannot be told apart from positions {low} to {high}"
