from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.assess.quantities import absent, measured
from support.assess.results import a_freshness, an_obligation_result
from support.builders import (
    AS_OF,
    COLLECTED_TO,
    OBLIGATION,
    a_benchmark,
    a_benchmark_result,
    a_bundle,
    a_context,
    a_pact,
    an_agent,
    an_incident,
    an_obligation,
    an_override,
    days_before,
    runs,
)
from trustpages.assess.evidence.context import Context
from trustpages.assess.metrics.follow_through.summary import assess_follow_through
from trustpages.assess.obligations.results import evaluate_obligations
from trustpages.model.documents.pact import Consequence
from trustpages.model.measured import Measured, Status
from trustpages.model.results.follow_through import FollowThrough, LedgerEntry, LedgerState
from trustpages.model.results.obligation import LeftOut, ObligationResult
from trustpages.model.vocabulary import Severity, Trigger, Verdict

Values = dict[str, Any]
NARROW = {"action": "narrow-authority", "to": "approve-each", "within": 2, "decided_by": "operations"}
RIGHTS = {"decision_rights": [{"decision": "narrow-authority", "owner": "operations", "may_override": ["risk"]}]}


def a_consequence(**changes: Any) -> Values:
    """A consequence that was triggered ten days ago, due two days later, and not enacted."""
    values: Values = {
        "kind": "consequence",
        "id": "consequence-1",
        "obligation": OBLIGATION,
        "action": "narrow-authority",
        "triggered_at": days_before(10),
        "due_at": days_before(8),
    }
    return {name: value for name, value in (values | changes).items() if value is not None}


def promised(*triggers: Trigger, **changes: Any) -> ObligationResult:
    agreed = tuple((trigger, Consequence.model_validate(NARROW)) for trigger in triggers)
    return an_obligation_result(consequences=agreed, **changes)


def of(*items: Values, obligation: ObligationResult | None = None, **agent: Any) -> FollowThrough:
    context = a_context(*([a_bundle(*items)] if items else []), agent=an_agent(**RIGHTS | agent))
    return assess_follow_through(context, [obligation or promised(Trigger.ON_BREACH)])


def entry(*items: Values, obligation: ObligationResult | None = None) -> LedgerEntry:
    (found,) = of(*items, obligation=obligation).entries
    return found


@pytest.mark.parametrize(
    ("changes", "state", "days_late"),
    [
        ({"enacted_at": days_before(9)}, LedgerState.ON_TIME, 0),
        ({"enacted_at": days_before(8)}, LedgerState.ON_TIME, 0),
        ({"enacted_at": days_before(7)}, LedgerState.LATE, 1),
        ({}, LedgerState.NOT_ENACTED, 8),
        # On its last day it can still be done in time.
        ({"triggered_at": days_before(2), "due_at": AS_OF}, LedgerState.PENDING, 0),
        ({"triggered_at": days_before(3), "due_at": days_before(1)}, LedgerState.NOT_ENACTED, 1),
        ({"triggered_at": days_before(1), "due_at": AS_OF + timedelta(days=1)}, LedgerState.PENDING, 0),
        ({"waived": "The counterparty asked for it."}, LedgerState.WAIVED, 0),
        ({"enacted_at": days_before(9), "reversed_at": days_before(3)}, LedgerState.REVERSED, 0),
        ({"enacted_at": days_before(5), "reversed_at": days_before(3)}, LedgerState.REVERSED, 3),
        ({"enacted_at": days_before(9), "reversed_at": AS_OF + timedelta(days=1)}, LedgerState.ON_TIME, 0),
        ({"enacted_at": days_before(11)}, LedgerState.INVALID, 0),
        ({"enacted_at": AS_OF + timedelta(days=1)}, LedgerState.INVALID, 0),
        ({"due_at": days_before(12)}, LedgerState.INVALID, 0),
        ({"reversed_at": days_before(3)}, LedgerState.INVALID, 0),
    ],
)
def test_states_of_the_ledger(changes: Values, state: LedgerState, days_late: int) -> None:
    found = entry(a_consequence(**changes))
    assert (found.state, found.days_late) == (state, days_late)


