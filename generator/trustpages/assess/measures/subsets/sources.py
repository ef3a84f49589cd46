"""Sources of the runs behind a share: split by version and producer, compared, pooled where nothing objects.

Two sources are pooled unless the interval of their difference excludes zero: the difference of two shares with
variance recovered from the limits that decide a share (Zou & Donner 2008), so that it holds with few clusters, too.
The limits of a difference move the same way as those of its sides; no failure can therefore hide a difference to
runs that do better (docs/reference/formulas.md#pooling).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.judged import DecidedOutcomes, correct_share, group_by_judge
from trustpages.assess.evidence.pooling import Pool, PooledItem
from trustpages.assess.evidence.tally import Tally, combine_tallies, estimate_share
from trustpages.model.measured import POINTS, Unmeasured
from trustpages.model.results.evidence import VersionMatch
from trustpages.model.results.parts import Difference
from trustpages.statistics.comparisons import mover_difference
from trustpages.statistics.distributions import complement
from trustpages.statistics.interval import Estimate

S = TypeVar("S")


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
class SourceRuns:
    """The items of one source with their outcomes together."""

    key: SourceKey
    name: str
    counted: tuple[PooledItem[Tally], ...]
    tally: Tally
    outcomes: tuple[DecidedOutcomes, ...]


def split_by_source(pool: Pool[Tally], *, is_judged: bool) -> tuple[SourceRuns, ...]:
    """The pool's items by source, those of what is deployed first; `is_judged` as for `rule_share`."""
    found: dict[SourceKey, list[PooledItem[Tally]]] = {}
    for counted in pool.counted:
        found.setdefault(identify_source(counted), []).append(counted)
    keys = sorted(found)
    return tuple(
        _gather(key, name, found[key], is_judged=is_judged) for key, name in zip(keys, name_sources(keys), strict=True)
    )


def _gather(key: SourceKey, name: str, counted: Sequence[PooledItem[Tally]], *, is_judged: bool) -> SourceRuns:
    tally = combine_tallies([item.counts for item in counted])
    corrected = group_by_judge((item.evidence, item.counts) for item in counted) if is_judged else ()
    return SourceRuns(key, name, tuple(counted), tally, corrected or (DecidedOutcomes(tally, None),))


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


def join_names(sources: Sequence[SourceRuns]) -> str:
    """The names of several sources in a sentence."""
    return " and ".join(source.name for source in sources)


def compare_with_rest(case: Case, sources: Sequence[SourceRuns]) -> tuple[Difference, ...]:
    """Each source against the others together (two sources: against each other), at a level for all of them."""
    if len(sources) < 2:
        return ()
    firsts = sources[:1] if len(sources) == 2 else sources
    found = (
        compare(case, [source], [other for other in sources if other is not source], comparisons=len(firsts))
        for source in firsts
    )
    return tuple(difference for difference in found if difference is not None)


def compare(
    case: Case, first: Sequence[SourceRuns], second: Sequence[SourceRuns], *, comparisons: int = 1
) -> Difference | None:
    """The difference of two sets of sources at the policy's level, shared by so many comparisons (Bonferroni).

    None where one side has no limits, as with a single cluster: then nothing can object.
    """
    level = 1 - complement(case.context.policy.pact.pooling_level) / comparisons
    left, right = (estimate_sources(sources, level) for sources in (first, second))
    if isinstance(left, Unmeasured) or isinstance(right, Unmeasured):
        return None
    points = mover_difference(left, right).measured(POINTS)
    excluded = points.low is not None and points.high is not None and not points.low <= 0 <= points.high
    return Difference(first=join_names(first), second=join_names(second), points=points, beyond_chance=excluded)


def estimate_sources(sources: Sequence[SourceRuns], level: float) -> Estimate | Unmeasured:
    """The share of good outcomes over these sources, corrected for the errors of judges where they are known."""
    outcomes = [outcome for source in sources for outcome in source.outcomes]
    if all(outcome.calibration is None for outcome in outcomes):
        return estimate_share(combine_tallies([source.tally for source in sources]), level)
    share = correct_share(outcomes, level)
    return share if isinstance(share, Unmeasured) else share.estimate


def take_sources(pool: Pool[Tally], sources: Sequence[SourceRuns]) -> Pool[Tally]:
    """The pool with the items of these sources alone."""
    ids = {counted.evidence.id for source in sources for counted in source.counted}
    return replace(pool, counted=tuple(counted for counted in pool.counted if counted.evidence.id in ids))
