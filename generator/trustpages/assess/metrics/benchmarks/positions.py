"""The agent's position on the leaderboard of a benchmark: as published, and where its score could stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.reported_figures import recover_score_counts
from trustpages.assess.metrics.benchmarks.quality import RankedEntry, compute_entry_positions, read_entries
from trustpages.model.documents.agent import Agent
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.benchmarks import BoardPosition


def locate_on_board(context: Context, item: BenchmarkResult) -> BoardPosition | None:
    """The position of a result on its benchmark's leaderboard; None where nothing tells it.

    The agent stands once among the board's entries of other names that say how many tasks they rest on.
    """
    benchmark, ours = context.benchmarks.get(item.benchmark), _build_own_entry(item)
    listed = read_entries(benchmark.entries) if benchmark is not None else ()
    others = _list_other_entries(context.agent.agent, listed, ours, item.rank) if ours is not None else ()
    if ours is None or not others:
        return None if item.rank is None else BoardPosition(item.rank, True, item.entrants)
    position = compute_entry_positions([*others, ours], context.policy.level)[OWN]
    better = sum(entry.score > ours.score for entry in others)
    rank = item.rank or 1 + better
    # A document lists the best of a board: who else stands around an agent that is below them nobody knows.
    is_listed = len(others) < len(listed)
    is_below = better == len(others) and not is_listed and (item.rank is None or item.rank > better + 1)
    high = None if is_below else max(position.high, rank)
    return BoardPosition(rank, item.rank is not None, item.entrants, len(others) + 1, min(position.low, rank), high)


OWN = ""
"""The name of the agent's own entry, which none on a board has."""


def _build_own_entry(item: BenchmarkResult) -> RankedEntry | None:
    """The agent's own score with its tasks; the score itself where several tries count as one."""
    counts = recover_score_counts(item)
    if not isinstance(counts, Unmeasured):
        return RankedEntry(OWN, counts.successes / counts.trials, counts.tasks)
    if counts.status is Status.INVALID or item.n_tasks is None:
        return None
    return RankedEntry(OWN, item.score * item.n_tasks, item.n_tasks)


def _list_other_entries(
    agent: Agent, entries: Sequence[RankedEntry], ours: RankedEntry, rank: int | None
) -> list[RankedEntry]:
    """The entries of the board but the agent's own: of its name, marked as ours, in its position, or of its very score.

    A publisher with several agents marks each of them: of those the nearest is this one.
    """
    names = {_read_name(name) for name in list_own_names(agent)}
    own = [entry for entry in entries if _read_name(entry.name) in names]
    if not own:
        marked = [entry for entry in entries if entry.ours]
        # A board prints shares with three digits at most; half a task apart is the same count.
        same = [entry for entry in entries if entry.tasks == ours.tasks and abs(entry.solved - ours.solved) < 0.5]
        there = [entry for entry in entries[rank - 1 : rank] if abs(entry.score - ours.score) < 0.005] if rank else []
        nearest = sorted(marked or there or same, key=lambda entry: abs(entry.score - ours.score))
        own = nearest[:1]
    return [entry for entry in entries if entry not in own]


def list_own_names(agent: Agent) -> tuple[str, ...]:
    """The names under which the deployed version may stand on a board."""
    names = (agent.id, agent.name)
    return (*names, agent.version, *(f"{name} {agent.version}" for name in names))


def _read_name(name: str) -> str:
    """A name without what is only spelling: `Desk-Agent (v2)` and `desk agent v2` are one."""
    return " ".join(re.findall(r"\w+", name.casefold()))
