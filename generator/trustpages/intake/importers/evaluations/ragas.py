"""Ragas: rows of an evaluation as CSV or JSON, a column a metric; an empty cell is a metric that failed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from trustpages.intake.importers.evaluations.metrics import ScoredMetric, ScoredRow, make_items, name_task
from trustpages.intake.importers.importer import Imported, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import pick_number
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault

Row = Mapping[str, Json]

_JSON = re.compile(r'\s*\[?\s*\{\s*"user_input":')
_BESIDE = ("response", "retrieved_contexts", "reference")
_GIVEN = re.compile(
    r"(user_input|(retrieved|reference)_(contexts|context_ids|tool_calls|topics)|(multi_)?responses?|reference|rubrics"
    r"|persona_name|query_style|query_length|synthesizer_name)"
)
"""Columns of the samples themselves; all others are metrics, where they hold numbers."""

_EXACT = re.compile(r"(exact_match|string_presence|bleu|rouge|chrf|non_llm_|id_based_|tool_call_)")
_JUDGED = re.compile(
    r"(faithfulness|answer_|response_|context_|llm_|factual_|agent_goal_|topic_|aspect_|nv_|summary_score|noise_)"
)
_BAD_IF_ONE: Final = frozenset({"harmfulness", "maliciousness"})
"""Aspects that say 1 where something is wrong."""


def _recognise(file: InputFile) -> str | None:
    if _JSON.match(file.start) and any(f'"{name}":' in file.start for name in _BESIDE):
        return "rows of Ragas with user_input"
    header = file.start.partition("\n")[0].strip().split(",")
    is_header = "user_input" in header and any(name in header for name in _BESIDE)
    return "a table of Ragas with user_input" if is_header else None


def _read(inputs: Inputs) -> Outcome:
    tables = inputs.choose(_recognise)
    if len(tables) > 1:
        sentence = f"{quote_path(tables[0].path)} and {quote_path(tables[1].path)} both hold rows"
        return Fault("import-miscounted", sentence, "import the rows of one evaluation at a time")
    rows = _read_rows(tables[0])
    if isinstance(rows, Fault):
        return rows
    if not any("user_input" in row for row in rows):
        sentence = f"{quote_path(tables[0].path)} holds no rows with user_input"
        return Fault("import-form", sentence, "name the rows that Ragas wrote")
    stated: Row = {}
    for file in inputs.files:
        value = file.json() if file.name.endswith(".json") and file not in tables else None
        stated = {**stated, **value} if isinstance(value, dict) else stated
    items = make_items(_read_metrics(rows, stated, inputs))
    if not items:
        sentence = f"{quote_path(tables[0].path)} has no column of a metric"
        return Fault("import-empty", sentence, "name the rows with their scores")
    return Imported(read=sum(len(item.records) for item in items), items=items, tool="ragas")


def _read_rows(file: InputFile) -> list[Row] | Fault:
    if not _JSON.match(file.start):
        return _read_table(file)
    value = file.json() if file.start.lstrip().startswith("[") else file.json_lines()
    if isinstance(value, Fault):
        return value
    return [row if isinstance(row, dict) else {} for row in value] if isinstance(value, list) else []


def _read_table(file: InputFile) -> list[Row] | Fault:
    text = file.text()
    if isinstance(text, Fault):
        return text
    try:
        header, *lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (csv.Error, ValueError) as error:
        sentence = f"{quote_path(file.path)} is no table: {error}"
        return Fault("import-form", sentence, "write it again, or as JSON")
    return [dict(zip(header, (_read_cell(cell) for cell in line), strict=False)) for line in lines if line]


def _read_cell(cell: str) -> Json:
    """The number that a cell holds, None where it is empty or says that it is no number, else its text."""
    if not cell.strip():
        return None
    if cell in ("True", "False"):
        return cell == "True"
    try:
        return pick_number({"cell": float(cell)}, "cell")
    except ValueError:
        return cell


def _read_metrics(rows: Sequence[Row], stated: Row, inputs: Inputs) -> Iterator[ScoredMetric]:
    for name in dict.fromkeys(name for row in rows for name in row if not _GIVEN.fullmatch(name)):
        cells = [row.get(name) for row in rows]
        if any(isinstance(cell, (str, list, dict)) for cell in cells):
            continue
        scores = [float(cell) if isinstance(cell, bool) else pick_number({"cell": cell}, "cell") for cell in cells]
        mean = pick_number(dict(stated), name)
        title = name
        if name in _BAD_IF_ONE and all(score in (None, 0, 1) for score in scores):
            title = f"no {name}"
            scores = [None if score is None else 1 - score for score in scores]
            mean = None if mean is None else 1 - mean
        yield ScoredMetric(
            name=title,
            rows=[
                ScoredRow(run=f"row-{number}", task=_name_task(row, number), score=score, why_none="metric-failed")
                for number, (row, score) in enumerate(zip(rows, scores, strict=True), 1)
            ],
            stated=mean,
            keys={"selection": "convenience", "method": _find_method(name)},
            files=tuple(file.path for file in inputs.files),
        )


def _name_task(row: Row, number: int) -> str:
    given = row.get("user_input")
    if given is None:
        return f"row-{number}"
    return name_task(given if isinstance(given, str) else json.dumps(given, sort_keys=True))


def _find_method(metric: str) -> str:
    if _EXACT.match(metric):
        return "deterministic"
    return "llm_judge" if _JUDGED.match(metric) else "attested"


RAGAS = Importer(
    id="ragas",
    title="Ragas rows",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "Which system answered, on which days, and which model judged where a metric asks one.",
        "Why a metric gave no score for a row.",
    ),
    leaves_out=(
        "Questions, contexts and answers.",
        "Scores of single rows where a metric gives more than 0 and 1: their mean is carried over.",
    ),
)
"""The importer of this format."""
