"""The catalog: its ids, its severities, and what is said of each rule."""

from __future__ import annotations

import re
import string

import pytest

from trustpages.assess.limitations.catalog import RULES
from trustpages.assess.limitations.engine import Rule

BY_ID = [pytest.param(rule, id=rule.id) for rule in RULES]

CRITICAL = {"L04", "L12", "L20", "L30", "L33", "L38", "L42", "L53", "L54", "L56", "L68"}
MEDIUM = {"L05", "L06", "L07", "L09", "L16", "L17", "L18", "L21", "L24", "L26", "L32", "L35", "L37"}
MEDIUM |= {"L39", "L41", "L43", "L45", "L63", "L65", "L66"}
LOW = {"L51", "L52", "L58", "L70"}
GRADED = {"L10", "L12", "L48", "L56", "L60", "L62"}


def test_ids_are_those_of_the_specification_and_one_on_authority_once_each() -> None:
    assert [rule.id for rule in RULES] == [f"L{n:02}" for n in range(1, 74)]
    assert len({rule.slug for rule in RULES}) == len(RULES)


def test_severities_are_those_of_the_specification() -> None:
    by_severity = {rule.id: rule.severity.value for rule in RULES}
    assert {id_ for id_, found in by_severity.items() if found == "critical"} == CRITICAL
    assert {id_ for id_, found in by_severity.items() if found == "medium"} == MEDIUM
    assert {id_ for id_, found in by_severity.items() if found == "low"} == LOW
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
