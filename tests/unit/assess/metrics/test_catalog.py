"""Every metric has its words, its function and its place: what runs is what is explained."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from graphlib import CycleError
from inspect import signature
from types import GenericAlias
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from support.builders import a_context, a_workspace
from trustpages.assess.evidence.context import Context
from trustpages.assess.history.effects import AgentHistory, build_history
from trustpages.assess.history.lineage import Lineage
from trustpages.assess.metrics.catalog import GIVEN, METRICS, compute_findings, compute_portfolio, sort_by_reads
from trustpages.assess.metrics.freshness import FRESHNESS
from trustpages.assess.metrics.metric import Metric
from trustpages.model.results.findings import Findings, find_field
from trustpages.model.results.follow_through import OpenTrigger
from trustpages.model.results.report import Portfolio

OF_AGENT = [metric for metric in METRICS if metric.compute is not None]
ACROSS = [metric for metric in METRICS if metric.across is not None]
IN_WORDS = ("id", "title", "question", "needs", "smallest", "formula", "cannot_tell", "sources")
AVAILABLE = {
    **get_type_hints(Findings),
    "portfolio": Portfolio,
    "history": AgentHistory,
    "triggers": tuple[OpenTrigger, ...],
}


def as_tuple(hint: Any) -> Any:
    """A sequence as the tuple in which findings hold it."""
    (item,) = get_args(hint) if get_origin(hint) is Sequence else (None,)
    return hint if item is None else GenericAlias(tuple, (item, ...))


def a_metric(id_: str, *reads: str) -> Metric:
    return replace(FRESHNESS, id=id_, reads=reads)


def test_ids_are_stable_and_kebab_case() -> None:
    assert len({metric.id for metric in METRICS}) == len(METRICS)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", metric.id) for metric in METRICS)


def test_every_metric_says_all_that_a_reader_needs() -> None:
    for metric in METRICS:
        assert all(getattr(metric, name) for name in IN_WORDS)
        assert metric.question.endswith("?")
        assert metric.formula.endswith(".")
        assert metric.cannot_tell.endswith(".")


def test_explained_in_one_paragraph() -> None:
    for metric in METRICS:
        found = metric.explained()
        assert (found.code, found.title) == (metric.id, metric.title)
        assert "\n" not in found.paragraph
        assert "  " not in found.paragraph
        assert metric.cannot_tell in found.paragraph


def test_every_metric_computes_something() -> None:
    assert all(metric.compute or metric.across for metric in METRICS)


def test_every_finding_comes_from_one_metric() -> None:
    assert sorted(metric.field for metric in OF_AGENT) == sorted(field.name for field in fields(Findings))


@pytest.mark.parametrize("metric", OF_AGENT, ids=lambda metric: metric.id)
def test_a_function_takes_what_it_reads_and_gives_its_finding(metric: Metric) -> None:
    assert metric.compute is not None
    hints = get_type_hints(metric.compute)
    context, *rest = signature(metric.compute).parameters
    assert hints[context] is Context
    assert sorted(rest) == sorted(metric.reads)
    assert {name: as_tuple(hints[name]) for name in rest} == {name: AVAILABLE[name] for name in rest}
    assert hints["return"] == AVAILABLE[metric.field]


@pytest.mark.parametrize("metric", ACROSS, ids=lambda metric: metric.id)
def test_what_concerns_all_agents_has_its_place_in_the_portfolio(metric: Metric) -> None:
    assert metric.across is not None
    assert get_type_hints(metric.across)["return"] == get_type_hints(Portfolio)[metric.field]


@pytest.mark.parametrize("metrics", [METRICS, METRICS[::-1]], ids=["as listed", "reversed"])
def test_each_step_comes_after_those_that_it_reads(metrics: Sequence[Metric]) -> None:
    before = set(GIVEN)
    for metric in sort_by_reads(metrics):
        assert before.issuperset(metric.reads), metric.id
        before.add(metric.field)
    assert before >= {metric.field for metric in OF_AGENT}


def test_metrics_that_read_each_other_are_a_defect() -> None:
    with pytest.raises(CycleError):
        sort_by_reads((a_metric("first", "second"), a_metric("second", "first")))


def test_a_finding_without_a_metric_of_another_name_is_called_as_its_metric() -> None:
    assert find_field("follow-through") == "follow_through"
    assert find_field("review-cadence") == "reviews"


def test_what_a_metric_gives_stands_in_the_findings() -> None:
    context = a_context()
    portfolio, history = compute_portfolio(a_workspace()), build_history(context, Lineage())
    found = compute_findings(context, portfolio, history)
    assert len(found.obligations) == 1
    assert found.ranks == ()
    assert portfolio.procurement is None
