"""Shares that a fallible judge reported, corrected by what people said of some of the same kind of outcomes.

Two ways, by where the labels come from. Labels of other outcomes tell how often the judge errs on good and on bad ones
(Rogan & Gladen 1978). Labels of outcomes drawn at random from the judged ones tell by how much the judge's share is off
(prediction-powered inference, Angelopoulos et al. 2023). In both, labels are few, so that limits meld the uncertainty
of labels with that of the judged share (Bayer, Fay & Graubard 2023): limits from standard errors (Lang & Reiczigel
2014) call more than 3 in 100 agents on the line "met" or "breached" where the calibration is small.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_share
from trustpages.statistics.distributions import tail, z_of
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.raters.melding import (
    Confidence,
    confidence_above_zero,
    lower_confidence,
    match_lower_confidence,
    upper_confidence,
)
from trustpages.statistics.search import find_root


@dataclass(frozen=True, slots=True)
class Labels:
    """Outcomes that people labelled: the judge passed `passed` of `good` ones and failed `failed` of `bad` ones.

    ValueError for impossible counts.
    """

    passed: float
    good: float
    failed: float
    bad: float

    def __post_init__(self) -> None:
        if not (0 <= self.passed <= self.good and 0 <= self.failed <= self.bad and self.number > 0):
            raise ValueError(f"impossible labels: {self.passed} of {self.good} good, {self.failed} of {self.bad} bad")

    @property
    def sensitivity(self) -> float:
        """The share of good outcomes that the judge passed."""
        return self.passed / self.good

    @property
    def specificity(self) -> float:
        """The share of bad outcomes that the judge failed."""
        return self.failed / self.bad

    @property
    def wrongly_failed(self) -> float:
        """Good outcomes that the judge failed."""
        return self.good - self.passed

    @property
    def wrongly_passed(self) -> float:
        """Bad outcomes that the judge passed."""
        return self.bad - self.failed

    @property
    def number(self) -> float:
        """All labelled outcomes."""
        return self.good + self.bad

    def swapped(self) -> Labels:
        """The same labels with good and bad in each other's place."""
        return Labels(self.failed, self.bad, self.passed, self.good)


def rogan_gladen(judged: float, sensitivity: float, specificity: float) -> float | Unmeasured:
    """The true share behind a judged one: (q+Sp-1)/(Se+Sp-1), cut to 0..1 (Rogan & Gladen 1978).

    All three are shares 0..1. Invalid for Se+Sp <= 1: such a judge is no better than a coin.
    """
    for share, name in ((judged, "judged"), (sensitivity, "sensitivity"), (specificity, "specificity")):
        require_share(share, name)
    # In this order a judge that never errs gives back the share to its last digit.
    wrongly_passed = 1 - specificity
    youden = sensitivity - wrongly_passed
    if youden <= 1e-12:
        return Unmeasured(Status.INVALID, "the judge does no better than chance: no correction exists")
    return min(max((judged - wrongly_passed) / youden, 0.0), 1.0)


def correct_for_judge(judged: Estimate, labels: Labels) -> Estimate | Unmeasured:
    """The share corrected by the judge's errors on labelled outcomes, with limits that carry both uncertainties.

    `judged` is the share of outcomes that the judge passed, with its deciding limits. Invalid for Se+Sp <= 1.
    """
    value = rogan_gladen(judged.value, labels.sensitivity, labels.specificity)
    return value if isinstance(value, Unmeasured) else _meld(value, judged, labels, ErrorRates, "Bayer-Fay-Graubard")


def predict_from_labels(judged: Estimate, labels: Labels) -> Estimate:
    """The judged share plus what labels of a random part of the same outcomes show it to be off: q + (FN - FP)/m.

    Of the m labelled outcomes FN are good and were failed, FP are bad and were passed. Cut to 0..1.
    """
    value = min(max(judged.value + Rectifier(labels).value, 0.0), 1.0)
    return _meld(value, judged, labels, Rectifier, "prediction-powered")


