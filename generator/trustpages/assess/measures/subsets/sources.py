"""Sources of the runs behind a figure: split by version and producer, compared, pooled where nothing objects.

Two sources are pooled unless the interval of their difference excludes zero: that of the difference of two figures with
variance recovered from the limits that decide each (Zou & Donner 2008), so that it holds with few clusters, too. The
limits of a difference move the same way as those of its sides; no failure can therefore hide a difference to runs that
do better (docs/reference/formulas.md#pooling).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeAlias, TypeVar

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.pooling import Pool, PooledItem
from trustpages.assess.measures.ruling import Ruling
from trustpages.model.measured import Unmeasured
from trustpages.model.results.evidence import VersionMatch
from trustpages.model.results.parts import Difference
from trustpages.statistics.comparisons import mover_difference
from trustpages.statistics.distributions import complement
from trustpages.statistics.interval import Estimate

S = TypeVar("S")
Estimator: TypeAlias = Callable[[Pool[S], float], Estimate | Unmeasured]
"""The figure of the runs of a pool at a level, or why there is none."""


@dataclass(frozen=True, slots=True, order=True)
class SourceKey:
    """What makes runs comparable without a doubt: one state of the agent, one producer, population and benchmark.

    `by` is the name of the `producer` as it is spelt; two spellings are one producer.
    """

    is_earlier: bool
    version: str
    producer: str
    population: str
    benchmark: str
    by: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class RunSource(Generic[S]):
    """The items of one source, as the pool that they would be by themselves."""

    key: SourceKey
    name: str
    pool: Pool[S]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedFigure(Generic[S]):
    """What one kind of promise says of some of the runs that count for it, whatever is counted in them.

    `rule` rules on them as if they all came from one source. `estimate` is their figure at a level, on the scale of
    the line, and `value` what is known of it where it has no limits. `describe` gives their counts in words. `unit` is
    that of a difference. Where it `is_firm` it may carry a verdict. `list_items` names what is left out with a source,
    `list_strata` its outcomes by part.
    """

    rule: Callable[[Case, Pool[S]], Ruling]
    estimate: Estimator[S]
    value: Callable[[Pool[S]], float | None]
    describe: Callable[[Pool[S]], str]
    unit: str
    is_firm: Callable[[Pool[S]], bool] = lambda _: True
    list_items: Callable[[Pool[S]], tuple[str, ...]] = lambda pool: tuple(item.evidence.id for item in pool.counted)
    list_strata: Callable[[Pool[S]], tuple[tuple[str, int, int], ...]] = lambda _: ()


def split_by_source(pool: Pool[S], *, by_side: bool = False) -> tuple[RunSource[S], ...]:
    """The pool's items by source, those of what is deployed first; with `by_side` into these and all others."""
    by_key: dict[SourceKey, list[PooledItem[S]]] = {}
    for counted in pool.counted:
        by_key.setdefault(identify_source(counted), []).append(counted)
    keys = sorted(by_key)
    names = dict(zip(keys, name_sources(keys), strict=True))
    groups = [[key] for key in keys]
    if by_side:
        groups = [side for is_earlier in (False, True) if (side := [k for k in keys if k.is_earlier is is_earlier])]
    return tuple(
        RunSource(
            replace(group[0], by=" and ".join(dict.fromkeys(key.by for key in group))),
            " and ".join(names[key] for key in group),
            _take(pool, [item for key in group for item in by_key[key]]),
        )
        for group in groups
    )


def _take(pool: Pool[S], items: Iterable[PooledItem[S]]) -> Pool[S]:
    """The pool with these of its items alone, in its own order."""
    ids = {item.evidence.id for item in items}
    return replace(pool, counted=tuple(counted for counted in pool.counted if counted.evidence.id in ids))


def identify_source(counted: PooledItem[S]) -> SourceKey:
    """The source of an item that counts."""
    evidence = counted.evidence
    return SourceKey(
        is_earlier=counted.freshness.version is not VersionMatch.SAME,
        version=evidence.version or "",
        producer=evidence.producer.identity,
        population=evidence.item.population or "",
        benchmark=evidence.board,
        by=evidence.producer.name,
    )


