"""Results that the head of a Hugging Face model card lists under `model-index`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from trustpages.intake.importers.documents.hub_results import NO_COUNT, UNVERIFIED, tell_left_out
from trustpages.intake.importers.importer import Doubt, Imported, ImportedItem, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import pick, pick_list, pick_number, pick_text, tell_apart, to_label
from trustpages.intake.importers.yaml_values import read_yaml
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_HEAD: Final = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)


def _recognise(file: InputFile) -> str | None:
    is_card = file.name.endswith(".md") and file.start.startswith("---")
    return "a card with model-index" if is_card and re.search(r"^model-index:", file.start, re.MULTILINE) else None


def _read(inputs: Inputs) -> Outcome:
    items: list[ImportedItem] = []
    read = 0
    for file in inputs.choose(_recognise):
        head = _HEAD.match(file.content)
        found = read_yaml(head[1] if head else b"", file.path)
        if isinstance(found, Fault):
            return found
        for model in pick_list(found.value, "model-index"):
            for result in pick_list(model, "results"):
                metrics = pick_list(result, "metrics")
                read += len(metrics)
                items += [
                    item for metric in metrics if (item := _read_metric(file, pick_text(model, "name"), result, metric))
                ]
    if not items:
        return inputs.refuse("results", "name a card with results")
    return Imported(read=read, items=tell_apart(tell_left_out(items, read)), tool="Hugging Face hub")


def _read_metric(file: InputFile, model: str, result: Json, metric: Json) -> ImportedItem | None:
    value = pick_number(metric, "value")
    if value is None:
        return None
    dataset = pick_text(result, "dataset", "name") or pick_text(result, "dataset", "type")
    name = pick_text(metric, "type") or pick_text(metric, "name")
    keys: dict[str, Plain] = {"score": to_label(name), "value": value}
    return ImportedItem(
        kind="published_score",
        name=to_label(f"{dataset} {name}"),
        title=f"{pick_text(metric, 'name') or name or 'Value'} on {dataset or 'a data set that is not named'}"[:200],
        keys=keys,
        doubts=tuple(_doubt_metric(result, metric)),
        version=model[:100] or None,
        files=(file.path,),
    )


def _doubt_metric(result: Json, metric: Json) -> Iterator[Doubt]:
    yield Doubt(kind="samples-not-counted", sentence=NO_COUNT)
    if not pick(metric, "verifyToken") and pick(metric, "verified") is not True:
        yield Doubt(kind="not-verified", sentence=UNVERIFIED)
    source = pick_text(result, "source", "name") or pick_text(result, "source", "url")
    if source:
        yield Doubt(kind="taken-from", sentence=f"the value is taken from {source}"[:500])


MODEL_INDEX = Importer(
    id="model-index",
    title="Hugging Face model cards",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "Whether a value is a share or a percentage is not stated.",
        "When a value was measured is not stated.",
    ),
    leaves_out=("The text of the card, and all of its head but the results.",),
)
"""The importer of this format."""
