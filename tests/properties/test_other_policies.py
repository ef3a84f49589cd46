"""Another policy is tried on what it can concern alone; it comes to what trying it on everything comes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from support.builders import AS_OF, Values, a_bundle, a_context, a_pact, an_agent, an_incident, an_obligation, runs
from support.workspaces.bad_news import write_bad_news
from support.workspaces.every_record import write_every_record
from trustpages.assess.evidence.context import Case, Context, build_context
from trustpages.assess.history.effects import build_history
from trustpages.assess.history.lineage import find_lineage
from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.metrics.catalog import STEPS, compute_findings, compute_portfolio
from trustpages.assess.obligations.judging import judge_obligation
from trustpages.assess.sensitivity.changed_findings import READERS, recompute
from trustpages.assess.sensitivity.changed_verdicts import FIXED, rejudge_obligations
from trustpages.assess.sensitivity.variations import Variation, vary_policy
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.vocabulary import Audience, Verdict
from trustpages.model.workspace import Workspace
from trustpages.workflow.assessment import compute
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice

OF_SHARES = ("pact.units_min", "pact.pooling_level", "pact.carried_level")
BY_SEVERITY = ("coverage.consequence.", "review.deadline.")
LAB, VENDOR = {"name": "Lab", "relationship": "third_party"}, {"name": "Vendor", "relationship": "vendor"}
PROMISES: dict[str, Values] = {
    "share": {"measure": {"kind": "proportion", "of": "runs"}},
    "parts": {
        "measure": {"kind": "proportion", "of": "runs"},
        "population_shares": [{"stratum": "new", "share": 0.5}, {"stratum": "old", "share": 0.5}],
    },
    "rate": {"measure": {"kind": "rate", "per": 100}, "threshold": {"at_most": 5.0}},
    "zero": {"measure": {"kind": "zero"}, "threshold": {"tolerable_rate": 0.02}},
    "never-fails": {"measure": {"kind": "zero", "of": "runs"}, "threshold": {"tolerable_rate": 0.05}},
}
REFS = tuple(f"service/{name}" for name in PROMISES)


def judge_all(agent: AssessedAgent, after: Context) -> list[Verdict]:
    """The verdicts under the policy of `after`, each found anew."""
    restored, triggers = after.restore_unexamined(), agent.findings.reviews.recorded
    verdicts = []
    for result, (pact, term) in zip(agent.findings.obligations, after.obligations(), strict=True):
        context = restored if result.held_to else after.leave_out(result.overturned)
        again = judge_obligation(Case(context, pact, term, triggers, verdict_only=True)).ruling.verdict
        verdicts.append(result.verdict if result.decided_by in FIXED else again)
    return verdicts


def assess_whole(context: Context, workspace: Workspace) -> AssessedAgent:
    portfolio, history = compute_portfolio(workspace), build_history(context, find_lineage(None, workspace))
    findings = compute_findings(context, portfolio, history)
    return AssessedAgent(context=context, findings=findings, portfolio=portfolio, history=history)


def vary(agent: AssessedAgent, names: Sequence[str]) -> Iterator[Variation]:
    varied = vary_policy(agent.context.workspace, agent.portfolio).all
    return (variation for variation in varied if variation.parameter.startswith(tuple(names)))


@st.composite
def some_runs(draw: st.DrawFn, id_: str) -> Values:
    """Runs of one version or another by one producer or another, few or many, alone or in clusters or parts."""
    own: Values = {
        "id": id_,
        "supports": draw(st.lists(st.sampled_from(REFS), min_size=1, unique=True)),
        "selection": draw(st.sampled_from(["all", "random"])),
        "agent_version": draw(st.sampled_from([None, "0.9.0"])),
        "producer": draw(st.sampled_from([VENDOR, LAB])),
        "monitoring": draw(st.sampled_from([None, {"fraction": 1.0}])),
    }
    sizes = draw(st.lists(st.integers(1, 9), min_size=1, max_size=14))
    unknown = [draw(st.integers(0, 1)) if size > 1 else 0 for size in sizes]
    good = [draw(st.integers(0, size - lost)) for size, lost in zip(sizes, unknown, strict=True)]
    if draw(st.booleans()):
        rows = zip(sizes, good, unknown, strict=True)
        clusters = [
            {"id": f"c{number}", "attempts": size, "successes": k, "unknown": lost}
            for number, (size, k, lost) in enumerate(rows)
        ]
        return runs(None, None, clusters=clusters, **own)
    first = {"name": "new", "attempts": sizes[0], "successes": good[0], "unknown": unknown[0]}
    own["strata"] = draw(st.sampled_from([None, [first]]))
    return runs(sum(good), sum(sizes), unknown=sum(unknown), **own)


@st.composite
def contexts(draw: st.DrawFn) -> Context:
    """An agent whose promises about shares and events rest on a few items."""
    line = draw(st.sampled_from([0.3, 0.6, 0.9]))
    promises = [an_obligation(id=name, **({"threshold": {"at_least": line}} | own)) for name, own in PROMISES.items()]
    items = [draw(some_runs(f"runs-{number}")) for number in range(draw(st.integers(1, 3)))]
    if draw(st.booleans()):
        items.append(an_incident(supports=["service/rate", "service/zero"], confirmed=draw(st.booleans())))
    changes = [{"date": AS_OF.replace(day=1), "kind": "prompt", "version": "1.0.0", "summary": "-"}]
    agent = an_agent(changes=draw(st.sampled_from([[], changes])))
    return a_context(a_bundle(*items), agent=agent, pacts=[a_pact(*promises)])


@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(contexts())
def test_promises_that_a_line_of_shares_cannot_concern_keep_their_verdict(context: Context) -> None:
    agent = assess_whole(context, context.workspace)
    for variation in vary(agent, OF_SHARES):
        after = replace(context, policy=variation.policy, rulings=None)
        tried = [result.verdict for result in rejudge_obligations(agent, after, variation.parameter)]
        assert tried == judge_all(agent, after), (variation.parameter, variation.tried)


@pytest.fixture(scope="module", params=[lambda root: write_every_record(root, 3), write_bad_news])
def agent(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AssessedAgent:
    """The first agent of a workspace in which there is everything, and everything bad."""
    reading = read(Choice(request.param(tmp_path_factory.mktemp("all")), None, Audience.INTERNAL, AS_OF))
    workspace = reading.intake.workspace
    assert workspace is not None
    first = workspace.agents[0]
    counted = compute(reading, tries_policies=False, only=[first.agent.id]).aggregates
    return assess_whole(build_context(workspace, first, reading.intake.as_of, counted), workspace)


def test_so_it_is_with_every_kind_of_promise(agent: AssessedAgent) -> None:
    for variation in vary(agent, OF_SHARES):
        after = replace(agent.context, policy=variation.policy, rulings=None)
        tried = [result.verdict for result in rejudge_obligations(agent, after, variation.parameter)]
        assert tried == judge_all(agent, after), (variation.parameter, variation.tried)


def test_weights_and_deadlines_of_a_severity_that_nothing_has_change_no_finding(agent: AssessedAgent) -> None:
    for variation in vary(agent, BY_SEVERITY):
        again, _ = recompute(agent, variation)
        context = replace(agent.context, policy=variation.policy, rulings=None)
        known: dict[str, Any] = {"portfolio": agent.portfolio, "history": agent.history}
        known["triggers"] = find_recorded_triggers(context)
        for metric in STEPS:
            known[metric.field] = metric.find(context, known)
        for name in ("coverage", "judgment", "reviews"):
            assert getattr(again.findings, name) == known[name], (variation.parameter, name)


def test_what_is_not_computed_again_at_another_level_is_the_same_there(agent: AssessedAgent) -> None:
    unread = {metric.field for metric in STEPS} - {*READERS["level"]}
    assert unread
    for variation in vary(agent, ("level",)):
        context = replace(agent.context, policy=variation.policy)
        known: dict[str, Any] = {name: getattr(agent.findings, name) for name in (step.field for step in STEPS)}
        for metric in STEPS:
            if metric.field in unread:
                assert metric.find(context, known) == known[metric.field], metric.field
