from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from support.builders import (
    AS_OF,
    Values,
    a_benchmark_result,
    a_bundle,
    a_context,
    a_pact,
    an_agent,
    an_incident,
    an_obligation,
    days_before,
    runs,
)
from trustpages.assess.evidence.context import Case, Context
from trustpages.assess.evidence.item_counts import tally_outcome
from trustpages.assess.evidence.pooling import Pool, pool_evidence
from trustpages.assess.evidence.tally import Tally
from trustpages.model.vocabulary import Setting


def pool_of(context: Context, kinds: tuple[str, ...] = ("runs",)) -> Pool[Tally]:
    pact, obligation = context.obligations()[0]
    case = Case(context, pact, obligation)
    return pool_evidence(case, kinds, partial(tally_outcome, context, window=case.days))


def pool(*items: Values, **more: Any) -> Pool[Tally]:
    return pool_of(a_context(a_bundle(*items), **more))


def ids(found: Pool[Tally]) -> list[str]:
    return [counted.evidence.id for counted in found.counted]


def test_what_supports_the_obligation_is_pooled_by_id() -> None:
    found = pool(runs(id="b"), runs(id="a"), runs(id="c", supports=[]))
    assert ids(found) == ["a", "b"]
    assert found.left_out == ()


@pytest.mark.parametrize(
    ("changes", "last"),
    [((), days_before(300 - 180)), ((("model", 250),), days_before(251)), ((("prompt", 250),), days_before(300 - 180))],
)
def test_what_is_too_old_says_until_when_it_was_not(changes: tuple[tuple[str, int], ...], last: date) -> None:
    log = [{"date": days_before(day), "kind": kind, "summary": "Changed."} for kind, day in changes]
    found = pool(runs(collected=days(310, 300)), agent=an_agent(changes=log))
    assert [left_out.expires_on for left_out in found.left_out] == [last]


def days(start: int, end: int) -> Values:
    return {"from": days_before(start), "to": days_before(end)}


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (an_incident(), "the promise counts runs"),
        (a_benchmark_result(), "the promise counts runs"),
        (runs(collected=days(95, 91)), "stale"),
        (runs(collected=days(400, 390)), "expired: 390 days old"),
        (runs(collected=days(200, 100)), "collected until 2026-03-22, before the window opens"),
        (runs(collected=days(5, -5)), "invalid"),
        (runs(setting="staging"), "runs in staging are not pooled with runs in production"),
        (runs(setting="benchmark"), "runs in benchmark are not pooled with runs in production"),
        (runs(None, None), "the item reports no counts"),
        (runs(None, None, share={"low": 0.8, "high": 0.84}), "it states 80 % to 84 % without saying of how many"),
        (runs(90, 99, run_set="same"), "it reports on the same runs as good"),
    ],
)
def test_what_is_left_out_says_why(item: Values, reason: str) -> None:
    good = runs(id="good", run_set="same" if item.get("run_set") else None)
    found = pool(good, item | {"id": "other"})
    assert ids(found) == ["good"]
    (left_out,) = found.left_out
    assert left_out.evidence == "other"
    if reason != "stale":
        assert left_out.reason.startswith(reason)


def test_the_undated_is_left_out() -> None:
    found = pool_of(a_context(a_bundle(collected=None)))
    assert [left_out.reason for left_out in found.left_out] == ["missing: its date is unknown"]


def test_evidence_from_before_a_material_change_is_left_out() -> None:
    change = {"date": days_before(5), "kind": "model", "summary": "-"}
    found = pool(runs(), agent=an_agent(changes=[change]))
    assert found.left_out[0].reason.startswith("expired: the agent changed materially")


@pytest.mark.parametrize(
    ("settings", "best"),
    [
        (("production", "staging", "benchmark"), Setting.PRODUCTION),
        (("staging", "benchmark"), Setting.STAGING),
        (("benchmark",), Setting.BENCHMARK),
        ((), None),
    ],
)
def test_only_the_best_setting_is_pooled(settings: tuple[str, ...], best: Setting | None) -> None:
    items = [runs(id=f"in-{setting}", setting=setting) for setting in settings] or [runs(supports=[])]
    found = pool(*items)
    assert found.setting is best
    assert len(found.counted) == (1 if settings else 0)
    assert len(found.left_out) == max(0, len(settings) - 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [({"run_set": "s"}, {"run_set": "s"}), ({"source": {"sha256": "a" * 64}}, {"source": {"sha256": "a" * 64}})],
)
def test_the_same_runs_count_once_and_the_worse_report_stays(one: Values, other: Values) -> None:
    found = pool(runs(95, 100, id="better", **one), runs(90, 100, id="worse", **other))
    assert ids(found) == ["worse"]
    larger = pool(runs(95, 101, id="better", **one), runs(90, 100, id="worse", **other))
    assert ids(larger) == ["better"]


def test_items_of_one_bundle_may_share_its_source() -> None:
    bundle = a_bundle(runs(id="a"), runs(id="b"), source={"sha256": "a" * 64})
    assert ids(pool_of(a_context(bundle))) == ["a", "b"]


def test_a_fixed_window_that_is_over_keeps_its_evidence() -> None:
    window = {"from": date(2026, 6, 1), "to": date(2026, 6, 30)}
    pact = a_pact(an_obligation(window=window))
    context = a_context(a_bundle(), pacts=[pact], as_of=date(2026, 8, 1))
    assert ids(pool_of(context)) == ["june-runs"]
    assert context.as_of > AS_OF
