"""What the fold "How this was decided" says of a verdict."""

from __future__ import annotations

import pytest

from support.assess.histories import a_report
from support.builders import (
    COLLECTED_TO,
    a_bundle,
    a_pact,
    a_trust,
    a_workspace,
    an_agent_evidence,
    an_obligation,
    runs,
)
from trustpages.compose.composition import Composition
from trustpages.compose.sections.obligations import OBLIGES_TO_NOTHING, view_obligation
from trustpages.model.workspace import Origins


def family_of(*successes: int) -> list[str]:
    """What the fold says of the first of so many promises of 90 % over 400 runs."""
    promises = [an_obligation(id=f"p{i}", threshold={"at_least": 0.9}) for i in range(len(successes))]
    items = [
        runs(k, 400, id=f"runs-{i}", run_set=f"set-{i}", supports=[f"service/p{i}"], selection="random")
        for i, k in enumerate(successes)
    ]
    workspace = a_workspace(an_agent_evidence(a_bundle(*items), pacts=[a_pact(*promises)]))
    composition = Composition(a_report(workspace), a_trust(), Origins())
    agent = composition.report.agents[0]
    view = view_obligation(composition, agent, agent.findings.obligations[0])
    return [str(fact.value) for fact in view.how if fact.label == "With all promises as one family"]


@pytest.mark.parametrize(
    ("successes", "begins"),
    [((373, 395), "It stands"), ((373, 360), "It does not stand"), ((360, 395), None), ((395,), None)],
)
def test_a_decided_verdict_says_whether_it_stands_among_all(successes: tuple[int, ...], begins: str | None) -> None:
    found = family_of(*successes)
    assert len(found) == (begins is not None)
    assert all(text.startswith(begins) and "2 promises" in text for text in found if begins)


def test_what_missing_outcomes_allow_is_said_in_the_unit_of_the_figure() -> None:
    whole = [{"id": f"t{task}", "attempts": 4, "successes": 3, "values": {"cost": 1.0}} for task in range(40)]
    whole[0] |= {"successes": 2, "unknown": 2}
    measure = {"kind": "cost_per_success", "unit": "dollars", "most": 5}
    promise = an_obligation(measure=measure, threshold={"at_most": 1.34})
    bundle = a_bundle(runs(None, None, clusters=whole, setting="staging"))
    workspace = a_workspace(an_agent_evidence(bundle, pacts=[a_pact(promise)]))
    composition = Composition(a_report(workspace), a_trust(), Origins())
    agent = composition.report.agents[0]
    view = view_obligation(composition, agent, agent.findings.obligations[0])
    (told,) = [str(fact.value) for fact in view.how if fact.label == "Unknown outcomes"]
    assert told == "2 outcomes are not known: whatever they were, it is 1.32 dollars to 1.34 dollars"


@pytest.mark.parametrize(
    ("setting", "benchmarks", "is_told"),
    [("benchmark", False, True), ("benchmark", True, False), ("production", False, False)],
)
def test_a_breach_seen_in_benchmarks_alone_says_that_it_obliges_to_nothing(
    setting: str, *, benchmarks: bool, is_told: bool
) -> None:
    agreed = {"action": "suspend", "within": 2, "benchmarks": benchmarks}
    promise = an_obligation(
        on_breach=agreed, on_leaning_breach={"action": "freeze"}, window={"rolling": 90, "review_dates": [COLLECTED_TO]}
    )
    workspace = a_workspace(an_agent_evidence(a_bundle(runs(43, 100, setting=setting)), pacts=[a_pact(promise)]))
    composition = Composition(a_report(workspace), a_trust(), Origins())
    agent = composition.report.agents[0]
    view = view_obligation(composition, agent, agent.findings.obligations[0])
    told = [str(fact.value) for fact in view.consequences if fact.note == OBLIGES_TO_NOTHING]
    assert told == (["Stop it within 2 days."] if is_told else [])
