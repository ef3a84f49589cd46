"""Events in use of several versions: who decides, what is pooled, and what is said of it."""

from __future__ import annotations

from typing import Any

import pytest

from support.builders import Values, a_bundle, a_context, a_pact, an_agent, an_obligation, days_before, incidents, runs
from trustpages.assess.evidence.context import Case
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict
from unit.assess.limitations.rule_case import documents, fired, limitations_of

CHANGE = {"date": days_before(40), "kind": "prompt", "summary": "Shorter answers.", "version": "v2"}
EVENTS = {"kind": "rate", "of": "events", "per": 100}
INCIDENTS = {"kind": "rate", "per": 100}


def result(*items: Values, measure: Values, threshold: Values, **obligation: Any) -> ObligationResult:
    """The result where v2 is deployed, and v1 was until a minor change."""
    pact = a_pact(an_obligation(measure=measure, threshold=threshold, **obligation))
    agent = an_agent(version="v2", deployed_since=days_before(40), changes=[CHANGE])
    context = a_context(a_bundle(*items, agent_version="v2"), agent=agent, pacts=[pact])
    return evaluate_obligation(Case(context, pact, pact.obligations[0]))


def use(attempts: int, **changes: Any) -> Values:
    return runs(attempts, attempts, selection="random", monitoring={"fraction": 1.0}) | changes


def before(attempts: int, **changes: Any) -> Values:
    """Use of the version before."""
    collected = {"from": days_before(80), "to": days_before(41)}
    return use(attempts, id="before", agent_version="v1", collected=collected) | changes


def rate(*items: Values, at_most: float = 10) -> ObligationResult:
    """A rate of events counted inside runs."""
    return result(*items, measure=EVENTS, threshold={"at_most": at_most})


def figure(found: ObligationResult) -> tuple[float | None, float | None]:
    assert isinstance(found.quantity, Measured)
    return found.quantity.k, found.quantity.n


def test_the_deployed_version_is_not_carried_by_the_one_before() -> None:
    found = rate(before(1000, events=50), use(60, events=30))
    assert (found.verdict, figure(found)) == (Verdict.BREACHED, (30, 60))
    assert [(gap.evidence, "differ beyond chance" in gap.reason) for gap in found.left_out] == [("before", True)]
    assert [(source.name, source.verdict, source.deployed, source.pooled) for source in found.sources] == [
        ("of version v2", Verdict.BREACHED, True, True),
        ("of version v1", Verdict.MET, False, False),
    ]
    assert [difference.beyond_chance for difference in found.differences] == [True]


def test_the_difference_is_told_in_the_unit_of_the_rate() -> None:
    def tell(events: int) -> list[str]:
        workspace = documents(
            before(1000, events=50),
            use(60, events=events),
            obligations=[an_obligation(measure=EVENTS, threshold={"at_most": 10})],
            agent={"version": "v2", "deployed_since": days_before(40), "changes": [CHANGE]},
            agent_version="v2",
        )
        return [str(limitation.text) for limitation in fired(limitations_of(workspace), "L75")]

    assert tell(30) == [
        'On "Completes the request" runs of version v2 differ from runs of version v1 by 45 events per 100 runs '
        "(range 30 to 63); they are not averaged."
    ]
    assert tell(4) == []


def test_a_version_that_does_better_is_not_held_to_the_one_before() -> None:
    found = rate(before(1000, events=500), use(1000, events=10))
    assert (found.verdict, figure(found)) == (Verdict.MET, (10, 1000))


def test_versions_that_do_not_differ_are_pooled() -> None:
    found = rate(before(1000, events=50), use(60, events=2))
    assert (found.verdict, figure(found)) == (Verdict.MET, (52, 1060))
    assert rate(use(60, events=2)).verdict is Verdict.LEANING_MET
    assert [source.pooled for source in found.sources] == [True, True]


def test_pooled_use_only_leans_where_that_of_the_deployed_version_falls_short() -> None:
    found = rate(before(1000, events=70), use(60, events=6))
    assert (found.verdict, figure(found)) == (Verdict.LEANING_MET, (76, 1060))
    assert found.held_back == "the deployed version's own runs (6 events in 60 runs) do not bear it out"


def test_incidents_belong_to_the_version_that_ran_on_their_day() -> None:
    early = [
        item | {"id": f"early-{item['id']}"} for item in incidents(50, occurred=days_before(60), agent_version="v1")
    ]
    late = incidents(30)
    found = result(before(1000), use(60), *early, *late, measure=INCIDENTS, threshold={"at_most": 10})
    assert (found.verdict, figure(found)) == (Verdict.BREACHED, (30, 60))
    assert len(found.left_out) == 51
    assert {gap.evidence for gap in found.left_out} == {"before", *(item["id"] for item in early)}


