"""Every Eval Ever 0.3.0: results of evaluations, a document for each producer, tool and version that was run."""

from __future__ import annotations

import math
from itertools import groupby
from typing import TypeAlias

from trustpages.exports.interchange.definition import ExportedFile, ExportFormat, WrittenExport
from trustpages.exports.interchange.results import SUCCESS, WITHSTOOD, EvaluationResult, sort_results
from trustpages.exports.interchange.values import count_seconds, identify, to_slug
from trustpages.model.measured import Measured
from trustpages.model.pages.exported import ExportedAgent
from trustpages.model.results.records.json_values import Json
from trustpages.model.vocabulary import Relationship

SCHEMA_VERSION = "0.3.0"

_RELATIONSHIPS = {
    Relationship.VENDOR: "first_party",
    Relationship.CONTRACTOR: "first_party",
    Relationship.CUSTOMER: "other",
    Relationship.THIRD_PARTY: "third_party",
}

_Source: TypeAlias = tuple[str, str, bool, str, str]
"""Producer, relationship, whether there are rows, tool, version: what one document says once for all its results."""


def _write(exported: ExportedAgent) -> WrittenExport:
    results, left_out = sort_results(exported)
    files = []
    for number, (source, group) in enumerate(groupby(sorted(results, key=_sort_key), key=_find_source), start=1):
        name = f"{exported.id}-{number}-{to_slug(source[0])[:60]}"
        files.append(
            ExportedFile(name=f"{name}.json", documents=(_write_document(exported, source, [*group], left_out),))
        )
    return WrittenExport(files=tuple(files), left_out=left_out)


def _sort_key(result: EvaluationResult) -> tuple[_Source, str]:
    return _find_source(result), result.item.evidence.id


def _find_source(result: EvaluationResult) -> _Source:
    evidence = result.item.evidence
    imported = evidence.item.imported
    tool = imported.tool if imported is not None and imported.tool else ""
    return evidence.producer.name, evidence.producer.relationship.value, result.has_rows, tool, evidence.version or ""


def _write_document(
    exported: ExportedAgent, source: _Source, results: list[EvaluationResult], left_out: tuple[str, ...]
) -> dict[str, Json]:
    producer, relationship, has_rows, tool, version = source
    model = f"{to_slug(exported.publisher.name)}/{exported.id}"
    # Only what is printed as a version of the tool is one.
    name, _, tool_version = tool.rpartition(" ") if tool[-1:].isdigit() else (tool, "", "")
    developed: dict[str, Json] = {"deployment_type": "unknown", "model_availability": "unknown"}
    if version:
        developed["agent_version"] = version
    if exported.report.agent.model_family:
        developed["model_family"] = exported.report.agent.model_family
    day = count_seconds(exported.as_of)
    return {
        "schema_version": SCHEMA_VERSION,
        "evaluation_id": f"trust-report-{identify(exported, *map(str, source)).hex[:8]}/{model}/{day}",
        "retrieved_timestamp": day,
        "source_metadata": {
            "source_name": f"Trust report on {exported.name}",
            "source_type": "evaluation_run" if has_rows else "documentation",
            "source_organization_name": producer,
            "evaluator_relationship": _RELATIONSHIPS[Relationship(relationship)],
            "additional_details": {**dict(exported.limits), **({"left-out": "; ".join(left_out)} if left_out else {})},
        },
        "eval_library": {"name": name or "unknown", "version": tool_version or "unknown"},
        "model_info": {
            "name": exported.name,
            "id": model,
            "developer": exported.publisher.name,
            "additional_details": developed,
        },
        "evaluation_results": [_write_result(result) for result in results],
    }


def _write_result(result: EvaluationResult) -> Json:
    item = result.item
    board = item.benchmark
    data: dict[str, Json] = {"dataset_name": result.dataset, "source_type": "other"}
    if board is not None and board.url:
        data |= {"source_type": "url", "url": [board.url]}
    written: dict[str, Json] = {
        "evaluation_result_id": item.evidence.id,
        "evaluation_name": result.name,
        "source_data": data,
        "metric_config": _describe_metric(result),
        "score_details": {"score": result.value, "details": _list_details(result), **_write_uncertainty(result)},
    }
    if item.collected_to is not None:
        written["evaluation_timestamp"] = count_seconds(item.collected_to)
    return written


_TITLES = {SUCCESS: "Share of success", WITHSTOOD: "Share of attacks withstood"}


def _describe_metric(result: EvaluationResult) -> Json:
    metric: dict[str, Json] = {
        "metric_id": result.metric,
        "metric_name": _TITLES.get(result.metric, result.metric),
        "lower_is_better": result.less_is_better,
        "score_type": "continuous",
    }
    if result.metric in _TITLES:
        return metric | {"metric_kind": "pass_rate", "metric_unit": "proportion", "min_score": 0, "max_score": 1}
    unit: dict[str, Json] = {"metric_unit": result.unit} if result.unit else {}
    return metric | unit | {"min_score": None, "max_score": None}


def _list_details(result: EvaluationResult) -> Json:
    """What the schema has no key for, in words: the figure as on pages, what speaks against it, what is unknown."""
    item, quantity = result.item, result.quantity
    counted = quantity.k if isinstance(quantity, Measured) else None
    unknown = item.outcomes.unknown if item.outcomes is not None else 0
    said = {
        "figure": item.seen,
        "successes": "" if counted is None else f"{counted:g}",
        "unknown-outcomes": f"{unknown}" if unknown else "",
        "measured-by": f"{item.evidence.producer.name} ({item.relationship})",
        "decided": item.decided,
        "currency": item.state.word,
        "speaks-against-it": item.against,
        "illustrative": "It is made up to show how things work." if item.evidence.illustrative else "",
    }
    return {key: words for key, words in said.items() if words}


def _write_uncertainty(result: EvaluationResult) -> dict[str, Json]:
    found: dict[str, Json] = {}
    quantity = result.quantity
    limits = (quantity.low, quantity.high) if isinstance(quantity, Measured) else (None, None)
    if isinstance(quantity, Measured) and all(limit is not None and math.isfinite(limit) for limit in limits):
        level: dict[str, Json] = {"confidence_level": quantity.level, "method": quantity.method}
        found["confidence_interval"] = {"lower": quantity.low, "upper": quantity.high, **level}
    if result.tasks is not None:
        found["num_samples"] = result.tasks
    return {"uncertainty": found} if found else {}


EVERY_EVAL_EVER = ExportFormat(
    id="every-eval-ever",
    title="Every Eval Ever",
    version=SCHEMA_VERSION,
    form="json",
    write=_write,
    keeps="Results on benchmarks, of tests and of red teams: number of tasks and limits, who measured, and when.",
    loses="Real use, promises and verdicts, which are no evaluations; scores of which nobody says whether more is "
    "better; single samples, whose prompts and answers are not on record.",
)
"""The format."""