@dataclass(frozen=True, slots=True)
class ErrorRates:
    """The true share lies above a line where q - line Se - (1 - line)(1 - Sp) > 0."""

    labels: Labels

    @property
    def most_passed(self) -> float:
        """The share that the judge passes if all are good."""
        return self.labels.sensitivity

    def oppose(self, line: float) -> tuple[list[tuple[float, Confidence]], float]:
        """What is added to q: shares with their factors as unfavourable as labels allow, and a constant."""
        sensitivity = upper_confidence(self.labels.passed, self.labels.good)
        specificity = lower_confidence(self.labels.failed, self.labels.bad)
        return [(-line, sensitivity), (1 - line, specificity)], line - 1


@dataclass(frozen=True, slots=True)
class Rectifier:
    """The true share lies above a line where q + FN/m - FP/m - line > 0."""

    labels: Labels

    @property
    def value(self) -> float:
        """By how much the judge's share of the labelled outcomes is too low."""
        return (self.labels.wrongly_failed - self.labels.wrongly_passed) / self.labels.number

    @property
    def most_passed(self) -> float:
        """The share that the judge passes if all are good."""
        return 1 - self.value

    def oppose(self, line: float) -> tuple[list[tuple[float, Confidence]], float]:
        """What is added to q: shares with their factors as unfavourable as labels allow, and a constant."""
        too_low = lower_confidence(self.labels.wrongly_failed, self.labels.number)
        too_high = upper_confidence(self.labels.wrongly_passed, self.labels.number)
        return [(1.0, too_low), (-1.0, too_high)], -line


def confidence_above(judged: Confidence | None, correction: ErrorRates | Rectifier, line: float) -> float:
    """The confidence (0..1) that the true share lies above a line, by one of the two ways to correct it.

    `judged` is the confidence in the judged share; None stands for the share that the judge passes if all are good.
    """
    parts, constant = correction.oppose(line)
    if judged is None:
        return confidence_above_zero(parts, constant + correction.most_passed)
    return confidence_above_zero([*parts, (1.0, judged)], constant)


def _meld(
    value: float, judged: Estimate, labels: Labels, correction: type[ErrorRates | Rectifier], method: str
) -> Estimate:
    q, limits = judged.value, judged.interval
    alpha = tail(limits.level) / 2
    low = _find_low(match_lower_confidence(q, limits.low, alpha), correction(labels), alpha)
    # The upper limit of what is good is one minus the lower limit of what is bad.
    failed = match_lower_confidence(1 - q, 1 - limits.high, alpha)
    high = 1 - _find_low(failed, correction(labels.swapped()), alpha)
    return Estimate(value, Interval(min(low, value), max(high, value), limits.level, method))


@lru_cache(maxsize=1024)
def _find_low(judged: Confidence, correction: ErrorRates | Rectifier, alpha: float) -> float:
    """The highest line above which the true share lies with confidence 1 - alpha.

    No number of judged outcomes shows more than labels allow: where the judge passes more than it would if all were
    good, the limit is that of labels alone.
    """
    low = _find_end(lambda line: _compare(confidence_above(judged, correction, line), alpha))
    by_labels = partial(confidence_above, None, correction)
    return low if by_labels(low) >= 1 - alpha else _find_end(lambda line: _compare(by_labels(line), alpha))


def _compare(confidence: float, alpha: float) -> float:
    """How far a confidence is above 1 - alpha, as normal scores: nearly straight in the line, which roots need."""
    return -z_of(min(max(confidence, 1e-15), 1 - 1e-15)) - z_of(alpha)


def _find_end(miss: Callable[[float], float]) -> float:
    """Where a falling function of a share passes zero; the end of the scale where it does not."""
    miss = cache(miss)
    if miss(0.0) <= 0:
        return 0.0
    return 1.0 if miss(1.0) >= 0 else find_root(miss, 0.0, 1.0)
