"""Laws of section 7.6, over any obligations and circumstances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from trustpages.assess.standing.posture_rules import Circumstances, ObligationStanding, apply_posture_rules
from trustpages.model.vocabulary import Posture, Severity, Verdict

BETTER_TO_WORSE = {
    Verdict.MET: (Verdict.LEANING_MET, Verdict.ON_TRACK),
    Verdict.LEANING_MET: (Verdict.LEANING_BREACH, Verdict.AT_RISK, Verdict.ON_TRACK, Verdict.INCOMPLETE),
    Verdict.ON_TRACK: (Verdict.LEANING_BREACH, Verdict.AT_RISK, Verdict.LEANING_MET, Verdict.INCOMPLETE),
    Verdict.LEANING_BREACH: (Verdict.BREACHED, Verdict.AT_RISK, Verdict.MISSING),
    Verdict.AT_RISK: (Verdict.BREACHED, Verdict.LEANING_BREACH, Verdict.MISSING),
    Verdict.INCOMPLETE: (Verdict.BREACHED, Verdict.MISSING),
    Verdict.BREACHED: (Verdict.BREACHED, Verdict.MISSING),
    Verdict.MISSING: (Verdict.BREACHED, Verdict.MISSING),
}
APPLICABLE = st.sampled_from(sorted(BETTER_TO_WORSE))


@st.composite
def _standings(draw: st.DrawFn) -> list[ObligationStanding]:
    size = draw(st.integers(1, 5))
    return [
        ObligationStanding(
            ref=f"service/promise-{number}",
            severity=draw(st.sampled_from(Severity)),
            verdict=draw(APPLICABLE),
            inferred=draw(st.none() | APPLICABLE),
            stale=draw(st.booleans()),
            overdue=draw(st.booleans()),
            unbreakable=draw(st.booleans()),
        )
        for number in range(size)
    ]


CIRCUMSTANCES = st.builds(
    Circumstances,
    blast_radius=st.sampled_from(Severity),
    review_overdue=st.booleans(),
    invalid_override=st.none() | st.just("override-1"),
    vanished=st.none() | st.just("item-1"),
    against=st.none() | st.just("item-1"),
    benchmark_only=st.booleans(),
    has_other_evidence=st.booleans(),
)


def rank(standings: Sequence[ObligationStanding], circumstances: Circumstances) -> int:
    return apply_posture_rules(standings, circumstances).posture.rank


@given(_standings(), CIRCUMSTANCES, st.data())
def test_worsening_one_obligation_never_improves_posture(
    standings: list[ObligationStanding], circumstances: Circumstances, data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(standings) - 1))
    one = standings[number]
    worse = replace(one, verdict=data.draw(st.sampled_from(BETTER_TO_WORSE[one.verdict])))
    after = [*standings[:number], worse, *standings[number + 1 :]]
    assert rank(after, circumstances) <= rank(standings, circumstances)


@given(_standings(), CIRCUMSTANCES, st.data())
def test_losing_all_evidence_of_one_obligation_never_improves_posture(
    standings: list[ObligationStanding], circumstances: Circumstances, data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(standings) - 1))
    lost = replace(standings[number], verdict=Verdict.MISSING, inferred=Verdict.MISSING, stale=False, overdue=False)
    after = [*standings[:number], lost, *standings[number + 1 :]]
    assert rank(after, circumstances) <= rank(standings, circumstances)


@given(_standings(), CIRCUMSTANCES)
def test_a_further_low_promise_that_is_met_never_lifts_a_bad_posture(
    standings: list[ObligationStanding], circumstances: Circumstances
) -> None:
    before = apply_posture_rules(standings, circumstances)
    kept = ObligationStanding("service/another", Severity.LOW, Verdict.MET)
    after = apply_posture_rules([*standings, kept], circumstances)
    if before.posture in (Posture.BLOCKED, Posture.RESTRICTED):
        assert after == before
    assert after.posture.rank <= before.posture.rank


@given(_standings(), CIRCUMSTANCES, st.randoms(use_true_random=False))
def test_the_order_of_obligations_is_irrelevant(
    standings: list[ObligationStanding], circumstances: Circumstances, random: object
) -> None:
    shuffled = list(standings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands in a random.Random
    assert apply_posture_rules(shuffled, circumstances) == apply_posture_rules(standings, circumstances)


@given(_standings(), CIRCUMSTANCES)
def test_worse_circumstances_never_improve_posture(
    standings: list[ObligationStanding], circumstances: Circumstances
) -> None:
    worst = Circumstances(
        blast_radius=Severity.CRITICAL,
        review_overdue=True,
        invalid_override="override-1",
        vanished="item-1",
        against="item-1",
        benchmark_only=True,
        has_other_evidence=False,
    )
    assert rank(standings, worst) <= rank(standings, circumstances)
