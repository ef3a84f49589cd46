"""Whether the recorded runs of an item can stand for all that took place: only all of them, or a random part, can."""

from __future__ import annotations

from collections.abc import Iterable

from trustpages.model.documents.items import CountedItem
from trustpages.model.results.evidence import Evidence
from trustpages.model.vocabulary import Selection

_HAND_PICKED = {
    Selection.CONVENIENCE: "runs recorded for convenience",
    Selection.RISK_WEIGHTED: "runs chosen by their risk, without weights",
}


def find_hand_picked(items: Iterable[Evidence]) -> Selection | None:
    """How runs among the items were picked, where not all were drawn at random; None where they stand for all.

    Convenience goes before risk: of runs chosen by their risk it is at least known what they have too much of.
    """
    picked = {evidence.item.selection for evidence in items if isinstance(evidence.item, CountedItem)}
    return next((selection for selection in _HAND_PICKED if selection in picked), None)


def describe_hand_picked(selection: Selection) -> str:
    """How the runs were picked, as the subject of a sentence."""
    return _HAND_PICKED[selection]
