"""Results that a model states of itself on the Hugging Face hub: a value for a data set, in `.eval_results/*.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from trustpages.intake.importers.importer import Doubt, Imported, ImportedItem, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json, pair_each
from trustpages.intake.importers.picks import pick_day, pick_list, pick_number, pick_text, tell_apart, to_label
from trustpages.intake.importers.yaml_values import read_yaml_file
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_PLACEHOLDER: Final = re.compile(r"[{<][A-Za-z_ ]+[}>]")
_NO_METRIC: Final = "neither the metric nor its unit is stated: the value may be a share or a percentage"
NO_COUNT: Final = "on how many samples it rests is not stated"
UNVERIFIED: Final = "the model states it of itself: no token says that anybody could repeat it"
"""What is doubtful about nearly all of them."""


def _recognise(file: InputFile) -> str | None:
    is_yaml = file.name.endswith((".yml", ".yaml"))
    marks = re.search(r"^- dataset:", file.start, re.MULTILINE) and re.search(r"^ +value:", file.start, re.MULTILINE)
    return "a list of dataset and value" if is_yaml and marks else None


def _read(inputs: Inputs) -> Outcome:
    entries = inputs.read_each(_recognise, read_yaml_file, lambda file, found: pair_each(file, pick_list(found.value)))
    if isinstance(entries, Fault):
        return entries
    read = len(entries)
    items = [item for file, entry in entries if (item := _read_result(file, entry))]
    if not items:
        return inputs.refuse("values", "name a file with values")
    return Imported(read=read, items=tell_apart(tell_left_out(items, read)), tool="Hugging Face hub")


def _read_result(file: InputFile, entry: Json) -> ImportedItem | None:
    """One value; None of a template that nobody filled in."""
    value, dataset = pick_number(entry, "value"), pick_text(entry, "dataset", "id")
    task = pick_text(entry, "dataset", "task_id")
    if value is None or not dataset or _PLACEHOLDER.fullmatch(dataset):
        return None
    day = pick_day(entry, "date")
    keys: dict[str, Plain] = {"score": to_label(f"{dataset} {task}"), "value": value}
    return ImportedItem(
        kind="published_score",
        name=to_label(f"{dataset} {task}"),
        title=f"Value on {dataset} {task}".strip()[:200],
        keys=keys,
        doubts=tuple(_doubt_result(entry)),
        first=day,
        last=day,
        files=(file.path,),
    )


def _doubt_result(entry: Json) -> Iterator[Doubt]:
    yield Doubt(kind="no-metric", sentence=_NO_METRIC)
    yield Doubt(kind="samples-not-counted", sentence=NO_COUNT)
    token = pick_text(entry, "verifyToken")
    if not token or _PLACEHOLDER.fullmatch(token):
        yield Doubt(kind="not-verified", sentence=UNVERIFIED)
    source = pick_text(entry, "source", "url") or pick_text(entry, "source", "name")
    if source:
        yield Doubt(kind="taken-from", sentence=f"the value is taken from {source}"[:500])
    if notes := pick_text(entry, "notes"):
        yield Doubt(kind="notes", sentence=f"its note says: {notes}"[:500])


def tell_left_out(items: Sequence[ImportedItem], read: int) -> Iterator[ImportedItem]:
    """The items, each with the doubt that values were left out, where there were more than items."""
    left_out = read - len(items)
    sentence = f"{left_out:,} of {read:,} values are placeholders or no numbers, and were left out"
    doubts = (Doubt(kind="values-left-out", sentence=sentence),) if left_out else ()
    yield from (replace(item, doubts=(*item.doubts, *doubts)) for item in items)


HUB_RESULTS = Importer(
    id="hub-results",
    title="Hugging Face evaluation results",
    recognise=_recognise,
    read=_read,
    does_not_show=("How the value was measured is told by the benchmark it names, if at all.",),
    leaves_out=("Revisions of data sets, and tokens.",),
)
"""The importer of this format."""
