"""Runs in traces as items: what ended without an error, and what evaluators said of the runs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from trustpages.intake.importers.fields import say, shorten
from trustpages.intake.importers.importer import Doubt, Imported, ImportedItem, Outcome, Record
from trustpages.intake.importers.inputs import Inputs
from trustpages.intake.importers.operations.traces.evaluations import Evaluation, judge_run
from trustpages.intake.importers.operations.traces.span_runs import (
    Convention,
    SpanForest,
    SpanRun,
    find_runs,
    measure_run,
)
from trustpages.intake.importers.operations.traces.spans import Span, SpanEvent, looks_like_spans, read_spans
from trustpages.intake.importers.picks import pick_text, tell_apart, to_label
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

ENDED: Final = "ended-without-error"
"""The outcome that traces tell by themselves."""

_MOST_EVALUATIONS: Final = 30  # by name: each becomes an item with all runs
_PRODUCTION: Final = frozenset({"production", "prod", "live"})
_ENVIRONMENTS: Final = ("deployment.environment.name", "deployment.environment")


FindEvaluations: TypeAlias = Callable[[SpanForest, Sequence[SpanRun], Sequence[SpanEvent]], Iterable[Evaluation]]


def read_convention(
    inputs: Inputs,
    convention: Convention,
    list_evaluations: FindEvaluations,
    name_version: Callable[[Iterable[Span]], str],
) -> Outcome:
    """What files of spans come to by a convention: every span of an agent, and every trace without one, counts."""
    spans: list[Span] = []
    events: list[SpanEvent] = []
    for file in inputs.choose(lambda file: "spans" if looks_like_spans(file) else None):
        read = read_spans(file)
        if isinstance(read, Fault):
            return read
        spans += read[0]
        events += read[1]
    forest = SpanForest(spans)
    runs = find_runs(forest, convention)
    if not runs:
        sentence = f"{quote_path(inputs.only.path)} holds no span of an agent, a model or a tool"
        return Fault("import-form", sentence, "name the traces of the agent")
    items = tuple(make_items(forest, runs, tuple(list_evaluations(forest, runs, events)), convention))
    tools = {(span.scope, span.scope_version) for run in runs for span in (run.span,)}
    tool, version = tools.pop() if len(tools) == 1 else ("", "")
    return Imported(
        read=sum(len(item.records) for item in items),
        items=tell_apart(items),
        tool=shorten(tool) or None,
        tool_version=shorten(version) or None,
        schema_version=name_version(spans),
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """Runs of one agent in one version, each with its measured values, and whether its tokens are told in two ways."""

    name: str
    version: str
    runs: tuple[SpanRun, ...]
    measured: tuple[tuple[Mapping[str, float], bool], ...]


def make_items(
    forest: SpanForest, runs: Sequence[SpanRun], evaluations: Sequence[Evaluation], convention: Convention
) -> Iterator[ImportedItem]:
    """An item for each agent and version, and one more for each thing that evaluators looked at in its runs."""
    for group in _group(forest, runs, convention):
        measured = zip(group.runs, group.measured, strict=True)
        records = [_make_record(run, values, convention) for run, (values, _) in measured]
        spans = {(run.span.trace, run.span.id) for run in group.runs}
        repeated = [_leave_out(span) for span in forest.twice if (span.trace, span.id) in spans]
        own: dict[str, list[Evaluation]] = defaultdict(list)
        for evaluation in evaluations:
            if evaluation.run in spans:
                own[evaluation.name].append(evaluation)
        kept = sorted(own, key=lambda name: (-len(own[name]), name))[:_MOST_EVALUATIONS]
        doubts = (*_find_doubts(group), *_doubt_number(len(own)))
        yield _make_item(group, (*records, *repeated), ENDED, "", doubts)
        for name in sorted(kept):
            judged, about = judge_run(records, [(run.span.trace, run.span.id) for run in group.runs], own[name])
            yield _make_item(group, judged, "success", name, about, own[name])


def _doubt_number(names: int) -> Iterator[Doubt]:
    if names > _MOST_EVALUATIONS:
        sentence = (
            f"{names - _MOST_EVALUATIONS:,} of {names:,} evaluations by name, those with the fewest runs, are left out."
        )
        yield Doubt(kind="evaluations-left-out", sentence=sentence)


def _group(forest: SpanForest, runs: Sequence[SpanRun], convention: Convention) -> Iterator[_Group]:
    """Runs by agent and version; where the agent's span is absent, of the one agent of its service, if there is one."""
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for run in runs:
        if run.counts == "run":
            named[_find_service(run.span)].add(convention.find_name(run.span))
    groups: dict[tuple[str, str], list[SpanRun]] = defaultdict(list)
    for run in runs:
        service, version = _find_service(run.span)
        agents = {convention.find_name(run.span)} if run.counts == "run" else named[service, version]
        name = next(iter(agents)) if len(agents) == 1 else ""
        groups[name or service, version].append(run)
    for (name, version), found in sorted(groups.items()):
        measured = tuple(measure_run(forest, run, convention) for run in found)
        yield _Group(name, version, tuple(found), measured)


