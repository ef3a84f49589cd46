"""How the verdicts went from report to report."""

from __future__ import annotations

from trustpages.compose.figures import day
from trustpages.compose.obligation_views import worst_first
from trustpages.compose.spelled import promise_of
from trustpages.compose.tones import VERDICTS
from trustpages.model.chart import History, HistoryChart
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.vocabulary import Verdict


def history_chart(report: Report, agent: AgentReport) -> HistoryChart | None:
    """The verdict on each promise in this report and those before it; None where this is the first.

    Promises of today come first, the worst of them on top, then those that are in no pact any more.
    """
    if not agent.history:
        return None
    days = (*(day(standing.as_of) for standing in agent.history), day(report.as_of))
    by_report = [
        *({verdict.ref: verdict.verdict for verdict in then.verdicts} for then in agent.history),
        {obligation.ref: obligation.verdict for obligation in agent.obligations},
    ]
    postures = [standing.posture.value for standing in agent.history] + [agent.posture.posture.value]
    through = [
        (promise_of(agent, ref), tuple(one.get(ref) for one in by_report)) for ref in _refs(agent, by_report)
    ]
    return HistoryChart(
        id="history",
        title="From report to report",
        summary=f"The verdict on each promise in {len(days)} reports, {days[0]} to {days[-1]}; "
        f"the posture was {postures[0]} in the first and is {postures[-1]} now.",
        columns=("Promise", *days),
        rows=(
            ("Posture of the agent", *postures),
            *((label, *(_word(verdict) for verdict in verdicts)) for label, verdicts in through),
        ),
        versions=days,
        histories=tuple(History(label=label, verdicts=verdicts) for label, verdicts in through),
    )


def _refs(agent: AgentReport, by_report: list[dict[str, Verdict]]) -> list[str]:
    now = [obligation.ref for obligation in sorted(agent.obligations, key=worst_first)]
    return now + sorted({ref for one in by_report for ref in one} - set(now))


def _word(verdict: Verdict | None) -> str:
    return "not promised" if verdict is None else VERDICTS[verdict].word
