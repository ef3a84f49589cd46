"""What was seen of a promise, in words: the same on every page, chart and terminal."""

from __future__ import annotations

from trustpages.compose.figures import DEFAULT, figure
from trustpages.compose.views import Figure
from trustpages.model.documents.policy import LowN
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict


def promise_figure(result: ObligationResult, low_n: LowN = DEFAULT) -> Figure:
    """What was seen of a promise, rounded so that it does not cross the line; a record where a record keeps it."""
    target = result.target
    barriers = () if target.value is None else (target.value,)
    of_events = result.kind == "zero" or (result.kind == "proportion" and target.direction == "at_most")
    shown = figure(result.quantity, barriers=barriers, low_n=low_n, of_events=of_events)
    return _record(result) or shown


def _record(result: ObligationResult) -> Figure | None:
    """What there is to see of a promise that a record keeps; None where there is a quantity to show."""
    if result.kind != "boolean" or result.verdict is Verdict.NOT_APPLICABLE:
        return None
    count = len(result.pooled)
    found = "nothing on record" if not count else "on record"
    return Figure(found, "", "", "", result.quantity.status.value, has_number=bool(count))
