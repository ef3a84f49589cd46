"""Results of lm-evaluation-harness: rows decide where they are there, and their number is held against the stated."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.imports import count, doubts, read_shared, shared
from trustpages.intake.importers.evaluations.lm_eval import LM_EVAL
from trustpages.intake.importers.importer import Imported, ImportedItem
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.model.problem import Fault

FOLDER, RUN = "eval_outputs/lm_eval", "2026-01-21T03-44-18.458309"


FIGURES: dict[str, Any] = {"acc,none": 0.5, "acc_stderr,none": 0.1}


def make_row(doc: int, value: Any, **changes: Any) -> dict[str, Any]:
    row = {"doc_id": doc, "resps": [], "filtered_resps": [], "filter": "none", "metrics": ["acc"], "acc": value}
    return row | changes


def make_results(n: int = 2, **figures: Any) -> dict[str, Any]:
    return {
        "results": {"sums": {"alias": "sums", **(figures or {"acc,none": 0.5, "acc_stderr,none": 0.1})}},
        "n-samples": {"sums": {"original": n, "effective": n}},
        "model_name": "acme/agent-1",
        "date": 1768964383.8,
    }


def read(results: dict[str, Any] | None, *rows: dict[str, Any]) -> Imported | Fault:
    files = []
    if results is not None:
        files.append(InputFile("results_x.json", json.dumps(results).encode()))
    if rows:
        text = "\n".join(json.dumps(row) for row in rows)
        files.append(InputFile("samples_sums_2026-01-21T03-44-18.4.jsonl", text.encode()))
    assert all(LM_EVAL.recognise(file) for file in files)
    return LM_EVAL.read(Inputs(tuple(files)))


def item_of(found: Imported | Fault) -> ImportedItem:
    assert isinstance(found, Imported), found
    return found.items[0]


@pytest.mark.parametrize(
    ("value", "outcome"),
    [(1.0, True), (0.0, False), (0.5, False), (True, "no-share"), ([1, 2], "no-share"), (-3.5, "no-share")],
)
def test_outcome_of_a_row(value: Any, outcome: Any) -> None:
    assert count(item_of(read(make_results(1), make_row(1, value)))) == {outcome: 1}


def test_rows_of_another_filter_are_left_out_and_counted() -> None:
    item = item_of(read(make_results(1), make_row(1, 1.0), make_row(1, 0.0, filter="strict")))
    assert count(item) == {True: 1, "other-filter": 1}


def test_figure_that_falls_with_what_is_good_does_not_decide() -> None:
    results = make_results(1, **{"wer,none": 1.0, "acc,none": 0.0}) | {"higher_is_better": {"sums": {"wer": False}}}
    assert count(item_of(read(results, make_row(1, 0.0, wer=1.0)))) == {False: 1}


def test_figures_are_held_against_the_rows() -> None:
    item = item_of(read(make_results(), make_row(1, 1.0), make_row(2, 1.0)))
    (headline,) = item.headlines
    assert (headline.value, headline.n, headline.recomputed, headline.recomputed_n) == (0.5, 2, 1.0, 2)
    assert (item.keys["selection"], doubts(item)) == ("all", {})


def test_samples_that_are_absent_are_said() -> None:
    item = item_of(read(make_results(5000), make_row(1, 1.0)))
    assert (item.keys["selection"], doubts(item)) == ("convenience", {"samples-absent": True})


def test_score_without_rows_is_stated_as_such() -> None:
    item = item_of(read(make_results(200)))
    assert (item.kind, item.keys["score"], item.keys["n_tasks"], item.keys["se"]) == ("benchmark_result", 0.5, 200, 0.1)
    assert (str(item.first), item.version) == ("2026-01-21", "acme/agent-1")


def test_results_before_filters_are_read() -> None:
    item = item_of(read(make_results(acc=0.5, acc_stderr=0.1)))
    assert (item.keys["score"], item.keys["se"]) == (0.5, 0.1)
    beside = item_of(read(make_results(2, sample_len=10, **FIGURES)))
    assert [headline.name for headline in beside.headlines] == ["acc, none"]


def test_value_in_another_unit_is_no_share() -> None:
    item = item_of(read(make_results(3, **{"perplexity,none": 17.5})))
    assert (item.kind, item.keys) == ("published_score", {"score": "perplexity", "value": 17.5, "n": 3})


def test_averages_of_groups_are_no_items() -> None:
    results = make_results()
    results["results"]["all"] = {"acc,none": 0.5}
    results["group_subtasks"] = {"all": ["sums"], "sums": []}
    found = read(results)
    assert isinstance(found, Imported)
    assert [item.name for item in found.items] == ["sums"]


@pytest.mark.shared
@pytest.mark.skipif(*shared[1].args, **shared[1].kwargs)
def test_real_results() -> None:
    paths = f"{FOLDER}/results_{RUN}.json", f"{FOLDER}/samples_math_perturbed_full_{RUN}.jsonl"
    with_rows, stated = read_shared(LM_EVAL, *paths).items
    assert (with_rows.kind, count(with_rows), doubts(with_rows)) == ("runs", {False: 10}, {"samples-absent": True})
    assert (with_rows.headlines[0].n, with_rows.headlines[0].recomputed_n) == (5000, 10)
    assert (stated.kind, stated.keys["score"], stated.keys["n_tasks"]) == ("benchmark_result", 0.0004, 5000)
