"""Cards of evaluations in inspect-evals: what a benchmark is called, where it is described, how many samples it has."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.intake.importers.importer import BenchmarkFacts, Doubt, Imported, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import pick_count, pick_list, pick_text, to_label
from trustpages.intake.importers.yaml_values import YamlValue, read_yaml_file
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_MARKS = ("title:", "tasks:", "dataset_samples:", "group:")


def _recognise(file: InputFile) -> str | None:
    is_yaml = file.name.endswith((".yml", ".yaml"))
    return "a card with tasks and dataset_samples" if is_yaml and all(mark in file.start for mark in _MARKS) else None


def _read(inputs: Inputs) -> Outcome:
    facts = inputs.read_each(_recognise, read_yaml_file, _read_cards)
    if isinstance(facts, Fault):
        return facts
    if not facts:
        return inputs.refuse("title", "name an eval.yaml")
    return Imported(read=len(facts), facts=tuple(facts), tool="inspect-evals")


def _read_cards(_: InputFile, found: YamlValue) -> Iterator[BenchmarkFacts]:
    if title := pick_text(found.value, "title"):
        yield _read_card(found.value, title)


def _read_card(value: Json, title: str) -> BenchmarkFacts:
    """The facts; of several tasks each is a part, since which of them make the score is not told."""
    tasks = {pick_text(task, "name"): pick_count(task, "dataset_samples") for task in pick_list(value, "tasks")}
    address = pick_text(value, "arxiv")
    keys: dict[str, Plain] = {"name": title[:200]}
    if address.startswith("https://"):
        keys["url"] = address
    known: dict[str, Plain] = {name: number for name, number in tasks.items() if name and number}
    doubts: tuple[Doubt, ...] = ()
    if len(known) == 1:
        keys["n_tasks"] = next(iter(known.values()))
    elif known:
        keys["splits"] = [{"name": name, "n_tasks": number} for name, number in known.items()]
        sentence = f"it has {len(known):,} tasks, and which of them make up a score is not told"
        doubts = (Doubt(kind="several-tasks", sentence=sentence),)
    return BenchmarkFacts(name=to_label(title), benchmark=title, keys=keys, doubts=doubts)


INSPECT_EVALS = Importer(
    id="inspect-evals-card",
    title="inspect-evals card",
    recognise=_recognise,
    read=_read,
    does_not_show=("The samples are those of this implementation, which may be a part of the benchmark.",),
    leaves_out=("The version of the implementation, contributors, assets and sandboxes.",),
)
"""The importer of this format."""
