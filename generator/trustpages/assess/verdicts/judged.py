"""What a verdict is worth when an AI judge decided the outcomes."""

from __future__ import annotations

from dataclasses import replace

from trustpages.assess.calibrated import corrected
from trustpages.assess.case import Case
from trustpages.assess.counts import Tally, combined
from trustpages.assess.pooling import Pool
from trustpages.assess.verdicts.lines import Line, worse_of
from trustpages.assess.verdicts.ruling import INFERRED, Ruling, with_notes
from trustpages.model.documents.items import BenchmarkResult, Calibration, CountedItem
from trustpages.model.measured import Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.vocabulary import Method, Severity, Verdict
from trustpages.statistics.interval import Interval


def capped_by_judge(case: Case, ruling: Ruling) -> Ruling:
    """The ruling, at best inconclusive for a critical promise that an uncalibrated AI judge decided.

    The cap takes away good verdicts only: what a judge saw fail stays as bad as it was judged.
    """
    if not ruling.basis.uncalibrated or case.obligation.severity is not Severity.CRITICAL:
        return ruling
    return _capped(ruling, "as judged: the AI judge's agreement with people was not measured")


def corrected_for_judge(case: Case, pool: Pool[Tally], line: Line, ruling: Ruling) -> Ruling:
    """The ruling on a share, or that on the share corrected for the judge's known errors if it is worse.

    Applies where one calibrated AI judge decided all outcomes (Rogan & Gladen 1978, limits of Lang &
    Reiczigel 2014). A judge that does no better than chance caps the verdict.
    """
    calibrations = {
        _calibration_of(counted.evidence) for counted in pool.counted if _is_judged(counted.evidence)
    }
    all_judged = all(_is_judged(counted.evidence) for counted in pool.counted)
    calibration = calibrations.pop() if len(calibrations) == 1 and all_judged else None
    if calibration is None:
        return ruling
    found = corrected(combined(pool.counts), calibration, case.level)
    if isinstance(found, Unmeasured) or found.low is None or found.high is None:
        return _capped(ruling, found.reason) if isinstance(found, Unmeasured) else ruling
    verdict = line.decide(found.value, Interval(found.low, found.high, found.level, found.method))
    if worse_of(ruling.verdict, verdict) is ruling.verdict:
        return ruling
    note = f"corrected for the judge's known errors the verdict is {verdict}, not {ruling.verdict}"
    inferred = worse_of(ruling.inferred or verdict, verdict)
    return with_notes(replace(ruling, verdict=verdict, decided_by=INFERRED, inferred=inferred), note)


def _capped(ruling: Ruling, note: str) -> Ruling:
    if Verdict.MET not in (ruling.verdict, ruling.inferred):
        return ruling
    capped = replace(
        ruling,
        verdict=worse_of(ruling.verdict, Verdict.LEANING_MET),
        inferred=worse_of(ruling.inferred or ruling.verdict, Verdict.LEANING_MET),
        decided_by=INFERRED if ruling.verdict is Verdict.MET else ruling.decided_by,
    )
    return with_notes(capped, note)


def is_uncalibrated(evidence: Evidence) -> bool:
    """Whether an AI judge decided the outcomes whose agreement with people was not measured."""
    return _is_judged(evidence) and _calibration_of(evidence) is None


def _is_judged(evidence: Evidence) -> bool:
    item = evidence.item
    return isinstance(item, CountedItem | BenchmarkResult) and item.method is Method.LLM_JUDGE


def _calibration_of(evidence: Evidence) -> Calibration | None:
    item = evidence.item
    judge = item.judge if isinstance(item, CountedItem | BenchmarkResult) else None
    return judge.calibration if judge else None
