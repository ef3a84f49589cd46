"""How an agent stood before, handed on from report to report."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from builders import AS_OF, a_trust
from history_builders import LATER, a_batch, a_report, agent_of, documents, published
from trustpages.assess.history.past import Past
from trustpages.assess.history.standings import MOST_REMEMBERED, standings_of
from trustpages.compose.charts.history import history_chart
from trustpages.compose.composition import Composition
from trustpages.compose.pages.agent import agent as agent_page
from trustpages.model.previous import PublishedAgent, PublishedAuthority, PublishedObligation
from trustpages.model.results.history import Standing
from trustpages.model.results.report import Report
from trustpages.model.vocabulary import Posture, Severity, Verdict
from trustpages.model.workspace import Origins

LATEST = LATER + timedelta(days=31)


def a_past(*history: Standing, as_of: date = LATER) -> Past:
    promise = PublishedObligation("service", "success", "Succeeds.", Severity.HIGH, Verdict.MET)
    authority = PublishedAuthority(("suspended",), "suspended", "suspended")
    return Past(PublishedAgent("desk", Posture.BLOCKED, authority, (promise,), history=history), as_of)


@pytest.fixture(scope="module")
def third() -> Report:
    """The last of three reports: met, breached, and breached still."""
    evidence = documents(a_batch("june", 97))
    broken = documents(a_batch("june", 97), a_batch("july", 50, ended=-20))
    first = published(a_report(evidence))
    second = published(a_report(broken, as_of=LATER, previous=first))
    return a_report(broken, as_of=LATEST, previous=second)


def test_each_report_hands_on_those_before_it(third: Report) -> None:
    history = agent_of(third).history
    assert [standing.as_of for standing in history] == [AS_OF, LATER]
    assert [
        {verdict.ref: verdict.verdict for verdict in then.verdicts}["service/task-success"]
        for then in history
    ] == [
        Verdict.MET,
        Verdict.BREACHED,
    ]


def test_the_first_report_has_no_history_and_no_chart() -> None:
    report = a_report(documents(a_batch("june", 97)))
    assert (agent_of(report).history, history_chart(report, agent_of(report))) == ((), None)


def test_the_chart_shows_what_its_table_says(third: Report) -> None:
    chart = history_chart(third, agent_of(third))
    assert chart is not None
    assert chart.versions == ("30 June 2026", "31 July 2026", "31 August 2026")
    assert chart.columns[1:] == chart.versions
    assert chart.histories[0].verdicts == (Verdict.MET, Verdict.BREACHED, Verdict.BREACHED)
    assert chart.rows[1][1:] == ("Met", "Breached", "Breached")
    page = agent_page(Composition(third, a_trust(), Origins()), agent_of(third))
    assert chart in page.charts


def test_of_one_day_the_last_report_counts_and_today_is_not_the_past() -> None:
    told = a_past(Standing(LATER, Posture.SUPPORTED), Standing(AS_OF, Posture.SUPPORTED))
    assert [(standing.as_of, standing.posture) for standing in standings_of(told, LATEST)] == [
        (AS_OF, Posture.SUPPORTED),
        (LATER, Posture.BLOCKED),
    ]
    assert [standing.as_of for standing in standings_of(told, LATER)] == [AS_OF]


def test_of_very_many_the_latest_are_remembered() -> None:
    days = [AS_OF - timedelta(days=number) for number in range(2 * MOST_REMEMBERED)]
    kept = standings_of(a_past(*(Standing(day, Posture.BLOCKED) for day in days)), LATEST)
    assert (len(kept), kept[-1].as_of) == (MOST_REMEMBERED, LATER)


def test_nothing_was_before_without_an_earlier_report() -> None:
    assert standings_of(None, AS_OF) == ()
