"""Where the line of a promise runs, and what is wrong with a line that no evidence can show or break."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trustpages.model.documents.base import Model, Number, Share
from trustpages.model.problem import ProblemLevel
from trustpages.model.source_map import ValuePath

_FINEST = 1e-9
"""A share as near as that to 0 or 1 cannot be told from it by any number of runs that somebody will ever have."""


class Threshold(Model):
    """The line between keeping and breaking a promise; which key applies depends on the measure."""

    at_least: Number | None = None
    """The value must be this or more."""
    at_most: Number | None = None
    """The value must be this or less."""
    tolerable_rate: Share | None = None
    """For what must never happen: the rate per run up to which zero events seen counts as kept."""


@dataclass(frozen=True, slots=True)
class ThresholdFault:
    """What is wrong at a path below an obligation."""

    path: ValuePath
    sentence: str
    remedy: str
    code: str = "threshold-impossible"
    level: ProblemLevel = ProblemLevel.ERROR


def check_single_bound(threshold: Threshold, kind: str) -> Iterator[ThresholdFault]:
    """Faults of a threshold that has not exactly one of `at_least` and `at_most`."""
    given = [key for key in ("at_least", "at_most") if getattr(threshold, key) is not None]
    if len(given) != 1:
        sentence = "there is no threshold" if not given else "the threshold has two sides"
        remedy = "give one of 'at_least' and 'at_most'; two promises are two obligations"
        yield ThresholdFault(("threshold",), sentence, remedy)
    yield from refuse_keys(threshold, kind, "tolerable_rate")


def refuse_keys(threshold: Threshold, kind: str, *keys: str) -> Iterator[ThresholdFault]:
    """Faults of keys that a kind of measure has no use for."""
    for key in keys:
        if getattr(threshold, key) is not None:
            sentence = f"a measure of kind {kind} has no '{key}'"
            yield ThresholdFault(("threshold", key), sentence, "delete it, or change the measure")


def check_precision(path: ValuePath, value: float | None) -> Iterator[ThresholdFault]:
    """The fault of a share (0..1) that nobody can tell from 0 or 1."""
    if value is None or not 0 < value < 1 or _FINEST <= value <= 1 - _FINEST:
        return
    sentence = f"no number of runs can tell {value!r} from {round(value)}"
    yield ThresholdFault(path, sentence, f"write {round(value)}, or a value further from it")


def warn_unprovable(key: str, sentence: str) -> ThresholdFault:
    """The warning about a line at an end of the scale."""
    remedy = "use a measure of kind zero with a tolerable rate"
    path = ("threshold", key)
    return ThresholdFault(path, sentence, remedy, "threshold-unprovable", ProblemLevel.WARNING)


def check_share(threshold: Threshold, kind: str, noun: str) -> Iterator[ThresholdFault]:
    """Faults of a threshold that is not one bound on a share, or one that no evidence can show or break.

    `noun` is what the share is called.
    """
    yield from check_single_bound(threshold, kind)
    for key, promises_nothing, allows_no_error in (("at_least", 0, 1), ("at_most", 1, 0)):
        value = getattr(threshold, key)
        if value is None:
            continue
        yield from check_precision(("threshold", key), value)
        if not 0 <= value <= 1:
            remedy = f"{value:g} % is {value / 100:g}" if 1 < value <= 100 else "write a share from 0 to 1"
            sentence = f"'{key}' is {value:g}, but a {noun} lies between 0 and 1"
            yield ThresholdFault(("threshold", key), sentence, remedy)
        elif value == promises_nothing:
            sentence = f"every result is {key.replace('_', ' ')} {value:g}"
            yield ThresholdFault(("threshold", key), sentence, "write the share that is promised")
        elif value == allows_no_error:
            yield warn_unprovable(key, f"no number of runs can show a {noun} of {value:g}")


def check_upper_bound(threshold: Threshold, kind: str) -> Iterator[ThresholdFault]:
    """Faults of a threshold that is not `at_most` something above 0."""
    yield from refuse_keys(threshold, kind, "at_least", "tolerable_rate")
    most = threshold.at_most
    if most is None:
        sentence = f"a measure of kind {kind} has no 'at_most'"
        yield ThresholdFault(("threshold",), sentence, "say how much it is at most")
    elif most <= 0:
        sentence = f"'at_most' is {most:g}, which nothing can show"
        yield ThresholdFault(("threshold", "at_most"), sentence, "write a number above 0")


def check_lower_bound(threshold: Threshold, kind: str) -> Iterator[ThresholdFault]:
    """Faults of a threshold that is not `at_least` something above 0."""
    yield from refuse_keys(threshold, kind, "at_most", "tolerable_rate")
    least = threshold.at_least
    if least is None:
        sentence = f"a measure of kind {kind} has no 'at_least'"
        yield ThresholdFault(("threshold",), sentence, "say how much it is at least")
    elif least <= 0:
        sentence = f"every result is at least {least:g}"
        yield ThresholdFault(("threshold", "at_least"), sentence, "write a number above 0")