def test_the_pact_gives_deadline_rung_and_who_decides() -> None:
    found = entry(a_consequence(due_at=None))
    assert (found.due_at, found.to, found.decided_by) == (days_before(8), "approve-each", "operations")
    assert found.severity is Severity.CRITICAL
    assert "not enacted" in found.text


def test_a_recorded_deadline_counts_only_where_it_is_the_earlier() -> None:
    stretched = entry(a_consequence(due_at=AS_OF, enacted_at=days_before(3)))
    assert (stretched.due_at, stretched.state, stretched.days_late) == (days_before(8), LedgerState.LATE, 5)
    said = f"recorded as due on {AS_OF}, but the pact allows no day after {days_before(8)}"
    assert stretched.disclosed == (said,)
    assert stretched.text.endswith(said)
    shortened = entry(a_consequence(due_at=days_before(9), enacted_at=days_before(8)))
    assert (shortened.due_at, shortened.days_late, shortened.disclosed) == (days_before(9), 1, ())


def test_without_any_deadline_nothing_is_on_time_or_late() -> None:
    none = an_obligation_result()
    done = of(a_consequence(due_at=None, enacted_at=days_before(1)), obligation=none)
    assert (done.entries[0].state, done.due) == (LedgerState.ON_TIME, 0)
    assert absent(done.on_time).reason == "no consequence is due yet"
    assert of(a_consequence(due_at=None), obligation=none).entries[0].state is LedgerState.PENDING


def test_events_of_the_future_have_not_happened() -> None:
    assert of(a_consequence(triggered_at=AS_OF + timedelta(days=1), due_at=None)).entries == ()


def test_worked_example() -> None:
    on_time = [a_consequence(id=f"on-time-{i}", enacted_at=days_before(8)) for i in range(7)]
    late = [a_consequence(id=f"late-{i}", enacted_at=days_before(4)) for i in range(2)]
    never = [a_consequence(id=f"never-{i}") for i in range(2)]
    pending = [a_consequence(id=f"pending-{i}", triggered_at=days_before(1), due_at=None) for i in range(3)]
    overrides = [
        an_override(id="valid", obligation="other/one"),
        an_override(id="no-reason", justification=None),
        an_override(id="no-expiry", expires=None),
        an_override(id="wrong-role", by={"name": "Sales", "role": "sales"}),
    ]
    found = of(*on_time, *late, *never, *pending, *overrides)
    assert (found.due, found.late, found.not_enacted, found.pending, found.missed) == (11, 2, 2, 3, 0)
    share = measured(found.on_time)
    assert (share.k, share.n) == (7, 11)
    assert (share.value, share.low, share.high) == pytest.approx((0.6364, 0.3538, 0.8483), abs=5e-5)
    valid = measured(found.valid_overrides)
    assert (valid.k, valid.n) == (1, 4)


def test_nothing_triggered_is_untested_and_not_perfect() -> None:
    found = of(runs())
    assert absent(found.on_time).reason == "no consequence was triggered; follow-through is untested"
    assert absent(found.override_rate).status is Status.MISSING
    assert absent(found.valid_overrides).status is Status.MISSING
    assert found.entries == ()


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({}, ()),
        ({"by": {"name": "X", "role": "sales"}}, ("decision right",)),
        ({"by": {"name": "X"}}, ("decision right",)),
        ({"by": {"name": "X", "role": "operations"}}, ("decision right",)),
        ({"decision": "freeze"}, ("decision right",)),
        ({"justification": None}, ("justification",)),
        ({"evidence": []}, ("evidence",)),
        ({"expires": None}, ("expiry date",)),
        ({"expires": AS_OF}, ()),
        ({"expires": days_before(1)}, ("end or renewal before it expired",)),
        ({"expires": days_before(1), "ended": days_before(1)}, ()),
        ({"expires": days_before(3), "ended": days_before(1)}, ("end or renewal before it expired",)),
        ({"justification": None, "evidence": []}, ("justification", "evidence")),
    ],
)
def test_what_an_override_lacks(changes: Values, lacks: tuple[str, ...]) -> None:
    (found,) = of(an_override(**changes)).overrides
    assert (found.lacks, found.valid) == (lacks, not lacks)
    assert found.in_force is ("ended" not in changes)


