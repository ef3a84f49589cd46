"""Thresholds and windows that their measure cannot have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trustpages.intake.documents import Document
from trustpages.intake.suggestion import quoted
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
from trustpages.model.located import Path
from trustpages.model.problem import Level, Problem

_FINEST = 1e-9
"""A share as near as that to 0 or 1 cannot be told from it by any number of runs that somebody will ever have."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at a path below an obligation."""

    path: Path
    code: str
    sentence: str
    remedy: str
    level: Level = Level.ERROR


def check_thresholds(documents: Iterable[Document]) -> Iterator[Problem]:
    """Problems of the thresholds and windows of all obligations that apply."""
    for document in documents:
        if isinstance(document.model, Pact):
            for number, obligation in enumerate(document.model.obligations):
                for finding in (*_of_threshold(obligation), *_of_window(obligation.window)):
                    place = document.source.place_of(("obligations", number, *finding.path))
                    yield Problem(place, finding.code, finding.sentence, finding.remedy, finding.level)


def _of_threshold(obligation: Obligation) -> Iterator[Finding]:
    if obligation.not_applicable is not None:
        return
    threshold = obligation.threshold
    match obligation.measure:
        case ProportionMeasure():
            yield from _one_line(threshold, "proportion")
            yield from _share(threshold)
        case QuantileMeasure(q=q):
            yield from _one_line(threshold, "quantile")
            yield from _too_fine(("measure", "q"), q)
            if q in {0, 1}:
                sentence = f"a quantile of {q:g} is an extreme, which no number of runs can show"
                yield Finding(
                    ("measure", "q"), "threshold-impossible", sentence, "use one between, such as 0.95"
                )
        case MeanMeasure():
            yield from _one_line(threshold, "mean")
        case RateMeasure():
            yield from _of_rate(threshold)
        case ZeroMeasure():
            yield from _none_of(threshold, "zero", ("at_least", "at_most"))
            yield from _too_fine(("threshold", "tolerable_rate"), threshold.tolerable_rate)
        case BooleanMeasure():
            yield from _none_of(threshold, "boolean", ("at_least", "at_most", "tolerable_rate"))


def _one_line(threshold: Threshold, kind: str) -> Iterator[Finding]:
    given = [key for key in ("at_least", "at_most") if getattr(threshold, key) is not None]
    if len(given) != 1:
        sentence = "there is no threshold" if not given else "the threshold has two sides"
        remedy = "give one of 'at_least' and 'at_most'; two promises are two obligations"
        yield Finding(("threshold",), "threshold-impossible", sentence, remedy)
    yield from _none_of(threshold, kind, ("tolerable_rate",))


def _share(threshold: Threshold) -> Iterator[Finding]:
    for key, promises_nothing, allows_no_error in (("at_least", 0, 1), ("at_most", 1, 0)):
        value = getattr(threshold, key)
        if value is None:
            continue
        yield from _too_fine(("threshold", key), value)
        if not 0 <= value <= 1:
            remedy = f"{value:g} % is {value / 100:g}" if 1 < value <= 100 else "write a share from 0 to 1"
            sentence = f"{quoted(key)} is {value:g}, but a proportion lies between 0 and 1"
            yield Finding(("threshold", key), "threshold-impossible", sentence, remedy)
        elif value == promises_nothing:
            sentence = f"every result is {key.replace('_', ' ')} {value:g}"
            yield Finding(
                ("threshold", key), "threshold-impossible", sentence, "write the share that is promised"
            )
        elif value == allows_no_error:
            sentence = f"no number of runs can show a proportion of {value:g}"
            remedy = "use a measure of kind zero with a tolerable rate"
            yield Finding(("threshold", key), "threshold-unprovable", sentence, remedy, Level.WARNING)


def _too_fine(path: Path, value: float | None) -> Iterator[Finding]:
    if value is None or not 0 < value < 1 or _FINEST <= value <= 1 - _FINEST:
        return
    sentence = f"no number of runs can tell {value!r} from {round(value)}"
    yield Finding(path, "threshold-impossible", sentence, f"write {round(value)}, or a value further from it")


def _of_rate(threshold: Threshold) -> Iterator[Finding]:
    if threshold.at_most is None:
        sentence = "a rate of bad events has no 'at_most'"
        yield Finding(("threshold",), "threshold-impossible", sentence, "say how many at most, per exposure")
    elif threshold.at_most < 0:
        sentence = f"a rate cannot be {threshold.at_most:g}"
        yield Finding(("threshold", "at_most"), "threshold-impossible", sentence, "write a rate above 0")
    elif threshold.at_most == 0:
        remedy = "use a measure of kind zero with a tolerable rate"
        sentence = "no exposure can show a rate of 0"
        yield Finding(("threshold", "at_most"), "threshold-unprovable", sentence, remedy, Level.WARNING)
    yield from _none_of(threshold, "rate", ("at_least", "tolerable_rate"))


def _none_of(threshold: Threshold, kind: str, keys: tuple[str, ...]) -> Iterator[Finding]:
    for key in keys:
        if getattr(threshold, key) is not None:
            sentence = f"a measure of kind {kind} has no {quoted(key)}"
            yield Finding(
                ("threshold", key), "threshold-impossible", sentence, "delete it, or change the measure"
            )


def _of_window(window: Window) -> Iterator[Finding]:
    fixed = [key for key, day in (("from", window.from_), ("to", window.to)) if day is not None]
    if window.rolling is not None and fixed:
        sentence = "the window is both rolling and fixed"
        yield Finding(("window",), "window-impossible", sentence, "give 'rolling', or 'from' and 'to'")
    elif window.rolling is None and len(fixed) < 2:
        sentence = "the window is open" if fixed else "the window has no length"
        yield Finding(("window",), "window-impossible", sentence, "give 'rolling', or 'from' and 'to'")
    elif window.rolling == 0:
        sentence = "a window of 0 days holds nothing"
        yield Finding(("window", "rolling"), "window-impossible", sentence, "write how many days count")
    for key in ("expected_runs", "population"):
        most = getattr(window, key)
        if most is not None and window.min_samples > most:
            sentence = f"'min_samples' is {window.min_samples}, more than the {most} of {quoted(key)}"
            yield Finding(
                ("window", "min_samples"), "window-impossible", sentence, "correct one of the two numbers"
            )
