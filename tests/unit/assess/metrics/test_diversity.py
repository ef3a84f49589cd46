from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.assess.quantities import measured
from support.assess.results import a_freshness, expired, freshness_of_all
from support.builders import a_benchmark_result, a_bundle, a_context, a_pact, a_review, an_incident, runs
from trustpages.assess.evidence.context import Context
from trustpages.assess.metrics.evidence.adverse import find_adverse_evidence
from trustpages.assess.metrics.evidence.diversity import compute_diversity
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.coverage import Diversity
from trustpages.model.vocabulary import EvidenceClass

Values = dict[str, Any]
SHA = "a" * 64


def of(context: Context, *changed: Any) -> Diversity:
    return compute_diversity(context, freshness_of_all(context, *changed), find_adverse_evidence(context))


def an_audit(id_: str, **changes: Any) -> Values:
    values = {
        "kind": "audit",
        "id": id_,
        "date": "2026-06-20",
        "scope": "All",
        "auditor": {"name": "Auditor"},
        "result": "pass",
    }
    return values | changes


def made_by(name: str, relationship: str) -> Values:
    return {"name": name, "relationship": relationship}


def worked_example() -> Context:
    """Fourteen items in five classes, from three sources; four of them not by the vendor."""
    vendor, lab, buyer = (made_by("Vendor", "vendor"), made_by("Lab", "third_party"), made_by("Buyer", "customer"))
    contractor = made_by("Lab", "contractor")
    results = [a_benchmark_result(id=f"bench-{i}", producer=vendor) for i in range(8)]
    production = [runs(id="runs-1", producer=vendor)] + [
        runs(id=f"runs-{i}", producer=producer) for i, producer in ((2, buyer), (3, buyer))
    ]
    rest = [
        an_incident(producer=lab),
        an_audit("audit-1", producer=lab),
        an_audit("audit-2", subject="governance", producer=contractor),
    ]
    return a_context(a_bundle(*results, *production, *rest))


def test_worked_example() -> None:
    found = of(worked_example())
    assert [measured(d).value for d in (found.d0, found.d1, found.d2)] == [
        5,
        pytest.approx(3.3716, abs=5e-5),
        pytest.approx(2.5789, abs=5e-5),
    ]
    assert found.evenness == pytest.approx(0.6743, abs=5e-5)
    assert found.benchmark_share == pytest.approx(8 / 14)
    independence = measured(found.independence)
    assert (independence.k, independence.n) == (4, 14)
    assert (independence.low, independence.high) == (pytest.approx(0.1172, abs=5e-5), pytest.approx(0.5465, abs=5e-5))
    assert found.organisations == (("Vendor", 9), ("Lab", 3), ("Buyer", 2))
    assert measured(found.hhi).value == pytest.approx(0.4796, abs=5e-5)
    assert found.effective_sources == pytest.approx(2.085, abs=5e-4)
    assert measured(found.d1).low is None


def test_a_class_without_items_does_not_count_as_a_kind() -> None:
    found = of(a_context(a_bundle(runs(), an_incident())))
    assert measured(found.d0).value == 2
    assert dict(found.amounts)[EvidenceClass.AUDIT] == 0


def test_nothing_is_undefined() -> None:
    found = of(a_context())
    for quantity in (found.d0, found.d1, found.d2, found.hhi, found.independence):
        assert isinstance(quantity, Unmeasured)
        assert quantity.status is Status.UNDEFINED
    assert (found.evenness, found.benchmark_share, found.effective_sources) == (None, None, None)


def test_one_class_is_one_kind() -> None:
    found = of(a_context(a_bundle(runs())))
    assert [measured(d).value for d in (found.d0, found.d1, found.d2)] == [1, 1, 1]
    assert found.evenness == 1


def test_control_records_are_no_evidence() -> None:
    assert of(a_context(a_bundle(runs(), a_review()))) == of(a_context(a_bundle(runs())))


