"""Filling of sentences, sorting and suppression of findings, and what counts as clear."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import Occasion, Occasions, Rule, check_unknown, evaluate_all, reaches
from trustpages.assess.limitations.sentences import fill_slots, format_names, format_pattern
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.vocabulary import Severity

FILLED = [
    ("{k} of {n}", {"k": 1234, "n": "5"}, "1,234 of 5"),
    ("{k:run was|runs were} late", {"k": 1}, "run was late"),
    ("{k:run was|runs were} late", {"k": 0}, "runs were late"),
    ("{k:kind|kinds}", {"k": "1"}, "kind"),
    ("{names}.", {"names": ("a", "b")}, "a, b."),
    ("{names}.", {"names": ("a, of b", "c")}, "a, of b; c."),
    ("{names}.", {"names": ()}, "none."),
    ("{x}", {"x": 0.5}, "0.5"),
    ("{x}", {"x": "{y}"}, "{y}"),
]


@pytest.mark.parametrize(("sentence", "slots", "filled"), FILLED)
def test_slots_are_filled(sentence: str, slots: dict[str, Slot], filled: str) -> None:
    assert fill_slots(sentence, slots) == filled


def test_an_open_slot_is_a_defect() -> None:
    with pytest.raises(ValueError, match="'n'"):
        fill_slots("{k} of {n}", {"k": 1})


def test_a_pattern_shows_slots_by_name_and_speaks_of_many() -> None:
    assert format_pattern("{k} {k:run|runs}: {names}") == "{k} runs: {names}"


@pytest.mark.parametrize(("count", "ending"), [(8, "n6, n7"), (9, "n6 and 2 more"), (100, "n6 and 93 more")])
def test_long_lists_are_cut(count: int, ending: str) -> None:
    assert format_names([f"n{i}" for i in range(count)]).endswith(ending)


@pytest.mark.parametrize(
    ("value", "line", "reached"), [(0.15, 0.15, True), (0.57 - 0.42, 0.15, True), (0.1499, 0.15, False)]
)
def test_noise_of_computation_does_not_put_a_value_below_a_line(value: float, line: float, *, reached: bool) -> None:
    assert reaches(value, line) is reached


def test_nothing_is_clear_as_long_as_something_is_unknown() -> None:
    assert check_unknown([], [], "no date") == ()
    assert check_unknown([], ["a", "b"], "no date") == NotEvaluable("no date: a, b")
    assert check_unknown([Occasion()], ["a"], "no date") == (Occasion(),)


def a_rule(id_: str, found: Occasions, severity: Severity = Severity.HIGH, only_if_not: str = "") -> Rule:
    return Rule(
        id=id_,
        slug=id_,
        severity=severity,
        meaning="It matters.",
        fires="it fires",
        sentence="It says so.",
        removed_by="evidence",
        needs="evidence",
        find=lambda _: found,
        only_if_not=only_if_not,
    )


def evaluated(*rules: Rule) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    agent: AssessedAgent = None  # type: ignore[assignment]  # these rules look at nothing
    found = evaluate_all(rules, agent)
    return (
        [f"{limitation.rule}/{limitation.subject}" for limitation in found.triggered],
        [entry.rule for entry in found.not_evaluable],
        list(found.clear),
    )


def test_worst_first_then_by_rule_then_by_subject() -> None:
    low = a_rule("L1", (Occasion(),), Severity.LOW)
    high = a_rule("L3", (Occasion(about=("b",)), Occasion(about=("a",))))
    raised = a_rule("L2", (Occasion(severity=Severity.CRITICAL),), Severity.LOW)
    assert evaluated(low, high, raised)[0] == ["L2/", "L3/a", "L3/b", "L1/"]


def test_each_outcome_has_its_list() -> None:
    rules = (a_rule("L1", (Occasion(),)), a_rule("L2", ()), a_rule("L3", NotEvaluable("no evidence")))
    assert evaluated(*rules) == (["L1/"], ["L3"], ["L2"])


def test_a_rule_that_another_one_says_more_strongly_is_left_out() -> None:
    weak = a_rule("L2", (Occasion(),), only_if_not="L1")
    assert evaluated(a_rule("L1", (Occasion(),)), weak) == (["L1/"], [], ["L2"])
    assert evaluated(a_rule("L1", ()), weak) == (["L2/"], [], ["L1"])
