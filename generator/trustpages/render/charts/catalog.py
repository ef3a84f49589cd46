"""Which function draws which chart: the one list of all kinds of charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from trustpages.model import chart as kinds
from trustpages.render.charts.benchmarks import draw_baselines, draw_gaps, draw_repeats
from trustpages.render.charts.evidence import draw_coverage, draw_diversity, draw_freshness
from trustpages.render.charts.history import draw_histories, draw_timeline
from trustpages.render.charts.obligations import draw_budgets, draw_intervals
from trustpages.render.charts.scatter import draw_scatter
from trustpages.render.charts.scene import Scene

# A drawer takes exactly the type that it is listed under, which a mapping's type cannot say.
DRAWERS: Mapping[type[kinds.Chart], Callable[[Any], Scene]] = MappingProxyType(
    {
        kinds.IntervalChart: draw_intervals,
        kinds.GapChart: draw_gaps,
        kinds.ScatterChart: draw_scatter,
        kinds.FreshnessChart: draw_freshness,
        kinds.CoverageChart: draw_coverage,
        kinds.DiversityChart: draw_diversity,
        kinds.BudgetChart: draw_budgets,
        kinds.EventTimeline: draw_timeline,
        kinds.HistoryChart: draw_histories,
        kinds.BaselineChart: draw_baselines,
        kinds.RepeatChart: draw_repeats,
    }
)


def draw_scene(chart: kinds.Chart) -> Scene:
    """The drawing of `chart`; raises KeyError for a type that the catalog does not list."""
    return DRAWERS[type(chart)](chart)
