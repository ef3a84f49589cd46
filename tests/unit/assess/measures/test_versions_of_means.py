"""Measured values of several versions and producers: who decides, what is pooled, and what is said of it."""

from __future__ import annotations

from typing import Any

from support.builders import Values, a_bundle, a_context, a_pact, an_agent, an_obligation, days_before, runs
from trustpages.assess.evidence.context import Case
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict
from unit.assess.limitations.rule_case import documents, fired, limitations_of

CHANGE = {"date": days_before(40), "kind": "prompt", "summary": "Shorter answers.", "version": "v2"}
AGENT = {"version": "v2", "deployed_since": days_before(40), "changes": [CHANGE]}
LATENCY = {"kind": "mean", "value": "latency", "unit": "seconds"}
PRODUCERS = ({"name": "Vendor", "relationship": "vendor"}, {"name": "Customer", "relationship": "customer"})


def values(n: int, mean: float, **changes: Any) -> Values:
    """So many values with a spread of 5 and no skewness."""
    measured = {"latency": {"n": n, "mean": mean, "sd": 5.0, "skewness": 0.0}}
    return runs(None, None, values=measured, selection="random") | changes


def before(n: int, mean: float, **changes: Any) -> Values:
    """Values of the version before."""
    collected = {"from": days_before(80), "to": days_before(41)}
    return values(n, mean, id="before", agent_version="v1", collected=collected) | changes


def result(*items: Values) -> ObligationResult:
    """The result on a mean latency of at most 10 seconds."""
    pact = a_pact(an_obligation(measure=LATENCY, threshold={"at_most": 10.0}))
    context = a_context(a_bundle(*items, agent_version="v2"), agent=an_agent(**AGENT), pacts=[pact])
    return evaluate_obligation(Case(context, pact, pact.obligations[0]))


def figure(found: ObligationResult) -> tuple[float, float | None]:
    assert isinstance(found.quantity, Measured)
    return round(found.quantity.value, 3), found.quantity.n


def test_the_deployed_version_is_not_carried_by_the_one_before() -> None:
    found = result(before(1000, 8.0), values(60, 14.0))
    assert (found.verdict, figure(found)) == (Verdict.BREACHED, (14.0, 60))
    assert [(gap.evidence, "differ beyond chance" in gap.reason) for gap in found.left_out] == [("before", True)]
    assert [(source.name, source.verdict, source.pooled) for source in found.sources] == [
        ("of version v2", Verdict.BREACHED, True),
        ("of version v1", Verdict.MET, False),
    ]


def test_a_version_that_does_better_is_not_held_to_the_one_before() -> None:
    found = result(before(1000, 12.0), values(200, 8.0))
    assert (found.verdict, figure(found)) == (Verdict.MET, (8.0, 200))


def test_versions_that_do_not_differ_are_pooled() -> None:
    found = result(before(1000, 9.0), values(60, 9.0))
    assert (found.verdict, figure(found)) == (Verdict.MET, (9.0, 1060))
    assert result(values(60, 9.0)).verdict is Verdict.LEANING_MET


def test_pooled_values_only_lean_where_those_of_the_deployed_version_fall_short() -> None:
    found = result(before(1000, 9.0), values(60, 9.8))
    assert (found.verdict, figure(found)[1]) == (Verdict.LEANING_MET, 1060)
    assert found.held_back == "the deployed version's own runs (60 values) do not bear it out"


def test_so_few_values_that_they_decide_nothing_bear_nothing_out() -> None:
    assert result(before(1000, 8.0), values(20, 8.0)).verdict is Verdict.LEANING_MET
    assert result(before(1000, 8.0), values(5, 8.0)).verdict is Verdict.LEANING_MET
    assert result(before(1000, 8.0), values(30, 8.0)).verdict is Verdict.MET


def test_of_two_producers_who_differ_the_worse_decides() -> None:
    vendor, customer = values(400, 8.0, producer=PRODUCERS[0]), values(50, 16.0, id="theirs", producer=PRODUCERS[1])
    found = result(vendor, customer)
    assert (found.verdict, figure(found)) == (Verdict.BREACHED, (16.0, 50))
    assert [source.producer for source in found.sources] == ["Customer", "Vendor"]


def test_the_difference_is_told_in_the_unit_of_the_value() -> None:
    def tell(mean: float) -> list[str]:
        obligations = [an_obligation(measure=LATENCY, threshold={"at_most": 10.0})]
        workspace = documents(
            before(1000, 8.0), values(60, mean), obligations=obligations, agent=AGENT, agent_version="v2"
        )
        return [str(limitation.text) for limitation in fired(limitations_of(workspace), "L75")]

    assert tell(14.0) == [
        'On "Completes the request" runs of version v2 differ from runs of version v1 by 6 seconds '
        "(range 4.8 to 7.2); they are not averaged."
    ]
    assert tell(8.5) == []


def test_how_values_of_several_items_were_taken_is_told_of_each() -> None:
    found = result(values(40, 8.0), values(60, 8.0, id="others", method="human"))
    assert dict(found.methods) == {"deterministic": 40, "human": 60}