def test_renewal_takes_the_place_of_an_override() -> None:
    old = an_override(id="old", date=days_before(9), expires=days_before(2))
    new = an_override(id="new", date=days_before(3), renews="old")
    found = {override.id: override for override in of(old, new).overrides}
    assert (found["old"].valid, found["old"].in_force) == (True, False)
    assert (found["new"].valid, found["new"].in_force) == (True, True)
    too_late = of(old, new | {"date": days_before(1)}).overrides
    assert {override.id: override.valid for override in too_late} == {"old": False, "new": True}


@pytest.mark.parametrize(
    ("override", "state"),
    [
        ({}, LedgerState.OVERRIDDEN),
        ({"expires": days_before(1)}, LedgerState.OVERRIDE_LAPSED),
        ({"justification": None}, LedgerState.NOT_ENACTED),
        ({"ended": days_before(1)}, LedgerState.NOT_ENACTED),
    ],
)
def test_overridden_consequences(override: Values, state: LedgerState) -> None:
    made = an_override(**{"date": days_before(9)} | override)
    found = of(a_consequence(override="override-1"), made)
    assert found.entries[0].state is state
    assert (found.due, found.not_enacted) == ((0, 0) if state is LedgerState.OVERRIDDEN else (1, 1))
    assert measured(found.override_rate).value == 1


def test_a_standing_override_counts_even_if_the_record_does_not_name_it() -> None:
    found = entry(a_consequence(), an_override(date=days_before(9)))
    assert (found.state, found.override) == (LedgerState.OVERRIDDEN, "override-1")


BREACHED: Values = {"verdict": Verdict.BREACHED, "pooled": ("june-runs",), "since": days_before(10)}


def test_a_breach_that_nobody_recorded() -> None:
    found = of(runs(), obligation=promised(Trigger.ON_BREACH, **BREACHED))
    (missed,) = found.entries
    assert (missed.state, missed.triggered_at, missed.due_at) == (
        LedgerState.MISSED_TRIGGER,
        days_before(10),
        days_before(8),
    )
    assert (found.missed, found.due, found.not_enacted) == (1, 1, 0)
    assert measured(found.on_time).value == 0


@pytest.mark.parametrize(
    ("changes", "state", "day"),
    [({"since": days_before(1)}, LedgerState.PENDING, days_before(1)), ({"since": None}, LedgerState.PENDING, AS_OF)],
)
def test_the_deadline_of_a_fresh_breach_has_not_passed(changes: Values, state: LedgerState, day: date) -> None:
    found = entry(runs(), obligation=promised(Trigger.ON_BREACH, **BREACHED | changes))
    assert (found.state, found.triggered_at) == (state, day)


@pytest.mark.parametrize(
    "item", [a_benchmark_result(), runs(43, 100, setting="benchmark"), runs(43, 100, setting="staging")]
)
@pytest.mark.parametrize("says_so", [False, True])
def test_benchmarks_alone_oblige_only_where_the_pact_says_so(item: Values, *, says_so: bool) -> None:
    kind = "benchmark_result" if item["kind"] == "benchmark_result" else "runs"
    agreed = Consequence.model_validate({**NARROW, "benchmarks": says_so})
    promise = an_obligation(
        measure={"kind": "proportion", "of": kind},
        window={"rolling": 90, "review_dates": [COLLECTED_TO]},
        on_breach=agreed,
    )
    found = assessed(a_context(a_bundle(item), pacts=[a_pact(promise)], benchmarks=[a_benchmark()]))
    assert [entry.state for entry in found.entries] == ([LedgerState.MISSED_TRIGGER] if says_so else [])


