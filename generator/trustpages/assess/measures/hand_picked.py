"""What runs that nobody drew at random take from a verdict: its interval holds for a random sample alone."""

from __future__ import annotations

from dataclasses import replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.selection import describe_hand_picked, find_hand_picked
from trustpages.assess.measures.ruling import INFERRED, PICKED, Ruling
from trustpages.model.results.obligation import WhatWouldChange
from trustpages.model.vocabulary import Selection, Verdict


def cap_for_hand_picked_runs(case: Case, ruling: Ruling) -> Ruling:
    """The ruling, which at best leans to met where the interval decided on runs that were not drawn at random.

    A breach by runs that were recorded for convenience stays, or whoever records them could not fail; one by runs that
    were chosen as risky leans, since they fail more often than all do. An event that must never happen is a fact.
    """
    items = (case.context.item(id_) for id_ in ruling.basis.items)
    selection = find_hand_picked(item for item in items if item is not None)
    if ruling.decided_by != INFERRED or selection is None:
        return ruling
    verdict = _weaken(case, ruling.verdict, selection)
    note = f"{describe_hand_picked(selection)} say nothing of all runs"
    change = ruling.would_change
    if verdict is not ruling.verdict:
        change = WhatWouldChange(text="Runs drawn at random, or all of them, could settle it.")
    return replace(
        ruling, verdict=verdict, inferred=verdict, decided_by=PICKED, notes=(*ruling.notes, note), would_change=change
    )


def _weaken(case: Case, verdict: Verdict, selection: Selection) -> Verdict:
    risky = selection is Selection.RISK_WEIGHTED and case.obligation.measure.kind != "zero"
    return verdict.as_leaning() if verdict is Verdict.MET or risky else verdict
