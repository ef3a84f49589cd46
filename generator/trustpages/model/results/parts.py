"""Parts of the runs behind a figure: those with verdicts of their own, and the counts that its limits come from."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.model.measured import Measured, Quantity
from trustpages.model.vocabulary import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the limits of a figure are computed from, beside `k` of `n`; without names, and without rows.

    `clusters` are groups of runs that are not independent, each kind of them as good outcomes, known outcomes and how
    many such clusters there are (of a ratio or a mean over tasks what is above and below the line, of events how many
    of them and watched runs); none where every run stands alone. `if_bad` and `if_good` are the same with all unknown
    outcomes bad, or good. Where clusters are not listed, `sums` has six sums over them (their number, k, n, k², n²,
    kn), and after them, with unknown outcomes, the same with all of those bad, and good. `most` is what one further
    cluster of a ratio can have. `unknown` outcomes are not in `n`.

    Of events, `bursts` says how many there are of each size and `periods` how many events each equal period had;
    `dispersion` is by how much counts vary more than by chance, `runs` the watched runs of clusters, and `in_runs` says
    that runs are the exposure. `watched` is false where nobody but users would notice. `hand_picked` says how runs
    were chosen that were not drawn at random.
    """

    clusters: tuple[tuple[float, float, float], ...] = ()
    if_bad: tuple[tuple[float, float, float], ...] = ()
    if_good: tuple[tuple[float, float, float], ...] = ()
    sums: tuple[tuple[float, ...], ...] = ()
    most: tuple[float, float] | None = None
    unknown: int = 0
    bursts: tuple[tuple[int, int], ...] = ()
    periods: tuple[int, ...] = ()
    dispersion: float = 1.0
    runs: float | None = None
    in_runs: bool = False
    watched: bool = True
    hand_picked: str | None = None


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
