"""Every rule of the catalog: documents on which it fires, their neighbour, and documents that do not tell."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from trustpages.assess.limitations import rules as families
from trustpages.assess.limitations.catalog import RULES
from trustpages.assess.limitations.engine import NOTHING_NEEDED
from unit.assess.limitations.cases import FAMILIES
from unit.assess.limitations.rule_case import RuleCase, fired
from unit.assess.limitations.severities import SEVERITIES

CASES = sorted((case for cases in FAMILIES.values() for case in cases), key=lambda case: case.rule)
BY_RULE = [pytest.param(case, id=case.rule) for case in CASES]
WITH_NEIGHBOUR = [pytest.param(case, id=case.rule) for case in CASES if case.clear is not None]
WITH_UNKNOWN = [pytest.param(case, id=case.rule) for case in CASES if case.unknown is not None]

_RULES = Path(families.__path__[0])


def _name_module(path: Path) -> str:
    return ".".join((families.__name__, *path.relative_to(_RULES).with_suffix("").parts))


RULE_FAMILIES = {
    path.stem: [
        rule
        for name, rules in vars(import_module(_name_module(path))).items()
        if name.endswith("_RULES")
        for rule in rules
    ]
    for path in _RULES.rglob("*.py")
    if path.stem != "__init__"
}
ALWAYS_EVALUABLE = {rule.id for rule in RULES if rule.needs == NOTHING_NEEDED}
ALWAYS_STANDS = {"L70"}
WITHOUT_EARLIER_REPORT = {"L54", "L92"}


@pytest.mark.parametrize("case", BY_RULE)
def test_it_fires_on_the_smallest_documents(case: RuleCase) -> None:
    found = fired(case.limitations(case.fires), case.rule)
    assert [limitation.severity for limitation in found] == [case.severity or SEVERITIES[case.rule]]


@pytest.mark.parametrize("case", WITH_NEIGHBOUR)
def test_it_is_clear_on_the_neighbour(case: RuleCase) -> None:
    assert case.clear is not None
    assert case.rule in case.limitations(case.clear).clear


@pytest.mark.parametrize("case", BY_RULE)
def test_its_sentence_has_its_numbers_and_no_open_slot(case: RuleCase) -> None:
    sentence = fired(case.limitations(case.fires), case.rule)[0].text
    assert not re.search(r"[{}]|\bnan\b|\bNone\b|\(s\)", sentence)
    assert [said for said in case.says if said not in sentence] == []


@pytest.mark.parametrize("case", WITH_UNKNOWN)
def test_it_is_not_evaluable_where_the_documents_do_not_tell(case: RuleCase) -> None:
    assert case.unknown is not None
    reasons = [
        unevaluated.reason
        for unevaluated in case.limitations(case.unknown).not_evaluable
        if unevaluated.rule == case.rule
    ]
    assert len(reasons) == 1
    assert reasons[0]


def test_every_rule_has_its_cases() -> None:
    rules = {rule.id for rule in RULES}
    assert [case.rule for case in CASES] == sorted(rules)
    assert {case.rule for case in CASES if case.clear is None} == ALWAYS_STANDS
    assert {case.rule for case in CASES if case.unknown is None} == (ALWAYS_EVALUABLE | WITHOUT_EARLIER_REPORT)


def test_the_cases_of_a_rule_stand_in_the_file_of_its_family() -> None:
    homes = {rule.id: family for family, rules in RULE_FAMILIES.items() for rule in rules}
    assert {case.rule: family for family, cases in FAMILIES.items() for case in cases} == homes
