"""Laws of verdicts on runs of several versions and producers."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from support.builders import Values, a_bundle, a_context, a_pact, an_agent, an_obligation, days_before, runs
from trustpages.assess.measures.ruling import choose_worse_verdict
from trustpages.assess.obligations.results import evaluate_obligations
from trustpages.model.measured import with_inputs
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict

CASES = settings(max_examples=150, deadline=None)
LINES = st.sampled_from([0.5, 0.8, 0.9, 0.95])
SELECTIONS = st.sampled_from(["all", "random"])
CHANGE = {"date": days_before(40), "kind": "prompt", "summary": "Changed.", "version": "v2"}
PRODUCERS = ({"name": "Vendor", "relationship": "vendor"}, {"name": "Customer", "relationship": "customer"})


def result(items: list[Values], line: float, direction: str = "at_least") -> ObligationResult:
    agent = an_agent(version="v2", deployed_since=days_before(40), changes=[CHANGE])
    pact = a_pact(an_obligation(threshold={direction: line}))
    context = a_context(a_bundle(*items, agent_version="v2"), agent=agent, pacts=[pact])
    return evaluate_obligations(context, ())[0]


def item(id_: str, k: int, n: int, *, version: str = "v2", producer: int = 0, selection: str = "random") -> Values:
    collected = {"from": days_before(80), "to": days_before(41)} if version == "v1" else None
    return runs(
        k, n, id=id_, agent_version=version, collected=collected, producer=PRODUCERS[producer], selection=selection
    )


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(st.integers(1, 400))
    return draw(st.integers(0, n) | st.integers(max(0, n - 30), n)), n


@CASES
@given(counts(), counts(), st.integers(1, 60), LINES, SELECTIONS)
def test_failing_runs_of_the_deployed_version_never_improve_the_verdict(
    earlier: tuple[int, int], deployed: tuple[int, int], more: int, line: float, selection: str
) -> None:
    def verdict(failing: int) -> Verdict:
        k, n = deployed
        both = [item("a", *earlier, version="v1", selection=selection), item("b", k, n + failing, selection=selection)]
        return result(both, line).verdict

    assert choose_worse_verdict(verdict(0), verdict(more)) is verdict(more)


@CASES
@given(counts(), counts(), LINES)
def test_pooling_never_decides_against_the_side_of_the_deployed_version(
    earlier: tuple[int, int], deployed: tuple[int, int], line: float
) -> None:
    alone = result([item("b", *deployed)], line).verdict
    both = result([item("a", *earlier, version="v1"), item("b", *deployed)], line).verdict
    if alone in (Verdict.BREACHED, Verdict.LEANING_BREACH):
        assert choose_worse_verdict(both, Verdict.LEANING_MET) is both
    if alone in (Verdict.MET, Verdict.LEANING_MET):
        assert both is not Verdict.BREACHED


SOURCES = st.lists(st.tuples(counts(), st.sampled_from(["v1", "v2"]), st.integers(0, 1)), min_size=2, max_size=5)


@CASES
@given(SOURCES, LINES, st.randoms(use_true_random=False))
def test_the_order_of_items_is_irrelevant(
    drawn: list[tuple[tuple[int, int], str, int]], line: float, shuffler: random.Random
) -> None:
    items = [item(f"i{n}", *pair, version=version, producer=who) for n, (pair, version, who) in enumerate(drawn)]
    shuffled = shuffler.sample(items, len(items))
    assert result(items, line) == result(shuffled, line)


@CASES
@given(SOURCES, LINES, st.data())
def test_an_item_split_in_two_of_the_same_source_changes_nothing(
    drawn: list[tuple[tuple[int, int], str, int]], line: float, data: st.DataObject
) -> None:
    whole = [item(f"i{n}", *pair, version=version, producer=who) for n, (pair, version, who) in enumerate(drawn)]
    (k, n), version, who = drawn[0]
    if n < 2:
        return
    size = data.draw(st.integers(1, n - 1))
    good = data.draw(st.integers(max(0, k - (n - size)), min(k, size)))
    halves = [
        item("i0", good, size, version=version, producer=who),
        item("half", k - good, n - size, version=version, producer=who),
    ]

    def essence(found: ObligationResult) -> tuple[object, ...]:
        sources = tuple(
            replace(source, items=(), quantity=with_inputs(source.quantity, ())) for source in found.sources
        )
        return found.verdict, with_inputs(found.quantity, ()), sources, found.differences, found.held_back

    assert essence(result(whole, line)) == essence(result(halves + whole[1:], line))


@CASES
@given(counts(), counts(), LINES)
def test_a_harmful_outcome_is_the_mirror_image(
    earlier: tuple[int, int], deployed: tuple[int, int], line: float
) -> None:
    pairs = {"a": earlier, "b": deployed}
    versions = {"a": "v1", "b": "v2"}
    good = result([item(id_, k, n, version=versions[id_]) for id_, (k, n) in pairs.items()], line)
    bad = result(
        [item(id_, n - k, n, version=versions[id_]) for id_, (k, n) in pairs.items()], round(1 - line, 9), "at_most"
    )
    assert (good.verdict, good.pooled) == (bad.verdict, bad.pooled)
