"""Lines of promises that hardly any result can break, whatever evidence there is.

What is asked is the pact alone, not the runs on record: were it these, further failures would lift the doubt.
"""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.assess.measures.ruling import Line, build_line
from trustpages.assess.measures.share_limits import compute_fewest_runs
from trustpages.model.documents.measures.events import RateMeasure, ZeroMeasure
from trustpages.model.documents.measures.outcomes import ProportionMeasure
from trustpages.model.documents.measures.tasks import (
    CalibrationMeasure,
    RepeatedMeasure,
    RobustnessMeasure,
    WeightedScoreMeasure,
)
from trustpages.model.documents.measures.values import QuantileMeasure
from trustpages.model.documents.pact import Obligation

_FAILURES_IN_A_ROW = 100
"""Failures without a success that break a promise in earnest, where the pact does not ask for more runs itself."""
_LEAST_SHARE = 0.05
_MOST_TOLERATED = 0.1
"""Never, in all but one run of ten, is no never."""


@dataclass(frozen=True, slots=True)
class TooManyFailures:
    """A share so low that it takes `needed` runs that all fail to break it, and the pact is content with `asked`."""

    needed: int
    asked: int


@dataclass(frozen=True, slots=True)
class NextToNothing:
    """A line near that end of its scale where every result keeps it."""


@dataclass(frozen=True, slots=True)
class MuchTolerated:
    """What must never happen may happen in so many runs (0..1), and counts as kept while none was seen."""

    rate: float


Unbreakable = TooManyFailures | NextToNothing | MuchTolerated


def find_unbreakable(obligation: Obligation, level: float) -> Unbreakable | None:
    """Why hardly any result breaks the promise; None where results can, or where the scale has no end.

    `level` (0..1) is that of the two-sided interval which would have to show the breach.
    """
    measure, line = obligation.measure, build_line(obligation.threshold)
    match measure:
        case ZeroMeasure():
            rate = obligation.threshold.tolerable_rate
            return MuchTolerated(rate) if rate is not None and rate >= _MOST_TOLERATED else None
        case QuantileMeasure():
            # "At most so much" is kept by so large a share of values, "at least so much" by what is left.
            at_most = line is not None and line.direction == "at_most"
            return _judge_share(obligation, Line("at_least", measure.q if at_most else 1 - measure.q), level)
        case _ if line is None:
            return None
        case ProportionMeasure() | RepeatedMeasure() | WeightedScoreMeasure():
            return _judge_share(obligation, line, level)
        case RobustnessMeasure():
            return NextToNothing() if line.value < _LEAST_SHARE else None
        case CalibrationMeasure():
            return NextToNothing() if line.value > 1 - _LEAST_SHARE else None
        case RateMeasure():
            is_by_run = measure.exposure_unit == "runs"
            return NextToNothing() if is_by_run and line.value >= measure.per else None
        case _:
            return None


def _judge_share(obligation: Obligation, line: Line, level: float) -> TooManyFailures | None:
    window = obligation.window
    asked = max(window.min_samples, window.expected_runs or 0, window.population or 0)
    # What so many failures show is that the share of failures lies above what the line leaves for them.
    failures = Line("at_most" if line.direction == "at_least" else "at_least", line.value)
    needed = compute_fewest_runs(failures, level)
    return TooManyFailures(needed, asked) if needed is not None and needed > max(asked, _FAILURES_IN_A_ROW) else None
