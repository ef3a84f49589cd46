"""Shares that an AI judge reported, corrected for the errors that its calibration found."""

from __future__ import annotations

from trustpages.assess.counts import Tally, effective_size
from trustpages.model.documents.items import Calibration
from trustpages.model.measured import Quantity, Unmeasured
from trustpages.statistics.judge import corrected_share


def corrected(counts: Tally, calibration: Calibration, level: float) -> Quantity:
    """The corrected share of good outcomes, on the effective number of runs.

    Rogan & Gladen 1978 with the limits of Lang & Reiczigel 2014. Invalid where the judge does no better than
    chance; absent wherever the effective number is.
    """
    n_eff = effective_size(counts)
    if isinstance(n_eff, Unmeasured):
        return n_eff
    good, bad, size = calibration.positives, calibration.negatives, min(n_eff, counts.known)
    flagged = size if counts.successes == counts.known else counts.successes / counts.known * size
    found = corrected_share(flagged, size, good.correct, good.of, bad.correct, bad.of, level)
    return found if isinstance(found, Unmeasured) else found.measured("share", n=counts.known, n_eff=size)
