"""What a promise came to before is what it comes to: where nothing that names it has changed, whatever else has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from support.builders import (
    AS_OF,
    Values,
    a_bundle,
    a_context,
    a_pact,
    a_review,
    an_agent,
    an_incident,
    an_obligation,
    days_before,
    runs,
)
from support.workspaces.every_record import write_every_record
from trustpages.assess.evidence.context import READ_OF_AGENT, Case, Context, build_context
from trustpages.assess.obligations.judging import rule_on_obligation
from trustpages.assess.obligations.results import evaluate_obligations
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.documents.agent import Agent
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Audience
from trustpages.workflow.assessment import compute
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice

REFS = ("service/answers", "service/never", "service/audited")
NEVER: Values = {"id": "never", "severity": "high", "measure": {"kind": "zero"}, "threshold": {"tolerable_rate": 0.02}}
AUDITED: Values = {"id": "audited", "measure": {"kind": "boolean", "of": "audit"}, "threshold": {}}
SUPPORTS = st.lists(st.sampled_from(REFS), max_size=3, unique=True)
DAYS = st.sampled_from([0, 30, 90]).map(lambda n: {"from": days_before(n + 20), "to": days_before(n + 10)})
ITEMS = st.one_of(
    st.builds(
        lambda good, of, supports, days: runs(min(good, of), of, supports=supports, collected=days),
        st.integers(0, 60),
        st.sampled_from([20, 60]),
        SUPPORTS,
        DAYS,
    ),
    st.builds(lambda severity, refs: an_incident(severity=severity, supports=refs), st.just("major"), SUPPORTS),
    st.builds(
        lambda result, refs: {
            "kind": "audit",
            "date": days_before(20),
            "scope": "-",
            "auditor": {"name": "Lab"},
            "result": result,
            "supports": refs,
        },
        st.sampled_from(["pass", "fail"]),
        SUPPORTS,
    ),
    st.integers(1, 3).map(lambda day: a_review(date=days_before(day), closes=["item-0"])),
)
AGENTS = st.builds(
    lambda version, days, roles, changed: an_agent(
        version=version,
        cadence={"evidence": days},
        decision_rights=[{"decision": "suspend", "owner": role} for role in roles],
        changes=[{"date": days_before(15), "kind": changed, "summary": "-"}] if changed else [],
    ),
    st.sampled_from(["1.0.0", "2.0.0"]),
    st.sampled_from(["20 days", "90 days"]),
    st.lists(st.just("owner"), max_size=1),
    st.sampled_from(["model", "prompt", None]),
)


@st.composite
def contexts(draw: st.DrawFn) -> Context:
    """An agent with promises of three kinds, and a few items that name some of them."""
    line, days = draw(st.sampled_from([0.5, 0.9])), draw(st.sampled_from([{"rolling": 90}, {"rolling": 400}]))
    own: Values = {"id": "answers", "threshold": {"at_least": line}}
    promises = (an_obligation(window=days, **values) for values in (own, NEVER, AUDITED))
    items = [item | {"id": f"item-{n}"} for n, item in enumerate(draw(st.lists(ITEMS, min_size=1, max_size=3)))]
    return a_context(a_bundle(*items), agent=draw(AGENTS), pacts=[a_pact(*promises)])


def evaluate(context: Context) -> tuple[ObligationResult, ...]:
    return evaluate_obligations(context, find_recorded_triggers(context))


@settings(max_examples=40, deadline=None)
@given(st.lists(contexts(), min_size=2, max_size=4))
def test_other_documents_are_ruled_on_as_if_nothing_were_known(states: list[Context]) -> None:
    known = states[0].rulings
    for context in (*states, *states):
        for some in (context, context.leave_out({"item-0"}), replace(context, as_of=days_before(1))):
            assert evaluate(replace(some, rulings=known)) == evaluate(replace(some, rulings=None))


class _Read:
    """Hands on what an agent's document says, and notes the names of what was asked for."""

    def __init__(self, agent: Agent) -> None:
        self.agent, self.names = agent, set[str]()

    def __getattr__(self, name: str) -> Any:
        self.names.add(name)
        return getattr(self.agent, name)


def list_cases(root: Path) -> Iterator[Case]:
    reading = read(Choice(write_every_record(root, 3), None, Audience.INTERNAL, AS_OF))
    assert reading.intake.workspace is not None
    workspace, computed = reading.intake.workspace, compute(reading, tries_policies=False, only=["agent-00"])
    context = build_context(workspace, workspace.agents[0], reading.intake.as_of, computed.aggregates)
    triggers = find_recorded_triggers(context)
    yield from (Case(context, pact, term, triggers) for pact, term in context.obligations())


def test_of_an_agent_nothing_is_read_but_what_rulings_are_found_by(tmp_path: Path) -> None:
    kinds = set()
    for case in list_cases(tmp_path):
        noted = _Read(case.context.agent.agent)
        agent = replace(case.context.agent, agent=cast("Agent", noted))
        rule_on_obligation(replace(case, context=replace(case.context, agent=agent, rulings=None)))
        assert noted.names <= set(READ_OF_AGENT)
        kinds.add(case.obligation.measure.kind)
    assert len(kinds) > 8
