"""What evidence says of a claim, before its age is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trustpages.assess.metrics.claim_figures import Figure
from trustpages.assess.metrics.claim_rulings import Threshold, agreed_ruling
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Quantity, Status, Unmeasured
from trustpages.model.vocabulary import ClaimVerdict

_REASONS = {
    ClaimVerdict.SUPPORTED: "the whole interval bears it out",
    ClaimVerdict.PARTIALLY_SUPPORTED: "the evidence comes close enough to it, and does not exclude less",
    ClaimVerdict.UNSUPPORTED: "the evidence falls short of it, and does not exclude it",
    ClaimVerdict.CONTRADICTED: "the whole interval lies on the other side",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict with its reason, the figure behind it, and whether that figure is too thin to stand on."""

    verdict: ClaimVerdict
    reason: str
    quantity: Quantity
    inputs: tuple[str, ...] = ()
    thin: bool = False


def finding_of_absence(reason: str) -> Finding:
    """Nothing can be said of the claim."""
    return Finding(ClaimVerdict.UNSUPPORTED, reason, Unmeasured(Status.MISSING, reason))


def finding_of_figures(figures: Sequence[Figure], line: Threshold, policy: Policy) -> Finding:
    """The finding of the source that contradicts the claim, else of the largest one."""
    if not figures:
        return finding_of_absence("the evidence counts nothing that could show it")
    found = [(_of_figure(figure, line, policy), figure) for figure in figures]
    against = [pair for pair in found if pair[0].verdict is ClaimVerdict.CONTRADICTED]
    return max(against or found, key=lambda pair: (pair[1].quantity.n_eff or 0, pair[1].inputs))[0]


def _of_figure(figure: Figure, line: Threshold, policy: Policy) -> Finding:
    known = line.ruling(figure.estimate)
    verdict = agreed_ruling([line.ruling(extreme) for extreme in figure.extremes] or [known])
    if verdict is not known and figure.extremes:
        reason = "it depends on runs without recorded outcome"
    else:
        reason = _REASONS[verdict]
    return Finding(verdict, reason, figure.quantity, figure.inputs, figure.is_thin(policy))
