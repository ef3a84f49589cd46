"""Promises whose sentence states another number than the threshold, the quantile or the window that decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from trustpages.model.documents.measures.events import RateMeasure
from trustpages.model.documents.measures.values import QuantileMeasure
from trustpages.model.documents.pact import Obligation, Window
from trustpages.model.stated.amounts import find_amounts, find_last_days, find_recurrence, find_times, get_seconds
from trustpages.model.stated.comparison import (
    DecidingLine,
    Discrepancy,
    Found,
    find_discrepancy,
    find_exception_allowed,
)
from trustpages.model.stated.number_words import StatedNumber
from trustpages.model.stated.shares import find_shares

_TIMED = re.compile(r"latency|duration|time|wait|delay", re.IGNORECASE)


def find_promise_discrepancies(obligation: Obligation) -> Iterator[Discrepancy]:
    """How the sentence of a promise that applies differs from what decides it."""
    if obligation.not_applicable is not None:
        return
    check = READ_BY_KIND.get(obligation.measure.kind)
    yield from filter(None, check(obligation) if check else ())
    yield from filter(None, (_check_window(obligation),))


def _build_line(obligation: Obligation, *, is_share: bool = False) -> DecidingLine | None:
    """The bound of the threshold; None where it has none, which is a problem of its own."""
    for key in ("at_least", "at_most"):
        value: float | None = getattr(obligation.threshold, key)
        if value is not None:
            return DecidingLine(("threshold", key), f"{key}: {value:.10g}", value, key, is_share)
    return None


def _check_share(obligation: Obligation) -> Iterator[Found]:
    line = _build_line(obligation, is_share=True)
    if line is not None and 0 <= line.value <= 1:  # a share of 95 is a problem of its own
        yield check_share(obligation.promise, line)


def check_share(sentence: str, line: DecidingLine) -> Found:
    """How the sentence differs from a line on a share: by its numbers, else by saying never or always."""
    stated = find_shares(sentence)
    return find_discrepancy(sentence, stated, line) if stated else find_exception_allowed(sentence, line)


def _check_quantile(obligation: Obligation) -> Iterator[Found]:
    measure, line = obligation.measure, _build_line(obligation)
    if line is None or not isinstance(measure, QuantileMeasure):
        return
    # "At least so much in most runs" reads the quantile from the other end.
    share = measure.q if line.side == "at_most" else 1 - measure.q
    deciding = DecidingLine(("measure", "q"), f"q: {measure.q:.10g}", share, "at_least", is_share=True)
    yield find_discrepancy(obligation.promise, find_shares(obligation.promise), deciding)
    yield check_value(obligation.promise, line, measure.unit, measure.value)


def _check_valued(obligation: Obligation) -> Iterator[Found]:
    line, measure = _build_line(obligation), obligation.measure
    if line is not None:
        name: str = getattr(measure, "value", "") or getattr(measure, "score", "")
        yield check_value(obligation.promise, line, measure.value_unit, name)


def check_value(sentence: str, line: DecidingLine, unit: str | None, name: str) -> Found:
    """How the sentence differs from a line on a measured value: in its own unit of time, money or points."""
    words = re.findall(r"[a-z]+", f"{unit or name}".lower())
    seconds = next(filter(None, map(get_seconds, words)), None)
    if seconds is not None:
        times = [replace(time, value=time.value / seconds) for time in find_times(sentence)]
        return find_discrepancy(sentence, times, line)
    if unit is None and _TIMED.search(name):
        return _check_any_unit(sentence, line)
    names = frozenset(word.removesuffix("s") for word in words if len(word) > 1) | {"point", "star"}
    return find_discrepancy(sentence, find_amounts(sentence, names), line)


def _check_any_unit(sentence: str, line: DecidingLine) -> Found:
    """Against a time of which nobody says in what unit it is: it differs where no unit would fit."""
    times = find_times(sentence)
    for unit in ("second", "ms", "minute", "hour", "day"):
        size = get_seconds(unit) or 1
        if find_discrepancy(sentence, [replace(time, value=time.value / size) for time in times], line) is None:
            return None
    return find_discrepancy(sentence, times, line)


def _check_rate(obligation: Obligation) -> Iterator[Found]:
    measure, line = obligation.measure, _build_line(obligation)
    if line is None or not isinstance(measure, RateMeasure):
        return
    rate = replace(line, value=line.value / measure.per, written=f"{line.written} per {measure.per:g}")
    yield find_discrepancy(obligation.promise, find_shares(obligation.promise), rate)


def _check_never(obligation: Obligation) -> Iterator[Found]:
    tolerated = obligation.threshold.tolerable_rate
    if tolerated is not None:
        written = f"tolerable_rate: {tolerated:.10g}"
        line = DecidingLine(("threshold", "tolerable_rate"), written, tolerated, "at_most", is_share=True)
        yield find_discrepancy(obligation.promise, _without_bounds(find_shares(obligation.promise)), line)


def _without_bounds(numbers: tuple[StatedNumber, ...]) -> tuple[StatedNumber, ...]:
    """The numbers alone: "never in more than one of a thousand" and "never in one of a thousand" tolerate the same."""
    return tuple(replace(number, bound=None) for number in numbers)


def _check_record(obligation: Obligation) -> Iterator[Found]:
    """Against how often the sentence says that something is made: a longer window lets it be made less often."""
    recurrence = find_recurrence(obligation.promise)
    if recurrence is not None:
        yield _compare_days(obligation.window, *recurrence)


def _check_window(obligation: Obligation) -> Found:
    last = find_last_days(obligation.promise)
    return _compare_days(obligation.window, *last) if last is not None else None


DAYS_A_MONTH: Final = 365.25 / 12


def _compare_days(window: Window, stated: str, low: int, high: int) -> Found:
    if window.rolling is not None:
        days, written, key = window.rolling, f"rolling: {window.rolling} days", "rolling"
    elif window.months is not None:
        days, written, key = round(window.months * DAYS_A_MONTH), f"months: {window.months}", "months"
    elif window.from_ is not None and window.to is not None:
        days = (window.to - window.from_).days + 1
        written, key = f"from: {window.from_}, to: {window.to}", "to"
    else:
        return None
    if low <= days <= high:
        return None
    meaning = f"{low} days" if low == high else f"{low} to {high} days"
    return Discrepancy(stated.strip(), meaning, written, ("window", key), is_laxer=days > high)


READ_BY_KIND: Final[Mapping[str, Callable[[Obligation], Iterator[Found]]]] = MappingProxyType(
    {
        "proportion": _check_share,
        "repeated": _check_share,
        "weighted_score": _check_share,
        "robustness": _check_share,
        "calibration": _check_share,
        "quantile": _check_quantile,
        "mean": _check_valued,
        "score": _check_valued,
        "cost_per_success": _check_valued,
        "time_horizon": _check_valued,
        "rate": _check_rate,
        "zero": _check_never,
        "boolean": _check_record,
    }
)
"""What is read in the sentence of a promise, by the kind of its measure."""
