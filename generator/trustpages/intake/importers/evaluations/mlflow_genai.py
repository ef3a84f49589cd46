"""MLflow GenAI evaluations: traces with their assessments, a JSON object a line, and the run that they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trustpages.intake.importers.evaluations.metrics import ScoredMetric, ScoredRow, make_items, name_task
from trustpages.intake.importers.fields import shorten
from trustpages.intake.importers.importer import Doubt, Imported, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json, parse_json
from trustpages.intake.importers.picks import (
    keep_known,
    pick,
    pick_count,
    pick_list,
    pick_map,
    pick_number,
    pick_text,
    pick_time,
)
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_TRACE = re.compile(r'\s*\{\s*"info":\s*\{\s*"trace_id":')
_RUN = re.compile(r'"mlflow\.runType":\s*"genai_evaluate"')
_METHODS = {"CODE": "deterministic", "HUMAN": "human", "LLM_JUDGE": "llm_judge", "AI_JUDGE": "llm_judge"}
_WORDS = {"yes": 1.0, "no": 0.0, "true": 1.0, "false": 0.0, "pass": 1.0, "fail": 0.0}
_MOST_ROWS = 1_000_000


@dataclass(frozen=True, slots=True)
class _Trace:
    """A trace with the last valid feedback of each scorer, and all feedback that a later one replaced."""

    info: Json
    feedback: dict[str, Json]
    replaced: frozenset[str]


def _recognise(file: InputFile) -> str | None:
    if _TRACE.match(file.start) and '"trace_location"' in file.start:
        return "traces of MLflow, one a line"
    return "a run of MLflow's genai.evaluate" if _RUN.search(file.start) else None


def _read(inputs: Inputs) -> Outcome:
    traces: list[_Trace] = []
    run: Json = None
    for file in inputs.files:
        if _RUN.search(file.start) and not _TRACE.match(file.start):
            value = file.json()
            if isinstance(value, Fault):
                return value
            run = value
            continue
        lines = file.json_lines()
        if isinstance(lines, Fault):
            return lines
        traces += [_read_trace(line) for line in lines]
    traces = [trace for trace in traces if pick_text(trace.info, "trace_id")]
    scorers = list(dict.fromkeys(name for trace in traces for name in trace.feedback))
    if not scorers:
        sentence = f"{quote_path(inputs.files[0].path)} holds no trace that was assessed"
        return Fault("import-form", sentence, "name the traces of the evaluation, one a line")
    absent = (_count_planned(run) or 0) - len(traces)
    if absent > _MOST_ROWS:
        return Fault("import-too-large", f"the run has {absent:,} rows without a trace", "name all of its traces")
    items = make_items(_read_metric(scorer, traces, run, absent, inputs) for scorer in scorers)
    return Imported(read=sum(len(item.records) for item in items), items=items, tool="mlflow")


def _read_trace(line: Json) -> _Trace:
    info = pick_map(line, "info")
    feedback: dict[str, Json] = {}
    replaced: set[str] = set()
    assessments = [part for part in pick_list(info, "assessments") if isinstance(pick(part, "feedback"), dict)]
    # A later assessment replaces an earlier one of its name; what is not valid any more was replaced or withdrawn.
    for part in sorted(assessments, key=lambda part: pick_text(part, "create_time")):
        name = pick_text(part, "assessment_name") or "unnamed"
        if pick(part, "valid") is False:
            replaced.add(name)
            continue
        if name in feedback or pick_text(part, "overrides"):
            replaced.add(name)
        feedback[name] = part
    return _Trace(info, feedback, frozenset(replaced))


def _count_planned(run: Json) -> int | None:
    """Rows of the one data set of the run."""
    datasets = pick_list(run, "inputs", "dataset_inputs")
    if len(datasets) != 1:
        return None
    profile = parse_json(pick_text(datasets[0], "dataset", "profile").encode("utf-8", "replace"), "profile")
    return None if isinstance(profile, Fault) else pick_count(profile, "num_rows")


def _read_metric(scorer: str, traces: Sequence[_Trace], run: Json, absent: int, inputs: Inputs) -> ScoredMetric:
    rows = [_read_row(trace, scorer) for trace in traces]
    rows += [
        ScoredRow(run=f"absent-{number + 1}", task=f"absent-{number + 1}", score=None, why_none="no-trace")
        for number in range(absent)
    ]
    digest = pick_text(run, "data", "tags", "mlflow.genaiEvaluate.agent.digest")
    return ScoredMetric(
        name=scorer,
        rows=rows,
        stated=pick_number(run, "data", "metrics", f"{scorer}/mean"),
        keys=_describe(scorer, traces, absent if _count_planned(run) is not None else None),
        doubts=tuple(_find_doubts(scorer, traces)),
        version=shorten(digest) if digest else None,
        files=tuple(file.path for file in inputs.files),
    )


def _read_row(trace: _Trace, scorer: str) -> ScoredRow:
    info, part = trace.info, trace.feedback.get(scorer)
    score = _to_score(pick(part, "feedback", "value"))
    reason = "not-scored" if part is None else "scorer-error" if pick(part, "feedback", "error") else "no-score"
    if pick_text(info, "state") == "ERROR":
        reason = "agent-error"
    given = pick_text(info, "trace_metadata", "mlflow.traceInputs") or pick_text(info, "request_preview")
    name = pick_text(info, "trace_id")
    duration = pick_number(info, "execution_duration_ms")
    return ScoredRow(
        run=name,
        task=name_task(given) if given else name,
        score=score,
        why_none=reason,
        at=pick_text(info, "request_time") if pick_time(info, "request_time") else None,
        values=keep_known({"seconds": None if duration is None else duration / 1000}),
        marks={"state": pick_text(info, "state")} if pick_text(info, "state") else {},
    )


def _to_score(value: Json) -> float | None:
    """What MLflow takes a value for in its means; words of other kinds are none."""
    if isinstance(value, bool):
        return float(value)
    return _WORDS.get(value.lower()) if isinstance(value, str) else pick_number({"value": value}, "value")


def _describe(scorer: str, traces: Sequence[_Trace], absent: int | None) -> dict[str, Plain]:
    sources = [pick(trace.feedback.get(scorer), "source") for trace in traces if scorer in trace.feedback]
    types = {_METHODS.get(pick_text(source, "source_type").upper(), "attested") for source in sources}
    method = types.pop() if len(types) == 1 else "attested"
    keys: dict[str, Plain] = {"method": method, "selection": "convenience" if absent is None else "all"}
    judges = {pick_text(source, "source_id") for source in sources} - {""}
    if method == "llm_judge" and len(judges) == 1:
        keys["judge"] = {"model": shorten(judges.pop())}
    return keys


def _find_doubts(scorer: str, traces: Sequence[_Trace]) -> Iterator[Doubt]:
    if replaced := sum(scorer in trace.replaced for trace in traces):
        sentence = f"{replaced:,} assessments by {scorer} were replaced or withdrawn after they were made."
        yield Doubt(kind="replaced-assessments", sentence=sentence, is_grave=True)
    failed = [trace for trace in traces if pick_text(trace.info, "state") == "ERROR"]
    if scored := sum(_read_row(trace, scorer).score is not None for trace in failed):
        sentence = f"{scored:,} traces that ended with an error have a score by {scorer} and count by it."
        yield Doubt(kind="scored-after-error", sentence=sentence)
    runs = {pick_text(trace.info, "trace_metadata", "mlflow.sourceRun") for trace in traces} - {""}
    if len(runs) > 1:
        sentence = f"The traces are of {len(runs):,} runs, counted together here."
        yield Doubt(kind="several-runs", sentence=sentence, is_grave=True)


MLFLOW_GENAI = Importer(
    id="mlflow-genai",
    title="MLflow GenAI evaluations",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "Whether a high value of a scorer is a good one: 1, true and yes are taken for good.",
        "Whether other evaluations were made and not handed over.",
    ),
    leaves_out=(
        "Spans, inputs and answers of the traces.",
        "Expected answers, which MLflow stores among the assessments.",
        "Scores of single traces where a scorer gives more than two values: their mean is carried over.",
    ),
)
"""The importer of this format."""
