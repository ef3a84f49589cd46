"""Quantities in words: rounded outward, "k of n" where the data are thin, words where there is no number.

`describe_quantity` words any quantity, `describe_observation` what was seen of an obligation: the same on every
page, chart and terminal.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace

from trustpages.compose.wording.numbers import (
    choose_decimals,
    count_of,
    format_amount,
    format_number,
    format_share,
    format_share_limit,
    format_signed,
    trim_zeros,
)
from trustpages.model.documents.policy import LowN
from trustpages.model.measured import (
    ALL_ON_RECORD,
    NOT_ALL_CONFIRMED,
    ONLY_WATCHED,
    POINTS,
    READ_AS_SAMPLE,
    Measured,
    Quantity,
    Status,
    Unmeasured,
)
from trustpages.model.pages.values import Figure
from trustpages.model.results.benchmarks import ResultQuality
from trustpages.model.results.obligation import Budget, ObligationResult
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.rounding import round_down, round_estimate, round_up
from trustpages.system.latest import keep_latest

STATUS_WORDS = {
    Status.OK: "",
    Status.EXPLORATORY: "exploratory: not evidence",
    Status.INSUFFICIENT: "too few observations",
    Status.UNDEFINED: "not defined",
    Status.MISSING: "not measured",
    Status.INVALID: "contradictory input",
}
DEFAULT_LOW_N = LowN()
# Read by themselves, or named by the label beside them.
BARE_UNITS = frozenset({"rho", "correlation", "ratio", "index", "kappa", "value"})
_PER_ONE = re.compile(r"\bper (?=[a-z])")
_EXPOSURE = re.compile(r"\bper (?:[0-9.,e+]+ )?(?P<unit>\S+)$")


def describe_quantity(
    quantity: Quantity, *, barriers: tuple[float, ...] = (), low_n: LowN = DEFAULT_LOW_N, of_events: bool = False
) -> Figure:
    """The quantity in words.

    `barriers` are thresholds that rounding must not cross; `low_n` is the policy of when a share is too
    uncertain to stand as a bare percentage; `of_events` says that a share counts what should not happen, as
    a rate does by its unit.
    """
    match quantity:
        case Unmeasured():
            return Figure(
                headline=STATUS_WORDS[quantity.status],
                counts="",
                interval="",
                basis="",
                status=quantity.status.value,
                has_number=False,
                reason=quantity.reason,
            )
        case Measured():
            seen = _describe_census(quantity, _describe_measured(quantity, barriers, low_n))
            return (
                _describe_none_seen(quantity, seen) if quantity.k == 0 and _counts_events(quantity, of_events) else seen
            )


def _counts_events(quantity: Measured, of_events: bool) -> bool:
    # A rate counts events by its unit; whether a share does, only its promise can tell.
    return (of_events and quantity.unit == "share") or _EXPOSURE.search(quantity.unit) is not None


def _describe_none_seen(quantity: Measured, shown: Figure) -> Figure:
    """No event: never a zero, but how much was looked at and what that does not exclude."""
    if not quantity.n or quantity.high is None:
        return shown
    per = _EXPOSURE.search(quantity.unit)
    what = "runs" if per is None else f"{per['unit'].removesuffix('s')}s"
    looked_at = f"{format_amount(quantity.n)} {_name_counted(quantity, what)}"
    scaled = _scale_to_thousand(quantity) if _PER_ONE.search(quantity.unit) else quantity
    unit = "" if scaled.unit == "share" else f" {scaled.unit}"
    excluded = f"up to {_format_limit(scaled.high, scaled, upper=True)}{unit} cannot be excluded"
    none = "none confirmed" if NOT_ALL_CONFIRMED in quantity.notes else "none"
    return replace(shown, headline=f"{none} in {looked_at}", counts="", interval=excluded)


def _name_counted(quantity: Measured, what: str) -> str:
    """What `n` counts, where not all use counts: runs that are on record and that nobody watched are none of them."""
    watched = "watched " if ONLY_WATCHED in quantity.notes else ""
    return f"{watched}{what.removesuffix('s') if quantity.n == 1 else what}"


def _describe_census(quantity: Measured, shown: Figure) -> Figure:
    """Of a share of all there is: the counts, and no interval that does not say what it would be of."""
    if ALL_ON_RECORD in quantity.notes:
        return replace(shown, headline=shown.counts or shown.headline, counts="", interval="", basis="")
    if READ_AS_SAMPLE in quantity.notes and shown.interval:
        return replace(shown, headline=shown.counts or shown.headline, counts="", interval=as_sample(shown.interval))
    return shown


def as_sample(interval: str) -> str:
    """The limits of a share of all records, labelled as what they are."""
    return f"as a sample {interval}"


def _describe_measured(quantity: Measured, barriers: tuple[float, ...], low_n: LowN) -> Figure:
    if _PER_ONE.search(quantity.unit):
        quantity, barriers = _scale_to_thousand(quantity), tuple(barrier * 1000 for barrier in barriers)
    counts = _format_counts(quantity)
    interval = _format_interval(quantity)
    thin = quantity.unit == "share" and is_thin(quantity, low_n)
    # A wide share that was published without counts stands as its interval.
    instead = counts or (interval if _is_wide(quantity, low_n) else "")
    return Figure(
        headline=instead if thin and instead else _format_value(quantity, barriers),
        counts=counts,
        interval=interval,
        basis=_describe_basis(quantity),
        status=quantity.status.value,
        has_number=True,
        reason=STATUS_WORDS[quantity.status],
        notes=quantity.notes,
    )


def _scale_to_thousand(quantity: Measured) -> Measured:
    """A rate per run as it is read: per 1,000 runs."""
    value, low, high = (
        None if value is None else value * 1000 for value in (quantity.value, quantity.low, quantity.high)
    )
    unit = _PER_ONE.sub("per 1,000 ", quantity.unit).removesuffix("s") + "s"
    return replace(quantity, value=value or 0.0, low=low, high=high, unit=unit)


def describe_score(result: ResultQuality, low_n: LowN = DEFAULT_LOW_N) -> Figure:
    """A published score in words, with its range where there is one; it stands as published where none can be."""
    shown = describe_quantity(result.interval, low_n=low_n)
    return shown if shown.has_number else replace(shown, headline=format_share(result.score), has_number=True)


def describe_used_allowance(budget: Budget) -> str:
    """How many failures there were of those that are allowed."""
    return f"{count_of(budget.bad, 'failure')} of {format_number(budget.allowed)} allowed"


def is_thin(quantity: Measured, low_n: LowN = DEFAULT_LOW_N) -> bool:
    """Whether a share must not stand as a bare percentage."""
    independent = quantity.n_eff if quantity.n_eff is not None else quantity.n
    return independent is None or low_n.is_few(independent) or _is_wide(quantity, low_n)


def _is_wide(quantity: Measured, low_n: LowN) -> bool:
    return quantity.low is None or quantity.high is None or quantity.high - quantity.low >= low_n.width


def _format_counts(quantity: Measured) -> str:
    if quantity.k is None or quantity.n is None:
        return ""
    per = _EXPOSURE.search(quantity.unit)
    what = f" {_name_counted(quantity, per['unit'])}" if per is not None and ONLY_WATCHED in quantity.notes else ""
    # A part of a task or of a weight counts, too: without it the share would not be that of the count.
    counted = f"{trim_zeros(round_estimate(quantity.k, 1, ends=())):,f}"
    return f"{counted} of {format_amount(quantity.n)}{what}"


def _format_value(quantity: Measured, barriers: tuple[float, ...]) -> str:
    value, unit = quantity.value, quantity.unit
    if math.isinf(value):
        return "without limit"
    if unit == "share":
        return format_share(value, barriers=barriers)
    if unit == POINTS:
        return f"{format_signed(round_estimate(value * 100, 1, ends=()))} points"
    shown = f"{trim_zeros(round_estimate(value, choose_decimals(value), barriers, ends=())):,f}"
    if unit == "position":
        return f"position {shown}"
    return shown if not unit or unit in BARE_UNITS else f"{shown} {unit}"


def _format_interval(quantity: Measured) -> str:
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        return ""
    if low is None:
        return f"up to {_format_limit(high, quantity, upper=True)}"
    if high is None:
        return f"from {_format_limit(low, quantity, upper=False)}"
    return f"{_format_limit(low, quantity, upper=False)} to {_format_limit(high, quantity, upper=True)}"


def _format_limit(value: float | None, quantity: Measured, *, upper: bool) -> str:
    if value is None or math.isinf(value):
        return "without limit"
    if quantity.unit == "share":
        return format_share_limit(value, upper=upper)
    outward = round_up if upper else round_down
    if quantity.unit == POINTS:
        return format_signed(outward(value * 100, 1))
    return f"{trim_zeros(outward(value, choose_decimals(value))):,f}"


def _describe_basis(quantity: Measured) -> str:
    parts = [f"{round(quantity.level * 100, 3):g} % {quantity.method}"] if quantity.low is not None else []
    if parts and quantity.k is None and quantity.n is not None:
        parts.append(f"n = {format_amount(quantity.n)}")
    # A loss of less than half a percent comes from computing, not from clusters.
    if quantity.n_eff is not None and quantity.n is not None and quantity.n_eff < quantity.n * 0.995:
        what = "runs" if quantity.unit == "share" or quantity.k is not None else "values"
        parts.append(f"worth {trim_zeros(round_down(quantity.n_eff, 1)):,f} independent {what}")
    return "; ".join(parts)


@keep_latest(64)  # the pages of an agent show the same
def describe_observation(result: ObligationResult, low_n: LowN = DEFAULT_LOW_N) -> Figure:
    """What was seen of a promise, rounded so that it does not cross the line; a record where a record keeps it."""
    target = result.target
    barriers = () if target.value is None else (target.value,)
    harmful = target.direction in result.traits.harmful
    shown = describe_quantity(result.quantity, barriers=barriers, low_n=low_n, of_events=harmful)
    if isinstance(result.quantity, Unmeasured) and result.triggers is not None:
        # Something was seen that counts against it, of which no share or rate can be given.
        shown = replace(shown, headline=shown.reason, reason="")
    if result.decided_by == "observed" and shown.interval and result.observed is not None:
        # All runs of the window were recorded: the share is a fact, and its limits are of runs to come.
        shown = replace(shown, interval=as_sample(shown.interval))
    return _describe_record(result) or shown


_RECORDS = {
    Verdict.LEANING_MET: "on record, with reservations",
    Verdict.LEANING_BREACH: "on record, and leaning against it",
    Verdict.BREACHED: "on record, and failed",
}
"""What a record says of a promise that asks for one, where it says more than that it exists."""


def _describe_record(result: ObligationResult) -> Figure | None:
    """What there is to see of a promise that a record keeps; None where there is a quantity to show."""
    if not result.traits.is_record or result.verdict is Verdict.NOT_APPLICABLE:
        return None
    count = len(result.pooled)
    headline = _RECORDS.get(result.verdict, "on record") if count else "nothing on record"
    return Figure(headline, "", "", "", result.quantity.status.value, has_number=bool(count))
