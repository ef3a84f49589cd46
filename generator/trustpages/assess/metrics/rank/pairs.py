"""Rows of a comparison as pairs of position and outcome: which of them count, and on which scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Literal, TypeVar

from trustpages.assess.evidence.reported_figures import find_possible_counts
from trustpages.model.documents.benchmarks.boards import Comparison, ComparisonRow
from trustpages.model.results.benchmarks import RankPoint
from trustpages.statistics.ranks.correlation import doubled_ranks, negate_ranks

Number = TypeVar("Number", int, float)


@dataclass(frozen=True, slots=True)
class Pair:
    """One agent or version: its position on the benchmark and its outcome, a share from 0 to 1 unless a unit is named.

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
    ours: bool = False
    note: str = ""

    @property
    def exact_score(self) -> float | None:
        """The score by its count where one whole number of tasks alone prints as it; else as it is written."""
        if self.score is None or not self.tasks:
            return self.score
        counts = find_possible_counts(None, self.score, self.tasks)
        return counts[0] / self.tasks if len(counts) == 1 else self.score


@dataclass(frozen=True, slots=True)
class Pairs:
    """The rows that count, on one scale, and how many do not; `basis` says what positions are read from.

    Scores that have a unit of their own (`has_unit`) are no shares of tasks.
    """

    counted: tuple[Pair, ...]
    excluded: int
    basis: Literal["score", "rank"]
    lower_is_better: bool = False
    has_unit: bool = False

    @property
    def heights(self) -> tuple[float, ...]:
        """Positions turned so that a higher number is better; a raw rank would turn the sign."""
        if self.basis == "score":
            return tuple(pair.score for pair in self.counted if pair.score is not None)
        return negate_ranks([pair.rank for pair in self.counted if pair.rank is not None])

    @property
    def outcomes(self) -> tuple[float, ...]:
        """Outcomes turned so that a higher number is better, in the same order."""
        return tuple(-pair.outcome if self.lower_is_better else pair.outcome for pair in self.counted)

    def points(self) -> tuple[RankPoint, ...]:
        """The pairs as readers see them, in the order of `counted`."""
        if self.basis == "rank":
            ranks = [pair.rank for pair in self.counted if pair.rank is not None]
        else:
            ranks = [twice / 2 for twice in doubled_ranks(negate_ranks(self.heights))]
        return tuple(
            RankPoint(
                pair.name,
                pair.score if self.has_unit else pair.exact_score,
                rank,
                pair.outcome,
                pair.runs,
                pair.ours,
                pair.note,
            )
            for pair, rank in zip(self.counted, ranks, strict=True)
        )


def pair_rows(comparison: Comparison) -> Pairs:
    """The rows with a position and an outcome; those without are counted as excluded.

    Of several agents, rows of one agent are one observation: its mean position beside its pooled outcome,
    sorted by name. Of versions, each row is one, oldest first.
    """
    with_outcome = [row for row in comparison.rows if _compute_outcome(row) is not None]
    # Scores wherever as many rows have one as have a rank: they say more than an order.
    scores = sum(row.score is not None for row in with_outcome)
    ranks = sum(row.rank is not None for row in with_outcome)
    basis: Literal["score", "rank"] = "score" if scores >= ranks else "rank"
    usable = [row for row in with_outcome if getattr(row, basis) is not None]
    if comparison.of == "versions":
        counted = tuple(_pool_rows(row.version or row.agent, [row]) for row in usable)
    else:
        # By content within an agent, so that the order of the rows in the file decides nothing.
        in_order = sorted(usable, key=lambda row: (row.name_key, row.model_dump_json()))
        by_agent = (list(rows) for _, rows in groupby(in_order, key=attrgetter("name_key")))
        counted = tuple(_pool_rows(rows[0].agent, rows) for rows in by_agent)
    excluded, has_unit = len(comparison.rows) - len(usable), comparison.score_unit is not None
    return Pairs(counted, excluded, basis, comparison.lower_is_better, has_unit)


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


def _pool_rows(name: str, rows: Sequence[ComparisonRow]) -> Pair:
    successes, runs = keep_if_all([_recover_successes(row) for row in rows]), keep_if_all([row.runs for row in rows])
    scores, ranks = keep_if_all([row.score for row in rows]), keep_if_all([row.rank for row in rows])
    tasks = keep_if_all([row.n_tasks for row in rows])
    shares = [share for row in rows if (share := _compute_outcome(row)) is not None]
    return Pair(
        name=name,
        score=_mean(scores) if scores is not None else None,
        rank=_mean(ranks) if ranks is not None else None,
        # The same tasks seen twice are not twice as many tasks.
        tasks=min(tasks) if tasks is not None else None,
        outcome=sum(successes) / sum(runs) if successes is not None and runs is not None else _mean(shares),
        successes=sum(successes) if successes is not None else None,
        runs=sum(runs) if runs is not None else None,
        ours=any(row.ours for row in rows),
        note="; ".join(sorted({row.note for row in rows if row.note})),
    )


def keep_if_all(values: Sequence[Number | None]) -> list[Number] | None:
    """The values if all are known: a sum, mean or extreme of some of them would pass for that of all."""
    known = [value for value in values if value is not None]
    return known if len(known) == len(values) else None


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
