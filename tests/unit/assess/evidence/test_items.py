from __future__ import annotations

from datetime import date

import pytest

from support.builders import Values, a_benchmark_result, a_bundle, a_review, an_agent_evidence, an_incident, runs
from trustpages.assess.evidence.items import resolve_evidence
from trustpages.model.vocabulary import EvidenceClass

AUDIT: Values = {
    "kind": "audit",
    "id": "audit-1",
    "date": date(2026, 3, 1),
    "scope": "Controls.",
    "auditor": {"name": "Firm"},
    "result": "pass",
}


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (runs(setting="production"), EvidenceClass.RUNTIME),
        (runs(setting="staging"), EvidenceClass.BENCHMARK),
        (runs(setting="benchmark"), EvidenceClass.BENCHMARK),
        (a_benchmark_result(), EvidenceClass.BENCHMARK),
        (an_incident(), EvidenceClass.INCIDENT),
        (AUDIT, EvidenceClass.AUDIT),
        (AUDIT | {"subject": "governance"}, EvidenceClass.GOVERNANCE),
        ({"kind": "human_review", "id": "h"}, EvidenceClass.HUMAN_REVIEW),
        ({"kind": "red_team", "id": "r", "scope": "Prompts."}, EvidenceClass.RED_TEAM),
        ({"kind": "customer_outcome", "id": "c", "outcome": "Paid."}, EvidenceClass.CUSTOMER_OUTCOME),
        (a_review(), None),
    ],
)
def test_the_class_follows_from_kind_and_setting(item: Values, expected: EvidenceClass | None) -> None:
    (found,) = resolve_evidence(an_agent_evidence(a_bundle(item)))
    assert found.evidence_class is expected


def test_what_an_item_says_wins_over_its_bundle() -> None:
    own = {"name": "Lab", "relationship": "third_party"}
    days = {"from": date(2026, 2, 1), "to": date(2026, 2, 2)}
    item = runs(agent_version="v0", producer=own, collected=days)
    (found,) = resolve_evidence(an_agent_evidence(a_bundle(item)))
    assert (found.version, found.producer.name, found.collected_to) == ("v0", "Lab", date(2026, 2, 2))


def test_what_an_item_does_not_say_comes_from_its_bundle() -> None:
    (found,) = resolve_evidence(an_agent_evidence(a_bundle(runs(), illustrative=True)))
    assert (found.version, found.producer.name) == ("v1", "Vendor")
    assert found.collected_to == date(2026, 6, 20)
    assert found.illustrative


@pytest.mark.parametrize(
    ("collected", "expected"),
    [
        (None, date(2026, 3, 1)),
        ({"from": date(2026, 6, 1), "to": date(2026, 6, 20)}, date(2026, 3, 1)),
        ({"from": date(2026, 1, 1), "to": date(2026, 2, 1)}, date(2026, 2, 1)),
    ],
)
def test_an_audit_is_as_old_as_its_day_or_its_bundle(collected: Values | None, expected: date) -> None:
    (found,) = resolve_evidence(an_agent_evidence(a_bundle(AUDIT, collected=collected)))
    assert found.collected_to == expected


def test_items_are_sorted_by_id_whatever_the_order_of_files() -> None:
    one, other = a_bundle(runs(id="b"), id="x"), a_bundle(runs(id="a"), id="y")
    found = resolve_evidence(an_agent_evidence(one, other))
    assert [item.id for item in found] == ["a", "b"]
    assert found == resolve_evidence(an_agent_evidence(other, one))