def test_expired_items_weigh_nothing() -> None:
    context = a_context(a_bundle(runs(), a_benchmark_result()))
    found = of(context, expired("june-runs"))
    assert found.benchmark_share == 1
    assert dict(found.items)[EvidenceClass.RUNTIME] == 0
    gone = of(context, expired("june-runs", "bench-result"))
    assert isinstance(gone.d1, Unmeasured)


def test_items_weigh_as_much_as_they_are_fresh() -> None:
    context = a_context(a_bundle(runs(), a_benchmark_result()))
    found = of(context, {"june-runs": a_freshness("june-runs", weight=0.25)})
    assert found.benchmark_share == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("first", "second", "artefacts"),
    [
        ({}, {}, 2),
        ({"run_set": "june"}, {"run_set": "june"}, 1),
        ({"run_set": "june"}, {"run_set": "july"}, 2),
        ({"source": {"sha256": SHA}}, {"source": {"sha256": SHA}}, 1),
        ({"source": {"sha256": SHA}}, {"source": {"sha256": "b" * 64}}, 2),
        ({"source": {"sha256": SHA}, "run_set": "june"}, {"source": {"sha256": SHA}}, 1),
    ],
)
def test_one_artefact_counts_once(first: Values, second: Values, artefacts: int) -> None:
    found = of(a_context(a_bundle(runs(id="a", **first), runs(id="b", **second))))
    assert sum(count for _, count in found.items) == artefacts
    assert found.duplicates == (("b",) if artefacts == 1 else ())


def test_an_artefact_that_links_two_others_makes_them_one() -> None:
    linked = [
        runs(id="a", run_set="june"),
        runs(id="b", source={"sha256": SHA}),
        an_incident(id="c", run_set="june", source={"sha256": SHA}),
    ]
    found = of(a_context(a_bundle(*linked)))
    assert measured(found.d0).n == 1
    assert found.duplicates == ("b", "c")


def test_absent_classes_are_those_that_the_pact_requires() -> None:
    pact = a_pact(requires={"approval": ["runtime", "audit"], "escalation": ["red_team"]})
    found = of(a_context(a_bundle(runs()), pacts=[pact]))
    assert found.required == (EvidenceClass.RUNTIME, EvidenceClass.AUDIT)
    assert found.absent == (EvidenceClass.AUDIT,)


def test_without_required_classes_all_that_are_not_there_are_named() -> None:
    found = of(a_context(a_bundle(runs())))
    assert found.required == ()
    assert set(found.absent) == set(EvidenceClass) - {EvidenceClass.RUNTIME}


ITEMS = [
    runs(),
    a_benchmark_result(),
    an_incident(),
    an_audit("audit-1"),
    runs(id="again", run_set="x"),
    an_incident(id="z", run_set="x"),
]


@given(st.permutations(ITEMS))
def test_order_of_evidence_is_irrelevant(items: list[Values]) -> None:
    assert of(a_context(a_bundle(*items))) == of(a_context(a_bundle(*ITEMS)))


@given(st.integers(min_value=0, max_value=6))
def test_copies_of_an_artefact_change_nothing(copies: int) -> None:
    stuffed = [runs(id=f"copy-{i}", run_set="june") for i in range(copies)]
    base = [runs(run_set="june"), an_incident()]
    found = of(a_context(a_bundle(*base, *stuffed)))
    assert measured(found.d1).value == measured(of(a_context(a_bundle(*base))).d1).value


def test_spellings_of_one_organisation_are_one_source() -> None:
    spellings = ("Acme Ltd", "ACME Ltd.", "Acme Ltd\u200b", "Аcme Ltd")  # the last one with a Cyrillic letter
    items = [runs(id=f"runs-{i}", producer=made_by(name, "vendor")) for i, name in enumerate(spellings)]
    found = of(a_context(a_bundle(*items)))
    assert found.organisations == (("ACME Ltd.", 4),)
    assert found.effective_sources == 1