def test_real_use_beside_a_benchmark_obliges() -> None:
    promise = an_obligation(on_breach=NARROW, window={"rolling": 90, "review_dates": [COLLECTED_TO]})
    items = runs(43, 100), runs(43, 100, id="trials", run_set="trials", setting="benchmark")
    found = assessed(a_context(a_bundle(*items), pacts=[a_pact(promise)]))
    assert [entry.state for entry in found.entries] == [LedgerState.MISSED_TRIGGER]


@pytest.mark.parametrize(
    ("verdict", "trigger", "fires"),
    [
        (Verdict.BREACHED, Trigger.ON_BREACH, True),
        (Verdict.LEANING_BREACH, Trigger.ON_BREACH, False),
        (Verdict.LEANING_BREACH, Trigger.ON_LEANING_BREACH, True),
        (Verdict.BREACHED, Trigger.ON_LEANING_BREACH, False),
        (Verdict.MET, Trigger.ON_BREACH, False),
        (Verdict.MISSING, Trigger.ON_STALE, False),
    ],
)
def test_which_verdict_triggers_what(verdict: Verdict, trigger: Trigger, fires: bool) -> None:
    found = of(runs(), obligation=promised(trigger, **BREACHED | {"verdict": verdict}))
    assert bool(found.entries) is fires


def test_stale_evidence_triggers_from_the_day_after_its_age() -> None:
    freshness = (a_freshness("june-runs", expires_on=days_before(5)),)
    stale = promised(Trigger.ON_STALE, stale=True, freshness=freshness)
    assert entry(runs(), obligation=stale).triggered_at == days_before(4)
    gone = promised(
        Trigger.ON_STALE, verdict=Verdict.MISSING, left_out=(LeftOut("june-runs", "expired: 400 days old"),)
    )
    assert entry(runs(), obligation=gone).triggered_at == AS_OF


@pytest.mark.parametrize(("ends", "since"), [((400, 20), 19), ((1,), 0), ((0,), None), ((20, -3), None)])
def test_a_promise_without_evidence_is_stale_since_the_last_of_it_was(ends: tuple[int, ...], since: int | None) -> None:
    left_out = tuple(LeftOut(f"item-{n}", "outside of the window", days_before(n)) for n in ends)
    gone = promised(Trigger.ON_STALE, verdict=Verdict.MISSING, left_out=left_out)
    found = [entry.triggered_at for entry in of(runs(), obligation=gone).entries]
    assert found == ([] if since is None else [days_before(since)])


def test_each_incident_needs_a_consequence_before_its_own_deadline() -> None:
    first, second = an_incident(occurred=days_before(20)), an_incident(id="second", occurred=days_before(10))
    answer = a_consequence(trigger="on_incident", due_at=None, enacted_at=days_before(9))
    found = of(first, second, answer, obligation=promised(Trigger.ON_INCIDENT)).entries
    assert [(entry.triggered_at, entry.state) for entry in found] == [
        (days_before(20), LedgerState.MISSED_TRIGGER),
        (days_before(10), LedgerState.ON_TIME),
    ]


def test_done_once_after_two_triggers_of_one_promise_it_answers_both() -> None:
    both = promised(Trigger.ON_BREACH, Trigger.ON_INCIDENT, **BREACHED)
    incident = an_incident(occurred=days_before(1))
    done = a_consequence(triggered_at=days_before(1), due_at=None, trigger="on_incident", enacted_at=AS_OF)
    found = of(runs(), incident, done, obligation=both)
    assert (len(found.entries), found.missed) == (1, 0)
    before = a_consequence(triggered_at=days_before(10), due_at=None, trigger="on_incident", enacted_at=days_before(9))
    told = of(runs(), incident, before | {"also": ["on_breach"]}, obligation=both)
    assert [entry.trigger for entry in told.entries if entry.state is LedgerState.MISSED_TRIGGER] == []


