"""Whether people who drew the links between tests and promises drew the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from trustpages.assess.metrics.mapping import ORDER, Promise, ratings_of
from trustpages.model.documents.benchmark import Benchmark
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.statistics.agreement import content_validity_ratio, raw_agreement, table_of
from trustpages.statistics.kappa import cohen_kappa

FEWEST_EXPERTS = 4
FEWEST_PAIRS = 30


def agreement_of(
    benchmarks: Sequence[Benchmark], promises: Sequence[Promise], level: float
) -> Quantity | None:
    """Weighted kappa (linear) of the two mappers over the pairs that both rated; None unless there are two.

    Exploratory below 30 pairs. The note gives raw agreement, without which kappa misleads.
    """
    rated = [ratings_of(one, promise) for one, promise in product(benchmarks, promises)]
    mappers = sorted({name for ratings in rated for name in ratings})
    if len(mappers) != 2:
        return None
    first, second = mappers
    both = [(r[first], r[second]) for r in rated if first in r and second in r]
    table = table_of([a for a, _ in both], [b for _, b in both], ORDER)
    kappa = cohen_kappa(table, weights="linear", level=level)
    raw = raw_agreement(table)
    if isinstance(kappa, Unmeasured) or isinstance(raw, Unmeasured):
        return kappa if isinstance(kappa, Unmeasured) else None
    return Measured(
        value=kappa.value,
        low=kappa.interval.low if kappa.interval else None,
        high=kappa.interval.high if kappa.interval else None,
        level=level,
        method="weighted kappa",
        k=None,
        n=len(both),
        n_eff=len(both),
        unit="kappa",
        status=Status.OK if len(both) >= FEWEST_PAIRS else Status.EXPLORATORY,
        notes=(f"{sum(a == b for a, b in both)} of {len(both)} pairs were rated alike",),
    )


def content_validity(
    benchmarks: Sequence[Benchmark], promises: Sequence[Promise]
) -> tuple[tuple[str, str, float], ...]:
    """(benchmark, obligation, ratio -1..1) of each pair that four mappers or more rated.

    A mapper who calls the link direct counts as calling it essential (Lawshe 1975).
    """
    found = []
    for benchmark, promise in product(benchmarks, promises):
        ratings = list(ratings_of(benchmark, promise).values())
        if len(ratings) >= FEWEST_EXPERTS:
            ratio = content_validity_ratio(ratings.count("direct"), len(ratings))
            found.append((benchmark.id, promise.ref, ratio))
    return tuple(found)