@pytest.mark.parametrize("of", ["incidents", "events", "runs"])
def test_what_never_happened_is_not_carried_by_the_version_before(of: str) -> None:
    def never(*attempts: int) -> ObligationResult:
        items = (before(attempts[0], events=0), use(attempts[1], events=0))
        return result(*items, measure={"kind": "zero", "of": of}, threshold={"tolerable_rate": 0.01})

    assert never(2000, 20).verdict is Verdict.LEANING_MET
    assert "do not bear it out" in never(2000, 20).held_back
    # At the policy's level 230 runs without any event show one in a hundred.
    assert never(2000, 240).verdict is Verdict.MET


def test_an_event_of_an_earlier_version_breaks_what_must_never_happen() -> None:
    items = (before(2000, events=1), use(2000, events=0))
    found = result(*items, measure={"kind": "zero", "of": "events"}, threshold={"tolerable_rate": 0.01})
    assert found.verdict is Verdict.BREACHED


VENDOR = {"name": "Vendor", "relationship": "vendor"}
CUSTOMER = {"name": "Customer", "relationship": "customer"}


def theirs(attempts: int, **changes: Any) -> Values:
    """Use of the deployed version that a customer recorded."""
    return use(attempts, id="theirs", producer=CUSTOMER) | changes


def test_of_two_producers_whose_events_differ_the_worse_decides() -> None:
    found = rate(use(1000, events=20, producer=VENDOR), theirs(200, events=50))
    assert (found.verdict, figure(found)) == (Verdict.BREACHED, (50, 200))
    assert [(source.name, source.producer, source.pooled) for source in found.sources] == [
        ("by Customer", "Customer", True),
        ("by Vendor", "Vendor", False),
    ]
    assert [gap.evidence for gap in found.left_out] == ["june-runs"]
    alike = rate(use(1000, events=20, producer=VENDOR), theirs(200, events=5))
    assert (alike.verdict, figure(alike)) == (Verdict.MET, (25, 1200))


def test_producers_of_earlier_versions_who_differ_are_nothing_that_the_deployed_one_could_be_like() -> None:
    found = rate(before(1000, events=20), before(200, events=60, id="b2", producer=CUSTOMER), use(300, events=12))
    assert (found.verdict, figure(found)) == (Verdict.MET, (12, 300))


@pytest.mark.parametrize("attempts", [60, 300])
@pytest.mark.parametrize("earlier", [0, 20, 60, 120, 400])
def test_no_event_of_the_deployed_version_improves_the_verdict(earlier: int, attempts: int) -> None:
    order = [Verdict.BREACHED, Verdict.LEANING_BREACH, Verdict.LEANING_MET, Verdict.MET]
    ranks = [
        order.index(rate(before(1000, events=earlier), use(attempts, events=events)).verdict)
        for events in range(0, attempts // 3, 4)
    ]
    assert ranks == sorted(ranks, reverse=True)


def test_runs_are_planned_in_periods_and_customers_like_those_seen() -> None:
    by_period = rate(use(1000, events=85, by_period=[5, 9, 12, 0, 20, 3, 16, 20]))
    assert by_period.verdict is Verdict.LEANING_MET
    assert by_period.would_change.text == "About 19,000 runs in one window would decide it, if they go as those so far."
    customers = [{"id": f"c{number}", "attempts": 50, "successes": 50} for number in range(20)]
    by_customer = rate(use(1000, events=70, clusters=customers) | {"attempts": None, "successes": None})
    assert by_customer.verdict is Verdict.LEANING_MET
    assert by_customer.would_change.groups_to_settle is not None
    assert "groups of 50 runs in one window would decide it" in by_customer.would_change.text
    alone = rate(use(1000, events=85))
    assert alone.would_change.runs_to_settle < by_period.would_change.runs_to_settle  # type: ignore[operator]  # both known


@pytest.mark.parametrize(
    ("measure", "threshold"), [(EVENTS, {"at_most": 1.0}), ({"kind": "zero", "of": "events"}, {"tolerable_rate": 0.01})]
)
def test_the_fewest_customers_without_an_event_are_those_that_settle_it(measure: Values, threshold: Values) -> None:
    customers = [{"id": f"c{number}", "attempts": 80, "successes": 80} for number in range(5)]
    item = use(400, events=0, clusters=customers) | {"attempts": None, "successes": None}
    found = result(item, measure=measure, threshold=threshold)
    assert found.n_min == 368
    assert found.would_change.groups_to_settle in (None, 368)
