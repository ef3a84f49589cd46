"""What runs that nobody drew at random take from a verdict: its interval holds for a random sample alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.selection import describe_hand_picked, find_hand_picked
from trustpages.assess.measures.ruling import INFERRED, PICKED, Ruling
from trustpages.assess.measures.what_would_change import withhold_ways_to_keep
from trustpages.model.results.obligation import WhatWouldChange
from trustpages.model.vocabulary import Selection, Verdict

AT_RANDOM = "Runs drawn at random, or all of them, could settle it."


def cap_for_hand_picked_runs(case: Case, ruling: Ruling) -> Ruling:
    """The ruling, which at best leans to met where the interval decided on runs that were not drawn at random.

    A breach by runs that were recorded for convenience stays, or whoever records them could not fail; one by runs that
    were chosen as risky leans, since they fail more often than all do. An event that must never happen is a fact. So
    it is with each source of the runs, by its own items, and with each declared part. What is weighted by the
    probabilities with which runs were chosen stands for all, however risky those that were chosen more often.
    """
    selection = _find_selection(case, ruling.basis.items)
    if ruling.is_weighted and selection is Selection.RISK_WEIGHTED:
        return ruling
    if ruling.decided_by != INFERRED or selection is None:
        return ruling
    verdict = _weaken(case, ruling.verdict, selection)
    if selection is Selection.RISK_WEIGHTED:
        change = WhatWouldChange(text=AT_RANDOM)
    else:
        change = withhold_ways_to_keep(ruling.would_change, verdict, AT_RANDOM)
    return replace(
        ruling,
        verdict=verdict,
        inferred=verdict,
        decided_by=PICKED,
        notes=(*ruling.notes, f"{describe_hand_picked(selection)} say nothing of all runs"),
        would_change=change,
        counts=ruling.counts and replace(ruling.counts, hand_picked=selection.value),
        sources=tuple(
            replace(source, verdict=_weaken(case, source.verdict, _find_selection(case, source.items)))
            for source in ruling.sources
        ),
        strata=tuple(replace(part, verdict=_weaken(case, part.verdict, selection)) for part in ruling.strata),
    )


def _find_selection(case: Case, items: Iterable[str]) -> Selection | None:
    return find_hand_picked(item for item in map(case.context.item, items) if item is not None)


def _weaken(case: Case, verdict: Verdict, selection: Selection | None) -> Verdict:
    risky = selection is Selection.RISK_WEIGHTED and case.obligation.measure.kind != "zero"
    weakened = risky or (selection is not None and verdict is Verdict.MET)
    return verdict.as_leaning() if weakened else verdict
