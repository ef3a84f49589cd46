"""Agreement of raters that is not corrected by chance models, or corrected by the plainest one.

Chance-corrected figures never travel without `raw_agreement`: where nearly all items fall in one
category, 92% agreement has a kappa of .14.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.domain import require_count, require_not_negative, require_same_length

Table = Sequence[Sequence[float]]


def table_of(
    first: Sequence[Hashable], second: Sequence[Hashable], categories: Sequence[Hashable]
) -> tuple[tuple[int, ...], ...]:
    """The square table of two raters: row = category of the first, column = of the second.

    ValueError for lengths that differ or a rating outside `categories`.
    """
    require_same_length(first, second, "the two raters' ratings")
    place = {category: i for i, category in enumerate(categories)}
    counts = [[0] * len(place) for _ in place]
    for a, b in zip(first, second, strict=True):
        if a not in place or b not in place:
            raise ValueError(f"rating {a if a not in place else b!r} is not among the categories")
        counts[place[a]][place[b]] += 1
    return tuple(tuple(row) for row in counts)


def require_table(table: Table) -> float:
    """The sum of a square table of counts or shares; ValueError if it is not square or negative."""
    if any(len(row) != len(table) for row in table):
        raise ValueError("an agreement table must be square: one row and one column per category")
    for row in table:
        require_not_negative(row, "counts")
    return math.fsum(x for row in table for x in row)


def margins(table: Table) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Row sums and column sums."""
    return tuple(math.fsum(row) for row in table), tuple(math.fsum(col) for col in zip(*table, strict=True))


def raw_agreement(table: Table) -> float | Unmeasured:
    """The share (0..1) of items on which both raters say the same; missing without items."""
    total = require_table(table)
    if not total:
        return Unmeasured(Status.MISSING, "no item was rated by both")
    return math.fsum(table[i][i] for i in range(len(table))) / total


def gwet_ac1(table: Table) -> float | Unmeasured:
    """Gwet's AC1 of two raters: chance agreement from mean prevalence (Gwet 2008).

    pe = sum p(1-p)/(q-1) over the q categories of the table, p the mean of both margins. Undefined
    below two categories.
    """
    observed = raw_agreement(table)
    if isinstance(observed, Unmeasured):
        return observed
    if len(table) < 2:
        return Unmeasured(Status.UNDEFINED, "one category only: agreement cannot fail")
    total = require_table(table)
    prevalence = [(r + c) / 2 / total for r, c in zip(*margins(table), strict=True)]
    expected = math.fsum(p * (1 - p) for p in prevalence) / (len(table) - 1)
    return (observed - expected) / (1 - expected)


def content_validity_ratio(essential: int, experts: int) -> float:
    """(e - N/2)/(N/2) in -1..1: 0 where half of the N experts say "essential" (Lawshe 1975)."""
    require_count(essential, experts)
    return (essential - experts / 2) / (experts / 2)
