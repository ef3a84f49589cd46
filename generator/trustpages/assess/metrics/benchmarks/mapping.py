"""How directly a benchmark tests an obligation, as its mappers rated it, and how far the mappers agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from trustpages.assess.metrics.agreement import measure_agreement
from trustpages.model.documents.benchmarks.benchmark import Benchmark, Mapping
from trustpages.model.documents.policy import CoveragePolicy, Policy
from trustpages.model.measured import Quantity, Unmeasured
from trustpages.statistics.raters.kappa import cohen_kappa, content_validity_ratio, cross_tabulate, raw_agreement

UNNAMED = ""
"""The mapper of links that name none."""


@dataclass(frozen=True, slots=True)
class MappedObligation:
    """An obligation as mappings refer to it: by its own name, or by its step of the workflow.

    `is_testable` says that it is of the kind that benchmarks measure.
    """

    agent: str
    workflow: str
    step: str | None
    ref: str
    is_testable: bool = True


def collect_ratings(benchmark: Benchmark, promise: MappedObligation) -> dict[str, str]:
    """What each mapper says of the pair: none, partial or direct; mappers that are silent are not there.

    A link to the obligation goes before links to its step; of several such links the strongest holds.
    """
    own = [link for link in benchmark.mapping if _names(link, promise)]
    links = own or [link for link in benchmark.mapping if _names_step(link, promise)]
    ratings: dict[str, str] = {}
    for link in links:
        mapper = link.mapper or UNNAMED
        ratings[mapper] = max(ratings.get(mapper, "none"), link.strength, key=STRENGTHS.index)
    return dict(sorted(ratings.items()))


STRENGTHS = ("none", "partial", "direct")
"""Strengths from the weakest."""


def find_strength(benchmark: Benchmark, promise: MappedObligation, policy: CoveragePolicy) -> float | None:
    """0, the policy's value of a partial link, or 1; None where nobody mapped the pair.

    Where mappers differ the weakest link holds: a generous mapper cannot raise coverage alone. Only a link to the
    obligation itself is ever direct, and only where a benchmark measures what is promised; to what it does not measure
    a link to the step says nothing.
    """
    ratings = collect_ratings(benchmark, promise)
    is_named = any(_names(link, promise) for link in benchmark.mapping)
    if not promise.is_testable and not is_named:
        return 0.0
    if not ratings:
        return None
    most = "direct" if is_named and promise.is_testable else "partial"
    weakest = min([*ratings.values(), most], key=STRENGTHS.index)
    return {"none": 0.0, "partial": policy.partial, "direct": 1.0}[weakest]


def find_mapped(benchmarks: Iterable[Benchmark], promises: Sequence[MappedObligation]) -> frozenset[str]:
    """The ids of the benchmarks of which anybody has said what they test of any of the promises."""
    own = {(promise.agent, promise.ref) for promise in promises}
    steps = {(promise.workflow, promise.step) for promise in promises if promise.step is not None}

    def names_one(link: Mapping) -> bool:
        return (link.agent, link.obligation) in own or (link.workflow, link.step) in steps

    return frozenset(benchmark.id for benchmark in benchmarks if any(map(names_one, benchmark.mapping)))


def count_mapped_tasks(benchmark: Benchmark, promises: Sequence[MappedObligation]) -> int | None:
    """Tasks that map to any of the promises; None where a link does not say how many.

    Of several mappers the lowest number holds, and never more than the benchmark has: tasks that map to
    several promises are listed with each of them.
    """
    links = [
        link
        for link in benchmark.mapping
        if link.strength != "none"
        and any(_names(link, promise) or (promise.is_testable and _names_step(link, promise)) for promise in promises)
    ]
    mappers = {link.mapper or UNNAMED for link in benchmark.mapping}
    if not mappers or any(link.tasks is None for link in links):
        return None
    # As with strengths the most cautious mapper holds, so that a generous one cannot raise the share alone.
    sums = [sum(link.tasks or 0 for link in links if (link.mapper or UNNAMED) == mapper) for mapper in mappers]
    return min([*sums, benchmark.n_tasks or max(sums)])


def _names(mapping: Mapping, promise: MappedObligation) -> bool:
    return (mapping.agent, mapping.obligation) == (promise.agent, promise.ref)


def _names_step(mapping: Mapping, promise: MappedObligation) -> bool:
    named = (mapping.workflow, mapping.step)
    return promise.step is not None and named == (promise.workflow, promise.step)


def compute_mapper_agreement(
    benchmarks: Sequence[Benchmark], promises: Sequence[MappedObligation], policy: Policy
) -> Quantity | None:
    """Weighted kappa (linear) of the two mappers over the pairs that both rated; None unless there are two.

    Insufficient as `measure_agreement`. The note gives raw agreement, without which kappa misleads.
    """
    rated = [collect_ratings(benchmark, promise) for benchmark, promise in product(benchmarks, promises)]
    mappers = sorted({name for ratings in rated for name in ratings})
    if len(mappers) != 2:
        return None
    first, second = mappers
    both = [(r[first], r[second]) for r in rated if first in r and second in r]
    n, alike = len(both), sum(a == b for a, b in both)
    table = cross_tabulate([a for a, _ in both], [b for _, b in both], STRENGTHS)
    kappa = cohen_kappa(table, weights="linear", level=policy.level)
    raw = raw_agreement(table)
    if isinstance(kappa, Unmeasured) or isinstance(raw, Unmeasured):
        return kappa if isinstance(kappa, Unmeasured) else None
    note = f"{alike} of {n} pairs were rated alike"
    agreement = measure_agreement(kappa.value, kappa.interval, n, "kappa", policy, (note,))
    if isinstance(agreement, Unmeasured):
        return replace(agreement, reason=f"{note}; {agreement.reason}")
    return replace(agreement, method="weighted kappa")


def compute_content_validity(
    benchmarks: Sequence[Benchmark], promises: Sequence[MappedObligation]
) -> tuple[tuple[str, str, float], ...]:
    """(benchmark, obligation, ratio -1..1) of each pair that four mappers or more rated.

    A mapper who calls the link direct counts as calling it essential (Lawshe 1975).
    """
    rated = (
        (benchmark.id, promise.ref, list(collect_ratings(benchmark, promise).values()))
        for benchmark, promise in product(benchmarks, promises)
    )
    return tuple(
        (benchmark, ref, content_validity_ratio(ratings.count("direct"), len(ratings)))
        for benchmark, ref, ratings in rated
        if len(ratings) >= 4
    )
