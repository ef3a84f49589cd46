"""What figures say of a claim by its operator, before the age of the evidence is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from trustpages.assess.evidence.selection import describe_hand_picked
from trustpages.assess.metrics.claims.figures import ObservedFigure
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Quantity, Status, Unmeasured
from trustpages.model.results.obligation import Target
from trustpages.model.results.parts import Counts
from trustpages.model.vocabulary import ClaimVerdict, Selection
from trustpages.statistics.interval import Estimate

Direction = Literal["at_least", "at_most"]

_GOOD_ENOUGH = frozenset({ClaimVerdict.SUPPORTED, ClaimVerdict.PARTIALLY_SUPPORTED})


@dataclass(frozen=True, slots=True)
class ClaimThreshold:
    """A claimed number as a line: `delta` is the shortfall of a limit up to which support is partial."""

    direction: Direction
    value: float
    delta: float

    def ruling(self, figure: Estimate) -> ClaimVerdict:
        """Supported if the whole interval reaches the line, contradicted if none of it does.

        Between the two: partially supported if the value reaches the line or the limit misses it by no more
        than delta, else unsupported. On unrounded numbers.
        """
        # With both signs turned "at most" is "at least", so there is one set of comparisons to get right.
        sign = 1 if self.direction == "at_least" else -1
        low, high = sorted((sign * figure.interval.low, sign * figure.interval.high))
        value, line = sign * figure.value, sign * self.value
        if low >= line:
            return ClaimVerdict.SUPPORTED
        if high < line:
            return ClaimVerdict.CONTRADICTED
        if value >= line or low >= line - self.delta:
            return ClaimVerdict.PARTIALLY_SUPPORTED
        return ClaimVerdict.UNSUPPORTED


# Where the limits cannot be relied on: what only leans as a promise is no better when a claim quotes it.
_WEAKENED = {
    ClaimVerdict.SUPPORTED: ClaimVerdict.PARTIALLY_SUPPORTED,
    ClaimVerdict.CONTRADICTED: ClaimVerdict.UNSUPPORTED,
}

_WORST_FIRST = (
    ClaimVerdict.CONTRADICTED,
    ClaimVerdict.UNSUPPORTED,
    ClaimVerdict.PARTIALLY_SUPPORTED,
    ClaimVerdict.SUPPORTED,
)

_REASONS = {
    ClaimVerdict.SUPPORTED: "all that the data allow bears it out",
    ClaimVerdict.PARTIALLY_SUPPORTED: "the evidence comes close enough to it, and does not exclude less",
    ClaimVerdict.UNSUPPORTED: "the evidence falls short of it, and does not exclude it",
    ClaimVerdict.CONTRADICTED: "all that the data allow speaks against it",
}


@dataclass(frozen=True, slots=True)
class ClaimFinding:
    """A verdict with its reason, the figure behind it, and whether that figure is too thin to stand on."""

    verdict: ClaimVerdict
    reason: str
    quantity: Quantity
    inputs: tuple[str, ...] = ()
    thin: bool = False
    line: Target | None = None
    counts: Counts | None = None


def report_absence(reason: str) -> ClaimFinding:
    """Nothing can be said of the claim."""
    return ClaimFinding(ClaimVerdict.UNSUPPORTED, reason, Unmeasured(Status.MISSING, reason))


def judge_figures(figures: Sequence[ObservedFigure], line: ClaimThreshold, policy: Policy) -> ClaimFinding:
    """The finding of the source that contradicts the claim, else of the largest one.

    Of versions or producers that differ the one that says least for the claim stands for all.
    """
    if not figures:
        return report_absence("the evidence counts nothing that could show it")
    by_kind: dict[str, list[tuple[ClaimFinding, ObservedFigure]]] = {}
    for number, figure in enumerate(figures):
        by_kind.setdefault(figure.kind or str(number), []).append((_judge_figure(figure, line, policy), figure))
    judged = [min(same, key=lambda pair: _rank(*pair)) for same in by_kind.values()]
    # Sources are not averaged: one that contradicts the claim is not made up for by a larger one.
    against = [pair for pair in judged if pair[0].verdict is ClaimVerdict.CONTRADICTED]
    return max(against or judged, key=lambda pair: (pair[1].quantity.n_eff or 0, pair[1].inputs))[0]


def _rank(finding: ClaimFinding, figure: ObservedFigure) -> tuple[int, float, tuple[str, ...]]:
    """The worst verdict first; of equal ones the largest figure."""
    return _WORST_FIRST.index(finding.verdict), -(figure.quantity.n_eff or 0), figure.inputs


def weaken_for_hand_picked(finding: ClaimFinding, selection: Selection, *, by_event: bool) -> ClaimFinding:
    """The finding on runs that were not drawn at random: at best partial support of a sentence about all runs.

    Runs that were chosen as risky fail more often than all do, so that they contradict no share; an event that was
    never to happen (`by_event`) did happen.
    """
    risky = selection is Selection.RISK_WEIGHTED and not by_event
    reason = f"{describe_hand_picked(selection)} say nothing of all runs"
    if finding.verdict is ClaimVerdict.SUPPORTED or (finding.verdict is ClaimVerdict.CONTRADICTED and risky):
        return replace(finding, verdict=_WEAKENED[finding.verdict], reason=reason)
    return finding


def _judge_figure(figure: ObservedFigure, line: ClaimThreshold, policy: Policy) -> ClaimFinding:
    known = line.ruling(figure.estimate)
    rulings = {line.ruling(extreme) for extreme in figure.extremes} or {known}
    # The ruling that stands whatever the unknown outcomes were: the weaker support, or none at all.
    if len(rulings) == 1:
        (verdict,) = rulings
    else:
        verdict = ClaimVerdict.PARTIALLY_SUPPORTED if rulings <= _GOOD_ENOUGH else ClaimVerdict.UNSUPPORTED
    depends_on_unknown = verdict is not known and figure.extremes
    reason = "it depends on runs without recorded outcome" if depends_on_unknown else _REASONS[verdict]
    if figure.quantity.status is Status.EXPLORATORY and verdict in _WEAKENED:
        verdict, reason = _WEAKENED[verdict], "the figure is exploratory, so that its limits decide nothing"
    held_against = Target(line.direction, line.value, figure.quantity.unit)
    return ClaimFinding(
        verdict, reason, figure.quantity, figure.inputs, figure.is_thin(policy), held_against, figure.counts
    )
