"""Catalog of all charts that can be drawn, put together from those of each family."""

from __future__ import annotations

from trustpages.model.pages.chart import Chart
from trustpages.render.charts.benchmarks import BENCHMARK_CHARTS
from trustpages.render.charts.evidence import EVIDENCE_CHARTS
from trustpages.render.charts.history import HISTORY_CHARTS
from trustpages.render.charts.obligations import OBLIGATION_CHARTS
from trustpages.render.charts.scatter import RANK_CHARTS
from trustpages.render.charts.scene import Drawers, Scene
from trustpages.system.latest import keep_latest

DRAWERS: Drawers = {**OBLIGATION_CHARTS, **HISTORY_CHARTS, **BENCHMARK_CHARTS, **RANK_CHARTS, **EVIDENCE_CHARTS}


@keep_latest(64)  # the pages of an agent show its charts before all of them are drawn
def draw_scene(chart: Chart) -> Scene:
    """The drawing of `chart`; raises KeyError for a type that no family lists."""
    return DRAWERS[type(chart)](chart)
