"""Laws of verdicts on runs with declared parts."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from support.builders import Values, a_bundle, a_context, a_pact, an_obligation, runs
from trustpages.assess.measures.ruling import choose_worse_verdict
from trustpages.assess.obligations.results import evaluate_obligations
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict

CASES = settings(max_examples=80, deadline=None)
LINES = st.sampled_from([0.5, 0.8, 0.9, 0.95])
SELECTIONS = st.sampled_from(["all", "random"])
NAMES = ("chat", "mail", "phone")


@st.composite
def parts(draw: st.DrawFn) -> dict[str, tuple[int, int]]:
    """Successes and runs by part."""
    found = {}
    for name in NAMES[: draw(st.integers(2, 3))]:
        n = draw(st.integers(1, 300))
        found[name] = (draw(st.integers(0, n) | st.integers(max(0, n - 12), n)), n)
    return found


def result(found: dict[str, tuple[int, int]], line: float, selection: str, *, weighted: bool) -> ObligationResult:
    strata: list[Values] = [{"name": name, "attempts": n, "successes": k} for name, (k, n) in found.items()]
    item = runs(
        sum(k for k, _ in found.values()), sum(n for _, n in found.values()), strata=strata, selection=selection
    )
    shares = [{"stratum": name, "share": 1 / len(found)} for name in found] if weighted else []
    pact = a_pact(an_obligation(threshold={"at_least": line}, population_shares=shares))
    return evaluate_obligations(a_context(a_bundle(item), pacts=[pact]), ())[0]


@CASES
@given(parts(), st.sampled_from(NAMES[:2]), st.integers(1, 40), LINES, SELECTIONS, st.booleans())
def test_failing_runs_of_a_part_never_improve_the_verdict(
    found: dict[str, tuple[int, int]], name: str, more: int, line: float, selection: str, weighted: bool
) -> None:
    k, n = found[name]
    before = result(found, line, selection, weighted=weighted).verdict
    after = result(found | {name: (k, n + more)}, line, selection, weighted=weighted).verdict
    assert choose_worse_verdict(before, after) is after


@CASES
@given(parts(), LINES, SELECTIONS, st.booleans())
def test_nothing_is_met_of_which_a_part_is_broken(
    found: dict[str, tuple[int, int]], line: float, selection: str, weighted: bool
) -> None:
    judged = result(found, line, selection, weighted=weighted)
    if any(stratum.verdict is Verdict.BREACHED for stratum in judged.strata):
        assert choose_worse_verdict(judged.verdict, Verdict.LEANING_MET) is judged.verdict


@CASES
@given(parts(), LINES, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_parts_is_irrelevant(
    found: dict[str, tuple[int, int]], line: float, weighted: bool, shuffler: random.Random
) -> None:
    shuffled = dict(shuffler.sample(list(found.items()), len(found)))
    one, other = (result(order, line, "random", weighted=weighted) for order in (found, shuffled))
    assert (one.verdict, one.quantity, one.strata) == (other.verdict, other.quantity, other.strata)
