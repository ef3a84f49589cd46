"""Results of evaluations among the evidence, as formats of such results take them, and what none of them takes."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.model.documents.items.counted import CountedItem
from trustpages.model.documents.items.scores import BenchmarkResult, PublishedScore
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.model.pages.exported import ExportedAgent, ExportedItem
from trustpages.model.vocabulary import EvidenceClass

SUCCESS, WITHSTOOD = "success_rate", "attacks_withstood"
"""Names of the two shares that there are: of tasks solved, of attacks withstood."""

_EVALUATIONS = (EvidenceClass.BENCHMARK, EvidenceClass.RED_TEAM)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationResult:
    """One result: a share of tasks or attacks, or a score in a unit of its own.

    `quantity` has its limits, where it has any; `tasks` is how many it rests on. `metric` is the name of what is
    measured, `unit` is empty for a share.
    `has_rows` says that its outcomes are on record one by one, and not only as somebody added them up.
    """

    item: ExportedItem
    name: str
    value: float
    quantity: Quantity
    tasks: int | None
    metric: str = SUCCESS
    unit: str = ""
    less_is_better: bool = False
    has_rows: bool = False

    @property
    def dataset(self) -> str:
        """The name of the benchmark, as its document has it; that of the result where none is named."""
        return self.item.benchmark.name if self.item.benchmark else self.name


def sort_results(exported: ExportedAgent) -> tuple[tuple[EvaluationResult, ...], tuple[str, ...]]:
    """The results of evaluations, and a sentence for each evidence item that is none, or has no number to hand on."""
    results: list[EvaluationResult] = []
    left_out: list[str] = []
    for item in exported.items:
        made = _read(exported, item)
        if isinstance(made, str):
            left_out.append(f"{item.evidence.id}: {made}")
        else:
            results.append(made)
    return tuple(results), tuple(left_out)


def _read(exported: ExportedAgent, item: ExportedItem) -> EvaluationResult | str:
    """The result, or why there is none."""
    evidence = item.evidence
    if evidence.set_aside is not None:
        return f"it counts for nothing ({item.state.in_sentence})"
    if evidence.evidence_class not in _EVALUATIONS:
        what = "real use" if evidence.evidence_class is EvidenceClass.RUNTIME else evidence.item.traits.label.lower()
        return f"{what}, not an evaluation"
    if item.collected_to is None:
        return "nobody says on which days it was collected"
    if item.collected_to > exported.as_of:
        return "it was collected after the day of the report"
    match evidence.item:
        case BenchmarkResult() as score if item.score is not None:
            return _read_score(item, score)
        case PublishedScore() as score:
            return _read_published(exported, item, score)
        case CountedItem() as counted:
            return _read_outcomes(item, counted)
    return f"{evidence.item.traits.label.lower()} states no score"


def _read_score(item: ExportedItem, score: BenchmarkResult) -> EvaluationResult | str:
    quality = item.score
    if quality is None or quality.interval.status is Status.INVALID:
        return f"it has no number to hand on ({item.seen})"
    named = item.benchmark.name if item.benchmark else score.benchmark
    return EvaluationResult(
        item=item,
        name=f"{named} ({score.split})" if score.split else named,
        value=quality.score,
        quantity=quality.interval,
        tasks=quality.n_tasks,
    )


def _read_outcomes(item: ExportedItem, counted: CountedItem) -> EvaluationResult | str:
    share = item.outcomes.share if item.outcomes is not None else None
    if not isinstance(share, Measured) or share.status is not Status.OK:
        return f"it has no number to hand on ({item.seen or 'no outcomes are counted'})"
    tasks = None if share.n is None else round(share.n)
    metric = WITHSTOOD if item.evidence.evidence_class is EvidenceClass.RED_TEAM else SUCCESS
    return EvaluationResult(
        item=item,
        name=item.title,
        value=share.value,
        quantity=share,
        tasks=tasks,
        metric=metric,
        has_rows=counted.data is not None,
    )


def _read_published(exported: ExportedAgent, item: ExportedItem, score: PublishedScore) -> EvaluationResult | str:
    """A score in its own unit; which way it is better, promises about it say."""
    lines = [promise.terms.threshold for promise in exported.promises if promise.ref in score.supports]
    least, most = (any(getattr(line, key) is not None for line in lines) for key in ("at_least", "at_most"))
    if least == most:
        return f"nobody says whether more of '{score.score}' is better"
    quantity: Quantity = Unmeasured(Status.MISSING, "no range was published with it")
    if score.level is not None:
        method = score.interval_by or "as published"
        quantity = Measured(
            score.value, score.low, score.high, score.level, method, None, score.n, None, score.unit or ""
        )
    return EvaluationResult(
        item=item,
        name=item.title,
        value=score.value,
        quantity=quantity,
        tasks=score.n,
        metric=score.score,
        unit=score.unit or "",
        less_is_better=most,
    )
