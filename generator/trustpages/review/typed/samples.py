"""The figures of promises and claims as records have them, with the counts that a comparison needs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from trustpages.model.results.records.findings import ClaimRecord
from trustpages.model.results.records.json_values import Json
from trustpages.model.results.records.obligation import ObligationRecord
from trustpages.model.results.review import SideFigure
from trustpages.statistics.distributions import two_sided_z
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.clusters import SixSums
from trustpages.statistics.proportions.two_sides import Groups


@dataclass(frozen=True, slots=True)
class Sample:
    """A figure of one side: what it measures, in which unit, at which level its limits are, and its groups of runs.

    `groups` is None where it is no plain share of runs. `per` is the exposure of which it says how many events there
    are, where it is a rate of events that come one by one.
    """

    kind: str
    unit: str
    figure: SideFigure
    level: float | None
    method: str
    groups: Groups | None
    per: float | None = None

    @property
    def identity(self) -> tuple[str, str]:
        """What two figures share that can be held against each other."""
        return self.kind, self.unit

    def estimate_at(self, level: float) -> Estimate | None:
        """The figure with its limits drawn out, or in, to another level; None where it lacks a limit."""
        value, low, high = self.figure.estimate, self.figure.low, self.figure.high
        if value is None or low is None or high is None or not self.level or not low <= value <= high:
            return None
        wider = two_sided_z(level) / two_sided_z(self.level)
        interval = Interval(value - wider * (value - low), value + wider * (high - value), level, self.method)
        return Estimate(value, interval)


def read_promise(promise: ObligationRecord) -> Sample | None:
    """The figure of a promise; None where there is none."""
    if promise.estimate is None:
        return None
    figure = SideFigure(estimate=promise.estimate, low=promise.low, high=promise.high, k=promise.k, n=promise.n)
    unit = promise.threshold.unit if promise.threshold is not None else "share"
    groups = _read_groups(figure, promise.counts) if promise.kind == "proportion" else None
    is_plain = promise.kind == "rate" and promise.method == "Garwood" and promise.threshold is not None
    per = promise.threshold.per if is_plain and promise.threshold is not None else None
    return Sample(promise.kind, unit, figure, promise.level, promise.method or "", groups, per)


def read_claim(claim: ClaimRecord) -> Sample | None:
    """The figure that a claim is held against; None where there is none."""
    quantity = claim.quantity if isinstance(claim.quantity, dict) else {}
    value = _read_number(quantity, "value")
    if value is None or claim.withdrawn is not None:
        return None
    figure = SideFigure(
        estimate=value,
        low=_read_number(quantity, "low"),
        high=_read_number(quantity, "high"),
        k=_read_number(quantity, "k"),
        n=_read_number(quantity, "n"),
    )
    unit = str(quantity.get("unit") or "share")
    groups = _read_groups(figure, claim.counts) if unit == "share" else None
    return Sample(claim.predicate, unit, figure, _read_number(quantity, "level"), str(quantity.get("method")), groups)


def _read_number(values: Mapping[str, Json], key: str) -> float | None:
    value = values.get(key)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _read_groups(figure: SideFigure, counts: Json) -> Groups | None:
    """The groups of runs behind a share; None where its counts are not those of a plain share."""
    k, n, share = figure.k, figure.n, figure.estimate
    if k is None or not n or share is None or not math.isclose(k / n, share, abs_tol=1e-9):
        return None
    if isinstance(counts, dict) and (sums := counts.get("sums")):
        return _read_sums(figure, sums)
    clusters = counts.get("clusters") if isinstance(counts, dict) else None
    if not isinstance(clusters, list) or not clusters:
        return {(1.0, 1.0): float(k), (0.0, 1.0): float(n - k)}
    groups: dict[tuple[float, float], float] = {}
    for cluster in clusters:
        parts = [part for part in cluster if isinstance(part, int | float)] if isinstance(cluster, list) else []
        if len(parts) != 3 or parts[2] % 1:
            return None
        groups[float(parts[0]), float(parts[1])] = float(parts[2])
    good = math.fsum(successes * number for (successes, _), number in groups.items())
    return groups if math.isclose(good, k, abs_tol=1e-6) else None


def _read_sums(figure: SideFigure, sums: Json) -> SixSums | None:
    """The six sums over groups that are not listed; None where they are not those of the figure."""
    known = sums[0] if isinstance(sums, list) else None
    found = [total for total in known if isinstance(total, int | float)] if isinstance(known, list) else []
    if len(found) != 6 or (found[1], found[2]) != (figure.k, figure.n):
        return None
    return SixSums(*found)
