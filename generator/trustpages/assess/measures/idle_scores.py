"""What a benchmark on which doing nothing scores as much takes from a verdict."""

from __future__ import annotations

from dataclasses import replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.measures.ruling import Ruling
from trustpages.model.documents.items.adverse import format_share
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import WhatWouldChange
from trustpages.model.vocabulary import Setting, Verdict


def cap_for_doing_nothing(case: Case, ruling: Ruling) -> Ruling:
    """The ruling, which at best leans to met where an agent that does nothing could have scored as much.

    That is so where the score on a benchmark keeps the line and its lower limit does not exceed what doing nothing
    scores there: the line is below that, and whoever keeps it has shown nothing.
    """
    is_share = case.obligation.measure.find_least_share(case.obligation.threshold) is not None
    quantity, nothing = ruling.quantity, _find_score_of_nothing(case, ruling)
    if ruling.verdict is not Verdict.MET or not is_share or not nothing or not isinstance(quantity, Measured):
        return ruling
    if quantity.low is None or quantity.low > nothing:
        return ruling
    said = f"doing nothing scores {format_share(nothing)} on the same tasks"
    return replace(
        ruling,
        verdict=Verdict.LEANING_MET,
        inferred=Verdict.LEANING_MET,
        held_back=said,
        notes=(*ruling.notes, said),
        would_change=WhatWouldChange(text="A score that is shown to be above that of doing nothing could settle it."),
    )


def _find_score_of_nothing(case: Case, ruling: Ruling) -> float | None:
    """The greatest score of doing nothing on the benchmarks that the evidence is from; None where none is reported."""
    baselines = []
    for evidence in filter(None, map(case.context.item, ruling.basis.items)):
        if getattr(evidence.item, "setting", None) is Setting.BENCHMARK:
            benchmark = case.context.benchmarks.get(getattr(evidence.item, "benchmark", None) or "")
            baselines.append(benchmark.trivial_baseline if benchmark else None)
    return max((score for score in baselines if score is not None), default=None)
