"""Runs of several versions and producers: who decides, what is pooled, and what is said of it."""

from __future__ import annotations

from typing import Any

import pytest

from support.builders import Values, a_bundle, a_context, a_pact, an_agent, an_obligation, days_before, runs
from trustpages.assess.evidence.context import Case
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict

LOG = [{"date": days_before(40), "kind": "prompt", "summary": "Shorter answers.", "version": "v2"}]
CUSTOMER = {"name": "Customer", "relationship": "customer"}


def result(*items: Values, line: float = 0.9, selection: str = "random", **obligation: Any) -> ObligationResult:
    """The result where v2 is deployed, and v1 was until a minor change."""
    pact = a_pact(an_obligation(threshold={"at_least": line}, **obligation))
    agent = an_agent(version="v2", deployed_since=days_before(40), changes=LOG)
    chosen = [item | {"selection": selection} for item in items]
    context = a_context(a_bundle(*chosen, agent_version="v2"), agent=agent, pacts=[pact])
    return evaluate_obligation(Case(context, pact, pact.obligations[0]))


def before(successes: int, attempts: int, **changes: Any) -> Values:
    """Runs of the version before."""
    collected = {"from": days_before(80), "to": days_before(41)}
    return runs(successes, attempts, **{"id": "before", "agent_version": "v1", "collected": collected} | changes)


def figure(found: ObligationResult) -> tuple[float | None, float | None]:
    assert isinstance(found.quantity, Measured)
    return found.quantity.k, found.quantity.n


@pytest.mark.parametrize("selection", ["all", "random"])
def test_the_deployed_version_is_not_carried_by_the_one_before(selection: str) -> None:
    found = result(before(950, 1000), runs(30, 60), selection=selection)
    assert found.verdict is Verdict.BREACHED
    assert figure(found) == (30, 60)
    assert found.pooled == ("june-runs",)
    assert [(gap.evidence, "differ beyond chance" in gap.reason) for gap in found.left_out] == [("before", True)]
    assert [(source.name, source.verdict, source.deployed, source.pooled) for source in found.sources] == [
        ("of version v2", Verdict.BREACHED, True, True),
        ("of version v1", Verdict.MET, False, False),
    ]
    assert [difference.beyond_chance for difference in found.differences] == [True]


def test_a_version_that_does_better_is_not_held_to_the_one_before() -> None:
    found = result(before(500, 1000), runs(990, 1000))
    assert (found.verdict, figure(found)) == (Verdict.MET, (990, 1000))


def test_versions_that_do_not_differ_are_pooled_and_this_is_said() -> None:
    found = result(before(950, 1000), runs(58, 60))
    assert (found.verdict, figure(found)) == (Verdict.MET, (1008, 1060))
    assert result(runs(58, 60)).verdict is Verdict.LEANING_MET
    assert [source.pooled for source in found.sources] == [True, True]
    assert [difference.beyond_chance for difference in found.differences] == [False]


@pytest.mark.parametrize("selection", ["all", "random"])
def test_pooled_runs_only_lean_where_the_deployed_ones_fall_short(selection: str) -> None:
    found = result(before(930, 1000), runs(53, 60), selection=selection)
    assert (found.verdict, figure(found)) == (Verdict.LEANING_MET, (983, 1060))
    assert found.held_back == "the deployed version's own runs (53 of 60) do not bear it out"


def test_pooled_runs_only_lean_where_the_deployed_ones_are_too_few_to_bear_it_out() -> None:
    assert result(before(950, 1000), runs(20, 20)).verdict is Verdict.LEANING_MET
    assert result(before(950, 1000), runs(22, 22)).verdict is Verdict.MET


def test_pooled_runs_only_lean_to_a_breach_where_the_deployed_ones_keep_it() -> None:
    found = result(before(870, 1000), runs(55, 60))
    assert (found.verdict, figure(found)) == (Verdict.LEANING_BREACH, (925, 1060))
    assert found.held_back == "the deployed version's own runs (55 of 60) do not bear it out"


def test_earlier_versions_that_differ_among_themselves_help_nobody() -> None:
    found = result(before(950, 1000), before(500, 1000, id="long-before", agent_version="v0"), runs(60, 60))
    assert (found.verdict, figure(found)) == (Verdict.MET, (60, 60))
    assert found.pooled == ("june-runs",)


def test_of_two_producers_who_differ_the_worse_decides_and_both_are_shown() -> None:
    found = result(runs(12, 200, id="a"), runs(95, 200, id="b", producer=CUSTOMER), line=0.2)
    assert (found.verdict, figure(found)) == (Verdict.BREACHED, (12, 200))
    assert [(source.name, source.pooled) for source in found.sources] == [("by Customer", False), ("by Vendor", True)]
    assert all(isinstance(source.quantity, Measured) for source in found.sources)


def test_what_the_pact_asks_of_the_window_is_not_asked_of_a_part() -> None:
    found = result(before(950, 1000), runs(30, 60), window={"rolling": 90, "min_samples": 100})
    assert found.verdict is Verdict.BREACHED


def test_a_version_with_one_cluster_leans_to_the_side_of_its_share() -> None:
    one = runs(None, None, clusters=[{"id": "acme", "attempts": 60, "successes": 30}])
    found = result(before(1900, 1950), one)
    assert found.sources[0].verdict is Verdict.LEANING_BREACH
    assert found.verdict is Verdict.LEANING_MET


def test_runs_of_one_source_have_no_sources_to_show() -> None:
    assert result(runs(95, 100), runs(96, 100, id="more")).sources == ()
