"""HELM: instances of each split apart, perturbed ones left out, and sizes that are not taken from `count`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.importing import DATA, kinds, read_files, read_shared, tell
from trustpages.intake.importers.evaluations.helm import HELM
from trustpages.intake.importers.importer import ImportedItem

SPEC = {
    "name": "sums:level=1,method=joint,model=acme_m",
    "scenario_spec": {},
    "adapter_spec": {"model": "acme/m", "max_eval_instances": 100},
}


def stat(name: str, mean: float, split: str = "test", count: int = 1, **keys: Any) -> dict[str, Any]:
    names = {"name": name, "split": split} | keys
    return {"name": names, "count": count, "sum": mean * count, "sum_squared": 0.0, "mean": mean}


def row(instance: str, mean: float | None, trial: int = 0, split: str = "test", **keys: Any) -> dict[str, Any]:
    stats = [stat("num_references", 4, split), *([] if mean is None else [stat("exact_match", mean, split)])]
    return {"instance_id": instance, "train_trial_index": trial, "stats": stats} | keys


def state(instance: str, success: bool = True) -> dict[str, Any]:
    given = {"instance": {"id": instance, "split": "test"}, "train_trial_index": 0}
    return given | {"result": {"success": success}}


def read(rows: list[Any] | None, stats: list[Any] | None = None, states: list[Any] | None = None) -> list[ImportedItem]:
    files: dict[str, object] = {"run/run_spec.json": SPEC}
    if rows is not None:
        files["run/per_instance_stats.json"] = rows
    if stats is not None:
        files["run/stats.json"] = stats
    if states is not None:
        files["run/scenario_state.json"] = {"adapter_spec": {}, "request_states": states}
    return list(read_files(HELM, files).items)


def test_splits_stand_apart() -> None:
    items = read([row("a", 1), row("b", 0), row("c", 1, split="valid")])
    assert [tell(item) for item in items] == [{"good": 1, "bad": 1}, {"good": 1}]


def test_a_row_that_is_written_twice_counts_once() -> None:
    (item,) = read([row("a", 1), row("a", 1), row("a", 0), row("b", 0)])
    assert tell(item) == {"good": 1, "written-twice": 1, "bad": 2}


def test_perturbed_instances_are_left_out() -> None:
    (item,) = read([row("a", 1), row("a", 0, perturbation={"name": "typos"})])
    assert tell(item) == {"good": 1, "perturbed": 1}


def test_trials_of_an_instance_are_one_task_and_size_is_summed_over_them() -> None:
    stats = [stat("exact_match", 0.5, count=2), stat("num_instances", 1, count=2)]
    (item,) = read([row("a", 1), row("a", 0, trial=1)], stats)
    assert {record.task for record in item.records} == {"a"}
    (stated,) = item.headlines
    assert (stated.value, stated.n, stated.recomputed, stated.recomputed_n) == (0.5, 2, 0.5, 2)


def test_instance_without_the_metric_or_without_statistics_is_unknown() -> None:
    (item,) = read([row("a", 1), row("b", None)], states=[state("a"), state("b"), state("z", success=False)])
    assert tell(item) == {"good": 1, "not-scored": 1, "no-statistics": 1}
    assert kinds(item) == {"failed-requests"}


def test_row_that_is_there_twice_is_not_lost() -> None:
    (item,) = read([row("a", 1), row("a", 0)])
    assert tell(item) == {"good": 1, "bad": 1}


def test_aggregate_alone_is_a_score_with_its_size() -> None:
    perturbed = stat("exact_match", 0.1, perturbation={"name": "robustness"})
    (item,) = read(None, [perturbed, stat("exact_match", 0.25), stat("num_instances", 40)])
    assert (item.kind, item.records, item.keys) == (
        "published_score",
        (),
        {"score": "exact-match", "value": 0.25, "n": 40},
    )


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_runs_are_recounted() -> None:
    items = read_shared(HELM, "eval_outputs/helm").items
    right = [
        stat["mean"]
        for path in Path(DATA, "eval_outputs/helm").glob("*/per_instance_stats.json")
        for entry in json.loads(path.read_bytes())
        for stat in entry["stats"]
        if stat["name"]["name"] == "exact_match"
    ]
    told = [record.good for item in items for record in item.records]
    assert (len(told), sum(filter(None, told))) == (len(right), sum(right)) == (20, 4)
    stated = [figure for item in items for figure in item.headlines]
    assert [(figure.n, figure.recomputed_n) for figure in stated] == [(10, 10), (9, 9), (1, 1)]
    assert all(figure.value == pytest.approx(figure.recomputed) for figure in stated)
    assert {kind for item in items for kind in kinds(item)} == {"bounded-instances"}