def _find_service(span: Span) -> tuple[str, str]:
    """The service that a span is of, and its version."""
    version = pick_text(dict(span.resource), "service.version") or span.get_text("gen_ai.agent.version")
    return pick_text(dict(span.resource), "service.name"), version


def _make_record(run: SpanRun, values: Mapping[str, float], convention: Convention) -> Record:
    span = run.span
    unknown = _explain(run)
    return Record(
        run=f"{span.trace}:{span.id}",
        task=convention.find_session(span) or span.trace or span.id,
        good=not span.has_failed if not unknown else None,
        unknown=unknown,
        left_out="outside-of-an-agent" if run.counts == "no-agent" else "",
        at=span.begin.isoformat() if span.begin else None,
        values=values if run.counts in ("run", "operation") else {},
        marks={"operation": shorten(span.name, 100)} if run.counts == "operation" and span.name else {},
    )


def _explain(run: SpanRun) -> str:
    """Why it is not known how a run ended; empty where it is."""
    if run.counts in ("absent", "no-agent"):
        return "agent-span-absent"
    if run.span.has_failed is None:
        return "error-not-told"
    return "not-ended" if run.span.end is None else ""


def _leave_out(span: Span) -> Record:
    return Record(run=f"{span.trace}:{span.id}", task=span.trace, good=None, left_out="exported-twice")


def _make_item(
    group: _Group,
    records: Sequence[Record],
    outcome: str,
    evaluation: str,
    doubts: tuple[Doubt, ...],
    evaluations: Sequence[Evaluation] = (),
) -> ImportedItem:
    days = [date.fromisoformat(record.at[:10]) for record in records if record.at]
    shown = f"{group.name or 'the service'}{f' {group.version}' if group.version else ''}"
    title = f"Traces of {shown}" if not evaluation else f"Evaluation '{evaluation}' of traces of {shown}"
    keys: dict[str, Plain] = {"setting": _find_setting(group), "method": "deterministic", "selection": "convenience"}
    if evaluations:
        methods, judges = ({getattr(found, key) for found in evaluations} for key in ("method", "judge"))
        keys["method"] = methods.pop() if len(methods) == 1 else "attested"
        if keys["method"] == "llm_judge" and all(judges) and len(judges) == 1:
            keys["judge"] = {"model": shorten(judges.pop())}
    return ImportedItem(
        kind="runs",
        name=to_label(" ".join(filter(None, (group.name or "traces", group.version, evaluation)))),
        title=shorten(title),
        records=tuple(records),
        keys=keys,
        doubts=doubts,
        first=min(days, default=None),
        last=max(days, default=None),
        version=shorten(group.version, 100) or None,
        outcome=outcome,
        files=tuple(sorted({run.span.file for run in group.runs})),
    )


def _list_environments(group: _Group) -> set[str]:
    found = (pick_text(dict(run.span.resource), name) for run in group.runs for name in _ENVIRONMENTS)
    return {value.lower() for value in found if value}


def _find_setting(group: _Group) -> str:
    environments = _list_environments(group)
    return "production" if environments and environments <= _PRODUCTION else "staging"


def _find_doubts(group: _Group) -> Iterator[Doubt]:
    if not _list_environments(group):
        yield Doubt(kind="environment-not-named", sentence="No span says where it ran; that is taken for staging.")
    counts = Counter(run.counts for run in group.runs)
    if counts["operation"]:
        sentence = (
            f"No span is of an agent at work: {say(counts['operation'], 'operation')}, the outermost of each trace, "
            "stand in for runs."
        )
        yield Doubt(kind="operations-not-runs", sentence=sentence, is_grave=True)
    ended = [run for run in group.runs if run.counts == "run" and run.span.end and not run.span.has_failed]
    if failed := sum(any(span.has_failed for span in run.below) for run in ended):
        sentence = f"In {failed:,} of {say(len(ended), 'run')} that ended without an error, a step within had one."
        yield Doubt(kind="steps-failed", sentence=sentence)
    if differing := sum(differs for _, differs in group.measured):
        sentence = (
            f"Of {say(differing, 'run')}, the agent's total of tokens is not the sum of its calls; the total counts."
        )
        yield Doubt(kind="token-totals-differ", sentence=sentence)
