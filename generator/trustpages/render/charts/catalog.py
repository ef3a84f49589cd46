"""Which function draws which chart: the one list of all kinds of charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from trustpages.model import chart as kinds
from trustpages.render.charts.baselines import baselines_scene
from trustpages.render.charts.budgets import budgets_scene
from trustpages.render.charts.coverage import coverage_scene
from trustpages.render.charts.diversity import diversity_scene
from trustpages.render.charts.freshness import freshness_scene
from trustpages.render.charts.gaps import gaps_scene
from trustpages.render.charts.histories import histories_scene
from trustpages.render.charts.intervals import intervals_scene
from trustpages.render.charts.repeats import repeats_scene
from trustpages.render.charts.scatter import scatter_scene
from trustpages.render.charts.scene import Scene
from trustpages.render.charts.timeline import timeline_scene

# A drawer takes exactly the type that it is listed under, which a mapping's type cannot say.
DRAWERS: Mapping[type[kinds.Chart], Callable[[Any], Scene]] = MappingProxyType(
    {
        kinds.IntervalChart: intervals_scene,
        kinds.GapChart: gaps_scene,
        kinds.ScatterChart: scatter_scene,
        kinds.FreshnessChart: freshness_scene,
        kinds.CoverageChart: coverage_scene,
        kinds.DiversityChart: diversity_scene,
        kinds.BudgetChart: budgets_scene,
        kinds.EventTimeline: timeline_scene,
        kinds.HistoryChart: histories_scene,
        kinds.BaselineChart: baselines_scene,
        kinds.RepeatChart: repeats_scene,
    }
)


def scene_of(chart: kinds.Chart) -> Scene:
    """The drawing of `chart`; raises KeyError for a type that the catalog does not list."""
    return DRAWERS[type(chart)](chart)
