"""Test runs of DeepEval 3 and 4: a case passes by its metrics, and one that failed to score decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from trustpages.intake.importers.fields import find_count, find_objects, find_text, say, shorten, to_name
from trustpages.intake.importers.importer import Doubt, Headline, Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import keep_known, pick, pick_list, pick_map, pick_number, tell_apart
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_BEGINNING = re.compile(r'\s*\{\s*(?P<wrapped>"testRunData":\s*\{\s*)?"testCases":\s*\[')
_EXACT: Final = frozenset({"Exact Match", "Pattern Match"})


def _recognise(file: InputFile) -> str | None:
    start = file.start
    is_run = _BEGINNING.match(start) and any(mark in start for mark in ('"metricsData"', '"metricsScores"'))
    return "test cases with metrics of DeepEval" if is_run else None


def _read(inputs: Inputs) -> Outcome:
    items: list[ImportedItem] = []
    schemas: set[str] = set()
    for file in inputs.files:
        value = file.json()
        if isinstance(value, Fault):
            return value
        wrapped = pick_map(value, "testRunData")
        run = wrapped or value
        cases = [*pick_list(run, "testCases"), *pick_list(run, "conversationalTestCases")]
        if not cases:
            return Fault("import-empty", f"{quote_path(file.path)} holds no test case", "name the file of a test run")
        items.append(_read_run(run, [case if isinstance(case, dict) else {} for case in cases], file))
        schemas.add("3" if wrapped else "4")
    return Imported(
        read=sum(len(item.records) for item in items),
        items=tell_apart(items),
        tool="DeepEval",
        schema_version=", ".join(sorted(schemas)),
    )


def _read_run(run: Json, cases: Sequence[dict[str, Json]], file: InputFile) -> ImportedItem:
    tasks: dict[tuple[str, str], str] = {}
    model = find_text(run, "hyperparameters", "model")
    return ImportedItem(
        kind="runs",
        name=to_name(find_text(run, "testFile") or "test-cases", "test-cases"),
        title="Test cases of DeepEval",
        records=tuple(_read_case(case, place, tasks) for place, case in enumerate(cases)),
        keys=_describe_runs(cases),
        headlines=tuple(_restate(run, cases)),
        doubts=tuple(_find_doubts(run, cases)),
        version=shorten(model) if model else None,
        files=(file.path,),
    )


def _read_case(case: dict[str, Json], place: int, tasks: dict[tuple[str, str], str]) -> Record:
    name = find_text(case, "name") or "case"
    good, unknown = _judge_case(case)
    return Record(
        run=f"{name}-{place}",
        # Cases of one name that ask the same are repeats; one test function may ask many things.
        task=tasks.setdefault((name, str(case.get("input") or case.get("turns"))), f"{name}-{place}"),
        good=good,
        unknown=unknown,
        values=keep_known({"seconds": pick_number(case, "completionTime"), "cost_usd": pick_number(case, "tokenCost")}),
    )


def _judge_case(case: dict[str, Json]) -> tuple[bool | None, str]:
    """Whether the case passed: a metric that scored and failed decides, one with an error does not."""
    metrics = find_objects(case, "metricsData")
    success = case.get("success")
    if not metrics:
        return None, "no-metric"
    if not isinstance(success, bool):
        return None, "no-outcome"
    broken = [metric for metric in metrics if metric.get("error")]
    failed = any(metric.get("success") is False for metric in metrics if not metric.get("error"))
    if broken and not failed:
        return None, "metric-error"
    return success, ""


def _describe_runs(cases: Sequence[dict[str, Json]]) -> dict[str, Plain]:
    metrics = [metric for case in cases for metric in find_objects(case, "metricsData")]
    judge = next((name for metric in metrics if (name := find_text(metric, "evaluationModel"))), None)
    is_exact = bool(metrics) and all(find_text(metric, "name") in _EXACT for metric in metrics)
    keys: dict[str, Plain] = {"setting": "staging", "selection": "convenience"}
    keys["method"] = "llm_judge" if judge else "deterministic" if is_exact else "attested"
    return keys | ({"judge": {"model": shorten(judge)}} if judge else {})


def _restate(run: Json, cases: Sequence[dict[str, Json]]) -> Iterator[Headline]:
    """The cases that passed, and for each metric its passes among all of its scores, errors among them."""
    passed, failed = find_count(run, "testPassed"), find_count(run, "testFailed")
    if passed is not None and failed is not None and passed + failed:
        found = sum(case.get("success") is True for case in cases)
        yield _compare("cases passed", passed, passed + failed, found, len(cases))
    for stated in find_objects(run, "metricsScores"):
        name = find_text(stated, "metric") or "metric"
        counts = [find_count(stated, key) or 0 for key in ("passes", "fails", "errors")]
        scores = [
            metric
            for case in cases
            for metric in find_objects(case, "metricsData")
            if find_text(metric, "name") == name
        ]
        if sum(counts) and scores:
            good = sum(metric.get("success") is True for metric in scores)
            yield _compare(shorten(f"{name} passed"), counts[0], sum(counts), good, len(scores))


def _compare(name: str, stated: int, n: int, found: int, recomputed_n: int) -> Headline:
    return Headline(name=name, value=stated / n, n=n, recomputed=found / recomputed_n, recomputed_n=recomputed_n)


def _find_doubts(run: Json, cases: Sequence[dict[str, Json]]) -> Iterator[Doubt]:
    for stated in find_objects(run, "metricsScores"):
        errors, scores = find_count(stated, "errors"), pick_list(stated, "scores")
        if errors:
            sentence = (
                f"Errors cost {say(errors, 'score')} of {find_text(stated, 'metric') or 'a metric'}: its mean rests on "
                f"{len(scores):,}."
            )
            yield Doubt(kind="metric-errors", sentence=shorten(sentence, 1000))
    if flaky := sum(pick(case, "flaky") is True for case in cases):
        yield Doubt(kind="flaky-cases", sentence=f"The tool marks {say(flaky, 'case')} as flaky.", is_grave=True)


DEEPEVAL = Importer(
    id="deepeval",
    title="DeepEval test run",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "The file says neither on which day the cases ran nor of how many cases they were chosen.",
        "Whether the thresholds of the metrics mean what was promised.",
    ),
    leaves_out=(
        "Inputs, outputs and reasons.",
        "Scores: a metric passes or not by its threshold.",
        "Time and cost of the evaluation: they are not those of the agent.",
    ),
)
"""The importer of this format."""
