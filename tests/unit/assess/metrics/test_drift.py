"""Whether the level of a promise held throughout its window: by days of data files, by periods of items."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from support.builders import AS_OF, Values, a_bundle, a_context, a_pact, an_obligation, days_before, runs
from trustpages.assess.evidence.item_counts import build_data_request
from trustpages.assess.metrics.drift import find_drifts
from trustpages.assess.obligations.results import evaluate_obligations
from trustpages.model.aggregate import DataAggregate, DataRequest, DayAggregate
from trustpages.model.documents.items.data_file import Data
from trustpages.model.measured import Measured, Status, Unmeasured
from trustpages.model.results.obligation import Drift, Level

FILE: Values = {"file": "runs.csv", "success": {"column": "good", "equals": True}, "at": "day"}
FIRST = days_before(89)


def by_day(*good: int, of: int = 20, first: date = FIRST) -> DataAggregate:
    """So many good runs on consecutive days of as many runs each."""
    days = tuple(DayAggregate(first + timedelta(days=place), of, k, 0) for place, k in enumerate(good))
    attempts = of * len(good)
    return DataAggregate(attempts, sum(good), 0, first=first, last=days[-1].day, days=len(days), by_day=days)


def drifts(*answers: DataAggregate, measure: Values | None = None, **obligation: Values) -> tuple[Drift, ...]:
    """Of one promise with one data file for each answer."""
    items = [
        runs(None, None, id=f"runs-{i}", run_set=f"set-{i}", data=FILE | {"file": f"{i}.csv"}, selection="all")
        for i in range(len(answers))
    ]
    pact = a_pact(an_obligation(**({"measure": measure} if measure else {}) | obligation))
    empty = a_context(a_bundle(*items), pacts=[pact])
    known: dict[DataRequest, DataAggregate] = {}
    for evidence, found in zip(empty.evidence, answers, strict=True):
        data = Data.model_validate(FILE | {"file": f"{evidence.id.removeprefix('runs-')}.csv"})
        for window in ((None, None), (FIRST, AS_OF)):
            known[build_data_request(evidence, data, window, outcome="success")] = found
    context = a_context(a_bundle(*items), pacts=[pact], aggregates=known)
    return find_drifts(context, evaluate_obligations(context, ()))


def test_a_drop_after_sixty_days() -> None:
    (found,) = drifts(by_day(*[20, 20, 20, 20, 19] * 12, *[16] * 30))
    assert (found.before, found.after) == (Level(60, 1188, 1200), Level(30, 480, 600))
    assert found.on == FIRST + timedelta(days=60)
    assert found.p is not None
    assert found.p < 1e-6
    assert isinstance(found.headline, Measured)
    assert found.headline.value == pytest.approx(0.80 - 0.99)
    assert found.evidence == ("runs-0",)


def test_days_of_several_files_count_together_and_days_outside_the_window_do_not() -> None:
    early, late = by_day(*[20] * 8), by_day(*[14] * 4, first=FIRST + timedelta(days=8))
    (found,) = drifts(early, late)
    assert (found.before, found.after) == (Level(8, 160, 160), Level(4, 56, 80))
    (cut,) = drifts(by_day(*[0] * 5, *[20] * 8, *[14] * 4, first=FIRST - timedelta(days=5)))
    assert (cut.before, cut.after) == (found.before, found.after)


def test_days_after_those_that_were_judged_do_not_count() -> None:
    """A verdict of record looks at the days up to its review, and so does what is said of them."""
    answer = by_day(*[20] * 8, *[14] * 4, *[0] * 5)
    pact = a_pact(an_obligation())
    item = runs(None, None, data=FILE, selection="all")
    (evidence,) = a_context(a_bundle(item), pacts=[pact]).evidence
    asked = build_data_request(evidence, Data.model_validate(FILE), outcome="success")
    context = a_context(a_bundle(item), pacts=[pact], aggregates={asked: answer})
    (result,) = evaluate_obligations(context, ())
    judged = replace(result, pooled=(evidence.id,), window=(FIRST, FIRST + timedelta(days=11)))
    (found,) = find_drifts(context, [judged])
    assert (found.before, found.after) == (Level(8, 160, 160), Level(4, 56, 80))


def test_too_few_days_and_no_days() -> None:
    (found,) = drifts(by_day(20, 14, 20))
    assert isinstance(found.headline, Unmeasured)
    assert (found.headline.status, found.p) == (Status.INSUFFICIENT, None)
    context = a_context(a_bundle(runs(95, 100)))
    assert find_drifts(context, evaluate_obligations(context, ())) == ()


def test_periods_of_an_item_have_no_days() -> None:
    context = a_context(a_bundle(runs(86, 100, by_period=[0] * 8 + [3, 4, 4, 3])))
    (found,) = find_drifts(context, evaluate_obligations(context, ()))
    assert (found.before, found.after, found.on) == (Level(8, 0), Level(4, 14), None)
    assert isinstance(found.headline, Measured)
    assert (found.headline.value, found.headline.unit) == (3.5, "failures a period")


@pytest.mark.parametrize(
    ("item", "measure", "counts"),
    [
        (runs(86, 100, by_period=[0] * 8 + [3, 4, 4, 2]), None, []),  # 13 of something else than the 14 failures
        (runs(86, 100, by_period=[0] * 8 + [3, 4, 4, 3], unknown=2), None, []),
        (runs(84, 100, by_period=[0] * 8 + [3, 4, 4, 3], unknown=2), None, ["failures"]),
        (runs(99, 100, events=14, by_period=[0] * 8 + [3, 4, 4, 3]), {"kind": "rate", "per": 1000}, ["events"]),
    ],
)
def test_periods_count_for_the_promise_whose_total_they_add_up_to(
    item: Values, measure: Values | None, counts: list[str]
) -> None:
    threshold = {"at_most": 5} if measure else {"at_least": 0.9}
    pact = a_pact(an_obligation(threshold=threshold, **({"measure": measure} if measure else {})))
    context = a_context(a_bundle(item | {"monitoring": {"fraction": 1.0}}), pacts=[pact])
    assert [drift.counts for drift in find_drifts(context, evaluate_obligations(context, ()))] == counts


def test_a_promise_about_a_value_has_no_outcomes_by_day() -> None:
    measure = {"kind": "mean", "value": "latency"}
    pact = a_pact(an_obligation(measure=measure, threshold={"at_most": 3}))
    values = {"latency": {"n": 100, "mean": 2, "sd": 1, "skewness": 0}}
    context = a_context(a_bundle(runs(86, 100, by_period=[0] * 8 + [3, 4, 4, 3], values=values)), pacts=[pact])
    assert find_drifts(context, evaluate_obligations(context, ())) == ()
