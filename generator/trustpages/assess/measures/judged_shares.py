"""What AI judges do to a verdict: their share is corrected, and a judge of unknown errors cannot show much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.judged import Source, correct_share
from trustpages.assess.evidence.tally import combine_tallies, count_independent_units
from trustpages.assess.measures.ruling import INFERRED, Ruling, choose_worse_verdict
from trustpages.assess.measures.share_limits import ShareLimits
from trustpages.model.measured import Unmeasured
from trustpages.model.vocabulary import Severity, Verdict


def compute_corrected_limits(
    case: Case, sources: Sequence[Source], *, unknown_good: bool | None = None
) -> ShareLimits | Unmeasured:
    """The share over all sources, each corrected by its own calibration, whichever way that moves it.

    A known size of the window is not used: of judged outcomes the limits come from errors of judges as well. Absent as
    `correct_share`.
    """
    found = correct_share(sources, case.level, unknown_good=unknown_good)
    if isinstance(found, Unmeasured):
        return found
    counted = combine_tallies([source.tally for source in sources])
    judged = f"{counted.successes:,} of {counted.known:,} before the correction for the errors of AI judges"
    return ShareLimits(
        value=found.estimate.value,
        interval=found.estimate.interval,
        n_eff=found.n_eff,
        units=count_independent_units(counted),
        is_corrected=True,
        notes=(judged, *found.notes),
    )


def cap_for_uncalibrated_judge(case: Case, ruling: Ruling) -> Ruling:
    """The ruling, at best inconclusive for a critical promise that an uncalibrated AI judge decided.

    The cap takes away good verdicts only: what a judge saw fail stays as bad as it was judged.
    """
    if not ruling.basis.uncalibrated or case.obligation.severity is not Severity.CRITICAL:
        return ruling
    if Verdict.MET not in (ruling.verdict, ruling.inferred):
        return ruling
    return replace(
        ruling,
        verdict=choose_worse_verdict(ruling.verdict, Verdict.LEANING_MET),
        inferred=choose_worse_verdict(ruling.inferred or ruling.verdict, Verdict.LEANING_MET),
        decided_by=INFERRED if ruling.verdict is Verdict.MET else ruling.decided_by,
        notes=(*ruling.notes, "as judged: the AI judge's agreement with people was not measured"),
    )
