"""No further event improves a verdict, and nothing that is known of how events come narrows a rate."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from support.builders import Values, a_bundle, a_context, a_pact, an_incident, an_obligation, runs
from trustpages.assess.evidence.context import Case
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict

WORST_FIRST = (Verdict.BREACHED, Verdict.LEANING_BREACH, Verdict.LEANING_MET, Verdict.MET)
MEASURES = st.sampled_from(
    [
        ({"kind": "rate", "per": 1000}, {"at_most": 5.0}),
        ({"kind": "rate", "per": 1000}, {"at_most": 20.0}),
        ({"kind": "zero"}, {"tolerable_rate": 0.01}),
    ]
)
COUNTS = st.lists(st.integers(1, 30), max_size=6)
CUSTOMERS = st.lists(st.sampled_from([1, 10, 80, 400]), min_size=2, max_size=8)
USES = st.fixed_dictionaries(
    {
        "customers": st.none() | CUSTOMERS,
        "attempts": st.sampled_from([5, 300, 2000, 20_000]),
        "sensitivity": st.none() | st.sampled_from([0.3, 0.9]),
        "by_period": st.just([]) | st.lists(st.integers(0, 20), min_size=8, max_size=12),
    }
)


def make_use(use: Values, **changes: object) -> Values:
    clusters = [
        {"id": f"c{number}", "attempts": size, "successes": size} for number, size in enumerate(use["customers"] or [])
    ]
    attempts = None if clusters else use["attempts"]
    monitoring = {"fraction": 1.0} | ({"sensitivity": use["sensitivity"]} if use["sensitivity"] else {})
    values = {"clusters": clusters, "monitoring": monitoring, "by_period": use["by_period"], "selection": "random"}
    return runs(attempts, attempts, **values | changes)


def rule(measure: Values, threshold: Values, *items: Values) -> ObligationResult:
    pact = a_pact(an_obligation(measure=measure, threshold=threshold))
    context = a_context(a_bundle(*items), pacts=[pact])
    return evaluate_obligation(Case(context, pact, pact.obligations[0], verdict_only=True))


def happen(counts: Sequence[int]) -> list[Values]:
    return [
        an_incident(id=f"incident-{number}", visible_event=f"Wrong answer {number}.", count=count)
        for number, count in enumerate(counts)
    ]


def list_limits(found: ObligationResult) -> tuple[float, float]:
    quantity = found.quantity
    assert isinstance(quantity, Measured)
    assert quantity.low is not None
    assert quantity.high is not None
    return quantity.low, quantity.high


@settings(max_examples=60, deadline=None)
@given(MEASURES, USES, COUNTS, st.integers(1, 30))
def test_a_further_incident_never_improves_a_verdict(
    promise: tuple[Values, Values], use: Values, counts: list[int], further: int
) -> None:
    before = rule(*promise, make_use(use), *happen(counts))
    after = rule(*promise, make_use(use), *happen([*counts, further]))
    assert WORST_FIRST.index(after.verdict) <= WORST_FIRST.index(before.verdict)
    if isinstance(before.quantity, Measured) and isinstance(after.quantity, Measured):
        (low, high), (low_after, high_after) = list_limits(before), list_limits(after)
        assert low_after >= low * (1 - 1e-6)
        assert high_after >= high * (1 - 1e-6)


@settings(max_examples=40, deadline=None)
@given(USES, st.data())
def test_a_further_event_in_any_period_never_improves_a_verdict(use: Values, data: st.DataObject) -> None:
    counts = use["by_period"]
    assume(counts)
    where = data.draw(st.integers(0, len(counts) - 1))
    more = [count + (period == where) for period, count in enumerate(counts)]
    measure, threshold = {"kind": "rate", "of": "events", "per": 1000}, {"at_most": 20.0}
    before, after = (
        rule(measure, threshold, make_use(use, by_period=periods, events=sum(periods))) for periods in (counts, more)
    )
    assert WORST_FIRST.index(after.verdict) <= WORST_FIRST.index(before.verdict)


@settings(max_examples=40, deadline=None)
@given(USES, COUNTS)
def test_customers_detectors_and_periods_never_narrow_a_rate(use: Values, counts: list[int]) -> None:
    measure, threshold = {"kind": "rate"}, {"at_most": 0.01}
    attempts = sum(use["customers"] or [use["attempts"]])
    plain = {"customers": None, "attempts": attempts, "sensitivity": use["sensitivity"], "by_period": []}
    singles = happen([1] * sum(counts))
    low, high = list_limits(rule(measure, threshold, make_use(use), *happen(counts)))
    plain_low, plain_high = list_limits(rule(measure, threshold, make_use(plain), *singles))
    assert low <= plain_low * (1 + 1e-6)
    assert high >= plain_high * (1 - 1e-6)
