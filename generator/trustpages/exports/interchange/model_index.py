"""Hugging Face `model-index`: results of evaluations as the YAML at the head of a model card."""

from __future__ import annotations

from trustpages.exports.interchange.definition import ExportedFile, ExportFormat, WrittenExport
from trustpages.exports.interchange.results import SUCCESS, EvaluationResult, sort_results
from trustpages.exports.interchange.values import on_one_line, to_slug
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.measured import Measured
from trustpages.model.pages.exported import ExportedAgent, Limits
from trustpages.model.results.records.json_values import Json


def _write(exported: ExportedAgent) -> WrittenExport:
    results, left_out = sort_results(exported)
    if not results:
        return WrittenExport(files=(), left_out=left_out)
    document: dict[str, Json] = {
        "model-index": [{"name": exported.name, "results": [_write_result(exported, result) for result in results]}],
        "trust-report": {**_say(exported.limits), **({"left-out": list(left_out)} if left_out else {})},
    }
    return WrittenExport(files=(ExportedFile(name=f"{exported.id}.md", documents=(document,)),), left_out=left_out)


def _write_result(exported: ExportedAgent, result: EvaluationResult) -> Json:
    """One result; the gravest limits stand in each, since readers take results one by one."""
    item, limits = result.item, dict(exported.limits)
    score = item.evidence.item
    dataset: dict[str, Json] = {"name": on_one_line(result.dataset), "type": _name_dataset(result)}
    if isinstance(score, BenchmarkResult):
        dataset |= {key: said for key, said in (("split", score.split), ("revision", score.benchmark_version)) if said}
    written: dict[str, Json] = {
        "task": {"type": "other", "name": on_one_line(exported.report.agent.workflow.summary)},
        "dataset": dataset,
        "metrics": [
            {
                "type": "accuracy" if result.metric == SUCCESS else result.metric,
                "name": on_one_line(result.name),
                "value": result.value,
                "args": {**_describe(result), "trust-report": _say(exported.limits_of_parts)},
            }
        ],
    }
    if exported.site:
        said = f"as of {limits['as-of']}, valid until {limits['valid-until']}; {limits['limitations']}"
        written["source"] = {"name": f"Trust report {said}", "url": exported.site}
    return written


def _name_dataset(result: EvaluationResult) -> str:
    return result.item.benchmark.id if result.item.benchmark else to_slug(result.dataset)


def _describe(result: EvaluationResult) -> dict[str, Json]:
    item, quantity = result.item, result.quantity
    has_limits = isinstance(quantity, Measured) and quantity.low is not None and quantity.high is not None
    unknown = item.outcomes.unknown if item.outcomes is not None else 0
    found: dict[str, Json | None] = {
        "evidence": item.evidence.id,
        "figure": on_one_line(item.seen),
        "tasks": result.tasks,
        "interval": [quantity.low, quantity.high] if isinstance(quantity, Measured) and has_limits else None,
        "level": quantity.level if isinstance(quantity, Measured) and has_limits else None,
        "unit": result.unit or None,
        "unknown-outcomes": unknown or None,
        "less-is-better": True if result.less_is_better else None,
        "measured-by": on_one_line(f"{item.evidence.producer.name} ({item.relationship})"),
        "collected-to": item.collected_to.isoformat() if item.collected_to else None,
        "agent-version": item.evidence.version,
        "currency": item.state.word,
        "speaks-against-it": item.against or None,
        "illustrative": True if item.evidence.illustrative else None,
    }
    return {key: value for key, value in found.items() if value is not None}


def _say(limits: Limits) -> dict[str, Json]:
    return {name: on_one_line(sentence) for name, sentence in limits}


MODEL_INDEX = ExportFormat(
    id="model-index",
    title="Hugging Face model-index",
    version="as model cards have it",
    form="front-matter",
    write=_write,
    keeps="Results on benchmarks, of tests and of red teams: number of tasks and limits, who measured, and when.",
    loses="Real use, promises and verdicts. The Hub shows the value of a result alone: what limits it stands in `args` "
    "and `source` beside it.",
)
"""The format."""
