"""Numbers in words: thin shares as counts, rates per 1,000, limits outward, all that is needed to recompute."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustpages.assess.limitations import sentences
from trustpages.compose.wording.figures import describe_quantity
from trustpages.compose.wording.numbers import format_amount
from trustpages.model.measured import ALL_ON_RECORD, ONLY_WATCHED, READ_AS_SAMPLE, Measured, Status, Unmeasured
from trustpages.statistics.events.rates import garwood
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import clopper_pearson, wilson

NBSP = "\N{NO-BREAK SPACE}"


def of(k: int, n: int, n_eff: float | None = None) -> Measured:
    limits = clopper_pearson(k, n) if n_eff is None else clopper_pearson(k / n * n_eff, n_eff)
    return Estimate(k / n, limits).measured("share", k=k, n=n, n_eff=n_eff)


@pytest.mark.parametrize(
    ("quantity", "headline"),
    [
        (of(29, 29), "29 of 29"),  # fewer than 30
        (of(30, 30), f"100{NBSP}%"),
        (of(20, 40), "20 of 40"),  # wider than .30
        (of(25, 50), f"50{NBSP}%"),
        (of(300, 300, 29.9), "300 of 300"),  # fewer than 30 independent ones
        (of(0, 400), f"0{NBSP}%"),
    ],
)
def test_a_thin_share_is_never_a_bare_percentage(quantity: Measured, headline: str) -> None:
    shown = describe_quantity(quantity)
    assert shown.headline == headline
    assert shown.counts


def test_a_wide_share_without_counts_stands_as_its_interval() -> None:
    score = Estimate(0.5, Interval(0.30, 0.70, 0.95, "normal")).measured("share")
    assert describe_quantity(score).headline == f"30{NBSP}% to 70{NBSP}%"
    narrow = replace(score, low=0.45, high=0.55)
    assert describe_quantity(narrow).headline == f"50{NBSP}%"


@pytest.mark.parametrize(
    ("quantity", "interval"),
    [
        (of(962, 1000), f"94.8{NBSP}% to 97.3{NBSP}%"),  # .94821 and .97297
        (of(2000, 2000), f"99.8{NBSP}% to 100{NBSP}%"),
        (of(0, 400), f"0{NBSP}% to 1{NBSP}%"),
    ],
)
def test_limits_are_rounded_outward(quantity: Measured, interval: str) -> None:
    assert quantity.low is not None
    assert quantity.high is not None
    assert describe_quantity(quantity).interval == interval
    low, high = (float(part.split(NBSP)[0]) / 100 for part in interval.split(" to "))
    assert low <= quantity.low
    assert high >= quantity.high


def test_a_value_does_not_round_onto_its_threshold() -> None:
    assert describe_quantity(of(9496, 10000), barriers=(0.95,)).headline == f"94.96{NBSP}%"
    assert describe_quantity(of(99_999, 100_000)).headline == f"99.999{NBSP}%"


@pytest.mark.parametrize(
    ("quantity", "basis"),
    [
        (of(43, 100), "95 % Clopper-Pearson"),
        (of(84, 200, 91.6258), "95 % Clopper-Pearson; worth 91.6 independent runs"),
        (Estimate(4.1, Interval(3.87, 4.33, 0.95, "t")).measured("points of five", n=60), "95 % t; n = 60"),
        (
            Estimate(4.1, Interval(3.87, 4.33, 0.95, "clustered")).measured("points of five", n=60, n_eff=31.29),
            "95 % clustered; n = 60; worth 31.2 independent values",
        ),
        (
            Estimate(0.58, Interval(0.05, 0.86, 0.95, "Bonett-Wright")).measured("rho", n=14),
            "95 % Bonett-Wright; n = 14",
        ),
    ],
)
def test_method_level_and_sample_stand_beside(quantity: Measured, basis: str) -> None:
    assert describe_quantity(quantity).basis == basis


def test_no_limit_says_so() -> None:
    ratio = Estimate(math.inf, Interval(2.1, math.inf, 0.95, "MOVER-R")).measured("ratio")
    assert (describe_quantity(ratio).headline, describe_quantity(ratio).interval) == (
        "without limit",
        "2.1 to without limit",
    )


@pytest.mark.parametrize("status", [status for status in Status if not status.has_number])
def test_what_was_not_measured_has_no_number(status: Status) -> None:
    shown = describe_quantity(Unmeasured(status, "no run has a recorded outcome"))
    assert not shown.has_number
    assert shown.headline
    assert not any(letter.isdigit() for letter in shown.headline)


@pytest.mark.parametrize(
    ("quantity", "sentence"),
    [
        (of(0, 360), f"none in 360 runs (up to 1.1{NBSP}% cannot be excluded)"),  # of no use as "0 %"
        (of(0, 1), f"none in 1 run (up to 97.5{NBSP}% cannot be excluded)"),
        (
            Estimate(0.0, garwood(0, 0.6)).measured("incidents per 100 runs", k=0, n=60),
            "none in 60 runs (up to 6.15 incidents per 100 runs cannot be excluded)",
        ),
        (
            Estimate(0.0, garwood(0, 60)).measured("incidents per run", k=0, n=60),
            "none in 60 runs (up to 61.5 incidents per 1,000 runs cannot be excluded)",
        ),
        (
            Estimate(0.0, garwood(0, 60)).measured("per hours", k=0, n=60),
            "none in 60 hours (up to 61.5 per 1,000 hours cannot be excluded)",
        ),
        (of(1, 360), f"0.3{NBSP}% (1 of 360; 0.007{NBSP}% to 1.6{NBSP}%)"),
    ],
)
def test_no_event_is_never_a_zero(quantity: Measured, sentence: str) -> None:
    assert describe_quantity(quantity, of_events=True).sentence == sentence


def test_no_success_is_a_share_like_any_other() -> None:
    assert describe_quantity(of(0, 360)).sentence.startswith(f"0{NBSP}% (0 of 360; ")


@pytest.mark.parametrize(
    ("use", "said"),
    [
        *((0, "0"), (3, "3"), (0.96, "0.9"), (9.99, "9.9"), (10.0, "10"), (329.6, "329")),
        (1234567.9, "1,234,567"),
        (1200.0, "1,200"),
    ],
)
def test_of_a_part_of_a_run_nothing_is_made(use: float, said: str) -> None:
    assert format_amount(use) == said
    assert sentences.format_amount(use) == said


@given(st.integers(1, 400), st.data())
def test_no_thin_share_is_a_bare_percentage(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    limits = wilson(k, n, 0.95)
    shown = describe_quantity(Measured(k / n, limits.low, limits.high, 0.95, "Wilson", k, n, n, "share"))
    is_thin = n < 30 or limits.high - limits.low >= 0.30
    assert ("%" in shown.headline) is not is_thin
    assert f"{k:,} of {n:,}" in (shown.headline if is_thin else shown.counts)


@pytest.mark.parametrize(
    ("unit", "headline", "interval"),
    [
        ("per runs", "0.98 per 1,000 runs", "0.024 to 5.47"),
        ("per run", "0.98 per 1,000 runs", "0.024 to 5.47"),
        ("severity points per hours", "0.98 severity points per 1,000 hours", "0.024 to 5.47"),
        ("per 1,000 runs", "0.00098 per 1,000 runs", "0.000024 to 0.00547"),
    ],
)
def test_a_rate_is_read_per_thousand(unit: str, headline: str, interval: str) -> None:
    rate = Measured(0.00098, 0.000024, 0.00547, 0.95, "Garwood", 1, 1020, 1020, unit)
    shown = describe_quantity(rate)
    assert (shown.headline, shown.interval) == (headline, interval)


def test_what_was_watched_is_named_as_such() -> None:
    rate = replace(of(2, 329), value=2 / 329, unit="per run", notes=(ONLY_WATCHED,))
    assert describe_quantity(rate).counts == "2 of 329 watched runs"
    assert describe_quantity(replace(rate, k=0, value=0.0)).headline == "none in 329 watched runs"


def test_a_value_without_a_unit_stands_alone() -> None:
    assert (
        describe_quantity(replace(of(1, 2), value=437.0, low=350.0, high=525.0, k=None, unit="value")).headline == "437"
    )


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        (ALL_ON_RECORD, "3 of 4"),
        (READ_AS_SAMPLE, "3 of 4 (as a sample 30 % to 95.5 %)"),
        ("another note", "3 of 4 (30 % to 95.5 %)"),
    ],
)
def test_a_share_of_all_records_is_no_sample(note: str, sentence: str) -> None:
    found = Estimate(3 / 4, wilson(3, 4)).measured("share", k=3, n=4, notes=(note,))
    assert describe_quantity(found).sentence.replace("\N{NO-BREAK SPACE}", " ") == sentence
