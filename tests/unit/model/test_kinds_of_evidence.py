from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

import pytest

from trustpages.intake.validation.model_shape import get_annotations
from trustpages.model.documents.base import Model
from trustpages.model.documents.bundle import ITEM_KINDS, OUTCOMES_BY_KIND
from trustpages.model.documents.catalog import KINDS
from trustpages.model.documents.items.base import Item
from trustpages.model.documents.items.outcomes import CountedKind, EvidenceItem, ExaminationKind
from trustpages.model.documents.measures.outcomes import BooleanMeasure, ProportionMeasure

EVIDENCE = set(get_args(EvidenceItem))


def _find_subclasses(model: type[Model]) -> Iterator[type[Model]]:
    for subclass in model.__subclasses__():
        yield subclass
        yield from _find_subclasses(subclass)


def test_every_item_with_a_kind_may_stand_in_a_bundle() -> None:
    with_kind = {model for model in _find_subclasses(Item) if "kind" in model.model_fields}
    assert with_kind == set(ITEM_KINDS.values())


def test_readers_can_tell_the_kinds_apart() -> None:
    labels = [model.traits.label for model in ITEM_KINDS.values()]
    assert all(labels)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_evidence_has_a_class_and_control_records_have_none(kind: str) -> None:
    model = ITEM_KINDS[kind]
    assert (model.traits.evidence_class is not None) == (model in EVIDENCE)


@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_an_item_that_says_how_outcomes_were_decided_counts_them(kind: str) -> None:
    assert ("method" in ITEM_KINDS[kind].model_fields) == (kind in OUTCOMES_BY_KIND)


def test_kinds_that_count_outcomes_are_ranked_one_by_one() -> None:
    ranks = [outcomes.directness for outcomes in OUTCOMES_BY_KIND.values()]
    assert sorted(ranks) == list(range(1, len(ranks) + 1))


def test_a_proportion_may_be_promised_of_every_kind_that_counts_outcomes() -> None:
    assert set(get_args(CountedKind)) == set(OUTCOMES_BY_KIND)
    assert get_annotations(ProportionMeasure)["of"] == CountedKind


def test_a_record_may_be_promised_of_every_examination() -> None:
    promised = set(get_args(get_annotations(BooleanMeasure)["of"]))
    assert set(get_args(ExaminationKind)) <= promised <= set(ITEM_KINDS)


def test_dates_that_are_held_in_order_are_dates() -> None:
    models = {model for kind in KINDS for model in (kind.model, *_find_subclasses(Model))}
    ordered = [(model, pair) for model in models for pair in model.dates_in_order]
    assert len(ordered) >= 9
    for model, pair in ordered:
        assert all(_holds_day(get_annotations(model)[key]) for key in pair)


def _holds_day(annotation: Any) -> bool:
    return annotation is date or any(_holds_day(part) for part in get_args(annotation))