def test_a_consequence_counts_from_the_incident_however_late_that_was_noticed() -> None:
    incident = an_incident(occurred=days_before(12), detected=days_before(9))
    answer = a_consequence(trigger="on_incident", due_at=None, enacted_at=days_before(8))
    assert of(incident, answer, obligation=promised(Trigger.ON_INCIDENT)).missed == 0


@pytest.mark.parametrize("trigger", [Trigger.ON_BREACH, Trigger.ON_STALE, Trigger.ON_INCIDENT])
def test_a_trigger_recorded_after_the_day_that_called_for_it_buys_no_time(trigger: Trigger) -> None:
    called = {
        Trigger.ON_BREACH: promised(trigger, **BREACHED | {"since": days_before(10)}),
        Trigger.ON_STALE: promised(
            trigger, stale=True, freshness=(a_freshness("june-runs", expires_on=days_before(11)),)
        ),
        Trigger.ON_INCIDENT: promised(trigger),
    }
    happened = an_incident(occurred=days_before(11), detected=days_before(10))
    dates = {"triggered_at": days_before(9), "due_at": None, "enacted_at": days_before(7)}
    (found,) = of(runs(), happened, a_consequence(trigger=trigger, **dates), obligation=called[trigger]).entries
    assert (found.triggered_at, found.due_at) == (days_before(10), days_before(8))
    assert (found.state, found.days_late) == (LedgerState.LATE, 1)
    since = f"recorded as triggered on {days_before(9)}, but called for since {days_before(10)}"
    assert found.disclosed == (since,)


def test_only_the_first_record_of_a_breach_is_late_by_its_date() -> None:
    breached = promised(Trigger.ON_BREACH, **BREACHED | {"since": days_before(10)})
    prompt = a_consequence(enacted_at=days_before(10))
    again = a_consequence(id="again", triggered_at=days_before(3), due_at=None, enacted_at=days_before(2))
    found = of(runs(), prompt, again, obligation=breached)
    assert [(entry.state, entry.disclosed) for entry in found.entries] == [(LedgerState.ON_TIME, ())] * 2
    alone = of(runs(), again, obligation=breached).entries
    assert [(entry.state, entry.days_late) for entry in alone] == [(LedgerState.LATE, 6)]


def test_an_override_that_ran_out_is_named_where_nothing_followed() -> None:
    ran_out = an_override(date=days_before(10), expires=days_before(3))
    recorded = entry(a_consequence(), ran_out)
    missed = entry(runs(), ran_out, obligation=promised(Trigger.ON_BREACH, **BREACHED))
    for outcome in (recorded, missed):
        assert (outcome.state, outcome.override) == (LedgerState.OVERRIDE_LAPSED, "override-1")
        assert str(days_before(3)) in outcome.text


def test_an_override_without_the_right_is_named_and_excuses_nothing() -> None:
    by = an_override(date=days_before(10), by={"name": "Sales", "role": "sales"})
    recorded = entry(a_consequence(), by)
    missed = entry(runs(), by, obligation=promised(Trigger.ON_BREACH, **BREACHED))
    assert (recorded.state, missed.state) == (LedgerState.NOT_ENACTED, LedgerState.MISSED_TRIGGER)
    for outcome in (recorded, missed):
        assert outcome.override == "override-1"
        assert "lacks decision right" in outcome.text


@pytest.mark.parametrize(
    ("changes", "entries"),
    [({}, 1), ({"confirmed": False}, 0), ({"supports": []}, 0), ({"detected": days_before(7)}, 1)],
)
def test_incidents_trigger(changes: Values, entries: int) -> None:
    incident = an_incident(**changes)
    found = of(incident, obligation=promised(Trigger.ON_INCIDENT)).entries
    assert len(found) == entries
    if entries:
        assert found[0].triggered_at == changes.get("detected", COLLECTED_TO)


