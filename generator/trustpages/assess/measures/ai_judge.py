"""Verdicts on outcomes that an AI judge decided: corrected for its errors, or capped if uncalibrated."""

from __future__ import annotations

from dataclasses import replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.items import find_calibration, is_judged_by_ai
from trustpages.assess.evidence.pooling import Pool
from trustpages.assess.evidence.tally import Tally, combine_tallies, correct_for_judge_errors
from trustpages.assess.measures.ruling import INFERRED, Line, Ruling, add_notes, choose_worse_verdict
from trustpages.model.measured import Unmeasured
from trustpages.model.vocabulary import Severity, Verdict
from trustpages.statistics.interval import Interval


def cap_for_uncalibrated_judge(case: Case, ruling: Ruling) -> Ruling:
    """The ruling, at best inconclusive for a critical promise that an uncalibrated AI judge decided.

    The cap takes away good verdicts only: what a judge saw fail stays as bad as it was judged.
    """
    if not ruling.basis.uncalibrated or case.obligation.severity is not Severity.CRITICAL:
        return ruling
    return _cap_ruling(ruling, "as judged: the AI judge's agreement with people was not measured")


def correct_ruling_for_judge(case: Case, pool: Pool[Tally], line: Line, ruling: Ruling) -> Ruling:
    """The ruling on a share, or that on the share corrected for the judge's known errors if it is worse.

    Applies where one calibrated AI judge decided all outcomes (Rogan & Gladen 1978, limits of Lang &
    Reiczigel 2014). A judge that does no better than chance caps the verdict.
    """
    calibrations = {
        find_calibration(counted.evidence) for counted in pool.counted if is_judged_by_ai(counted.evidence)
    }
    all_judged = all(is_judged_by_ai(counted.evidence) for counted in pool.counted)
    calibration = calibrations.pop() if len(calibrations) == 1 and all_judged else None
    if calibration is None:
        return ruling
    found = correct_for_judge_errors(combine_tallies(pool.counts), calibration, case.level)
    if isinstance(found, Unmeasured) or found.low is None or found.high is None:
        return _cap_ruling(ruling, found.reason) if isinstance(found, Unmeasured) else ruling
    verdict = line.decide(found.value, Interval(found.low, found.high, found.level, found.method))
    if choose_worse_verdict(ruling.verdict, verdict) is ruling.verdict:
        return ruling
    note = f"corrected for the judge's known errors the verdict is {verdict}, not {ruling.verdict}"
    inferred = choose_worse_verdict(ruling.inferred or verdict, verdict)
    return add_notes(replace(ruling, verdict=verdict, decided_by=INFERRED, inferred=inferred), note)


def _cap_ruling(ruling: Ruling, note: str) -> Ruling:
    if Verdict.MET not in (ruling.verdict, ruling.inferred):
        return ruling
    capped = replace(
        ruling,
        verdict=choose_worse_verdict(ruling.verdict, Verdict.LEANING_MET),
        inferred=choose_worse_verdict(ruling.inferred or ruling.verdict, Verdict.LEANING_MET),
        decided_by=INFERRED if ruling.verdict is Verdict.MET else ruling.decided_by,
    )
    return add_notes(capped, note)
