"""Langfuse: observations, traces and scores, as its SDK sends them, its API pages them, or its exports hold them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from trustpages.intake.importers.fields import say
from trustpages.intake.importers.importer import Doubt, Imported, ImportedItem, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.intake.importers.operations.traces.langfuse_rows import TRACE, Rows, read_rows
from trustpages.intake.importers.operations.traces.langfuse_scores import TraceScore, attach_scores, list_outcomes
from trustpages.intake.importers.operations.traces.span_items import make_items
from trustpages.intake.importers.operations.traces.span_runs import Convention, SpanForest, SpanRun, Tokens, find_runs
from trustpages.intake.importers.operations.traces.spans import Span, looks_like_spans
from trustpages.intake.importers.picks import tell_apart
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault

_SCORES: Final = (('"traceId"', '"dataType"', '"value"'), ('"trace_id"', '"data_type"', '"value"'))
_OBSERVATIONS: Final = (('"traceId"', '"parentObservationId"'), ('"trace_id"', '"parent_observation_id"'))
_TRACES: Final = (('"htmlPath"', '"observations"'), ('"bookmarked"', '"project_id"'), ('"bookmarked"', '"projectId"'))


def _recognise(file: InputFile) -> str | None:
    start = file.start
    if looks_like_spans(file):
        return "spans with langfuse.observation.type" if '"langfuse.observation.type"' in start else None
    if start.lstrip()[:1] not in ("{", "["):
        return None
    for kind, marks in (("scores", _SCORES), ("observations", _OBSERVATIONS), ("traces", _TRACES)):
        if any(all(mark in start for mark in form) for form in marks):
            return f"{kind} of Langfuse"
    return None


def _count_tokens(span: Span) -> Tokens:
    return span.get_number("input_tokens"), span.get_number("output_tokens")


CONVENTION: Final = Convention(
    knows=lambda span: True,
    is_agent=lambda span: span.id == TRACE,
    is_model=lambda span: span.get_text("type") in ("GENERATION", "EMBEDDING"),
    count_tokens=_count_tokens,
    count_all=lambda span: (None, None),
    find_cost=lambda span: span.get_number("cost"),
    find_session=lambda span: span.get_text("session"),
    find_name=lambda span: span.get_text("trace_name"),
)


def _read(inputs: Inputs) -> Outcome:
    rows = Rows()
    for file in inputs.choose(_recognise):
        fault = read_rows(file, rows)
        if fault is not None:
            return fault
    spans = rows.list_spans()
    if not spans and not rows.scores:
        sentence = f"{quote_path(inputs.only.path)} holds no trace, observation or score"
        return Fault("import-form", sentence, "name an export of Langfuse")
    forest = SpanForest(spans)
    runs = find_runs(forest, CONVENTION)
    scores = [TraceScore.read(row) for row in rows.scores]
    evaluations = tuple(list_outcomes(scores))
    items = [attach_scores(item, scores) for item in make_items(forest, runs, evaluations, CONVENTION)]
    if rows.has_traces_of_its_own:
        doubts = tuple(_find_doubts(rows, runs, scores))
        items = [replace(item, doubts=(*item.doubts, *doubts)) for item in items]
    else:
        items = [_without_traces(item) for item in items if item.outcome == "success"]
    if not items:
        return Fault("import-form", "no score is true or false, and no trace is there", "name the traces, too")
    read = sum(len(item.records) for item in items)
    return Imported(read=read, items=tell_apart(items), tool="Langfuse", tool_version=rows.version or None)


def _find_doubts(rows: Rows, runs: Sequence[SpanRun], scores: Sequence[TraceScore]) -> Iterator[Doubt]:
    if missing := rows.count_missing():
        sentence = f"Pages hold {say(missing, 'record')} less than they state in all: some pages are missing."
        yield Doubt(kind="pages-absent", sentence=sentence, is_grave=True)
    of_steps = sum(score.is_of_step for score in scores)
    if of_steps:
        yield Doubt(kind="scores-of-steps", sentence=f"{say(of_steps, 'score')} of single steps are left out.")
    traces = {run.span.trace for run in runs}
    if lost := sum(not score.is_of_step and score.trace not in traces for score in scores):
        yield Doubt(kind="scores-without-trace", sentence=f"{say(lost, 'score')} are of traces that are not there.")


def _without_traces(item: ImportedItem) -> ImportedItem:
    sentence = "There are scores alone: traces that nobody scored are not in the denominator."
    doubt = Doubt(kind="traces-absent", sentence=sentence, is_grave=True)
    return replace(item, doubts=(*item.doubts, doubt))


LANGFUSE = Importer(
    id="langfuse",
    title="Langfuse traces and scores",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "Traces that were sampled away or deleted before the export.",
        "How a score came about, beyond whether a person, a model or a program gave it.",
    ),
    leaves_out=("Inputs, outputs and metadata.", "Comments on scores, and scores of single steps."),
)
"""The importer of this format."""
