"""OpenSLO v1: a service, and an objective for each promise that is a share of runs over a rolling window."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from trustpages.exports.interchange.definition import ExportedFile, ExportFormat, WrittenExport
from trustpages.exports.interchange.values import identify, on_one_line, to_slug
from trustpages.model.documents.measures.outcomes import ProportionMeasure
from trustpages.model.documents.measures.values import QuantileMeasure
from trustpages.model.documents.pact import Window
from trustpages.model.pages.exported import ExportedAgent, ExportedPromise
from trustpages.model.results.records.json_values import Json
from trustpages.model.vocabulary import Verdict

API_VERSION = "openslo/v1"
_LONGEST_NAME, _LONGEST_DESCRIPTION = 63, 1050
_OWN = "trustpages"


def _write(exported: ExportedAgent) -> WrittenExport:
    objectives: list[dict[str, Json]] = []
    left_out: list[str] = []
    for promise in exported.promises:
        written = _write_objective(exported, promise)
        if isinstance(written, str):
            left_out.append(f"{promise.ref} ({promise.state.in_sentence}): {written}")
        else:
            objectives.append(written)
    service = _write_service(exported, tuple(left_out))
    file = ExportedFile(name=f"{exported.id}.yaml", documents=(service, *objectives))
    return WrittenExport(files=(file,), left_out=tuple(left_out))


def _write_service(exported: ExportedAgent, left_out: tuple[str, ...]) -> dict[str, Json]:
    annotations = _annotate(exported.limits)
    if left_out:
        annotations[f"{_OWN}.left-out"] = "; ".join(left_out)
    return {
        "apiVersion": API_VERSION,
        "kind": "Service",
        "metadata": {"name": _name(exported), "displayName": exported.name, "annotations": annotations},
        "spec": {"description": _describe(exported.report.agent.workflow.summary)},
    }


def _write_objective(exported: ExportedAgent, promise: ExportedPromise) -> dict[str, Json] | str:
    """The promise as an objective, or why it cannot be one."""
    if promise.result.verdict is Verdict.NOT_APPLICABLE:
        return "it does not apply"
    window = _write_window(promise.terms.window)
    if isinstance(window, str):
        return window
    line = _draw_line(promise)
    if isinstance(line, str):
        return line
    indicator, objective = line
    return {
        "apiVersion": API_VERSION,
        "kind": "SLO",
        "metadata": {
            "name": _name(exported, promise.ref),
            "displayName": on_one_line(promise.result.promise),
            "annotations": _annotate((*exported.limits_of_parts, *_list_findings(promise))),
        },
        "spec": {
            "description": _describe(promise.result.promise),
            "service": _name(exported),
            "indicator": {"metadata": {"name": _name(exported, promise.ref, "sli")}, "spec": indicator},
            "timeWindow": [window],
            "budgetingMethod": "Occurrences",
            "objectives": [{"displayName": on_one_line(promise.promised), **objective}],
        },
    }


def _list_findings(promise: ExportedPromise) -> Iterator[tuple[str, str]]:
    """What was found of the promise, beside the limits of the whole report."""
    yield "promise", promise.ref
    yield "verdict", promise.state.word
    yield "seen", promise.seen
    yield "measured", promise.measured
    yield "but", "; ".join(promise.caveats)
    yield "severity", promise.result.severity.value
    yield "pact", f"{promise.pact.id} {promise.pact.version}, with {promise.pact.counterparty}"
    until = promise.result.valid_until
    yield "promise-valid-until", until.isoformat() if until else ""


def _write_window(window: Window) -> dict[str, Json] | str:
    if window.rolling:
        return {"duration": f"{window.rolling}d", "isRolling": True}
    return "its window is not a number of days up to today"


def _draw_line(promise: ExportedPromise) -> tuple[dict[str, Json], dict[str, Json]] | str:
    """The indicator and the objective, or why OpenSLO has none of the kind."""
    measure, threshold = promise.terms.measure, promise.terms.threshold
    match measure:
        case ProportionMeasure() if threshold.at_least is not None:
            ratio = _write_ratio(promise, "good", measure.good)
            return _aim(ratio, threshold.at_least)
        case ProportionMeasure() if threshold.at_most is not None:
            ratio = _write_ratio(promise, "bad", measure.good)
            return _aim(ratio, _subtract_from_one(threshold.at_most))
        case QuantileMeasure() if threshold.at_most is not None:
            return _aim(_write_threshold(promise, measure), measure.q, op="lte", value=threshold.at_most)
        case QuantileMeasure() if threshold.at_least is not None:
            target = _subtract_from_one(measure.q)
            return _aim(_write_threshold(promise, measure), target, op="gt", value=threshold.at_least)
    return "it is not a share of runs"


def _aim(indicator: dict[str, Json], target: float, **line: Json) -> tuple[dict[str, Json], dict[str, Json]] | str:
    if target >= 1:
        return "a target of 100 % is none in OpenSLO"
    return indicator, {**line, "target": target}


def _subtract_from_one(share: float) -> float:
    """One less the share as it is written: 0.05 gives 0.95 and not its neighbour."""
    return float(1 - Decimal(str(share)))


def _write_ratio(promise: ExportedPromise, side: str, outcome: str) -> dict[str, Json]:
    return {
        "ratioMetric": {
            "counter": True,
            side: _write_source(promise, f"runs with the outcome '{outcome}'"),
            "total": _write_source(promise, "runs of which the outcome is known"),
        }
    }


def _write_threshold(promise: ExportedPromise, measure: QuantileMeasure) -> dict[str, Json]:
    unit = f" in {measure.unit}" if measure.unit else ""
    return {"thresholdMetric": _write_source(promise, f"'{measure.value}' of a run{unit}")}


def _write_source(promise: ExportedPromise, counted: str) -> dict[str, Json]:
    spec: dict[str, Json] = {"promise": promise.ref, "counted": counted, "evidence": list(promise.result.pooled)}
    return {"metricSource": {"type": _OWN, "spec": spec}}


def _annotate(named: tuple[tuple[str, str], ...]) -> dict[str, Json]:
    return {f"{_OWN}.{name}": on_one_line(sentence) for name, sentence in named if sentence}


def _describe(text: str) -> str:
    one = on_one_line(text)
    return one if len(one) <= _LONGEST_DESCRIPTION else f"{one[: _LONGEST_DESCRIPTION - 1]}…"


def _name(exported: ExportedAgent, *parts: str) -> str:
    """A label of DNS, as names are, with two hyphens between its parts, which no id has.

    Where letters had to go, a few of its id tell it from its neighbours.
    """
    ids = [exported.id, *(part for joined in parts for part in joined.split("/"))]
    name = "--".join(map(to_slug, ids))
    if name == "--".join(ids) and len(name) <= _LONGEST_NAME:
        return name
    mark = identify(exported, *parts).hex[:8]
    return f"{name[: _LONGEST_NAME - len(mark) - 2].rstrip('-')}--{mark}"


OPENSLO = ExportFormat(
    id="openslo",
    title="OpenSLO",
    version="v1",
    form="yaml",
    write=_write,
    keeps="Promises that are a share of runs, or a quantile, over the last days: line, window, verdict, what was seen.",
    loses="Promises of another kind or window, which are named with their verdicts; consequences, steps of the work. "
    "The indicators name what was counted and no query: OpenSLO tools cannot measure with them.",
)
"""The format."""
