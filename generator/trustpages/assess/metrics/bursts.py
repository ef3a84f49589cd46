"""Whether failures or events come in bursts, so that a plain interval is too narrow."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from trustpages.model.documents.items import Runs
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.statistics.dispersion import dispersion


@dataclass(frozen=True, slots=True)
class Bursts:
    """The index of dispersion, and the factor by which plain limits are too narrow, None without bursts."""

    dispersion: Quantity
    widening: float | None


def bursts_of(runs: Sequence[Evidence], p_below: float) -> Bursts:
    """The dispersion of the longest series of counts by period among these items.

    Bursts are there if p is below `p_below`; the factor is then sqrt(D/df). Missing without any series.
    """
    series = [run.item.by_period for run in runs if isinstance(run.item, Runs) and run.item.by_period]
    if not series:
        return Bursts(Unmeasured(Status.MISSING, "no counts by period are recorded"), None)
    counts = max(series, key=lambda pair: (len(pair), pair))
    found = dispersion(counts)
    if isinstance(found, Unmeasured):
        return Bursts(found, None)
    quantity = Measured(
        value=found.statistic,
        low=None,
        high=None,
        level=1 - p_below,
        method="index of dispersion",
        k=None,
        n=len(counts),
        n_eff=len(counts),
        unit="D",
        notes=(f"p = {found.p:.2g} with {found.df} degrees of freedom",),
    )
    return Bursts(quantity, math.sqrt(found.statistic / found.df) if found.p < p_below else None)
