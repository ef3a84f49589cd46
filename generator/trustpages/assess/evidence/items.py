"""Evidence items with what they take from their bundle, and the AI judge behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from trustpages.model.documents.base import Period
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.benchmarks.splits import is_same_split, read_split, read_version
from trustpages.model.documents.bundle import AnyItem, Review
from trustpages.model.documents.items.counted import Calibration, CountedItem, Judge
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.documents.items.scores import BenchmarkResult, PublishedScore
from trustpages.model.results.evidence import Evidence
from trustpages.model.vocabulary import Method
from trustpages.model.workspace import AgentEvidence


def resolve_evidence(
    agent_evidence: AgentEvidence, benchmarks: Mapping[str, Benchmark] = MappingProxyType({})
) -> tuple[Evidence, ...]:
    """Every evidence item of the agent, control records included, sorted by id.

    What an item does not say is taken from its bundle. An audit, incident, review or drill that gives no
    days of collection is as old as its own day or as its bundle, whichever is older.
    """
    return tuple(
        Evidence(
            agent=agent_evidence.agent.id,
            bundle=bundle.id,
            item=item,
            version=item.agent_version or bundle.agent_version,
            collected=item.collected or _choose_older(item.own_day, bundle.collected),
            producer=item.producer or bundle.producer,
            source=item.source or bundle.source,
            illustrative=bundle.illustrative or item.illustrative,
            board=name_board(item, benchmarks),
        )
        for bundle, item in agent_evidence.items()
    )


def name_board(item: AnyItem, benchmarks: Mapping[str, Benchmark]) -> str:
    """The benchmark whose tasks an item counts; empty where it names none.

    A version that its document does not describe, and a part of the tasks, have tasks of their own.
    """
    match item:
        case BenchmarkResult():
            described = benchmarks.get(item.benchmark)
            own = described.version if described is not None else None
            version, split = item.benchmark_version, item.split
            is_other = version is not None and (own is None or read_version(version) != read_version(own))
            is_part = split is not None and not is_same_split(split, own)
            name = f"{item.benchmark}@{read_version(version)}" if version and is_other else item.benchmark
            return f"{name}/{read_split(split)}" if split and is_part else name
        case Runs() | PublishedScore():
            return item.benchmark or ""
        case _:
            return ""


def _choose_older(own_day: date | None, collected: Period | None) -> Period | None:
    if own_day is None or (collected is not None and collected.to < own_day):
        return collected
    return Period(from_=own_day, to=own_day)


def is_uncalibrated(evidence: Evidence) -> bool:
    """Whether an AI judge decided the outcomes whose agreement with people was not measured."""
    return is_judged_by_ai(evidence) and find_calibration(evidence) is None


def is_judged_by_ai(evidence: Evidence) -> bool:
    """Whether an AI judge decided the outcomes of the item."""
    item = evidence.item
    return isinstance(item, CountedItem | BenchmarkResult) and item.method is Method.LLM_JUDGE


def find_judge(evidence: Evidence) -> Judge | None:
    """The AI judge that decided the outcomes of the item; None where none did, or where it is not named."""
    item = evidence.item
    return item.judge if isinstance(item, CountedItem | BenchmarkResult) and is_judged_by_ai(evidence) else None


def find_calibration(evidence: Evidence) -> Calibration | None:
    """The calibration of the item's AI judge, if there is one."""
    judge = find_judge(evidence)
    return judge.calibration if judge else None


def list_reviews(evidence: Iterable[Evidence], as_of: date) -> tuple[Review, ...]:
    """The reviews among the items that were held up to `as_of`, oldest first."""
    held = (item.item for item in evidence if isinstance(item.item, Review) and item.item.date <= as_of)
    return tuple(sorted(held, key=lambda review: (review.date, review.id)))
