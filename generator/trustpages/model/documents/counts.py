"""Counted outcomes inside evidence items: totals, clusters, strata, outcomes, values, data files."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from trustpages.model.documents.base import AtLeastOne, Count, Label, Model, NonNegative, Number, Share, Text
from trustpages.model.documents.items.data_file import Data


def _require_counts_add_up(good: int | None, total: int | None, unknown: int) -> None:
    if (good is None) != (total is None):
        raise ValueError("`attempts` and `successes` are given together or not at all")
    if good is not None and total is not None and good + unknown > total:
        raise ValueError(f"{good} successes and {unknown} unknown are more than {total} attempts")


class ClusterCounts(Model):
    """Outcomes of one cluster: a task, session, customer or outage."""

    id: Text
    """Name of the cluster."""
    attempts: AtLeastOne
    """Runs in the cluster, those of unknown outcome included."""
    successes: Count
    """Runs with a good outcome."""
    unknown: Count = 0
    """Runs without recorded outcome."""
    values: dict[Label, Number] = Field(default_factory=dict)
    """Means over the runs of measured values, by name: what a run cost, how long a person needs for the task."""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        _require_counts_add_up(self.successes, self.attempts, self.unknown)
        return self


class Stratum(Model):
    """Outcomes of one part of the runs: judged by itself, and compared by how much is missing."""

    name: Text
    """Which part."""
    attempts: AtLeastOne
    """Runs in the part, those of unknown outcome included."""
    successes: Count
    """Runs with a good outcome."""
    unknown: Count = 0
    """Runs without recorded outcome."""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        _require_counts_add_up(self.successes, self.attempts, self.unknown)
        return self


def explain_impossible_sums(clusters: int, k: int, n: int, k2: int, n2: int, kn: int) -> str:
    """Why no clusters of whole numbers 0 ≤ k ≤ n, 1 ≤ n have such sums; empty where some may have."""
    most = (n - clusters + 1) ** 2 + clusters - 1
    bad, bad2 = n - k, n2 - 2 * kn + k2
    checks = (
        (k <= n, f"k = {k} is more than n = {n}"),
        (clusters <= n, f"{clusters} clusters have {n} runs"),
        (k2 <= kn <= n2, f"k² ≤ kn ≤ n² does not hold for {k2}, {kn}, {n2}"),
        (k <= k2 and k**2 <= clusters * k2, f"Σk² = {k2} is too small for k = {k}"),
        (n <= n2 and n**2 <= clusters * n2, f"Σn² = {n2} is too small for n = {n}"),
        (bad <= bad2 and bad**2 <= clusters * bad2, f"Σ(n-k)² = {bad2} does not fit n - k = {bad}"),
        (n2 <= most, f"Σn² = {n2} is too large for {n} runs in {clusters} clusters"),
        (kn**2 <= k2 * n2, f"Σkn = {kn} is too large for Σk² = {k2} and Σn² = {n2}"),
        (k % 2 == k2 % 2 and n % 2 == n2 % 2, "a sum of squares is even where its sum is, and odd where that is"),
    )
    return next((reason for holds, reason in checks if not holds), "")


class ClusterSums(Model):
    """Sums over clusters, c having k good ones of n runs with a known outcome: what a warehouse can add up."""

    clusters: AtLeastOne
    """Clusters with a known outcome."""
    k: Count
    """Σk: good runs."""
    n: AtLeastOne
    """Σn: runs with a known outcome."""
    k2: Count
    """Σk²."""
    n2: AtLeastOne
    """Σn²."""
    kn: Count
    """Σkn."""

    @model_validator(mode="after")
    def _can_be(self) -> Self:
        """Hold the sums against what whole numbers k ≤ n of so many clusters allow."""
        if why := explain_impossible_sums(self.clusters, self.k, self.n, self.k2, self.n2, self.kn):
            raise ValueError(f"such sums are not possible for any clusters: {why}")
        return self


class OutcomeCounts(Model):
    """Counts of a named outcome beside `success`."""

    attempts: AtLeastOne
    """Runs in which the outcome was looked for, unknown ones included."""
    successes: Count
    """Runs with the outcome."""
    unknown: Count = 0
    """Runs of which it is not known."""
    clusters: tuple[ClusterCounts, ...] = ()
    """The same by cluster."""
    cluster_sums: ClusterSums | None = None
    """Sums over the clusters instead."""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        _require_counts_add_up(self.successes, self.attempts, self.unknown)
        _require_clusters_add_up(self.clusters, self.attempts, self.successes, self.unknown)
        _require_sums_fit(self.cluster_sums, self.clusters, self.attempts, self.successes, self.unknown)
        return self


class Within(Model):
    """How many measured values lie at or below a limit."""

    limit: Number
    """The limit."""
    count: Count
    """Values at or below it."""


class ValueSummary(Model):
    """A measured value over the runs, summarised."""

    n: AtLeastOne
    """Runs with a value."""
    mean: Number | None = None
    """Their mean."""
    sd: NonNegative | None = None
    """Their standard deviation (n - 1 in the denominator)."""
    skewness: Number | None = None
    """Their skewness (adjusted Fisher-Pearson, as spreadsheets have it); without it a mean leans at best."""
    within: tuple[Within, ...] = ()
    """Counts at or below limits."""

    @model_validator(mode="after")
    def _counts_fit(self) -> Self:
        for within in self.within:
            if within.count > self.n:
                raise ValueError(f"{within.count} values within {within.limit:g} are more than {self.n}")
        return self


class Exposure(Model):
    """How much real use there was."""

    unit: Label
    """Unit: runs, hours, users."""
    amount: NonNegative
    """How much."""


class Monitoring(Model):
    """How incidents are noticed."""

    fraction: Share
    """Share of the runs that are watched."""
    detection: Literal["automatic", "human", "user_reported"] = "automatic"
    """Who notices: a detector, a person who looks, or only users who complain."""
    sensitivity: Share | None = None
    """Share of real failures that the detector finds, where it was tested; watched runs count as so many."""


def _require_clusters_add_up(
    clusters: tuple[ClusterCounts, ...], attempts: int | None, successes: int | None, unknown: int
) -> None:
    if not clusters:
        return
    ids = [cluster.id for cluster in clusters]
    if len(set(ids)) != len(ids):
        raise ValueError("a cluster stands twice")
    sums = tuple(sum(getattr(cluster, name) for cluster in clusters) for name in ("attempts", "successes", "unknown"))
    if attempts is not None and sums != (attempts, successes, unknown):
        raise ValueError(
            f"the clusters add up to {sums[0]} attempts, {sums[1]} successes and {sums[2]} unknown, "
            f"not to {attempts}, {successes} and {unknown}"
        )


def _require_sums_fit(
    sums: ClusterSums | None,
    clusters: tuple[ClusterCounts, ...],
    attempts: int | None,
    successes: int | None,
    unknown: int,
) -> None:
    if sums is None:
        return
    if clusters:
        raise ValueError("clusters come from `clusters`, or from `cluster_sums`, not from both")
    if attempts is None or (successes, attempts - unknown) != (sums.k, sums.n):
        raise ValueError(f"`cluster_sums` of {sums.k} in {sums.n} runs do not add up to the totals beside them")


class StatedShare(Model):
    """A share that was published without saying of how many: it shows nothing, and can speak against the agent."""

    low: Share
    """The least that was said, from 0 to 1; the share itself where one number was published."""
    high: Share | None = None
    """The most that was said, such as 0.84 for "low 80s"."""
    reported: Text | None = None
    """The words in which it was published."""

    @property
    def most(self) -> float:
        """The most that was said."""
        return self.low if self.high is None else self.high

    @model_validator(mode="after")
    def _limits_fit(self) -> Self:
        if self.most < self.low:
            raise ValueError(f"`high` {self.most:g} is below `low` {self.low:g}")
        return self


class Counted(Model):
    """Outcomes by count or by data file; mixed into the items that carry outcomes."""

    attempts: AtLeastOne | None = None
    """All runs, those of unknown outcome included."""
    successes: Count | None = None
    """Runs with a good outcome."""
    unknown: Count = 0
    """Runs without recorded outcome."""
    unknown_by_reason: dict[Label, Count] = Field(default_factory=dict)
    """The unknown ones by reason: timeout, error, excluded."""
    clusters: tuple[ClusterCounts, ...] = ()
    """Outcomes by cluster, where runs are not independent."""
    cluster_sums: ClusterSums | None = None
    """Sums over the clusters instead, beside `attempts` and `successes`."""
    strata: tuple[Stratum, ...] = ()
    """Outcomes by part: each is judged by itself, and the worst is told."""
    outcomes: dict[Label, OutcomeCounts] = Field(default_factory=dict)
    """Further outcomes by name."""
    values: dict[Label, ValueSummary] = Field(default_factory=dict)
    """Measured values by name."""
    events: Count | None = None
    """Events counted inside the runs."""
    by_period: tuple[Count, ...] = ()
    """Failures or events by equal periods (days or weeks), oldest first; from eight on they widen limits of rates."""
    data: Data | None = None
    """Rows from which the counts are computed instead."""
    share: StatedShare | None = None
    """Share of good outcomes, where nobody says of how many."""

    @property
    def group_count(self) -> int:
        """In how many clusters the runs come, listed or summed; 0 where they stand alone."""
        return self.cluster_sums.clusters if self.cluster_sums else len(self.clusters)

    @model_validator(mode="after")
    def _counts_fit(self) -> Self:
        if self.data is not None and (self.attempts is not None or self.clusters):
            raise ValueError("counts come from `data`, or from `attempts` and `clusters`, not from both")
        if self.share is not None and (self.attempts is not None or self.clusters or self.data is not None):
            raise ValueError("`share` is for outcomes that are not counted; counts tell the share themselves")
        _require_counts_add_up(self.successes, self.attempts, self.unknown)
        _require_clusters_add_up(self.clusters, self.attempts, self.successes, self.unknown)
        _require_sums_fit(self.cluster_sums, self.clusters, self.attempts, self.successes, self.unknown)
        if self.unknown_by_reason and sum(self.unknown_by_reason.values()) != self.unknown:
            raise ValueError("the reasons do not add up to `unknown`")
        return self
