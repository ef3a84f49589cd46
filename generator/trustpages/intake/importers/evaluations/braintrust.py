"""Braintrust: a line of JSON an evaluation with means alone; where a task failed, the line has errors and no score."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trustpages.intake.importers.fields import shorten
from trustpages.intake.importers.importer import Doubt, Headline, Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import pick_list, pick_map, pick_number, pick_text, tell_apart, to_label
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault

_SUMMARY = re.compile(r'\s*\{\s*"project_name":[^\n]*"experiment_name":[^\n]*"scores":\s*\{')
_ERRORS = re.compile(r'\s*\{\s*"eval_name":\s*"[^"\n]*",\s*"errors":\s*\[')


def _recognise(file: InputFile) -> str | None:
    if _SUMMARY.match(file.start):
        return "a summary with project, experiment and scores"
    return "an evaluation with its errors" if _ERRORS.match(file.start) else None


def _read(inputs: Inputs) -> Outcome:
    items: list[ImportedItem] = []
    read = 0
    for file in inputs.files:
        lines = file.json_lines()
        if isinstance(lines, Fault):
            return lines
        read += len(lines)
        for line in lines:
            items += _read_errors(line, file) if pick_list(line, "errors") else _read_scores(line, file)
    if not items:
        sentence = f"{quote_path(inputs.files[0].path)} holds neither scores nor errors"
        return Fault("import-form", sentence, "name lines that `braintrust eval --jsonl` wrote")
    named = tell_apart(items)
    return Imported(read=read, items=named, tool="braintrust")


def _read_errors(line: Json, file: InputFile) -> Iterator[ImportedItem]:
    """One unknown outcome an error: how many tasks beside those ran, and how they went, the line does not say."""
    name = pick_text(line, "eval_name") or "evaluation"
    errors = range(1, len(pick_list(line, "errors")) + 1)
    sentence = (
        f"{len(errors):,} tasks ended with an error: how many others ran, and their scores, are not in the input."
    )
    yield ImportedItem(
        kind="runs",
        name=to_label(f"{name}-errors"),
        title=shorten(f"Tasks of {name} that ended with an error"),
        records=tuple(Record(run=f"error-{n}", task=f"error-{n}", good=None, unknown="task-error") for n in errors),
        keys={"setting": "benchmark", "selection": "convenience", "method": "attested"},
        doubts=(Doubt(kind="scores-withheld", sentence=sentence, is_grave=True),),
        files=(file.path,),
    )


def _read_scores(line: Json, file: InputFile) -> Iterator[ImportedItem]:
    name = pick_text(line, "experiment_name") or pick_text(line, "project_name") or "experiment"
    for scorer, said in pick_map(line, "scores").items():
        value = pick_number(said, "score")
        if value is None:
            continue
        yield ImportedItem(
            kind="published_score",
            name=to_label(f"{scorer}-on-{name}"),
            title=shorten(f"Mean {scorer} of {name}"),
            keys={"score": to_label(scorer), "value": value},
            headlines=(Headline(name=shorten(f"mean of {scorer}"), value=value),),
            files=(file.path,),
        )


BRAINTRUST = Importer(
    id="braintrust",
    title="Braintrust summaries",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "How many rows a mean rests on, how often each was tried, and which rows went wrong.",
        "Which system answered, and on which days.",
    ),
    leaves_out=("Comparisons with earlier experiments.", "Messages of errors."),
)
"""The importer of this format."""