@pytest.mark.parametrize(
    ("changes", "recorded"),
    [
        ({}, True),
        ({"triggered_at": days_before(100), "due_at": None}, False),
        ({"triggered_at": days_before(100), "due_at": None, "enacted_at": days_before(99)}, True),
        (
            {
                "triggered_at": days_before(100),
                "due_at": None,
                "enacted_at": days_before(99),
                "reversed_at": days_before(95),
            },
            False,
        ),
        # One action that two triggers call for is owed once.
        ({"trigger": "on_incident"}, True),
        ({"trigger": "on_incident", "action": "suspend"}, False),
        ({"obligation": "other/one"}, False),
        # What contradicts itself answers nothing.
        ({"enacted_at": days_before(11)}, False),
        ({"reversed_at": days_before(3)}, False),
    ],
)
def test_a_recorded_consequence_is_not_missed(changes: Values, recorded: bool) -> None:
    window = (days_before(89), AS_OF)
    breached = promised(Trigger.ON_BREACH, **BREACHED | {"window": window})
    found = of(runs(), a_consequence(**changes), obligation=breached)
    assert (found.missed == 0) is recorded


def test_a_breach_under_a_valid_override_is_overridden() -> None:
    found = entry(runs(), an_override(), obligation=promised(Trigger.ON_BREACH, **BREACHED))
    assert (found.state, found.override) == (LedgerState.OVERRIDDEN, "override-1")


@pytest.mark.parametrize(("n", "shown"), [(4, False), (5, True)])
def test_time_to_consequence_needs_five_cases(n: int, shown: bool) -> None:
    items = [a_consequence(id=f"c{i}", enacted_at=days_before(10 - i)) for i in range(n)]
    found = of(*items)
    assert isinstance(found.median_days, Measured) is shown
    assert bool(found.survival) is shown
    if shown:
        median = measured(found.median_days)
        assert (median.value, median.low, median.high) == (2, 0, None)
        assert median.method == "Kaplan-Meier, Brookmeyer-Crowley"


def test_open_consequences_are_censored() -> None:
    items = [a_consequence(id=f"c{i}") for i in range(4)]
    found = of(*items, a_consequence(id="done", enacted_at=days_before(9)))
    assert absent(found.median_days).reason == "more than half still open after 10 days"


def test_drills_and_promises_without_consequence() -> None:
    drill = {"kind": "drill", "id": "drill-1", "obligation": OBLIGATION, "date": COLLECTED_TO, "worked": True}
    found = of(drill, obligation=an_obligation_result())
    assert (found.drilled, found.drills) == ((OBLIGATION,), ((OBLIGATION, True),))
    assert found.without_consequence == (OBLIGATION,)
    not_bound = an_obligation_result(verdict=Verdict.NOT_APPLICABLE)
    assert of(obligation=not_bound).without_consequence == ()


def assessed(context: Context) -> FollowThrough:
    return assess_follow_through(context, evaluate_obligations(context, ()))


def test_end_to_end_through_documents() -> None:
    pact = a_pact(an_obligation(on_breach=NARROW, window={"rolling": 90, "review_dates": [COLLECTED_TO]}))
    failing = runs(70, 100)
    missed = assessed(a_context(a_bundle(failing), pacts=[pact]))
    assert [entry.state for entry in missed.entries] == [LedgerState.MISSED_TRIGGER]
    assert missed.entries[0].triggered_at == COLLECTED_TO
    enacted = a_consequence(triggered_at=COLLECTED_TO, due_at=None, enacted_at=COLLECTED_TO)
    kept = assessed(a_context(a_bundle(failing, enacted), pacts=[pact]))
    assert [entry.state for entry in kept.entries] == [LedgerState.ON_TIME]
    on_a_benchmark = assessed(a_context(a_bundle(failing | {"setting": "benchmark"}), pacts=[pact]))
    assert on_a_benchmark.entries == ()


ITEMS = [a_consequence(id="a"), a_consequence(id="b", enacted_at=days_before(8)), an_override(), runs()]


@given(st.permutations(ITEMS))
def test_order_of_evidence_is_irrelevant(items: list[Values]) -> None:
    breached = promised(Trigger.ON_BREACH, **BREACHED)
    assert of(*items, obligation=breached) == of(*ITEMS, obligation=breached)
