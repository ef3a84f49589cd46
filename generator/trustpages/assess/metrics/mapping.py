"""How directly a benchmark tests an obligation, as its mappers drew it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trustpages.model.documents.benchmark import Benchmark, Mapping
from trustpages.model.documents.policy import CoveragePolicy

UNNAMED = ""
"""The mapper of links that name none."""


@dataclass(frozen=True, slots=True)
class Promise:
    """An obligation as mappings refer to it: by its own name, or by its step of the workflow."""

    agent: str
    workflow: str
    step: str | None
    ref: str


def ratings_of(benchmark: Benchmark, promise: Promise) -> dict[str, str]:
    """What each mapper says of the pair: none, partial or direct; mappers that are silent are not there.

    A link to the obligation goes before links to its step; of several such links the strongest holds.
    """
    own = [one for one in benchmark.mapping if _names(one, promise)]
    links = own or [one for one in benchmark.mapping if _names_step(one, promise)]
    found: dict[str, str] = {}
    for link in links:
        mapper = link.mapper or UNNAMED
        found[mapper] = max(found.get(mapper, "none"), link.strength, key=ORDER.index)
    return dict(sorted(found.items()))


ORDER = ("none", "partial", "direct")
"""Strengths from the weakest."""


def strength_of(benchmark: Benchmark, promise: Promise, policy: CoveragePolicy) -> float | None:
    """0, the policy's value of a partial link, or 1; None where nobody mapped the pair.

    Where mappers differ the weakest link holds: a generous mapper cannot raise coverage alone.
    """
    ratings = ratings_of(benchmark, promise)
    if not ratings:
        return None
    weakest = min(ratings.values(), key=ORDER.index)
    return {"none": 0.0, "partial": policy.partial, "direct": 1.0}[weakest]


def mapped_tasks(benchmark: Benchmark, promises: Sequence[Promise]) -> int | None:
    """Tasks that map to any of the promises; None where a link does not say how many.

    Of several mappers the lowest number holds, and never more than the benchmark has: tasks that map to
    several promises are listed with each of them.
    """
    links = [
        one
        for one in benchmark.mapping
        if one.strength != "none" and any(_names(one, p) or _names_step(one, p) for p in promises)
    ]
    mappers = {one.mapper or UNNAMED for one in benchmark.mapping}
    if not mappers or any(link.tasks is None for link in links):
        return None
    sums = [
        sum(link.tasks or 0 for link in links if (link.mapper or UNNAMED) == mapper) for mapper in mappers
    ]
    return min([*sums, benchmark.n_tasks or max(sums)])


def _names(mapping: Mapping, promise: Promise) -> bool:
    return (mapping.agent, mapping.obligation) == (promise.agent, promise.ref)


def _names_step(mapping: Mapping, promise: Promise) -> bool:
    named = (mapping.workflow, mapping.step)
    return promise.step is not None and named == (promise.workflow, promise.step)
