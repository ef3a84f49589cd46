"""Laws of versions that follow each other: what stands against an agent ends by a named answer, or not at all."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from support.assess.histories import a_batch, a_report, an_event_review, published
from support.builders import (
    Values,
    a_bundle,
    a_pact,
    a_review,
    a_workspace,
    an_agent,
    an_agent_evidence,
    an_incident,
    an_obligation,
    days_before,
)
from trustpages.model.results.records.report import PreviousReport
from trustpages.model.results.report import AgentReport
from trustpages.model.workspace import Workspace

DAYS = [days_before(-days) for days in (0, 10, 20, 30)]
EDITS = ("delete-incident", "delete-runs", "rename", "soften", "take-out", "new-pact", "smaller", "review", "split")
SELF: Values = {"by": {"name": "An intern", "role": "intern"}}


def the_documents(edits: frozenset[str]) -> Workspace:
    """An agent with a critical incident, a broken promise and a missing one, after these edits."""
    window = {"rolling": 90, "review_dates": DAYS}
    severity = "low" if "soften" in edits else "critical"
    promises = [
        an_obligation(id="success", window=window, severity=severity),
        an_obligation(id="never", measure={"kind": "zero"}, threshold={"tolerable_rate": 0.05}, window=window),
    ]
    pact = a_pact(
        *(promises[1:] if "take-out" in edits else promises),
        id="terms" if "new-pact" in edits else "service",
        agent="front" if "rename" in edits else "desk",
    )
    grave = an_incident(severity="minor" if "smaller" in edits else "critical", supports=[f"{pact.id}/never"])
    refs = [f"{pact.id}/{promise.id}" for promise in pact.obligations]
    items: list[Values] = [a_review(id="scheduled", date=days_before(1)), a_batch("fine", 900, 900, supports=refs)]
    items += [] if "delete-incident" in edits or "split" in edits else [grave]
    items += [] if "delete-runs" in edits else [a_batch("bad", 100, 900, supports=refs[:1])]
    if "review" in edits:
        closes = ["incident-1", "bad", "service/success", "service/never"]
        items.append(an_event_review("own", days_before(-5), *closes) | SELF)
    agents = [_an_agent(pact.agent, pact, *items)]
    if "split" in edits:
        agents.append(_an_agent("other", pact.model_copy(update={"agent": "other"}), grave))
    return a_workspace(*agents)


def _an_agent(id_: str, pact: Any, *items: Values) -> Any:
    return an_agent_evidence(a_bundle(*items, agent=id_), agent=an_agent(id=id_, name=id_), pacts=[pact])


def heir(agents: tuple[AgentReport, ...]) -> AgentReport:
    return next(agent for agent in agents if agent.id in ("desk", "front"))


versions = st.lists(st.frozensets(st.sampled_from(EDITS), max_size=4), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(versions)
def test_no_edit_lifts_what_was_published_without_an_answer(steps: list[frozenset[str]]) -> None:
    first = a_report(the_documents(frozenset()), DAYS[0])
    previous: PreviousReport = published(first)
    posture = heir(first.agents).posture.posture
    for day, edits in zip(DAYS[1:], steps, strict=False):
        report = a_report(the_documents(edits), day, previous)
        agent = heir(report.agents)
        assert agent.posture.posture.rank <= posture.rank
        told = {*(item.id for item in agent.evidence), *(gone.item.id for gone in agent.vanished)}
        assert {"incident-1", "bad"} <= told
        previous = published(report)


@settings(max_examples=30, deadline=None)
@given(versions)
def test_what_a_withdrawn_version_left_binds_like_the_version(steps: list[frozenset[str]]) -> None:
    whole = left = published(a_report(the_documents(frozenset()), DAYS[0]))
    for day, edits in zip(DAYS[1:], steps, strict=False):
        left = PreviousReport(left.record.in_short, left.digest)
        reports = [a_report(the_documents(edits), day, previous) for previous in (whole, left)]
        assert reports[0].agents == reports[1].agents
        whole, left = map(published, reports)
