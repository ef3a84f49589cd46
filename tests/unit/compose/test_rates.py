"""Rates in words: read per 1,000, limits rounded outward; and no thin share as a bare percentage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustpages.compose.figures import figure
from trustpages.model.measured import Measured
from trustpages.statistics.binomial import wilson


@given(st.integers(1, 400), st.data())
def test_no_thin_share_is_a_bare_percentage(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    limits = wilson(k, n, 0.95)
    shown = figure(Measured(k / n, limits.low, limits.high, 0.95, "Wilson", k, n, n, "share"))
    is_thin = n < 30 or limits.high - limits.low >= 0.30
    assert ("%" in shown.headline) is not is_thin
    assert f"{k:,} of {n:,}" in (shown.headline if is_thin else shown.counts)


@pytest.mark.parametrize(
    ("unit", "headline", "interval"),
    [
        ("per runs", "0.98 per 1,000 runs", "0.024 to 5.47"),
        ("per run", "0.98 per 1,000 runs", "0.024 to 5.47"),
        ("weighted per hours", "0.98 weighted per 1,000 hours", "0.024 to 5.47"),
        ("per 1,000 runs", "0.00098 per 1,000 runs", "0.000024 to 0.00547"),
    ],
)
def test_a_rate_is_read_per_thousand(unit: str, headline: str, interval: str) -> None:
    rate = Measured(0.00098, 0.000024, 0.00547, 0.95, "Garwood", 1, 1020, 1020, unit)
    shown = figure(rate)
    assert (shown.headline, shown.interval) == (headline, interval)
