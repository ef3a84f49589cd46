"""Outcomes of items, divided where versions or producers differ: for every share that is no promise's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.freshness import assess_freshness
from trustpages.assess.evidence.pooling import Pool, PooledItem
from trustpages.assess.evidence.tally import Tally, combine_tallies
from trustpages.assess.measures.subsets.share_sources import estimate_outcomes
from trustpages.assess.measures.subsets.sources import Comparer, join_names, join_pools, split_by_source
from trustpages.model.measured import POINTS
from trustpages.model.results.evidence import Evidence


@dataclass(frozen=True, slots=True)
class AlikeOutcomes:
    """Outcomes of which nothing shows that they differ, and where others do, that these are not averaged with them."""

    counted: tuple[tuple[Evidence, Tally], ...]
    notes: tuple[str, ...] = ()

    @property
    def tally(self) -> Tally:
        """All of them together."""
        return combine_tallies([tally for _, tally in self.counted])


def tell_outcomes_apart(
    context: Context, counted: Sequence[tuple[Evidence, Tally]], *, is_judged: bool = False
) -> tuple[AlikeOutcomes, ...]:
    """The outcomes of what is deployed: all together, or by producer where these differ; without earlier ones that do.

    `is_judged` as for `build_share_figure`. There is at least one outcome.
    """
    items = tuple(PooledItem(item, assess_freshness(context, item), tally) for item, tally in counted)
    sources = split_by_source(Pool(items, (), None))
    if len(sources) < 2:
        return (AlikeOutcomes(tuple(counted)),)
    level = context.policy.pact.pooling_level
    comparer = Comparer(estimate=partial(estimate_outcomes, is_judged=is_judged), unit=POINTS, level=level)
    alike = []
    for group in comparer.tell_apart(sources):
        note = f"runs {join_names(group)} alone: others differ beyond chance and are not averaged with them"
        pairs = tuple((item.evidence, item.counts) for item in join_pools(group).counted)
        alike.append(AlikeOutcomes(pairs, (note,) if len(group) < len(sources) else ()))
    return tuple(alike)


def take_worst_outcomes(
    context: Context, counted: Sequence[tuple[Evidence, Tally]], *, is_judged: bool = False
) -> AlikeOutcomes:
    """Of outcomes that differ those with the lowest share of good ones, as they were counted."""
    parts = tell_outcomes_apart(context, [pair for pair in counted if pair[1].known] or counted, is_judged=is_judged)
    return min(parts, key=lambda part: part.tally.share) if len(parts) > 1 else parts[0]
