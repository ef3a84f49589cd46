from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any, ClassVar, Literal

import pytest
from pydantic import TypeAdapter

from support.assess.histories import a_report
from support.builders import a_bundle, a_context, a_pact, a_trust, a_workspace, an_obligation
from trustpages.assess.limitations.rules.promises.obligations import describe_open_promise
from trustpages.assess.measures.assessor import MeasureAssessor
from trustpages.assess.measures.catalog import ASSESSORS
from trustpages.assess.obligations.results import evaluate_obligations
from trustpages.compose.charts.obligations import chart_intervals
from trustpages.compose.composition import Composition
from trustpages.compose.wording.figures import describe_observation
from trustpages.model.documents.bundle import ITEM_KINDS, OUTCOMES_BY_KIND, AnyItem
from trustpages.model.documents.measures.base import BaseMeasure, MeasureTraits
from trustpages.model.documents.measures.catalog import MEASURE_KINDS, Measure
from trustpages.model.documents.pact import Obligation
from trustpages.model.documents.thresholds import Threshold
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict
from trustpages.model.workspace import Origins

MEASURES: TypeAdapter[Measure] = TypeAdapter(Measure)
ITEMS: TypeAdapter[AnyItem] = TypeAdapter(AnyItem)

REQUIRED_KEYS: dict[str, Any] = {
    "id": "item",
    "value": "seconds",
    "setting": "production",
    "benchmark": "bench",
    "score": 0.5,
    "severity": "minor",
    "occurred": "2026-06-01",
    "visible_event": "A wrong answer.",
    "date": "2026-06-01",
    "opened": "2026-06-01",
    "triggered_at": "2026-06-01",
    "scope": "All.",
    "auditor": {"name": "Firm"},
    "by": {"name": "Somebody"},
    "result": "pass",
    "outcome": "Good.",
    "occasion": "scheduled",
    "obligation": "service/task-success",
    "decision": "override",
    "about": "A verdict.",
    "status": "open",
    "action": "escalate",
    "worked": True,
}
OF_ONE_KIND: dict[str, dict[str, Any]] = {
    "published_score": {"score": "rating", "value": 1300.0},
    "score": {"score": "rating"},
}


def _make(model: type[Any], kind: str) -> dict[str, Any]:
    required = (name for name, field in model.model_fields.items() if field.is_required() and name != "kind")
    return {"kind": kind} | {name: (REQUIRED_KEYS | OF_ONE_KIND.get(kind, {}))[name] for name in required}


def a_promise_of(kind: str) -> Obligation:
    model = MEASURE_KINDS[kind]
    measure = MEASURES.validate_python(_make(model, kind))
    lines: tuple[dict[str, float], ...] = ({"at_least": 0.9}, {"at_most": 0.1}, {})
    line = next(one for one in lines if not list(measure.check_threshold(Threshold.model_validate(one))))
    return an_obligation(measure=_make(model, kind), threshold=line)


def assess(kind: str) -> ObligationResult:
    items = [_make(model, name) | {"id": name.replace("_", "-")} for name, model in ITEM_KINDS.items()]
    bundle = a_bundle(*(item | {"supports": ["service/task-success"]} for item in items))
    (result,) = evaluate_obligations(a_context(bundle, pacts=[a_pact(a_promise_of(kind))]), ())
    return result


@pytest.mark.parametrize("kind", MEASURE_KINDS)
def test_every_kind_has_its_own_assessor(kind: str) -> None:
    assessor = ASSESSORS[kind]
    assert isinstance(assessor, MeasureAssessor)
    assert assessor.model is MEASURE_KINDS[kind]


def find_leaves(model: type[object]) -> Iterator[type[object]]:
    """The classes of the program below this one that no other of its classes is made from."""
    below = [inner for inner in model.__subclasses__() if inner.__module__.startswith("trustpages.")]
    if not below:
        yield model
    for inner in below:
        yield from find_leaves(inner)


def test_every_measure_may_stand_in_a_pact() -> None:
    concrete = set(find_leaves(BaseMeasure))
    assert concrete == set(MEASURE_KINDS.values())
    assert not any(inspect.isabstract(model) for model in concrete)
    assert all(isinstance(model.traits, MeasureTraits) for model in MEASURE_KINDS.values())


def test_a_measure_that_checks_no_threshold_is_refused() -> None:
    class Careless(BaseMeasure):
        traits: ClassVar[MeasureTraits] = MeasureTraits(scale=None, harmful=(), is_record=False)
        kind: Literal["careless"]

        def explain_unused(self, item: AnyItem) -> str:
            return ""

    with pytest.raises(TypeError, match="check_threshold"):
        Careless.model_validate({"kind": "careless"})


@pytest.mark.parametrize("kind", MEASURE_KINDS)
@pytest.mark.parametrize("item", OUTCOMES_BY_KIND)
def test_what_is_called_unused_does_not_count(kind: str, item: str) -> None:
    made = ITEMS.validate_python(_make(ITEM_KINDS[item], item))
    unused = a_promise_of(kind).measure.explain_unused(made)
    assert not (unused and item.replace("_", "-") in assess(kind).pooled)


@pytest.mark.parametrize("kind", MEASURE_KINDS)
def test_a_promise_of_every_kind_is_assessed_and_shown(kind: str) -> None:
    result = assess(kind)
    assert result.kind == kind
    assert result.verdict in Verdict
    assert result.target.text
    assert describe_observation(result).headline
    assert describe_open_promise(result, "runs").slots["T"] == result.target.text
    assert ASSESSORS[kind].describe_open(result).text
    chart = chart_intervals(Composition(a_report(a_workspace()), a_trust(), Origins()), [result])
    assert chart is None or chart.rows
