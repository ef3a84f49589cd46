"""The catalog: its ids, its severities, and what is said of each rule."""

from __future__ import annotations

import re
import string

import pytest

from trustpages.assess.limitations.catalog import RULES
from trustpages.assess.limitations.engine import Rule
from unit.assess.limitations.severities import GRADED, SEVERITIES

BY_ID = [pytest.param(rule, id=rule.id) for rule in RULES]


def test_ids_run_from_one_without_a_gap() -> None:
    assert [rule.id for rule in RULES] == [f"L{number:02}" for number in range(1, len(RULES) + 1)]
    assert len({rule.slug for rule in RULES}) == len(RULES)


def test_severities_are_those_written_down_apart_from_the_rules() -> None:
    assert {rule.id: rule.severity for rule in RULES} == {rule.id: SEVERITIES[rule.id] for rule in RULES}
    assert {rule.id for rule in RULES if rule.graded} == GRADED


@pytest.mark.parametrize("rule", BY_ID)
def test_the_explanation_begins_with_what_it_means(rule: Rule) -> None:
    said = rule.explained()
    assert said.code == rule.id
    assert said.title == rule.slug.replace("_", " ")
    parts = [rule.meaning, "It fires where ", rule.severity.value, rule.removed_by, "It needs ", "It says: "]
    places = [said.paragraph.find(part) for part in parts]
    assert places == sorted(places)
    assert -1 not in places
    assert "(s)" not in said.paragraph
    assert "|" not in said.paragraph


@pytest.mark.parametrize("rule", BY_ID)
def test_words_fit_into_their_sentences(rule: Rule) -> None:
    assert rule.meaning.endswith(".")
    assert rule.meaning[0].isupper()
    for phrase in (rule.fires, rule.removed_by, rule.needs):
        assert not phrase.endswith(".")
        assert phrase[0].islower() or phrase[0].isdigit() or phrase.startswith("AI")


@pytest.mark.parametrize("rule", BY_ID)
def test_the_sentence_is_plain(rule: Rule) -> None:
    slots = [name for _, name, _, _ in string.Formatter().parse(rule.sentence) if name is not None]
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) for name in slots)
    assert "(s)" not in rule.sentence
    assert rule.sentence.endswith(".")
