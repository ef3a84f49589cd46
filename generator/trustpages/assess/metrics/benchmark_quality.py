"""What a benchmark itself is worth: its validity audit, whether it still separates agents, its baseline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from trustpages.assess.metrics.leaderboard import Entry, entries_of
from trustpages.model.documents.benchmark import Benchmark, CheckResult, Score
from trustpages.model.documents.policy import Policy
from trustpages.model.results.metrics import BenchmarkQuality, ChecklistSection
from trustpages.statistics.binomial import wilson
from trustpages.statistics.difference import newcombe
from trustpages.statistics.interval import Estimate
from trustpages.statistics.rounding import round_down, round_estimate, round_up

SECTIONS = ("outcome_validity", "task_validity", "reporting")


def benchmark_quality(benchmarks: Sequence[Benchmark], policy: Policy) -> tuple[BenchmarkQuality, ...]:
    """One result for every benchmark, in their order. Sources: metrics specification 12."""
    return tuple(_quality(benchmark, policy) for benchmark in benchmarks)


def _quality(benchmark: Benchmark, policy: Policy) -> BenchmarkQuality:
    saturated, words = _saturation(benchmark, policy)
    return BenchmarkQuality(
        benchmark=benchmark.id,
        sections=_sections(benchmark),
        saturated=saturated,
        saturation_words=words,
        baseline=benchmark.trivial_baseline,
    )


def _sections(benchmark: Benchmark) -> tuple[ChecklistSection, ...]:
    """The sections of the audit that hold any item; never one total over them."""
    if benchmark.checklist is None:
        return ()
    named = ((name, getattr(benchmark.checklist, name)) for name in SECTIONS)
    return tuple(_section(name.replace("_", " "), items) for name, items in named if items)


def _section(name: str, items: Mapping[str, CheckResult]) -> ChecklistSection:
    by_result = {
        result: sorted(id_ for id_, one in items.items() if one.result == result)
        for result in ("met", "not_met", "unknown")
    }
    return ChecklistSection(
        name=name,
        met=len(by_result["met"]),
        applicable=sum(len(ids) for ids in by_result.values()),
        unknown=len(by_result["unknown"]),
        failed=tuple(by_result["not_met"]),
    )


def _saturation(benchmark: Benchmark, policy: Policy) -> tuple[bool | None, str]:
    """Whether the board no longer separates its best entries, and why; None where it cannot be told."""
    top = policy.benchmark.top
    best = entries_of(_best(benchmark.leaderboard, top))
    ceiling = 1 - benchmark.label_noise
    if best and wilson(best[0].solved, best[0].tasks, policy.level).high >= ceiling:
        return True, f"the best score reaches the ceiling of {ceiling:g} within its error"
    if len(best) < top or top < 2:
        return None, f"fewer than {top} of the best entries say how many tasks they rest on"
    if any(_differ(a, b, policy.level) for a, b in combinations(best, 2)):
        return False, f"the {top} best entries can be told apart"
    return True, f"the {top} best entries cannot be told apart: {_apart(best[0], best[-1], policy.level)}"


def _best(scores: Sequence[Score], top: int) -> list[Score]:
    """The best scores; entries without counts keep their place, so that the rest is not taken for the top."""

    def share(one: Score) -> float:
        if one.score is not None:
            return one.score
        return one.k / one.n if one.k is not None and one.n else -1.0

    return sorted(scores, key=lambda score: (-share(score), score.name))[:top]


def _differ(first: Entry, second: Entry, level: float) -> bool:
    return not _difference(first, second, level).interval.contains(0.0)


def _difference(first: Entry, second: Entry, level: float) -> Estimate:
    # The same tasks, but which of them each entry solved is not published: unpaired is the cautious reading.
    return newcombe(first.solved, first.tasks, second.solved, second.tasks, level)


def _apart(first: Entry, last: Entry, level: float) -> str:
    found = _difference(first, last, level)
    points = round_estimate(100 * found.value, 1, ends=())
    low, high = round_down(100 * found.interval.low, 1), round_up(100 * found.interval.high, 1)
    return f"first and last of them differ by {points} points ({low} to {high})"
