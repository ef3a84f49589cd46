"""Gates name kinds of changes, or rules, each from a weight on."""

from __future__ import annotations

import pytest

from support.builders import a_bundle, a_workspace, an_agent_evidence, runs
from support.review.sides import a_side, review
from trustpages.model.documents.trust import Gates
from trustpages.model.problem import TrustpagesError
from trustpages.model.results.records.changes import Turn
from trustpages.model.results.review import ReviewedChange
from trustpages.model.sentence import Sentence
from trustpages.model.vocabulary import Severity
from trustpages.review.gating import KINDS, parse_gates
from trustpages.review.rules.catalog import CHANGE_RULES, RULES_BY_ID


def a_change(turn: Turn = Turn.WORSE, weight: Severity = Severity.HIGH, innocent: str = "") -> ReviewedChange:
    return ReviewedChange(
        rule="verdict",
        agent="desk",
        subject="service/success",
        before="met",
        after="breached",
        turn=turn,
        weight=weight,
        fingerprint="",
        title=Sentence("It changed"),
        innocent=innocent,
    )


@pytest.mark.parametrize(
    ("gate", "change", "by_chance", "stops"),
    [
        ("worse", a_change(), False, True),
        ("worse", a_change(), True, False),
        ("worse", a_change(Turn.LOST), False, False),
        ("worse:critical", a_change(), False, False),
        ("worse:high", a_change(weight=Severity.CRITICAL), False, True),
        ("lost", a_change(Turn.LOST), False, True),
        ("disputed", a_change(Turn.DISPUTED), False, True),
        ("chance", a_change(), True, True),
        ("chance", a_change(), False, False),
        ("chance", a_change(Turn.BETTER), True, False),
        ("any", a_change(Turn.BETTER), False, True),
        ("any:high", a_change(weight=Severity.LOW), False, False),
        ("gaming", a_change(innocent="By mistake."), False, True),
        ("gaming", a_change(), False, False),
        ("verdict", a_change(Turn.NEUTRAL), False, True),
        ("posture", a_change(), False, False),
    ],
)
def test_a_gate_stops_what_it_names(gate: str, change: ReviewedChange, by_chance: bool, stops: bool) -> None:
    assert parse_gates([gate]).stop(change, by_chance=by_chance) is stops


def test_without_gates_nothing_stops() -> None:
    assert not parse_gates(()).stop(a_change(), by_chance=False)


@pytest.mark.parametrize("name", ["worst", "worse:grave", "worse:", "worse:high:low"])
def test_a_gate_that_names_nothing_is_refused(name: str) -> None:
    if name == "worse:":  # no weight is every weight
        assert parse_gates([name]) == parse_gates(["worse"])
        return
    with pytest.raises(TrustpagesError) as refused:
        parse_gates([name])
    assert refused.value.code == "unknown-review-gate"


def test_the_gates_by_default_can_be_read() -> None:
    assert len(parse_gates(Gates().review).gates) == len(Gates().review)


def test_no_kind_has_the_name_of_a_rule() -> None:
    assert not KINDS.keys() & RULES_BY_ID.keys()


def test_rules_have_names_of_their_own_and_opposites_that_know_them() -> None:
    assert len(RULES_BY_ID) == len(CHANGE_RULES)
    opposites = {rule.id: rule.opposite for rule in CHANGE_RULES if rule.opposite}
    assert {there: back for back, there in opposites.items()} == opposites


def test_the_next_step_explains_what_stops_first() -> None:
    before, after = (a_side(a_workspace(an_agent_evidence(a_bundle(runs(good, 200))))) for good in (198, 100))
    found = review(before, after)
    assert found.next_step == ("trustpages", "explain", found.changes[0].rule)
    assert found.changes[0].stops
    assert review(before, before).next_step == ()
