"""Scores of Langfuse: which are outcomes of a trace, and which are measured values or words beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

from trustpages.intake.importers.fields import shorten
from trustpages.intake.importers.importer import ImportedItem
from trustpages.intake.importers.inputs import Json
from trustpages.intake.importers.operations.traces.evaluations import Evaluation
from trustpages.intake.importers.operations.traces.langfuse_rows import TRACE
from trustpages.intake.importers.picks import pick_flag, pick_number, pick_text, to_label

_METHODS: Final = {"ANNOTATION": "human", "EVAL": "llm_judge"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceScore:
    """A score of a trace, or of a step within one."""

    trace: str
    is_of_step: bool
    name: str
    kind: str
    value: float | None
    words: str
    source: str

    @classmethod
    def read(cls, row: dict[str, Json]) -> Self:
        """The score of a row, in the names of the API or of an export."""
        value = pick_number(row, "value")
        flag = pick_flag(row, "value")
        words = pick_text(row, "stringValue") or pick_text(row, "string_value")
        kind = (pick_text(row, "dataType") or pick_text(row, "data_type")).upper()
        if not words and kind != "BOOLEAN" and isinstance(row.get("value"), str):
            words = pick_text(row, "value")
        return cls(
            trace=pick_text(row, "traceId") or pick_text(row, "trace_id"),
            is_of_step=bool(pick_text(row, "observationId") or pick_text(row, "observation_id")),
            name=pick_text(row, "name") or "score",
            kind=kind or ("CATEGORICAL" if words else "NUMERIC"),
            value=float(flag) if flag is not None else value,
            words=words,
            source=pick_text(row, "source").upper(),
        )


def list_outcomes(scores: Sequence[TraceScore]) -> Iterator[Evaluation]:
    """What is true or false, or says pass or fail, of a whole trace; numbers without a line are no outcomes."""
    told = {
        score.name for score in scores if score.kind == "CATEGORICAL" and _to_evaluation(score).outcome[0] is not None
    }
    for score in scores:
        if not score.is_of_step and score.trace and (score.kind == "BOOLEAN" or score.name in told):
            yield _to_evaluation(score)


def _to_evaluation(score: TraceScore) -> Evaluation:
    return Evaluation(
        run=(score.trace, TRACE),
        name=score.name,
        label=score.words if score.kind == "CATEGORICAL" else "",
        score=score.value,
        method=_METHODS.get(score.source, "attested"),
    )


def attach_scores(item: ImportedItem, scores: Sequence[TraceScore]) -> ImportedItem:
    """The item with numbers and words that its traces were scored with; of several of one name the last stands."""
    by_trace: dict[str, list[TraceScore]] = defaultdict(list)
    for score in scores:
        if not score.is_of_step and score.kind in ("NUMERIC", "CATEGORICAL"):
            by_trace[score.trace].append(score)
    records = []
    for record in item.records:
        own = by_trace.get(record.run.rpartition(":")[0], [])
        values = {
            f"score-{to_label(score.name)}": score.value for score in own if score.value is not None and not score.words
        }
        marks = {f"score-{to_label(score.name)}": shorten(score.words, 100) for score in own if score.words}
        records.append(replace(record, values={**record.values, **values}, marks={**record.marks, **marks}))
    return replace(item, records=tuple(records))
