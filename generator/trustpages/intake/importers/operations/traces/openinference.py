"""Spans by the conventions of OpenInference, as Phoenix and its instrumentations write them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from trustpages.intake.importers.importer import Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.intake.importers.operations.traces.evaluations import Evaluation
from trustpages.intake.importers.operations.traces.span_items import read_convention
from trustpages.intake.importers.operations.traces.span_runs import Convention, SpanForest, SpanRun, Tokens
from trustpages.intake.importers.operations.traces.spans import Span, SpanEvent, looks_like_spans

_KIND: Final = "openinference.span.kind"


def _recognise(file: InputFile) -> str | None:
    is_known = looks_like_spans(file) and f'"{_KIND}"' in file.start and '"langfuse.observation.type"' not in file.start
    return f"spans with {_KIND}" if is_known else None


def _get_kind(span: Span) -> str:
    return span.get_text(_KIND).upper()


def _count_tokens(span: Span) -> Tokens:
    return span.get_number("llm.token_count.prompt"), span.get_number("llm.token_count.completion")


def _count_all(span: Span) -> Tokens:
    return _count_tokens(span) if _get_kind(span) == "AGENT" else (None, None)


CONVENTION: Final = Convention(
    knows=lambda span: bool(_get_kind(span)) and _get_kind(span) != "EVALUATOR",
    is_agent=lambda span: _get_kind(span) == "AGENT",
    is_model=lambda span: _get_kind(span) == "LLM",
    count_tokens=_count_tokens,
    count_all=_count_all,
    find_cost=lambda span: span.get_number("llm.cost.total"),
    find_session=lambda span: span.get_text("session.id"),
    find_name=lambda span: span.get_text("agent.name", "graph.node.name") or span.name,
)


def _read(inputs: Inputs) -> Outcome:
    return read_convention(inputs, CONVENTION, _list_evaluations, lambda _: "OpenInference conventions")


def _list_evaluations(forest: SpanForest, runs: Sequence[SpanRun], events: Sequence[SpanEvent]) -> Iterator[Evaluation]:
    """What spans of evaluators say; one that lies beside the run is of it where its trace has no other."""
    del events
    homes = {(run.span.trace, span.id): run for run in runs for span in (run.span, *run.below)}
    alone = _find_alone(runs)
    for trace, spans in forest.by_trace.items():
        for span in spans.values():
            run = homes.get((trace, span.id)) or alone.get(trace)
            if _get_kind(span) == "EVALUATOR" and run is not None:
                judge = _find_judge(forest, span)
                yield Evaluation(
                    run=(trace, run.span.id),
                    name=span.get_text("eval.name", "evaluation.name") or span.name or "evaluation",
                    label=span.get_text("eval.label", "evaluation.label"),
                    score=span.get_number("eval.score", "evaluation.score"),
                    has_failed=span.has_failed is True,
                    method="llm_judge" if judge else "attested",
                    judge=judge,
                )


def _find_alone(runs: Iterable[SpanRun]) -> dict[str, SpanRun]:
    """The run of each trace that has one run alone."""
    found: dict[str, list[SpanRun]] = defaultdict(list)
    for run in runs:
        found[run.span.trace].append(run)
    return {trace: several[0] for trace, several in found.items() if len(several) == 1}


def _find_judge(forest: SpanForest, span: Span) -> str:
    """The model that an evaluator asked, empty where it asked none."""
    calls = (below for below in (span, *forest.list_below(span)) if below.get_text("llm.model_name"))
    return next((call.get_text("llm.model_name") for call in calls), "")


OPENINFERENCE = Importer(
    id="openinference",
    title="OpenInference spans",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "Whether an answer was right, where no evaluator looked at it.",
        "Runs that nobody traced or sampled, and spans that were dropped before they were exported.",
    ),
    leaves_out=("Inputs and outputs, arguments and results of tools, and all steps within a run.",),
)
"""The importer of this format."""
