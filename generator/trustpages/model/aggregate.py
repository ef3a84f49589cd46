"""Queries to a data file of run logs and their answers: counts and summaries by cluster, never rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from trustpages.model.documents.items.data_file import Data


@dataclass(frozen=True, slots=True)
class DataRequest:
    """One question to one data file.

    `item` is `agent/item-id`; `folder` is the bundle's folder in the workspace; `first` and `last` bound the days that
    count (both included, None for open), and apply only where the data name a time column. `outcome` names
    `success` or another outcome; `value` and `limits` ask for a measured value, with the outcome by cluster where one
    is named too; with neither, events count as successes. `split` divides each cluster by the values of its runs.
    `collected` are the days on which the item says that it was collected: no row may lie outside of them. Where it says
    that each task was tried once, `tried_once`, a group a row is no lost grouping.
    """

    item: str
    folder: str
    data: Data = field(compare=False)
    outcome: str | None = "success"
    value: str | None = None
    limits: tuple[float, ...] = ()
    split: bool = False
    first: date | None = None
    last: date | None = None
    collected: tuple[date, date] | None = field(default=None, compare=False)
    tried_once: bool = field(default=False, compare=False)

    @property
    def agent(self) -> str:
        """The id of the agent whose file is asked."""
        return self.item.partition("/")[0]


@dataclass(frozen=True, slots=True)
class SharedRows:
    """How many of the `rows` of one item stand in the file of `other` (its id) too; of very many it is estimated."""

    other: str
    common: int
    rows: int
    is_estimated: bool = False


@dataclass(frozen=True, slots=True)
class FileRows:
    """What an item's file holds: all rows that were `read`, and of these the runs that were `chosen`.

    `repeated` runs are like another one in every column, estimated of very many rows. `near` cells almost meet a
    condition and do not count, `unsaid` ones say in words that nothing is known, and count as no event; `presumed` ones
    are empty and count as good. `always` are the columns of conditions that all cells meet, `scales` says which
    conditions are on another scale than their cells. `left_out` are good and bad rows that are no runs by `where`.
    `groups` is the number of clusters, None without a column of them; `is_numbered` says that this column only numbers
    the rows. `unnamed` clusters of a table of sums cannot be recognised in another item. `shared` are the runs that
    stand in another item's file too.
    """

    read: int
    chosen: int
    repeated: int = 0
    near: int = 0
    unsaid: int = 0
    presumed: int = 0
    always: tuple[str, ...] = ()
    left_out: tuple[int, int] = (0, 0)
    scales: tuple[str, ...] = ()
    groups: int | None = None
    is_numbered: bool = False
    unnamed: int = 0
    shared: tuple[SharedRows, ...] = ()
    is_estimated: bool = False


UNNAMED = "\0"
"""What stands in the name of clusters that nobody named: no text of a file holds it."""


@dataclass(frozen=True, slots=True)
class ClusterAggregate:
    """Outcomes of one cluster: runs, good ones, unknown ones; of each of `number` clusters that are alike."""

    cluster: str
    attempts: int
    successes: int
    unknown: int
    number: int = 1

    @property
    def has_name(self) -> bool:
        """Whether it can be recognised where it stands again."""
        return UNNAMED not in self.cluster

    def tell_each(self) -> Iterator[ClusterAggregate]:
        """Each of the clusters that are alike, by a name of its own."""
        if self.number == 1:
            yield self
        else:
            for place in range(self.number):
                yield replace(self, cluster=f"{self.cluster}-{place}", number=1)


@dataclass(frozen=True, slots=True)
class SumsAggregate:
    """Outcomes of clusters of which only sums are known: of k good and n known outcomes, and of k², n² and kn."""

    clusters: int
    k: int
    n: int
    unknown: int
    k2: int
    n2: int
    kn: int


@dataclass(frozen=True, slots=True)
class WeightAggregate:
    """Outcomes of the runs of one cluster that weigh the same; `cluster` is empty where there is no cluster column."""

    cluster: str
    weight: float
    attempts: int
    successes: int
    unknown: int


@dataclass(frozen=True, slots=True)
class DayAggregate:
    """Outcomes of one day: runs, good ones, unknown ones."""

    day: date
    attempts: int
    successes: int
    unknown: int


@dataclass(frozen=True, slots=True)
class StratumAggregate:
    """Outcomes of one stratum, by cluster where there is a cluster column: clusters and sums add up to the counts."""

    stratum: str
    attempts: int
    successes: int
    unknown: int
    clusters: tuple[ClusterAggregate, ...] = ()
    sums: SumsAggregate | None = None


@dataclass(frozen=True, slots=True)
class ValueAggregate:
    """A measured value in one cluster: runs, the `n` with a value, their mean and sd, counts at or below limits.

    `mean` is None without a value, `sd` (n - 1) with fewer than two. `successes` of the runs had the outcome, of
    `unknown` ones it is not known; both None where no outcome was asked for. Where the request splits clusters,
    a cluster stands once for each value.
    """

    cluster: str
    attempts: int
    n: int
    mean: float | None
    sd: float | None
    within: tuple[tuple[float, int], ...] = ()
    successes: int | None = None
    unknown: int | None = None


@dataclass(frozen=True, slots=True)
class DataAggregate:
    """The answer: totals, by cluster where there is a cluster column, the days covered.

    `mean`, `sd` (n - 1), `skewness` (adjusted Fisher-Pearson; None without spread) and `within` (limit, count at or
    below) answer for a value, `value_clusters` by cluster; `strata` answer for an outcome by stratum,
    `weights` by weight; `events` counts rows that are events; `days` is the number of distinct days with rows, `by_day`
    the outcomes of each of them, which a request for all days asks for. `before` and `after` are the runs that lie
    before and after the days that count, `file` is what the file holds. Of a table of sums, `sums` are those of
    clusters that nothing tells apart, `cut` the runs of clusters that lie partly outside of the days that count.
    """

    attempts: int
    successes: int
    unknown: int
    clusters: tuple[ClusterAggregate, ...] = ()
    first: date | None = None
    last: date | None = None
    days: int | None = None
    n: int | None = None
    mean: float | None = None
    sd: float | None = None
    skewness: float | None = None
    within: tuple[tuple[float, int], ...] = ()
    value_clusters: tuple[ValueAggregate, ...] = ()
    strata: tuple[StratumAggregate, ...] = ()
    events: int | None = None
    by_day: tuple[DayAggregate, ...] = ()
    weights: tuple[WeightAggregate, ...] = ()
    before: int = 0
    after: int = 0
    file: FileRows | None = None
    sums: SumsAggregate | None = None
    cut: int = 0


def divide_answers(answers: Mapping[DataRequest, DataAggregate]) -> defaultdict[str, dict[DataRequest, DataAggregate]]:
    """The answers about each agent's files, by its id."""
    divided: defaultdict[str, dict[DataRequest, DataAggregate]] = defaultdict(dict)
    for request, answer in answers.items():
        divided[request.agent][request] = answer
    return divided
