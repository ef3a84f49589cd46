"""Documents that cases of several families begin from."""

from __future__ import annotations

from typing import Any

from support.builders import Values, a_benchmark, a_benchmark_result
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.workspace import Workspace
from unit.assess.limitations.rule_case import documents


def ranked(*successes: int, of: int = 50, **more: Any) -> list[Values]:
    """Agents by position, best first, with so many successes of `of` runs each."""
    return [
        {"agent": f"agent-{n}", "rank": n, "successes": k, "runs": of} | more for n, k in enumerate(successes, start=1)
    ]


def on(benchmark: Benchmark, **agent: Any) -> Workspace:
    """The agent with a result on the benchmark."""
    return documents(a_benchmark_result(), benchmarks=[benchmark], agent=agent)


def result(*, benchmark: Values | None = None, agent: Values | None = None, **item: Any) -> Workspace:
    """A result with these values on a benchmark with those."""
    return documents(a_benchmark_result(**item), benchmarks=[a_benchmark(**benchmark or {})], agent=agent)


IN_ORDER = tuple(range(48, 8, -4))
