"""What a chart shows of a day or an age is what the tables, reviews and consequences say of it."""

from __future__ import annotations

import re

import pytest

from support.workspaces.known import IN_ONE_PROCESS, known_whole
from trustpages.compose.charts.evidence import chart_freshness
from trustpages.compose.charts.history import chart_timeline
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.report import Report
from trustpages.model.vocabulary import Verdict

pytestmark = IN_ONE_PROCESS


@pytest.fixture(params=["bad news", "fourteen agents"], scope="module")
def report(request: pytest.FixtureRequest) -> Report:
    return known_whole(request.param).report


def test_a_promise_is_broken_on_one_day(report: Report) -> None:
    several = 0
    for agent in report.agents:
        chart = chart_timeline(report, agent)
        rows = () if chart is None else chart.rows
        shown = sorted((words, day) for day, lane, words in rows if lane == "Broken promises")
        broken = {
            result.ref: result.promise for result in agent.findings.obligations if result.verdict is Verdict.BREACHED
        }
        called = [trigger for trigger in agent.findings.reviews.triggers if trigger.kind == "breach"]
        assert shown == sorted((broken[trigger.id.removeprefix("breach/")], trigger.on) for trigger in called)
        several += len(shown)
    assert several


def test_a_state_that_its_age_does_not_explain_does_not_stand_beside_the_limit_of_age(report: Report) -> None:
    charts = [chart for agent in report.agents if (chart := chart_freshness(report, agent)) is not None]
    limits = [
        re.fullmatch(r"([\d,]+) days? old, limit ([\d,]+)", item.note) for chart in charts for item in chart.items
    ]
    items = [item for chart in charts for item in chart.items]
    assert any("outdated otherwise" in item.note for item in items)
    for item, limit in zip(items, limits, strict=True):
        if limit is not None and item.status not in (FreshnessStatus.FRESH, FreshnessStatus.DUE_SOON):
            old, most = (int(days.replace(",", "")) for days in limit.groups())
            assert old > most
