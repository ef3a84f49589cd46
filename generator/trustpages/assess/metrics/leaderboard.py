"""A leaderboard read as what it is: scores with errors, and positions that a few tasks could swap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trustpages.model.documents.benchmark import Score
from trustpages.statistics.positions import rank_intervals


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with the counts behind its score; `solved` may be a fraction where only the score is known."""

    name: str
    solved: float
    tasks: int

    @property
    def score(self) -> float:
        """The share solved, from 0 to 1."""
        return self.solved / self.tasks


@dataclass(frozen=True, slots=True)
class Positions:
    """First and last position (1 = best) that an entry could hold."""

    low: int
    high: int


def entries_of(scores: Sequence[Score]) -> tuple[Entry, ...]:
    """The entries that say how many tasks they rest on, best first."""
    found = [
        Entry(score.name, float(score.k) if score.k is not None else (score.score or 0.0) * score.n, score.n)
        for score in scores
        if score.n is not None and (score.k is not None or score.score is not None)
    ]
    return tuple(sorted(found, key=lambda entry: (-entry.score, entry.name)))


def positions_by_name(scores: Sequence[Score], level: float) -> Mapping[str, Positions]:
    """The positions that each entry could hold (pairwise, Holm-adjusted), by name."""
    return positions_of_entries(entries_of(scores), level)


def positions_of_entries(entries: Sequence[Entry], level: float) -> Mapping[str, Positions]:
    """The positions that each of these entries could hold among them, by name."""
    limits = rank_intervals([entry.solved for entry in entries], [entry.tasks for entry in entries], level)
    return {entry.name: Positions(low, high) for entry, (low, high) in zip(entries, limits, strict=True)}
