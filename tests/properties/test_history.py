"""Laws of reports that are held against earlier ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from support.assess.histories import a_report, agent_of, an_event_review, published
from support.builders import (
    AS_OF,
    Values,
    a_bundle,
    a_pact,
    a_workspace,
    an_agent,
    an_agent_evidence,
    an_incident,
    an_obligation,
    an_override,
    days_before,
    runs,
)
from support.review.records import reverse
from trustpages.model.results.records.changes import Turn
from trustpages.model.vocabulary import Verdict
from trustpages.model.workspace import Workspace
from trustpages.review.changes import find_changes
from trustpages.review.records import make_record

CASES = settings(max_examples=100, deadline=None)
FEWER = settings(max_examples=40, deadline=None)
NAMES = ("first", "second")
REVIEWS: tuple[Values, ...] = ({}, {"reviews": "monthly"}, {"review_dates": []})
REFS = tuple(f"service/{name}" for name in NAMES)
MEASURES = (
    ({"kind": "proportion"}, {"at_least": 0.5}),
    ({"kind": "proportion"}, {"at_least": 0.9}),
    ({"kind": "zero"}, {"tolerable_rate": 0.05}),
    ({"kind": "zero", "of": "runs"}, {"tolerable_rate": 0.05}),
    ({"kind": "rate", "per": 1000}, {"at_most": 5}),
)
KEPT = [
    runs(400, 400, id=f"kept-{name}", supports=[ref], monitoring={"fraction": 1})
    for name, ref in zip(NAMES, REFS, strict=True)
]
"""Good runs for each promise, so that what else there is decides."""

refs = st.lists(st.sampled_from(REFS), min_size=1, max_size=2, unique=True)
ages = st.integers(0, 60)


@st.composite
def obligations(draw: st.DrawFn) -> list[Values]:
    found = []
    for name in NAMES[: draw(st.integers(1, 2))]:
        measure, threshold = draw(st.sampled_from(MEASURES))
        promise = {"id": name, "measure": measure, "threshold": threshold}
        promise["severity"] = draw(st.sampled_from(["critical", "high", "low"]))
        promise["window"] = {"rolling": draw(st.sampled_from([30, 90]))} | draw(st.sampled_from(REVIEWS))
        if draw(st.booleans()):
            promise["on_breach"] = {"action": "freeze", "within": 2}
        found.append(promise)
    return found


@st.composite
def some_runs(draw: st.DrawFn, number: int) -> Values:
    n, age = draw(st.integers(1, 400)), draw(ages)
    return runs(
        n - draw(st.integers(0, min(n, 60))),
        n,
        id=f"item-{number}",
        supports=draw(refs),
        setting=draw(st.sampled_from(["production", "benchmark"])),
        selection=draw(st.sampled_from(["all", "random"])),
        monitoring={"fraction": 1},
        collected={"from": days_before(age + 3), "to": days_before(age)},
    )


@st.composite
def a_record(draw: st.DrawFn, number: int, items: list[Values]) -> Values:
    """An incident, dispute, override, consequence or review."""
    day, id_ = days_before(draw(ages)), f"item-{number}"
    kind = draw(st.sampled_from(["incident", "dispute", "override", "consequence", "review"]))
    match kind:
        case "incident":
            severity = draw(st.sampled_from(["critical", "minor"]))
            return an_incident(id=id_, supports=draw(refs), severity=severity, occurred=day)
        case "dispute":
            status = draw(st.sampled_from(["open", "upheld"]))
            concerns = draw(st.lists(st.sampled_from([one["id"] for one in [*KEPT, *items]]), max_size=2))
            about = {"by": {"name": "Buyer"}, "about": "The counts.", "status": status, "closed": AS_OF}
            return {"kind": kind, "id": id_, "opened": day, "concerns": concerns} | about
        case "override":
            justification = draw(st.none() | st.just("Known."))
            return an_override(id=id_, obligation=draw(st.sampled_from(REFS)), date=day, justification=justification)
        case "consequence":
            event = {"obligation": draw(st.sampled_from(REFS)), "triggered_at": day, "due_at": day}
            done = draw(st.sampled_from([{}, {"enacted_at": day}]))
            return {"kind": kind, "id": id_, "action": "narrow-authority"} | event | done
        case _:
            return an_event_review(id_, day, *draw(refs))


@st.composite
def evidence(draw: st.DrawFn) -> list[Values]:
    items: list[Values] = [draw(some_runs(number)) for number in range(draw(st.integers(0, 2)))]
    records = draw(st.integers(0, 2))
    return [*items, *(draw(a_record(number, items)) for number in range(len(items), len(items) + records))]


def a_case(promised: list[Values], items: list[Values], radius: str) -> Workspace:
    pact = a_pact(*(an_obligation(**one) for one in promised))
    bundle = a_bundle(*KEPT, *items, an_event_review("kept", days_before(1)))
    return a_workspace(an_agent_evidence(bundle, agent=an_agent(blast_radius=radius), pacts=[pact]))


_BACK = {
    Turn.BETTER: {Turn.WORSE},
    Turn.WORSE: {Turn.BETTER, Turn.LOST, Turn.DISPUTED},
    Turn.NEUTRAL: {Turn.NEUTRAL, Turn.LOST},
    Turn.LOST: {Turn.WORSE, Turn.NEUTRAL},
    Turn.DISPUTED: {Turn.WORSE},
}
radii = st.sampled_from(["low", "critical"])
later_by = st.sampled_from([0, 0, 7, 31, 60])
subsets = st.sets(st.integers(0, 3), min_size=1)


def without(items: list[Values], gone: set[int]) -> list[Values]:
    return [one for number, one in enumerate(items) if number not in gone]


@CASES
@given(obligations(), evidence(), subsets, radii, later_by)
def test_with_the_earlier_report_removing_any_evidence_never_improves_posture_or_authority(
    promised: list[Values], items: list[Values], gone: set[int], radius: str, days: int
) -> None:
    whole, part = a_case(promised, items, radius), a_case(promised, without(items, gone), radius)
    previous, day = published(a_report(whole)), AS_OF + timedelta(days=days)
    after, before = (agent_of(a_report(workspace, day, previous)) for workspace in (part, whole))
    assert after.posture.posture.rank <= before.posture.posture.rank
    rungs = before.authority.ladder
    assert rungs.index(after.authority.by_rules) <= rungs.index(before.authority.by_rules)


@CASES
@given(obligations(), evidence(), evidence(), subsets, radii, later_by)
def test_new_evidence_does_not_cover_for_what_is_gone(
    promised: list[Values], items: list[Values], more: list[Values], gone: set[int], radius: str, days: int
) -> None:
    fresh = [one | {"id": f"new-{one['id']}"} for one in more if one["kind"] == "runs"]
    previous, day = published(a_report(a_case(promised, items, radius))), AS_OF + timedelta(days=days)
    after, before = (
        agent_of(a_report(a_case(promised, [*kept, *fresh], radius), day, previous))
        for kept in (without(items, gone), items)
    )
    assert after.posture.posture.rank <= before.posture.posture.rank


@FEWER
@given(obligations(), evidence(), evidence(), radii, later_by)
def test_an_earlier_report_never_makes_anything_better(
    promised: list[Values], items: list[Values], others: list[Values], radius: str, days: int
) -> None:
    previous = published(a_report(a_case(promised, others, radius)))
    workspace, day = a_case(promised, items, radius), AS_OF + timedelta(days=days)
    alone, held = (agent_of(a_report(workspace, day, one)) for one in (None, previous))
    assert held.posture.posture.rank <= alone.posture.posture.rank


@FEWER
@given(obligations(), evidence(), subsets, radii, later_by)
def test_a_published_breach_stands_or_was_settled(
    promised: list[Values], items: list[Values], gone: set[int], radius: str, days: int
) -> None:
    first = a_report(a_case(promised, items, radius))
    day = AS_OF + timedelta(days=days)
    second = a_report(a_case(promised, without(items, gone), radius), day, published(first))
    after = {obligation.ref: obligation for obligation in agent_of(second).findings.obligations}
    for obligation in agent_of(first).findings.obligations:
        if (
            obligation.verdict is Verdict.BREACHED
            and obligation.window is not None
            and obligation.window[0] is not None
        ):
            length = (obligation.window[1] - obligation.window[0]).days + 1
            assert after[obligation.ref].verdict is Verdict.BREACHED or days >= length


@FEWER
@given(obligations(), evidence(), subsets, radii, later_by)
def test_a_report_against_itself_has_no_changes(
    promised: list[Values], items: list[Values], gone: set[int], radius: str, days: int
) -> None:
    first = published(a_report(a_case(promised, items, radius)))
    workspace, day = a_case(promised, without(items, gone), radius), AS_OF + timedelta(days=days)
    second = a_report(workspace, day, first)
    third = a_report(workspace, day, published(second))
    record = make_record(second)
    assert find_changes(record, record) == find_changes(record, make_record(third)) == ()


@FEWER
@given(obligations(), evidence(), subsets, radii)
def test_swapping_sides_swaps_added_and_removed(
    promised: list[Values], items: list[Values], gone: set[int], radius: str
) -> None:
    one, other = (make_record(a_report(a_case(promised, kept, radius))) for kept in (items, without(items, gone)))
    assert find_changes(one, one) == ()
    back = {replace(reverse(found), turn=Turn.NEUTRAL): found.turn for found in find_changes(other, one)}
    there = {replace(found, turn=Turn.NEUTRAL): found.turn for found in find_changes(one, other)}
    assert back.keys() == there.keys()
    # One way it may be lost, or disputed, what is worse the other way; it is never better both ways.
    for found, turn in there.items():
        assert turn in _BACK[back[found]]


@FEWER
@given(obligations(), evidence(), radii)
def test_what_is_published_reads_back_the_same(promised: list[Values], items: list[Values], radius: str) -> None:
    report = a_report(a_case(promised, items, radius))
    assert published(report).record == make_record(report)


@FEWER
@given(obligations(), evidence(), subsets, radii, st.randoms(use_true_random=False))
def test_the_order_of_items_is_irrelevant(
    promised: list[Values], items: list[Values], gone: set[int], radius: str, random: Any
) -> None:
    previous = published(a_report(a_case(promised, items, radius)))
    kept = without(items, gone)
    shuffled = list(kept)
    random.shuffle(shuffled)
    one, other = (a_report(a_case(promised, chosen, radius), AS_OF, previous) for chosen in (kept, shuffled))
    assert one == replace(other, agents=one.agents)
    assert find_changes(previous.record, make_record(one)) == find_changes(previous.record, make_record(other))
    assert one.agents[0].vanished == other.agents[0].vanished
