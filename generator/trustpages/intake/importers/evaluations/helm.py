"""HELM: the files of a run side by side, instances by one metric; the aggregate where the instances are not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from trustpages.intake.importers.evaluations.metrics import ScoredMetric, ScoredRow, make_items
from trustpages.intake.importers.fields import shorten
from trustpages.intake.importers.importer import Doubt, Headline, Imported, ImportedItem, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import (
    find_written_twice,
    keep_known,
    pick,
    pick_count,
    pick_list,
    pick_number,
    pick_text,
    to_label,
)
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault

_SPEC, _STATS, _ROWS, _STATE = "run_spec.json", "stats.json", "per_instance_stats.json", "scenario_state.json"
_MARKS: Final = {
    _SPEC: ('"scenario_spec"', '"adapter_spec"'),
    _STATS: ('"sum_squared"', '"name": {'),
    _ROWS: ('"instance_id"', '"train_trial_index"', '"stats"'),
    _STATE: ('"adapter_spec"', '"request_states"'),
}
_EXACT: Final = (
    "exact_match",
    "quasi_exact_match",
    "prefix_exact_match",
    "quasi_prefix_exact_match",
    "final_number_exact_match",
    "exact_match_indicator",
    "math_equiv",
    "math_equiv_chain_of_thought",
    "code_eval_acc",
    "pass",
)
"""Metrics that say of an instance whether the answer is right; the first that a run has decides."""


@dataclass(frozen=True, slots=True)
class _Run:
    """The files of one folder by name."""

    files: Mapping[str, Json]
    paths: tuple[str, ...]

    @property
    def title(self) -> str:
        """What was run: the scenario with its arguments, without the model."""
        parts = pick_text(self.files.get(_SPEC), "name").split(",")
        return ",".join(part for part in parts if not part.startswith(("model=", "method="))) or "scenario"

    @property
    def version(self) -> str | None:
        """The model as HELM names it."""
        return shorten(pick_text(self.files.get(_SPEC), "adapter_spec", "model")) or None

    @property
    def rows(self) -> list[Json]:
        """Statistics by instance."""
        found = self.files.get(_ROWS)
        return found if isinstance(found, list) else []

    @property
    def stats(self) -> list[Json]:
        """Statistics of the whole run, those of perturbed instances left away."""
        found = self.files.get(_STATS)
        return [stat for stat in (found if isinstance(found, list) else []) if not pick(stat, "name", "perturbation")]

    @property
    def is_bounded(self) -> bool:
        """Whether as many instances were run as the run may have at most."""
        most = pick_count(self.files.get(_SPEC), "adapter_spec", "max_eval_instances")
        instances = {pick_text(row, "instance_id") for row in self.rows}
        return most is not None and (not instances or len(instances) >= most)

    def find_mean(self, metric: str, split: str) -> float | None:
        """The mean that is stated of a split."""
        return next((pick_number(stat, "mean") for stat in self.stats if _is_of(stat, metric, split)), None)

    def find_size(self, split: str) -> int | None:
        """Instances of a split, over all trials: `count` of any other statistic counts trials, not instances."""
        return next((pick_count(stat, "sum") for stat in self.stats if _is_of(stat, "num_instances", split)), None)


def _is_of(stat: Json, metric: str, split: str) -> bool:
    return pick_text(stat, "name", "name") == metric and pick_text(stat, "name", "split") == split


def _recognise(file: InputFile) -> str | None:
    marks = _MARKS.get(file.name)
    return f"{file.name} of HELM" if marks and all(mark in file.start for mark in marks) else None


def _read(inputs: Inputs) -> Outcome:
    folders: dict[str, dict[str, InputFile]] = defaultdict(dict)
    for file in inputs.files:
        if file.name in _MARKS:
            folders[file.path.removesuffix(file.name)][file.name] = file
    items: list[ImportedItem] = []
    metrics: list[ScoredMetric] = []
    for _, files in sorted(folders.items()):
        values = {name: file.json() for name, file in files.items()}
        fault = next((value for value in values.values() if isinstance(value, Fault)), None)
        if fault is not None:
            return fault
        known = {name: value for name, value in values.items() if not isinstance(value, Fault)}
        run = _Run(known, tuple(file.path for file in files.values()))
        found = list(_read_metrics(run))
        metrics += found
        items += [] if found else _read_aggregate(run)
    items += make_items(metrics)
    if not items:
        sentence = f"{quote_path(inputs.files[0].path)} holds no metric that says whether answers are right"
        return Fault("import-form", sentence, "name stats.json and per_instance_stats.json of a run")
    return Imported(read=sum(len(item.records) for item in items), items=tuple(items), tool="HELM")


def _find_metric(stats: list[Json]) -> str | None:
    names = {pick_text(stat, "name", "name") for stat in stats}
    return next((name for name in _EXACT if name in names), None)


def _read_metrics(run: _Run) -> Iterator[ScoredMetric]:
    metric = _find_metric([stat for row in run.rows for stat in pick_list(row, "stats")])
    if metric is None:
        return
    by_split: dict[str, dict[str, ScoredRow]] = defaultdict(dict)
    again = find_written_twice(run.rows)
    for place, row in enumerate(run.rows):
        split, scored = _read_row(row, metric)
        if scored.run in by_split[split]:
            left_out = "written-twice" if place in again else scored.left_out
            scored = replace(scored, run=f"{scored.run}-row-{place}", left_out=left_out)
        by_split[split][scored.run] = scored
    for state in pick_list(run.files.get(_STATE), "request_states"):
        if pick(state, "instance", "perturbation") is None:
            name, task = _name_run(pick(state, "instance", "id"), state, "")
            split = pick_text(state, "instance", "split") or "all"
            by_split[split].setdefault(name, ScoredRow(run=name, task=task, score=None, why_none="no-statistics"))
    for split, rows in by_split.items():
        yield ScoredMetric(
            name=f"{metric} on {run.title} ({split})",
            rows=tuple(rows.values()),
            stated=run.find_mean(metric, split),
            stated_n=run.find_size(split),
            keys={"selection": "convenience" if run.is_bounded else "all", "method": "deterministic"},
            doubts=tuple(_find_doubts(run)),
            version=run.version,
            files=run.paths,
        )


def _name_run(instance: Json, row: Json, perturbation: str) -> tuple[str, str]:
    """The names of a try and of its instance."""
    task = pick_text({"id": instance}, "id") or "unnamed"
    trial = pick_count(row, "train_trial_index") or 0
    return "-".join(filter(None, (task, f"trial-{trial}", perturbation))), task


def _read_row(row: Json, metric: str) -> tuple[str, ScoredRow]:
    """The split of an instance and its score; a perturbed instance is another question and does not count."""
    perturbation = pick_text(row, "perturbation", "name") or ("perturbed" if pick(row, "perturbation") else "")
    stats = {pick_text(stat, "name", "name"): stat for stat in pick_list(row, "stats")}
    split = next((text for stat in stats.values() if (text := pick_text(stat, "name", "split"))), "all")
    run, task = _name_run(pick(row, "instance_id"), row, perturbation)
    values = {
        "seconds": pick_number(stats.get("inference_runtime"), "mean"),
        "input_tokens": pick_number(stats.get("num_prompt_tokens"), "mean"),
        "output_tokens": pick_number(stats.get("num_output_tokens"), "mean"),
    }
    return split, ScoredRow(
        run=run,
        task=task,
        score=pick_number(stats.get(metric), "mean"),
        left_out="perturbed" if perturbation else "",
        values=keep_known(values),
    )


def _find_doubts(run: _Run) -> Iterator[Doubt]:
    if run.is_bounded:
        sentence = "The run was bounded to a number of instances that it reached: the scenario may have more."
        yield Doubt(kind="bounded-instances", sentence=sentence)
    states = pick_list(run.files.get(_STATE), "request_states")
    if failed := sum(pick(state, "result", "success") is False for state in states):
        sentence = f"{failed:,} requests failed and are scored like answers."
        yield Doubt(kind="failed-requests", sentence=sentence, is_grave=True)


def _read_aggregate(run: _Run) -> Iterator[ImportedItem]:
    metric = _find_metric(run.stats)
    splits = dict.fromkeys(pick_text(stat, "name", "split") for stat in run.stats)
    for split in splits if metric is not None else ():
        mean, size = run.find_mean(metric or "", split), run.find_size(split)
        if mean is None:
            continue
        name = f"{metric} on {run.title} ({split or 'all'})"
        yield ImportedItem(
            kind="published_score",
            name=to_label(name),
            title=shorten(f"Mean {name}"),
            keys={"score": metric.replace("_", "-") if metric else "", "value": mean, **({"n": size} if size else {})},
            headlines=(Headline(name=f"mean of {name}", value=mean, n=size),),
            doubts=tuple(_find_doubts(run)),
            version=run.version,
            files=run.paths,
        )


HELM = Importer(
    id="helm",
    title="HELM runs",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "On which days the run took place.",
        "Which metric HELM itself shows first: one that says whether answers are right was taken.",
    ),
    leaves_out=("Prompts and answers.", "Further metrics, and those of perturbed instances."),
)
"""The importer of this format."""
