"""What charts draw: the label of a mark, the name of a quantity, its value; the tables beside them say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import singledispatch
from typing import Final, TypeAlias

from trustpages.model import states
from trustpages.model.pages.chart import (
    BaselineChart,
    BudgetChart,
    Chart,
    FreshnessChart,
    GapChart,
    HistoryChart,
    IntervalChart,
    RepeatChart,
)
from trustpages.model.pages.values import Said

Drawn: TypeAlias = tuple[str, str, Said | float]
"""Without a label it is about the agent."""

_FRESH: Final = re.compile(r"fresh on [\w ]+: (?P<fresh>.+)\.$")


@singledispatch
def tell_drawing(chart: Chart) -> Iterator[Drawn]:
    """What is drawn, beside the table of the same chart."""
    del chart
    return iter(())


@tell_drawing.register
def _(chart: IntervalChart) -> Iterator[Drawn]:
    return ((drawn.label, "Verdict", states.VERDICTS[drawn.verdict]) for drawn in chart.intervals)


@tell_drawing.register
def _(chart: FreshnessChart) -> Iterator[Drawn]:
    yield "", "items of evidence", len(chart.items)
    found = _FRESH.search(chart.summary)
    yield "", "Fresh", found["fresh"] if found else "not said"
    for item in chart.items:
        yield item.label, "Freshness", states.FRESHNESS[item.status]
        yield item.label, "Within its age until", item.good_until or "unknown"


@tell_drawing.register
def _(chart: BaselineChart) -> Iterator[Drawn]:
    return ((baseline.label, "Score", baseline.score) for baseline in chart.baselines)


@tell_drawing.register
def _(chart: HistoryChart) -> Iterator[Drawn]:
    for history in chart.histories:
        now = history.verdicts[-1]
        yield history.label, "Verdict", "not promised" if now is None else states.VERDICTS[now]


@tell_drawing.register
def _(chart: GapChart) -> Iterator[Drawn]:
    for gap in chart.gaps:
        yield gap.label, "Failures, as claimed", gap.claimed.value
        yield gap.label, "Failures, as seen", gap.observed.value


@tell_drawing.register
def _(chart: BudgetChart) -> Iterator[Drawn]:
    return ((budget.label, "Failures", budget.note) for budget in chart.budgets)


@tell_drawing.register
def _(chart: RepeatChart) -> Iterator[Drawn]:
    for series in chart.series:
        for k, share in series.repeats:
            yield f"{series.label} | {k}", "Solved every time (pass^k)", share.value
