"""Laws of posture over whole documents."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from support.builders import Values, a_bundle, a_context, a_pact, a_review, an_agent, an_obligation, days_before, runs
from trustpages.assess.metrics.evidence.adverse import find_adverse_evidence
from trustpages.assess.metrics.follow_through.summary import assess_follow_through
from trustpages.assess.metrics.freshness import summarise_freshness
from trustpages.assess.obligations.results import evaluate_obligations
from trustpages.assess.standing.posture import decide_posture
from trustpages.assess.standing.reviews import assess_review_cadence
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.results.standing import PostureResult
from trustpages.model.vocabulary import Posture

CASES = settings(max_examples=60, deadline=None)
NAMES = ("first", "second", "third")


@st.composite
def promises(draw: st.DrawFn) -> list[Values]:
    return [
        {
            "id": name,
            "severity": draw(st.sampled_from(["critical", "high", "medium", "low"])),
            "threshold": {"at_least": draw(st.sampled_from([0.5, 0.9, 0.99]))},
            "on_breach": draw(st.none() | st.just({"action": "freeze", "within": 2})),
        }
        for name in NAMES[: draw(st.integers(1, 3))]
    ]


@st.composite
def evidence(draw: st.DrawFn) -> list[Values]:
    """Runs that bear on one promise each."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        n = draw(st.integers(1, 900))
        age = draw(st.integers(0, 100))
        item = runs(
            n - draw(st.integers(0, min(n, 40))),
            n,
            id=f"item-{number}",
            supports=[f"service/{draw(st.sampled_from(NAMES))}"],
            setting=draw(st.sampled_from(["production", "benchmark"])),
            selection=draw(st.sampled_from(["all", "random"])),
            collected={"from": days_before(age + 3), "to": days_before(age)},
        )
        found.append(item)
    return found


def posture(promised: list[Values], items: list[Values], radius: str = "high") -> PostureResult:
    pact = a_pact(*(an_obligation(**one) for one in promised))
    bundle = a_bundle(*items, a_review(id="review", date=days_before(1)))
    context = a_context(bundle, agent=an_agent(blast_radius=radius), pacts=[pact])
    recorded = find_recorded_triggers(context)
    freshness, obligations = summarise_freshness(context, recorded), evaluate_obligations(context, recorded)
    followed, reviews = assess_follow_through(context, obligations), assess_review_cadence(context, recorded)
    return decide_posture(context, obligations, freshness, followed, reviews, find_adverse_evidence(context))


@CASES
@given(promises(), evidence(), st.sampled_from(NAMES), st.sampled_from(["low", "critical"]))
def test_removing_all_evidence_of_a_promise_never_improves_posture(
    promised: list[Values], items: list[Values], name: str, radius: str
) -> None:
    if name not in {one["id"] for one in promised}:
        name = "first"
    left = [item for item in items if item["supports"] != [f"service/{name}"]]
    assert posture(promised, left, radius).posture.rank <= posture(promised, items, radius).posture.rank


@CASES
@given(promises(), evidence(), st.data(), st.sampled_from(["low", "critical"]))
def test_turning_successes_into_failures_never_improves_posture(
    promised: list[Values], items: list[Values], data: st.DataObject, radius: str
) -> None:
    if not items:
        return
    number = data.draw(st.integers(0, len(items) - 1))
    one = items[number]
    worse = one | {"successes": data.draw(st.integers(0, one["successes"]))}
    after = [*items[:number], worse, *items[number + 1 :]]
    assert posture(promised, after, radius).posture.rank <= posture(promised, items, radius).posture.rank


@CASES
@given(promises(), evidence(), st.randoms(use_true_random=False))
def test_the_order_of_items_is_irrelevant(promised: list[Values], items: list[Values], random: object) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands in a random.Random
    assert posture(promised, shuffled) == posture(promised, items)


@CASES
@given(promises(), evidence())
def test_benchmarks_alone_are_never_enough(promised: list[Values], items: list[Values]) -> None:
    trials = [item | {"setting": "benchmark"} for item in items]
    assert posture(promised, trials).posture.rank < Posture.SUPPORTED.rank
