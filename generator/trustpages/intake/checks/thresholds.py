"""Impossible thresholds and windows: what the measure of an obligation cannot have, or no number of runs can show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trustpages.intake.quoting import quote
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.pact import (
    BooleanMeasure,
    MeanMeasure,
    Obligation,
    Pact,
    ProportionMeasure,
    QuantileMeasure,
    RateMeasure,
    Threshold,
    Window,
    ZeroMeasure,
)
from trustpages.model.problem import Problem, ProblemLevel
from trustpages.model.source_map import ValuePath

_FINEST = 1e-9
"""A share as near as that to 0 or 1 cannot be told from it by any number of runs that somebody will ever have."""


@dataclass(frozen=True, slots=True)
class ThresholdFault:
    """What is wrong at a path below an obligation."""

    path: ValuePath
    code: str
    sentence: str
    remedy: str
    level: ProblemLevel = ProblemLevel.ERROR


def check_thresholds(documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """Problems of the thresholds and windows of all obligations that apply."""
    for document in documents:
        if isinstance(document.model, Pact):
            for number, obligation in enumerate(document.model.obligations):
                for finding in (*_check_threshold(obligation), *_check_window(obligation.window)):
                    place = document.source.place_of(("obligations", number, *finding.path))
                    yield Problem(place, finding.code, finding.sentence, finding.remedy, finding.level)


def _check_threshold(obligation: Obligation) -> Iterator[ThresholdFault]:
    if obligation.not_applicable is not None:
        return
    threshold = obligation.threshold
    match obligation.measure:
        case ProportionMeasure():
            yield from _check_single_bound(threshold, "proportion")
            yield from _check_proportion(threshold)
        case QuantileMeasure(q=q):
            yield from _check_single_bound(threshold, "quantile")
            yield from _check_precision(("measure", "q"), q)
            if q in {0, 1}:
                sentence = f"a quantile of {q:g} is an extreme, which no number of runs can show"
                yield ThresholdFault(
                    ("measure", "q"), "threshold-impossible", sentence, "use one between, such as 0.95"
                )
        case MeanMeasure():
            yield from _check_single_bound(threshold, "mean")
        case RateMeasure():
            yield from _check_rate(threshold)
        case ZeroMeasure():
            yield from _refuse_keys(threshold, "zero", ("at_least", "at_most"))
            yield from _check_precision(("threshold", "tolerable_rate"), threshold.tolerable_rate)
        case BooleanMeasure():
            yield from _refuse_keys(threshold, "boolean", ("at_least", "at_most", "tolerable_rate"))


def _check_single_bound(threshold: Threshold, kind: str) -> Iterator[ThresholdFault]:
    given = [key for key in ("at_least", "at_most") if getattr(threshold, key) is not None]
    if len(given) != 1:
        sentence = "there is no threshold" if not given else "the threshold has two sides"
        remedy = "give one of 'at_least' and 'at_most'; two promises are two obligations"
        yield ThresholdFault(("threshold",), "threshold-impossible", sentence, remedy)
    yield from _refuse_keys(threshold, kind, ("tolerable_rate",))


def _check_proportion(threshold: Threshold) -> Iterator[ThresholdFault]:
    for key, promises_nothing, allows_no_error in (("at_least", 0, 1), ("at_most", 1, 0)):
        value = getattr(threshold, key)
        if value is None:
            continue
        yield from _check_precision(("threshold", key), value)
        if not 0 <= value <= 1:
            remedy = f"{value:g} % is {value / 100:g}" if 1 < value <= 100 else "write a share from 0 to 1"
            sentence = f"{quote(key)} is {value:g}, but a proportion lies between 0 and 1"
            yield ThresholdFault(("threshold", key), "threshold-impossible", sentence, remedy)
        elif value == promises_nothing:
            sentence = f"every result is {key.replace('_', ' ')} {value:g}"
            yield ThresholdFault(
                ("threshold", key), "threshold-impossible", sentence, "write the share that is promised"
            )
        elif value == allows_no_error:
            sentence = f"no number of runs can show a proportion of {value:g}"
            remedy = "use a measure of kind zero with a tolerable rate"
            yield ThresholdFault(
                ("threshold", key), "threshold-unprovable", sentence, remedy, ProblemLevel.WARNING
            )


def _check_precision(path: ValuePath, value: float | None) -> Iterator[ThresholdFault]:
    if value is None or not 0 < value < 1 or _FINEST <= value <= 1 - _FINEST:
        return
    sentence = f"no number of runs can tell {value!r} from {round(value)}"
    yield ThresholdFault(
        path, "threshold-impossible", sentence, f"write {round(value)}, or a value further from it"
    )


def _check_rate(threshold: Threshold) -> Iterator[ThresholdFault]:
    if threshold.at_most is None:
        sentence = "a rate of bad events has no 'at_most'"
        yield ThresholdFault(
            ("threshold",), "threshold-impossible", sentence, "say how many at most, per exposure"
        )
    elif threshold.at_most < 0:
        sentence = f"a rate cannot be {threshold.at_most:g}"
        yield ThresholdFault(
            ("threshold", "at_most"), "threshold-impossible", sentence, "write a rate above 0"
        )
    elif threshold.at_most == 0:
        remedy = "use a measure of kind zero with a tolerable rate"
        sentence = "no exposure can show a rate of 0"
        yield ThresholdFault(
            ("threshold", "at_most"), "threshold-unprovable", sentence, remedy, ProblemLevel.WARNING
        )
    yield from _refuse_keys(threshold, "rate", ("at_least", "tolerable_rate"))


def _refuse_keys(threshold: Threshold, kind: str, keys: tuple[str, ...]) -> Iterator[ThresholdFault]:
    for key in keys:
        if getattr(threshold, key) is not None:
            sentence = f"a measure of kind {kind} has no {quote(key)}"
            yield ThresholdFault(
                ("threshold", key), "threshold-impossible", sentence, "delete it, or change the measure"
            )


def _check_window(window: Window) -> Iterator[ThresholdFault]:
    fixed = [key for key, day in (("from", window.from_), ("to", window.to)) if day is not None]
    if window.rolling is not None and fixed:
        sentence = "the window is both rolling and fixed"
        yield ThresholdFault(("window",), "window-impossible", sentence, "give 'rolling', or 'from' and 'to'")
    elif window.rolling is None and len(fixed) < 2:
        sentence = "the window is open" if fixed else "the window has no length"
        yield ThresholdFault(("window",), "window-impossible", sentence, "give 'rolling', or 'from' and 'to'")
    elif window.rolling == 0:
        sentence = "a window of 0 days holds nothing"
        yield ThresholdFault(
            ("window", "rolling"), "window-impossible", sentence, "write how many days count"
        )
    for key in ("expected_runs", "population"):
        most = getattr(window, key)
        if most is not None and window.min_samples > most:
            sentence = f"'min_samples' is {window.min_samples}, more than the {most} of {quote(key)}"
            yield ThresholdFault(
                ("window", "min_samples"), "window-impossible", sentence, "correct one of the two numbers"
            )
