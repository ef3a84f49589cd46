"""Parts of the runs behind a promise with verdicts of their own: sources (versions, producers) and strata."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.model.measured import Measured, Quantity
from trustpages.model.vocabulary import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceResult:
    """Runs of one version by one producer (of one population, on one benchmark), judged by themselves.

    `name` says how they differ from the other sources. `deployed` says that they are of what runs today, `pooled` that
    they are in the figure of the promise. `by_stratum` holds good and known outcomes of each stratum by name.
    """

    name: str
    version: str | None
    producer: str
    items: tuple[str, ...]
    deployed: bool
    pooled: bool
    quantity: Quantity
    verdict: Verdict
    by_stratum: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StratumResult:
    """A declared part of the runs, judged by itself at a level for all parts together.

    `weight` is its share of real use, where the pact gives it.
    """

    name: str
    quantity: Quantity
    verdict: Verdict
    weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The share of good outcomes in the `first` runs less that in the `second`, in points with limits.

    Where it excludes zero (`beyond_chance`) the two are not pooled.
    """

    first: str
    second: str
    points: Measured
    beyond_chance: bool
