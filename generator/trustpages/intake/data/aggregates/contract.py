"""The contract: the columns of a table of sums over clusters, and a row of it.

c clusters, each having k good ones of n runs with a known outcome, are told by sums that every engine adds up alike: of
k, n, k², n² and kn. Where all clusters of a row are alike these sums tell each of them, so that nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

KEYS: Final = ("outcome", "stratum", "cluster", "first", "last")
COUNTS: Final = ("k", "n", "unknown", "clusters", "k2", "n2", "kn")
UNREADABLE: Final = "unreadable"
COLUMNS: Final = (*KEYS, *COUNTS, UNREADABLE)
"""All columns, in order. Of the keys one may be left out that no row needs, and `unreadable` where it would be 0."""

EVENT: Final = "(event)"
"""What the outcome of a row is called that counts events; no outcome can have this name."""


@dataclass(frozen=True, slots=True)
class AggregateRow:
    """One row: an outcome in the whole, or in a `stratum`; the days of its clusters; their sums.

    `n` are runs with a known outcome, `unknown` further ones; `clusters` are those with a known outcome, or all where
    there is none. A `cluster` with a name may stand in several rows; one without a name stands in one row alone.
    """

    outcome: str
    stratum: str | None
    cluster: str | None
    first: date | None
    last: date | None
    k: int
    n: int
    unknown: int
    clusters: int
    k2: int
    n2: int
    kn: int
    unreadable: int = 0

    @property
    def attempts(self) -> int:
        """All runs, those of unknown outcome included."""
        return self.n + self.unknown

    @property
    def are_alike(self) -> bool:
        """Whether the sums allow for nothing but clusters that are all alike."""
        alike = self.clusters * self.k2 == self.k**2 and self.clusters * self.n2 == self.n**2
        return alike and not any(count % self.clusters for count in (self.k, self.n, self.unknown))