def name_sources(keys: Sequence[SourceKey]) -> tuple[str, ...]:
    """What tells each source from the others, in words."""

    def differ(field: str) -> bool:
        return len({getattr(key, field) for key in keys}) > 1

    def name(key: SourceKey) -> str:
        parts = []
        if differ("version"):
            parts.append(f"of version {key.version}" if key.version else "of an unstated version")
        if len({other.is_earlier for other in keys if other.version == key.version}) > 1:
            parts.append("before a change" if key.is_earlier else "as deployed")
        if differ("producer"):
            parts.append(f"by {key.by}")
        if differ("population"):
            parts.append(f"for {key.population}" if key.population else "for an unstated population")
        if differ("benchmark"):
            parts.append(f"on {key.benchmark}")
        return " ".join(parts) or f"by {key.by}"

    return tuple(name(key) for key in keys)


def join_names(sources: Sequence[RunSource[S]]) -> str:
    """The names of several sources in a sentence."""
    return " and ".join(source.name for source in sources)


def join_pools(sources: Sequence[RunSource[S]]) -> Pool[S]:
    """The items of several sources of one pool, as that pool."""
    items = sorted((item for source in sources for item in source.pool.counted), key=lambda item: item.evidence.id)
    return replace(sources[0].pool, counted=tuple(items))


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparer(Generic[S]):
    """What tells sources apart: their figures' `estimate` at a level, the unit of a difference, and its `level`."""

    estimate: Estimator[S]
    unit: str
    level: float

    def compare_with_rest(self, sources: Sequence[RunSource[S]]) -> tuple[Difference, ...]:
        """Each source against the others together (two sources: against each other), at a level for all of them."""
        if len(sources) < 2:
            return ()
        firsts = sources[:1] if len(sources) == 2 else sources
        differences = (
            self.compare([source], [other for other in sources if other is not source], comparisons=len(firsts))
            for source in firsts
        )
        return tuple(difference for difference in differences if difference is not None)

    def compare(
        self, first: Sequence[RunSource[S]], second: Sequence[RunSource[S]], *, comparisons: int = 1
    ) -> Difference | None:
        """The difference of two sets of sources at the level, shared by so many comparisons (Bonferroni).

        None where one side has no limits, as with a single cluster: then nothing can object.
        """
        level = 1 - complement(self.level) / comparisons
        left, right = (self.estimate(join_pools(sources), level) for sources in (first, second))
        if isinstance(left, Unmeasured) or isinstance(right, Unmeasured):
            return None
        points = mover_difference(left, right).measured(self.unit)
        excluded = points.low is not None and points.high is not None and not points.low <= 0 <= points.high
        return Difference(first=join_names(first), second=join_names(second), points=points, beyond_chance=excluded)

    def tell_apart(self, sources: Sequence[RunSource[S]]) -> tuple[tuple[RunSource[S], ...], ...]:
        """The sources that speak of what is deployed, those together of which nothing shows that they differ.

        Where those of what is deployed differ each stands alone; earlier ones that differ from it, or among themselves,
        are left out.
        """
        deployed, earlier = divide(sources)
        first = deployed or earlier
        if any_beyond_chance(self.compare_with_rest(first)):
            return tuple((source,) for source in first)
        between = self.compare(deployed, earlier) if deployed and earlier else None
        seen = (*(self.compare_with_rest(earlier) if deployed else ()), *((between,) if between else ()))
        return (tuple(deployed),) if any_beyond_chance(seen) else (tuple(sources),)


def divide(sources: Sequence[RunSource[S]]) -> tuple[list[RunSource[S]], list[RunSource[S]]]:
    """The sources of what is deployed, and those of what ran before."""
    return (
        [source for source in sources if not source.key.is_earlier],
        [source for source in sources if source.key.is_earlier],
    )


def any_beyond_chance(differences: Iterable[Difference]) -> bool:
    """Whether any of the differences excludes zero."""
    return any(difference.beyond_chance for difference in differences)
