"""Rows of a comparison as pairs of position and outcome: which of them count, and on which scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from trustpages.model.documents.benchmark import Comparison, ComparisonRow
from trustpages.model.results.metrics import RankPoint
from trustpages.statistics.ranks.correlation import doubled_ranks, negate_ranks


@dataclass(frozen=True, slots=True)
class Pair:
    """One agent or version: its position on the benchmark and its outcome, a share from 0 to 1.

    `height` is the position turned so that higher is better: the score, or minus the rank. `successes` and
    `runs` are the counts behind the outcome, None where only its share is known.
    """

    name: str
    score: float | None
    rank: float | None
    tasks: int | None
    outcome: float
    successes: int | None
    runs: int | None


@dataclass(frozen=True, slots=True)
class Pairs:
    """The rows that count, on one scale, and how many do not; `basis` says what positions are read from."""

    counted: tuple[Pair, ...]
    excluded: int
    basis: Literal["score", "rank"]

    @property
    def heights(self) -> tuple[float, ...]:
        """Positions turned so that a higher number is better; a raw rank would turn the sign."""
        if self.basis == "score":
            return tuple(current_pair.score for current_pair in self.counted if current_pair.score is not None)
        return negate_ranks([pair.rank for pair in self.counted if pair.rank is not None])

    @property
    def outcomes(self) -> tuple[float, ...]:
        """Shares of success, in the same order."""
        return tuple(pair.outcome for pair in self.counted)

    def points(self) -> tuple[RankPoint, ...]:
        """The pairs as readers see them, in the order of `counted`."""
        return tuple(
            RankPoint(pair.name, pair.score, rank, pair.outcome, pair.runs)
            for pair, rank in zip(self.counted, self._ranks(), strict=True)
        )

    def _ranks(self) -> Sequence[float]:
        if self.basis == "rank":
            return [pair.rank for pair in self.counted if pair.rank is not None]
        lowest_first = doubled_ranks(negate_ranks(self.heights))
        return [twice / 2 for twice in lowest_first]


def pair_rows(comparison: Comparison) -> Pairs:
    """The rows with a position and an outcome; those without are counted as excluded.

    Of several agents, rows of one agent are one observation: its mean position beside its pooled outcome,
    sorted by name. Of versions, each row is one, oldest first.
    """
    with_outcome = [row for row in comparison.rows if _compute_outcome(row) is not None]
    basis = _choose_basis(with_outcome)
    usable = [row for row in with_outcome if getattr(row, basis) is not None]
    if comparison.of == "versions":
        counted = tuple(_pool_rows(row.version or row.agent, [row]) for row in usable)
    else:
        by_agent = groupby(sorted(usable, key=_row_key), key=lambda row: row.agent)
        counted = tuple(_pool_rows(name, list(rows)) for name, rows in by_agent)
    return Pairs(counted, len(comparison.rows) - len(usable), basis)


def _choose_basis(rows: Sequence[ComparisonRow]) -> Literal["score", "rank"]:
    """Scores wherever as many rows have one as have a rank: they say more than an order."""
    scores = sum(row.score is not None for row in rows)
    return "score" if scores >= sum(row.rank is not None for row in rows) else "rank"


def _compute_outcome(row: ComparisonRow) -> float | None:
    if row.successes is not None and row.runs is not None:
        return row.successes / row.runs if row.runs else None
    return row.outcome if row.runs != 0 else None


def _recover_successes(row: ComparisonRow) -> int | None:
    """The count of successes: as given, or where share and runs leave only one whole number."""
    if row.successes is not None or row.outcome is None or not row.runs:
        return row.successes
    nearest = round(row.outcome * row.runs)
    return nearest if math.isclose(nearest / row.runs, row.outcome, abs_tol=1e-6) else None


def _row_key(row: ComparisonRow) -> tuple[str, str]:
    return row.agent, row.model_dump_json()


def _pool_rows(name: str, rows: Sequence[ComparisonRow]) -> Pair:
    successes, runs = (
        _add_up_if_all([_recover_successes(row) for row in rows]),
        _add_up_if_all([row.runs for row in rows]),
    )
    shares = [share for row in rows if (share := _compute_outcome(row)) is not None]
    outcome = successes / runs if successes is not None and runs else _mean(shares)
    return Pair(
        name=name,
        score=_mean_if_all([row.score for row in rows]),
        rank=_mean_if_all([row.rank for row in rows]),
        tasks=_lowest_if_all([row.n_tasks for row in rows]),
        outcome=outcome,
        successes=successes,
        runs=runs,
    )


def _add_up_if_all(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def _mean_if_all(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return _mean(known) if len(known) == len(values) else None


def _lowest_if_all(values: Sequence[int | None]) -> int | None:
    # The same tasks seen twice are not twice as many tasks.
    known = [value for value in values if value is not None]
    return min(known) if len(known) == len(values) else None
