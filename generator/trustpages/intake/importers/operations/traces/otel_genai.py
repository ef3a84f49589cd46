"""Spans by the GenAI conventions of OpenTelemetry, of any of their generations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from trustpages.intake.importers.importer import Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.intake.importers.operations.traces.evaluations import Evaluation
from trustpages.intake.importers.operations.traces.span_items import read_convention
from trustpages.intake.importers.operations.traces.span_runs import Convention, SpanForest, SpanRun, Tokens
from trustpages.intake.importers.operations.traces.spans import Span, SpanEvent, looks_like_spans
from trustpages.intake.importers.picks import pick_number, pick_text

_AGENTS: Final = frozenset({"invoke_agent", "invoke_workflow"})
_MODELS: Final = frozenset({"chat", "text_completion", "generate_content", "completion"})
_EVALUATED: Final = "gen_ai.evaluation.result"
_SCHEMA: Final = re.compile(r"https?://opentelemetry\.io/schemas/(\d+\.\d+\.\d+)")
_OTHERS: Final = ('"openinference.span.kind"', '"langfuse.observation.type"')


def _recognise(file: InputFile) -> str | None:
    if not looks_like_spans(file) or any(mark in file.start for mark in _OTHERS):
        return None
    return "spans with attributes gen_ai.*" if '"gen_ai.' in file.start else None


def _get_operation(span: Span) -> str:
    return span.get_text("gen_ai.operation.name")


def _is_model(span: Span) -> bool:
    """A call of a model; before version 1.27 spans of calls named no operation."""
    operation = _get_operation(span)
    return operation in _MODELS or (not operation and bool(span.get_text("gen_ai.request.model", "gen_ai.system")))


def _count_tokens(span: Span) -> Tokens:
    return (
        span.get_number("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
        span.get_number("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),
    )


def _count_all(span: Span) -> Tokens:
    """What an agent's span says of all calls below it, under a name of its own or that of the calls."""
    if _get_operation(span) not in _AGENTS:
        return None, None
    return (
        span.get_number("gen_ai.aggregated_usage.input_tokens", "gen_ai.usage.input_tokens"),
        span.get_number("gen_ai.aggregated_usage.output_tokens", "gen_ai.usage.output_tokens"),
    )


CONVENTION: Final = Convention(
    knows=lambda span: any(name.startswith("gen_ai.") for name in span.attributes),
    is_agent=lambda span: _get_operation(span) in _AGENTS,
    is_model=_is_model,
    count_tokens=_count_tokens,
    count_all=_count_all,
    find_cost=lambda span: span.get_number("gen_ai.usage.cost", "operation.cost"),
    find_session=lambda span: span.get_text("gen_ai.conversation.id", "session.id"),
    find_name=lambda span: span.get_text("gen_ai.agent.name", "gen_ai.agent.id"),
)


def _read(inputs: Inputs) -> Outcome:
    return read_convention(inputs, CONVENTION, _list_evaluations, _name_version)


def _list_evaluations(forest: SpanForest, runs: Sequence[SpanRun], events: Sequence[SpanEvent]) -> Iterator[Evaluation]:
    homes = {(run.span.trace, span.id): run for run in runs for span in (run.span, *run.below)}
    for event in events:
        run = homes.get((event.trace, event.span))
        if event.name == _EVALUATED and run is not None:
            told = dict(event.attributes)
            yield Evaluation(
                run=(run.span.trace, run.span.id),
                name=pick_text(told, "gen_ai.evaluation.name") or "evaluation",
                label=pick_text(told, "gen_ai.evaluation.score.label"),
                score=pick_number(told, "gen_ai.evaluation.score.value"),
                has_failed=bool(pick_text(told, "error.type")),
            )


def _name_version(spans: Iterable[Span]) -> str:
    """The version of the conventions: as stated, or as the names of attributes tell."""
    known = [span for span in spans if CONVENTION.knows(span)]
    stated = sorted({match[1] for span in known if (match := _SCHEMA.fullmatch(span.schema))})
    if stated:
        return f"GenAI conventions {', '.join(stated)}"
    names = {name for span in known for name in span.attributes}
    if names & {"gen_ai.provider.name", "gen_ai.input.messages", "gen_ai.output.messages"}:
        return "GenAI conventions from 1.37 on, by names of attributes"
    if names & {"gen_ai.usage.input_tokens", "gen_ai.operation.name"}:
        return "GenAI conventions 1.27 to 1.36, by names of attributes"
    return "GenAI conventions before 1.27, by names of attributes"


OTEL_GENAI = Importer(
    id="otel-genai",
    title="OpenTelemetry GenAI spans",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "Whether an answer was right: a trace tells that a run ended without an error.",
        "Runs that nobody traced or sampled, and spans that were dropped before they were exported.",
    ),
    leaves_out=("Messages, arguments and results of tools, and all steps within a run.",),
)
"""The importer of this format."""
