"""How an agent stood before, handed on from report to report."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from support.assess.histories import LATER, a_batch, a_report, agent_of, documents, published
from support.builders import AS_OF, a_trust
from trustpages.assess.history.published import MOST_REMEMBERED, list_past_standings
from trustpages.compose.charts.history import chart_history
from trustpages.compose.composition import Composition
from trustpages.compose.pages.agent import compose_analyst_page as agent_page
from trustpages.compose.wording.said import say
from trustpages.model.results.records.agent import AgentRecord, PreviousAgent
from trustpages.model.results.records.obligation import ObligationRecord
from trustpages.model.results.report import Report
from trustpages.model.results.standing import AuthorityResult, PastStanding
from trustpages.model.vocabulary import Posture, Severity, Verdict
from trustpages.model.workspace import Origins

LATEST = LATER + timedelta(days=31)


def a_past(*history: PastStanding, as_of: date = LATER) -> PreviousAgent:
    promise = ObligationRecord(
        pact="service", id="success", promise="Succeeds.", severity=Severity.HIGH, verdict=Verdict.MET
    )
    agent = AgentRecord(
        id="desk",
        posture=Posture.BLOCKED,
        authority=AuthorityResult(("suspended",), "suspended", "suspended", differs=False, reasons=()),
        obligations=(promise,),
        history=history,
    )
    return PreviousAgent(agent, as_of)


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
        {verdict.ref: verdict.verdict for verdict in then.verdicts}["service/task-success"] for then in history
    ] == [Verdict.MET, Verdict.BREACHED]


def test_the_first_report_has_no_history_and_no_chart() -> None:
    report = a_report(documents(a_batch("june", 97)))
    assert (agent_of(report).history, chart_history(report, agent_of(report))) == ((), None)


def test_the_chart_shows_what_its_table_says(third: Report) -> None:
    chart = chart_history(third, agent_of(third))
    assert chart is not None
    assert chart.versions == ("30 June 2026", "31 July 2026", "31 August 2026")
    assert chart.columns[1:] == chart.versions
    assert chart.histories[0].verdicts == (Verdict.MET, Verdict.BREACHED, Verdict.BREACHED)
    assert [say(value) for value in chart.rows[1][1:]] == ["Met", "Breached", "Breached"]
    page = agent_page(Composition(third, a_trust(), Origins()), agent_of(third))
    assert chart in page.charts


def test_of_one_day_the_last_report_counts_and_today_is_not_the_past() -> None:
    told = a_past(PastStanding(LATER, Posture.SUPPORTED), PastStanding(AS_OF, Posture.SUPPORTED))
    assert [(standing.as_of, standing.posture) for standing in list_past_standings(told, LATEST)] == [
        (AS_OF, Posture.SUPPORTED),
        (LATER, Posture.BLOCKED),
    ]
    assert [standing.as_of for standing in list_past_standings(told, LATER)] == [AS_OF]


def test_of_very_many_the_latest_are_remembered() -> None:
    days = [AS_OF - timedelta(days=number) for number in range(2 * MOST_REMEMBERED)]
    kept = list_past_standings(a_past(*(PastStanding(day, Posture.BLOCKED) for day in days)), LATEST)
    assert (len(kept), kept[-1].as_of) == (MOST_REMEMBERED, LATER)


def test_nothing_was_before_without_an_earlier_report() -> None:
    assert list_past_standings(None, AS_OF) == ()
